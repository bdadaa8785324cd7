// io/profile_layout.hpp — which columns of profiles.csv hold which marker's alleles.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/genotype_cells.hpp"
#include "io/marker_directory.hpp"
#include "io/table_columns.hpp"

namespace kith::io {

/// Columns of one marker in a wide table: two with an allele each, or one with both ("9/9.3").
struct MarkerColumnPair {
  std::string marker;
  Column first;
  Column second;  ///< not present: `first` holds both alleles
};

/// Finds and claims the marker columns of a wide table. A column is a marker's if its name is one ("TH01") or one with
/// a suffix for the first of two ("TH01_1", "TH01.1", "TH01 a"); the next column is the second allele's if its name is
/// empty,
/// the same, or the same with a suffix. Two neighbours "x_1", "x_2" are taken for a marker's even if nobody knows it.
[[nodiscard]] std::vector<MarkerColumnPair> find_marker_columns(TableColumns& columns, MarkerDirectory& directory);

}  // namespace kith::io
