// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/dictionary.hh"

#include <algorithm>

#include "common/index/bytes.hh"
#include "common/index/string_sections.hh"
#include "common/index/terms.hh"

namespace demarche::index {

Result<StringList> StringList::open(const SectionFile& file, const std::string& name) {
    StringList list;
    auto starts = file.section(name + ".starts");
    if (!starts) {
        return fail(starts.error());
    }
    auto bytes = file.section(name + ".bytes");
    if (!bytes) {
        return fail(bytes.error());
    }
    const std::size_t count = starts->size() / sizeof(std::uint32_t);
    if (count == 0 || load<std::uint32_t>(*starts, count - 1) != bytes->size()) {
        return fail(file.damaged("the strings of " + name + " do not fit their offsets"));
    }
    list.starts_ = *starts;
    list.bytes_ = *bytes;
    list.size_ = count - 1;
    return list;
}

std::string_view StringList::operator[](std::size_t i) const {
    if (i >= size_) {
        return {};
    }
    const auto begin = load<std::uint32_t>(starts_, i);
    const auto end = load<std::uint32_t>(starts_, i + 1);
    // Offsets are checked here and not when opening: that would touch every page of a large file.
    return begin <= end && end <= bytes_.size() ? bytes_.substr(begin, end - begin) : std::string_view{};
}

std::size_t StringList::at_byte(std::size_t offset) const {
    std::size_t low = 0;
    std::size_t high = size_;
    while (low + 1 < high) {
        const std::size_t middle = (low + high) / 2;
        (load<std::uint32_t>(starts_, middle) <= offset ? low : high) = middle;
    }
    return low;
}

std::optional<std::uint32_t> StringList::find_sorted(std::string_view wanted) const {
    std::size_t low = 0;
    std::size_t high = size_;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if ((*this)[middle] < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < size_ && (*this)[low] == wanted) {
        return static_cast<std::uint32_t>(low);
    }
    return std::nullopt;
}

std::uint32_t DictionaryBuilder::add(std::string_view value) {
    const auto found = ids_.find(value);
    if (found != ids_.end()) {
        return found->second;
    }
    const auto id = static_cast<std::uint32_t>(ids_.size());
    ids_.emplace(value, id);
    return id;
}

std::vector<std::uint32_t> DictionaryBuilder::write(SectionWriter& out, const std::string& name) const {
    std::vector<std::string_view> values;
    std::vector<std::string> keys;
    std::vector<std::uint32_t> final_ids(ids_.size());
    std::vector<std::pair<std::string_view, std::uint32_t>> sorted(ids_.begin(), ids_.end());
    std::sort(sorted.begin(), sorted.end());
    for (const auto& [value, id] : sorted) {
        final_ids[id] = static_cast<std::uint32_t>(values.size());
        values.push_back(value);
        keys.push_back(" " + value_key(value) + " ");
    }
    write_strings(out, name, values);
    write_strings(out, name + ".key", keys);
    return final_ids;
}

Result<Dictionary> Dictionary::open(const SectionFile& file, const std::string& name) {
    Dictionary dictionary;
    auto values = StringList::open(file, name);
    if (!values) {
        return fail(values.error());
    }
    auto keys = StringList::open(file, name + ".key");
    if (!keys) {
        return fail(keys.error());
    }
    if (values->size() != keys->size()) {
        return fail(file.damaged("column " + name + " has not as many keys as values"));
    }
    dictionary.values_ = *values;
    dictionary.keys_ = *keys;
    return dictionary;
}

std::string_view Dictionary::key(std::size_t id) const {
    const std::string_view key = keys_[id];
    return key.size() < 2 ? std::string_view{} : key.substr(1, key.size() - 2);
}

std::vector<std::uint32_t> Dictionary::with_words(const std::vector<std::string>& words, std::size_t limit) const {
    std::vector<std::uint32_t> found;
    if (words.empty()) {
        return found;
    }
    // The longest word is the rarest: look for it over all keys, then for the others inside those found.
    const std::string* rarest = &words.front();
    for (const std::string& word : words) {
        rarest = word.size() > rarest->size() ? &word : rarest;
    }
    const std::string wanted = " " + *rarest + " ";
    const std::string_view bytes = keys_.bytes();
    std::size_t at = bytes.find(wanted);
    while (at != std::string_view::npos && found.size() < limit) {
        const std::size_t id = keys_.at_byte(at);
        const std::string_view key = keys_[id];
        const bool all = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
            return key.find(" " + word + " ") != std::string_view::npos;
        });
        if (all) {
            found.push_back(static_cast<std::uint32_t>(id));
        }
        const auto end = static_cast<std::size_t>(key.data() - bytes.data()) + key.size();
        at = bytes.find(wanted, std::max(end, at + 1));
    }
    return found;
}

} // namespace demarche::index
