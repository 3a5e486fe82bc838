// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/files.hh"

#include <cerrno>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace demarche::index {

namespace {

/// A file descriptor that closes itself.
class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    int get() const { return fd_; }

  private:
    int fd_;
};

} // namespace

Error file_error(std::string what, const std::filesystem::path& path, int error_number) {
    return {std::move(what), path.string(), std::generic_category().message(error_number), "", Exit::bad_index};
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status{};
    if (fd.get() < 0 || ::fstat(fd.get(), &status) != 0) {
        return fail(file_error("cannot open a file of the index", path, errno));
    }
    MappedFile file;
    file.size_ = static_cast<std::size_t>(status.st_size);
    if (file.size_ == 0) {
        return file;
    }
    void* data = ::mmap(nullptr, file.size_, PROT_READ, MAP_SHARED, fd.get(), 0);
    if (data == MAP_FAILED) {
        file.size_ = 0;
        return fail(file_error("cannot map a file of the index", path, errno));
    }
    file.data_ = static_cast<const char*>(data);
    return file;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

MappedFile::~MappedFile() {
    if (data_ != nullptr) {
        ::munmap(const_cast<char*>(data_), size_);
    }
}

void MappedFile::release() const {
    if (size_ > 0) {
        // Of a mapped file this forgets nothing but the pages.
        ::madvise(const_cast<char*>(data_), size_, MADV_DONTNEED);
    }
}

Result<std::string> read_file(const std::filesystem::path& path) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (fd.get() < 0) {
        return fail(file_error("cannot open a file of the index", path, errno));
    }
    std::string bytes;
    char buffer[16384];
    for (;;) {
        const ssize_t got = ::read(fd.get(), buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fail(file_error("cannot read a file of the index", path, errno));
        }
        if (got == 0) {
            return bytes;
        }
        bytes.append(buffer, static_cast<std::size_t>(got));
    }
}

namespace {

constexpr std::size_t write_buffer = 256U << 10U;

/// All bytes to a descriptor; false with errno set when that fails.
bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

Result<FileWriter> FileWriter::create(const std::filesystem::path& path) {
    FileWriter writer;
    writer.path_ = path;
    writer.fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (writer.fd_ < 0) {
        return fail(file_error("cannot create a file of the index", path, errno));
    }
    return writer;
}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)), buffer_(std::move(other.buffer_)) {}

FileWriter& FileWriter::operator=(FileWriter&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(fd_, other.fd_);
    std::swap(buffer_, other.buffer_);
    return *this;
}

FileWriter::~FileWriter() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

Result<void> FileWriter::error() const {
    return fail(file_error("cannot write a file of the index", path_, errno));
}

Result<void> FileWriter::flush() {
    if (!write_all(fd_, buffer_)) {
        return error();
    }
    buffer_.clear();
    return {};
}

Result<void> FileWriter::append(std::string_view bytes) {
    if (buffer_.size() + bytes.size() > write_buffer) {
        if (auto done = flush(); !done) {
            return done;
        }
        if (bytes.size() >= write_buffer) {
            return write_all(fd_, bytes) ? Result<void>() : error();
        }
    }
    buffer_ += bytes;
    return {};
}

Result<void> FileWriter::finish(std::string_view head) {
    if (auto done = flush(); !done) {
        return done;
    }
    if (!head.empty() && (::lseek(fd_, 0, SEEK_SET) != 0 || !write_all(fd_, head))) {
        return error();
    }
    if (::fsync(fd_) != 0) {
        return fail(file_error("cannot sync a file of the index", path_, errno));
    }
    // Some file systems tell of a lack of space only here.
    return ::close(std::exchange(fd_, -1)) == 0 ? Result<void>() : error();
}

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes) {
    auto writer = FileWriter::create(path);
    if (!writer) {
        return fail(writer.error());
    }
    if (auto done = writer->append(bytes); !done) {
        return done;
    }
    return writer->finish();
}

Result<void> replace_file(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::path beside = path;
    beside += ".new";
    if (auto written = write_file(beside, bytes); !written) {
        return written;
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) {
        return fail(file_error("cannot put a file of the index in its place", path, errno));
    }
    return sync_path(path.parent_path());
}

Result<void> sync_path(const std::filesystem::path& path) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (fd.get() < 0 || ::fsync(fd.get()) != 0) {
        return fail(file_error("cannot sync", path, errno));
    }
    return {};
}

} // namespace demarche::index
