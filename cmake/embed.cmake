# SPDX-License-Identifier: GPL-3.0-or-later
# Run by embed_data: writes one header and one source that hold FILES (|-separated, below ROOT) as arrays of bytes.
string(REPLACE "|" ";" files "${FILES}")
set(declarations "")
set(definitions "")
set(table "")
foreach(file IN LISTS files)
    file(READ ${ROOT}/${file} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    # names/data/en/x.tsv is en_x_tsv: the name begins behind the data folder.
    string(REGEX REPLACE "^(.*/)?data/" "" name ${file})
    string(MAKE_C_IDENTIFIER ${name} name)
    string(APPEND declarations "extern const std::string_view ${name};\n")
    string(APPEND definitions
        "static constexpr unsigned char bytes_${name}[] = {${bytes}0};\n"
        "const std::string_view ${name}{reinterpret_cast<const char*>(bytes_${name}), sizeof bytes_${name} - 1};\n")
    string(APPEND table "    {\"${file}\", ${name}},\n")
endforeach()
file(WRITE ${HEADER} "#pragma once\n#include <span>\n#include <string_view>\nnamespace ${NAMESPACE} {\n"
    "struct File {\n    std::string_view path;\n    std::string_view text;\n};\n"
    "/// Every embedded file with its path.\nstd::span<const File> files();\n${declarations}}\n")
get_filename_component(header_name ${HEADER} NAME)
file(WRITE ${SOURCE} "#include \"generated/${header_name}\"\nnamespace ${NAMESPACE} {\n${definitions}"
    "std::span<const File> files() {\n    static const File table[] = {\n${table}    };\n    return table;\n}\n}\n")
