# SPDX-License-Identifier: GPL-3.0-or-later
# One interface target carries the compile settings of all the project's own code.
add_library(demarche_compile INTERFACE)
target_include_directories(demarche_compile INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(demarche_compile INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
    -Woverloaded-virtual -Wimplicit-fallthrough -Werror)
# Move constructors of Xapian's handles; must be the same in every file that includes xapian.h.
target_compile_definitions(demarche_compile INTERFACE XAPIAN_MOVE_SEMANTICS DEMARCHE_VERSION="${PROJECT_VERSION}")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 reports false positives of these inside libstdc++ at -O2 and above.
    target_compile_options(demarche_compile INTERFACE -Wno-restrict -Wno-dangling-pointer -Wno-stringop-overflow
        -Wno-array-bounds -Wno-maybe-uninitialized)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # libstdc++ 12's own std::stable_sort uses what it has deprecated; g++ keeps the warning for our code.
    target_compile_options(demarche_compile INTERFACE -Wno-deprecated-declarations)
endif()
if(DEMARCHE_SANITIZE)
    add_compile_options(-fsanitize=${DEMARCHE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${DEMARCHE_SANITIZE})
endif()
if(DEMARCHE_COVERAGE)
    add_compile_options(--coverage -O0)
    add_link_options(--coverage)
endif()
