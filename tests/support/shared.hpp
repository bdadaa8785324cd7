// support/shared.hpp — data that lives outside this repository (published cases, reference vectors): the folder named
// by the environment variable KITH_SHARED, or `shared` beside the source tree.
//
// Tests that need it go into TEST_SUITE("shared") and begin with
//   const auto folder = testing::shared("cases/fire");
//   if (!folder) return;
// ctest runs that suite on its own and reports it as skipped where the data are missing.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace kith::testing {

/// The path inside the shared folder; none, and the run counts as skipped, where it does not exist.
[[nodiscard]] std::optional<std::filesystem::path> shared(std::string_view path);

}  // namespace kith::testing
