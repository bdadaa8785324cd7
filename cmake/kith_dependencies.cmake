# What the engine stands on. Read by our own build and by find_package(kith).
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(TBB REQUIRED)
find_package(hwy REQUIRED)
find_package(pugixml REQUIRED)
find_package(fmt REQUIRED)
find_package(ICU REQUIRED COMPONENTS i18n uc)

# nlohmann-json is headers only; libcsv and libsodium have no CMake package.
find_path(KITH_JSON_INCLUDE_DIR nlohmann/json.hpp REQUIRED)
find_path(KITH_CSV_INCLUDE_DIR csv.h REQUIRED)
find_library(KITH_CSV_LIBRARY csv REQUIRED)
find_path(KITH_SODIUM_INCLUDE_DIR sodium.h REQUIRED)
find_library(KITH_SODIUM_LIBRARY sodium REQUIRED)
mark_as_advanced(KITH_JSON_INCLUDE_DIR KITH_CSV_INCLUDE_DIR KITH_CSV_LIBRARY KITH_SODIUM_INCLUDE_DIR
                 KITH_SODIUM_LIBRARY)

if(NOT TARGET kith_deps::csv)
  add_library(kith_deps::json INTERFACE IMPORTED)
  target_include_directories(kith_deps::json INTERFACE "${KITH_JSON_INCLUDE_DIR}")
  add_library(kith_deps::csv INTERFACE IMPORTED)
  target_include_directories(kith_deps::csv INTERFACE "${KITH_CSV_INCLUDE_DIR}")
  target_link_libraries(kith_deps::csv INTERFACE "${KITH_CSV_LIBRARY}")
  add_library(kith_deps::sodium INTERFACE IMPORTED)
  target_include_directories(kith_deps::sodium INTERFACE "${KITH_SODIUM_INCLUDE_DIR}")
  target_link_libraries(kith_deps::sodium INTERFACE "${KITH_SODIUM_LIBRARY}")
endif()
