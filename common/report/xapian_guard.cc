// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/report/xapian_guard.hh"

namespace demarche {

Error from_xapian(const Xapian::Error& error, std::string_view what, std::string_view where) {
    Error out{std::string(what), std::string(where), error.get_msg(), "", Exit::bad_index};
    if (error.get_error_string() != nullptr) {
        out.why += std::string(" (") + error.get_error_string() + ")";
    }
    // Xapian's errors carry their class as a name; the base has no virtual functions to cast by.
    const std::string_view type = error.get_type();
    if (type == "DatabaseLockError") {
        out.exit = Exit::locked;
        out.hint = "another run is writing this index: try again when it has ended";
    } else if (type == "DatabaseVersionError") {
        out.hint = "the index was written by another version of Xapian: rebuild it";
    }
    return out;
}

} // namespace demarche
