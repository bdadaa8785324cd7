// intake/people/staff_table.hpp — elimination.csv: profiles of people who handled samples, in the layout of
// profiles.csv.
#pragma once

#include <optional>
#include <vector>

#include "intake/case/table_columns.hpp"
#include "intake/markers/marker_directory.hpp"
#include "matching/case/case.hpp"

namespace kith::intake {

/// One profile per subject_id, in order of appearance. Alleles that the case's markers lack (`allele_of_label`: per
/// locus, by LabelIndex) are kNoAllele: a table of staff adds none. Partial results count as untyped;
/// a marker of nobody else is told in a warning.
[[nodiscard]] std::vector<matching::StaffProfile> read_staff(
    const text::CsvTable& table, MarkerDirectory& directory, const std::vector<const MarkerSettings*>& settings,
    const std::vector<std::vector<genetics::AlleleIndex>>& allele_of_label, ProblemLog& log);

}  // namespace kith::intake
