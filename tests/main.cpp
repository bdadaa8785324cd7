#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "support/shared.hpp"

namespace {

constexpr int kSkipped = 77;  // what ctest takes for "skipped" (kith_test in cmake/kith_targets.cmake)
bool something_is_missing = false;

std::filesystem::path shared_folder() {
  if (const char* folder = std::getenv("KITH_SHARED")) return folder;
  return std::filesystem::path(KITH_SOURCE_DIR).parent_path() / "shared";
}

}  // namespace

std::optional<std::filesystem::path> kith::testing::shared(std::string_view path) {
  const auto full = shared_folder() / path;
  if (std::filesystem::exists(full)) return full;
  std::printf("skipped: there is no %s\n", full.c_str());
  something_is_missing = true;
  return std::nullopt;
}

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
  const int status = context.run();
  return status == 0 && something_is_missing ? kSkipped : status;
}
