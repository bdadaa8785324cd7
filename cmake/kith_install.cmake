# `cmake --install`: the program, the module libraries, headers under include/kith, and the CMake package.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/kith")
get_property(modules GLOBAL PROPERTY KITH_MODULES)
list(TRANSFORM modules PREPEND kith_)

install(TARGETS ${modules} kith_engine EXPORT kith-targets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}/kith"
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/kith")
install(EXPORT kith-targets NAMESPACE kith:: DESTINATION "${package_dir}")

write_basic_package_version_file("${PROJECT_BINARY_DIR}/kith-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES cmake/kith-config.cmake cmake/kith_dependencies.cmake "${PROJECT_BINARY_DIR}/kith-config-version.cmake"
  DESTINATION "${package_dir}")

if(TARGET kith)
  install(TARGETS kith DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT program)
  install(DIRECTORY datasets/scenarios DESTINATION "${CMAKE_INSTALL_DATADIR}/kith" COMPONENT program)
endif()
