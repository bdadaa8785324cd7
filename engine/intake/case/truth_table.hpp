// intake/case/truth_table.hpp — truth.csv: whose remains they are, where somebody knows. For studies of matching only:
// no command that matches reads it.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/problem.hpp"
#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::intake {

/// Per remains of the case its missing person; none: nobody reported. Every remains of the case has one row. The result
/// is of use only where `log` has no errors.
[[nodiscard]] std::vector<std::optional<matching::TargetIndex>> read_truth(const std::filesystem::path& case_folder,
                                                                           const matching::Case& data, ProblemLog& log,
                                                                           std::string_view encoding = {});

/// Per remains of the case its individual, numbered by first appearance (`individual_id`; where the table lacks the
/// column or the cell, its missing person); none: not known. What is wrong with the table read_truth() says.
[[nodiscard]] std::vector<std::optional<std::uint32_t>> read_individuals(const std::filesystem::path& case_folder,
                                                                         const matching::Case& data,
                                                                         std::string_view encoding = {});

}  // namespace kith::intake
