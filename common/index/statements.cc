// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/statements.hh"

#include "common/index/document.hh"

namespace demarche::index {

Result<StatementsWriter> StatementsWriter::create(const std::filesystem::path& path) {
    constexpr std::size_t sections = 3;
    auto out = SectionStream::create(path, sections);
    if (!out) {
        return fail(out.error());
    }
    return StatementsWriter(std::move(*out));
}

Result<void> StatementsWriter::append(const Statements& from) {
    return statements_.append(out_, from.blocks(), from.file());
}

Result<void> StatementsWriter::finish() {
    if (auto done = statements_.finish(out_); !done) {
        return done;
    }
    return out_.finish();
}

Result<Statements> Statements::open(const std::filesystem::path& path) {
    auto file = SectionFile::open(path);
    if (!file) {
        return fail(file.error());
    }
    Statements statements;
    statements.file_ = std::move(*file);
    auto blocks = Blocks::open(statements.file_, "statement");
    if (!blocks) {
        return fail(blocks.error());
    }
    statements.blocks_ = std::move(*blocks);
    return statements;
}

Result<Statement> Statements::statement(std::uint32_t docid) {
    const auto bytes = encoded(docid);
    if (!bytes) {
        return fail(bytes.error());
    }
    return decode_statement(*bytes);
}

} // namespace demarche::index
