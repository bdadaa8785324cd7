# How every target of Kith is made. Nothing is set globally: flags travel with the target kith_flags.

add_library(kith_flags INTERFACE)
target_compile_features(kith_flags INTERFACE cxx_std_20)
target_compile_options(kith_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wold-style-cast -Wimplicit-fallthrough
  # These, found by g++ 12's optimiser, are wrong about std::string, std::vector and Eigen at -O3 (its bug 105651 and
  # the like). clang and the sanitizers look for the same mistakes.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized;-Wno-stringop-overread;-Wno-stringop-overflow>
  -ffp-contract=off  # a sum is rounded the same way in every build: no fused multiply-add behind our back
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage>  # sources together look like a header
  $<$<BOOL:${KITH_WERROR}>:-Werror>
  $<$<BOOL:${KITH_ASSERT}>:-UNDEBUG>)
target_compile_definitions(kith_flags INTERFACE EIGEN_DONT_PARALLELIZE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
if(KITH_SANITIZE)
  set(sanitize -fsanitize=${KITH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(kith_flags INTERFACE ${sanitize})
  target_link_options(kith_flags INTERFACE ${sanitize})
endif()

# kith_module(<name> HEADERS .. SOURCES .. DEPENDS <modules> LIBS <targets seen in headers> PRIVATE_LIBS <targets in .cpp>)
#
# The library kith::<name> of engine/<name>/. Includes read "<name>/file.hpp". DEPENDS names the modules it may use;
# their own DEPENDS come with them. Generated headers (absolute paths) belong under <build>/generated/.
function(kith_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;SOURCES;DEPENDS;LIBS;PRIVATE_LIBS")
  set(target kith_${name})
  set(base_dirs "${PROJECT_SOURCE_DIR}/engine" "${PROJECT_BINARY_DIR}/generated")
  if(arg_SOURCES)
    set(scope PUBLIC)
    add_library(${target} STATIC ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:kith_flags> ${arg_PRIVATE_LIBS})
  else()
    set(scope INTERFACE)
    add_library(${target} INTERFACE)
  endif()
  list(TRANSFORM arg_DEPENDS PREPEND kith::)
  target_link_libraries(${target} ${scope} ${arg_DEPENDS} ${arg_LIBS})
  target_compile_features(${target} ${scope} cxx_std_20)
  target_sources(${target} ${scope} FILE_SET HEADERS BASE_DIRS ${base_dirs} FILES ${arg_HEADERS})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  foreach(source IN LISTS arg_SOURCES)
    if(source MATCHES "kernel|transpose")  # compiled once per instruction set: not together with others
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endforeach()
  add_library(kith::${name} ALIAS ${target})
  set_property(GLOBAL APPEND PROPERTY KITH_MODULES ${name})
endfunction()

# kith_program(<target> SOURCES .. LIBS ..): an executable with our flags; lands in <build>/bin.
function(kith_program target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS")
  if(NOT arg_SOURCES)
    return()
  endif()
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE kith_flags ${arg_LIBS})
endfunction()

# kith_test(<name> SOURCES .. LIBS ..): the doctest program kith_test_<name>, run by ctest as `<name>` and, for the
# test suite "shared" (cases that live outside this repository), as `<name>.shared`, skipped where there are none.
function(kith_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS")
  if(NOT arg_SOURCES)
    return()
  endif()
  set(target kith_test_${name})
  kith_program(${target} SOURCES ${arg_SOURCES} LIBS kith_test_main ${arg_LIBS})
  set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)  # each has helpers of its own, under the same names
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)  # what is tested is built as users run it; the tests need not be
  set(has_shared FALSE)
  foreach(source IN LISTS arg_SOURCES)
    file(STRINGS ${source} found REGEX "TEST_SUITE(_BEGIN)?\\(\"shared\"\\)" LIMIT_COUNT 1)
    if(found)
      set(has_shared TRUE)
    endif()
  endforeach()
  add_test(NAME ${name} COMMAND ${target} --test-suite-exclude=shared)
  if(has_shared)
    add_test(NAME ${name}.shared COMMAND ${target} --test-suite=shared)
    set_tests_properties(${name}.shared PROPERTIES SKIP_RETURN_CODE 77)
  endif()
endfunction()
