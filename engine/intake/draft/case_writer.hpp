// intake/draft/case_writer.hpp — a case folder out of tables.
//
// The folder holds what families told about their missing: it is made for its owner only (0700, files 0600).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "intake/draft/case_tables.hpp"

namespace kith::intake {

/// Names of the files written. Errors: output_unwritable, also where `folder` exists and is not empty; nothing is
/// overwritten.
[[nodiscard]] Result<std::vector<std::string>> write_case(const CaseDraft& draft, const std::filesystem::path& folder);
/// The same of tables as they are.
[[nodiscard]] Result<std::vector<std::string>> write_tables(const std::vector<TableText>& tables,
                                                            const std::filesystem::path& folder);

}  // namespace kith::intake
