# find_package(kith) -> kith::kith (everything) and kith::core, kith::genetics, ...: the modules, to link only some.
include("${CMAKE_CURRENT_LIST_DIR}/kith_dependencies.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/kith-targets.cmake")
