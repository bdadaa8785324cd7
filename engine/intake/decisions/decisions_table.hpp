// intake/decisions/decisions_table.hpp — decisions.csv: what a board has decided of remains and a missing person, in
// the order in which it was decided. Rows are appended (`kith decide`) and never changed.
#pragma once

#include <string>
#include <vector>

#include "core/problem.hpp"
#include "matching/case/decision.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

inline constexpr const char* kDecisionsFile = "decisions.csv";

/// Every row, and on which line it stands. Unknown words and empty cells are errors; ids are not looked up here.
struct DecisionRows {
  std::vector<matching::Decision> decisions{};
  std::vector<std::size_t> lines{};
};
[[nodiscard]] DecisionRows read_decisions(const text::CsvTable& table, ProblemLog& log);

/// The header's row, and one decision's, with line end.
[[nodiscard]] std::string decisions_header();
[[nodiscard]] std::string decision_row(const matching::Decision& decision);

}  // namespace kith::intake
