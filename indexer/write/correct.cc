// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/correct.hh"

#include <algorithm>
#include <utility>

#include "common/index/document.hh"
#include "indexer/write/overlay_update.hh"

namespace demarche::indexer {

bool correct_statements(index::CorrectionMap& corrections, std::string_view ledger_id,
                        std::vector<Statement>& statements) {
    bool changed = false;
    for (auto& [id, correction] : corrections) {
        if (correction.article != ledger_id) {
            continue;
        }
        const auto statement =
            std::find_if(statements.begin(), statements.end(), [&id = id](const auto& one) { return one.id == id; });
        std::string before = statement == statements.end() ? std::string() : index::encode_statement(*statement);
        changed = changed || correction.before != before;
        correction.before = std::move(before);
        if (statement == statements.end()) {
            continue;
        }
        if (correction.removes()) {
            statements.erase(statement);
        } else {
            index::apply(correction, *statement);
        }
    }
    return changed;
}

Result<void> restore_statements(const index::CorrectionMap& corrections, std::string_view ledger_id,
                                std::vector<Statement>& statements) {
    for (const auto& [id, correction] : corrections) {
        if (correction.article != ledger_id || !correction.applies()) {
            continue;
        }
        auto before = index::decode_statement(correction.before);
        if (!before) {
            return fail(before.error());
        }
        const auto statement =
            std::find_if(statements.begin(), statements.end(), [&id = id](const auto& one) { return one.id == id; });
        if (statement != statements.end()) {
            *statement = std::move(*before);
            continue;
        }
        // Statements stand in the order of the text.
        const auto begin = [](const Statement& one) { return one.spans.empty() ? 0U : one.spans.front().begin; };
        const auto behind = std::find_if(statements.begin(), statements.end(),
                                         [&](const Statement& one) { return begin(one) > begin(*before); });
        statements.insert(behind, std::move(*before));
    }
    return {};
}

Result<index::CorrectionMap> load_corrections(const std::filesystem::path& index, const index::Manifest& manifest) {
    const auto overlay = load_overlay(index, manifest);
    if (!overlay) {
        return fail(overlay.error());
    }
    return index::decode_corrections(overlay->corrections(), manifest.overlay ? manifest.overlay->name : "overlay");
}

} // namespace demarche::indexer
