// intake/profiles/haplotypes_table.hpp — haplotypes.csv: haplotypes of unrelated people of the population, in the
// layouts of profiles.csv.
//
//   long  haplotype_id, marker, allele_1, allele_2, ... and, for markers that are not known by name, system (Y or mt)
//   wide  haplotype_id and columns of markers (marker_headings.hpp), one row a haplotype
#pragma once

#include <vector>

#include "intake/markers/marker_directory.hpp"
#include "intake/profiles/lineage_profiles.hpp"
#include "matching/case/case.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

[[nodiscard]] matching::HaplotypeDatabase read_haplotypes(const text::CsvTable& table, MarkerDirectory& directory,
                                                          const MarkerTable& markers,
                                                          std::vector<genetics::YMarker>& y_markers,
                                                          std::vector<SetAside>& set_aside, ProblemLog& log);

}  // namespace kith::intake
