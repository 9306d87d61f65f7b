# Compiler, warnings, Qt strictness and the third-party packages, once for all targets.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # Paths relative to the source, so that another clone finds what this one compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Network HttpServer Svg Charts Concurrent Test)
find_package(Qt6Keychain REQUIRED)
find_package(simdjson REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(EXPAT REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(ISAL REQUIRED IMPORTED_TARGET libisal)
pkg_check_modules(LIBDEFLATE REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(LZ4 REQUIRED IMPORTED_TARGET liblz4)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
find_package(ZLIB REQUIRED)

add_library(tracedeck_options INTERFACE)
target_compile_definitions(tracedeck_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_USE_QSTRINGBUILDER TRACEDECK_VERSION="${PROJECT_VERSION}")
target_compile_options(tracedeck_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<BOOL:${TRACEDECK_WERROR}>:-Werror>)

# Headers that nearly every source reads, compiled once: reading them was half of a cold build. Off in release builds, where a source that
# forgot an #include is noticed.
function(tracedeck_precompiled name)
  cmake_parse_arguments(ARG "" "" "LINKS;HEADERS" ${ARGN})
  if(NOT TRACEDECK_PRECOMPILED)
    return()
  endif()
  add_library(precompiled_${name} STATIC ${CMAKE_SOURCE_DIR}/packaging/cmake/precompiled.cpp)
  target_link_libraries(precompiled_${name} PRIVATE tracedeck_options ${ARG_LINKS})
  target_precompile_headers(precompiled_${name} PRIVATE ${ARG_HEADERS})
  set_target_properties(precompiled_${name} PROPERTIES AUTOMOC OFF AUTORCC OFF)
endfunction()

function(tracedeck_use_precompiled target name)
  if(TRACEDECK_PRECOMPILED)
    target_precompile_headers(${target} REUSE_FROM precompiled_${name})
  endif()
endfunction()

set(_common <algorithm> <array> <functional> <map> <memory> <optional> <span> <string> <string_view> <vector> <tl/expected.hpp> <QByteArray>
  <QFile> <QFuture> <QJsonObject> <QList> <QObject> <QString> <QStringList> <QUrl>)
set(_widgets <QBoxLayout> <QLabel> <QPainter> <QPushButton> <QWidget>)
tracedeck_precompiled(core LINKS Qt6::Core HEADERS ${_common})
tracedeck_precompiled(ui LINKS Qt6::Widgets HEADERS ${_common} ${_widgets})

# CMake compiles each header alone, and never with a precompiled one; most of that time would go into the same headers once more. Which of the
# common ones a header forgot is seen in builds without precompiled headers, whose sources read their own header first.
function(_tracedeck_headers_read name targets)
  set(is_one $<BOOL:$<FILTER:$<TARGET_PROPERTY:NAME>,INCLUDE,^${targets}.*_verify_interface_header_sets$>>)
  target_compile_options(tracedeck_options INTERFACE
    "$<${is_one}:SHELL:-include ${CMAKE_BINARY_DIR}/CMakeFiles/precompiled_${name}.dir/cmake_pch.hxx>")
endfunction()
if(TRACEDECK_PRECOMPILED)
  _tracedeck_headers_read(core "(core_|ui_text)")
  _tracedeck_headers_read(ui "ui_[^t]")
  _tracedeck_headers_read(ui "ui_theme")
endif()
