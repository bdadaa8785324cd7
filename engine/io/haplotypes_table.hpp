// io/haplotypes_table.hpp — haplotypes.csv: haplotypes of unrelated people of the population, in the layouts of
// profiles.csv.
//
//   long  haplotype_id, marker, allele_1, allele_2, ... and, for markers that are not known by name, system (Y or mt)
//   wide  haplotype_id and columns of markers (marker_headings.hpp), one row a haplotype
#pragma once

#include <vector>

#include "io/csv_table.hpp"
#include "io/lineage_profiles.hpp"
#include "io/marker_directory.hpp"
#include "matching/case.hpp"

namespace kith::io {

[[nodiscard]] matching::HaplotypeDatabase read_haplotypes(const CsvTable& table, MarkerDirectory& directory,
                                                          const MarkerTable& markers,
                                                          std::vector<genetics::YMarker>& y_markers,
                                                          std::vector<SetAside>& set_aside, ProblemLog& log);

}  // namespace kith::io
