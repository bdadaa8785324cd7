// intake/case/joins_table.hpp — joins.csv: what somebody has decided of two sets of remains, that they are one body or
// that they are not. docs/case-format.md says what each column holds.
#pragma once

#include <span>
#include <vector>

#include "matching/case/case.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

/// Statements that contradict each other, or identifications.csv, are errors: what is `same` through a chain of rows,
/// or by identifications of one person, cannot be `different`, and remains of two persons cannot be `same`.
[[nodiscard]] std::vector<matching::JoinStatement> read_joins(
    const text::CsvTable& table, std::span<const matching::Remains> remains,
    std::span<const attributes::Identification> identifications, ProblemLog& log);

}  // namespace kith::intake
