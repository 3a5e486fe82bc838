# SPDX-License-Identifier: GPL-3.0-or-later
# embed_data(TARGET NAMESPACE file…): compiles data files into TARGET as byte arrays, so that the programs need no data folder
# at run time. For each `dir/name.tsv` given it defines `extern const std::string_view NAMESPACE::dir_name_tsv`; the
# declarations are in the generated header "generated/<TARGET>_data.hh".
function(embed_data target namespace)
    set(header ${CMAKE_BINARY_DIR}/generated/${target}_data.hh)
    set(source ${CMAKE_BINARY_DIR}/generated/${target}_data.cc)
    set(files ${ARGN})
    list(TRANSFORM files PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
    string(REPLACE ";" "|" joined "${ARGN}")
    add_custom_command(
        OUTPUT ${header} ${source}
        COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_CURRENT_SOURCE_DIR} "-DFILES=${joined}" -DNAMESPACE=${namespace}
                -DHEADER=${header} -DSOURCE=${source} -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
        DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
        COMMENT "Embedding data of ${target}" VERBATIM)
    target_sources(${target} PRIVATE ${source} ${header})
    target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR})
endfunction()
