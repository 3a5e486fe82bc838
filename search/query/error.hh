// SPDX-License-Identifier: GPL-3.0-or-later
// An error of a query: what is wrong, and at which character.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <tl/expected.hpp>

#include "common/report/error.hh"

namespace demarche::search {

struct QueryError {
    /// Exit::usage; `where` says the column.
    Error error;
    /// Code point of the query, from 1.
    std::size_t column = 1;
};

template <typename T>
using QueryResult = tl::expected<T, QueryError>;

/// An error at a column.
inline tl::unexpected<QueryError> fail_at(std::size_t column, std::string what, std::string hint = {}) {
    return tl::unexpected<QueryError>(QueryError{
        {std::move(what), "query, column " + std::to_string(column), "", std::move(hint), Exit::usage}, column});
}

} // namespace demarche::search
