# SPDX-License-Identifier: GPL-3.0-or-later
# install_man_page(file.scd): builds the page with scdoc and installs it into the section that its name ends with.
find_program(SCDOC scdoc REQUIRED)

function(install_man_page source)
    get_filename_component(page ${source} NAME_WLE)
    string(REGEX MATCH "[0-9]$" section ${page})
    set(input ${CMAKE_CURRENT_SOURCE_DIR}/${source})
    set(output ${CMAKE_BINARY_DIR}/man/${page})
    add_custom_command(
        OUTPUT ${output}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/man
        COMMAND sh -c "${SCDOC} < '${input}' > '${output}.new' && mv '${output}.new' '${output}'"
        DEPENDS ${input}
        COMMENT "Man page ${page}" VERBATIM)
    set_property(GLOBAL APPEND PROPERTY DEMARCHE_MAN_PAGES ${output})
    install(FILES ${output} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endfunction()
