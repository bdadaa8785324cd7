// report/tables/run_settings.hpp — what run.json of a result says of how to compute it again: the case, the options,
// and the SHA-256 of every input.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "text/file_hash.hpp"

namespace kith::report {

struct RunSettings {
  std::string version{};
  std::string finished{};                                      ///< UTC, "2026-11-30T20:22:59Z"
  std::string case_folder{};                                   ///< as the command line gave it
  std::vector<std::pair<std::string, std::string>> options{};  ///< name, value as text
  std::vector<std::string> in_force{};  ///< what was assumed where the case said nothing, in sentences
  std::vector<text::FileHash> inputs{};
};

/// Whether the folder holds a result of `kith match`.
[[nodiscard]] bool is_match_result(const std::filesystem::path& folder);

/// Errors: file_unreadable; unsupported_format where run.json is not one of ours.
[[nodiscard]] Result<RunSettings> read_run_settings(const std::filesystem::path& result);

/// Error: bad_value, with the names of files of `case_folder` that are not those of the run, or are gone, and decisions
/// that were made since.
[[nodiscard]] Result<void> check_inputs(const RunSettings& run, const std::filesystem::path& case_folder);

}  // namespace kith::report
