// genetics/markers/marker_ranges.hpp — what is published of the usual markers: how long the repeat is, which alleles
// there are, and how often two copies of a person are alike.
//
// Autosomal ranges are the smallest and the largest repeat number with a frequency in any of these tables: NIST 1036
// (Steffen et al. 2017), FBI (Moretti et al. 2016), STRidER 2015 (Bodner et al. 2016), Dupuy et al. 2013, norSTR 2023;
// without the labels 1 and 99, which stand in some of them for bins and for lost alleles; FGA to 51.2, its long alleles
// included. `homozygosity` is the largest sum of squared frequencies in those tables, rounded up. Y-STR ranges
// are the ladders of PowerPlex Y23 and Yfiler Plus as strvalidator's kit.txt lists them (checked one by one).
//
// From recall, not checked against a source: DYS388, DYS426, DYS444, DYS447 and all X-STRs. Their ranges only ask
// whether an allele is meant; no likelihood depends on them.
//
// No label ends in as many bases as the repeat has: .1 to .3 of four bases, to .4 of five (Penta E 15.4), to .5 of six
// (DYS448).
#pragma once

#include <string_view>

namespace kith::genetics {

struct MarkerRange {
  std::string_view marker;  ///< the field's spelling
  int repeat = 4;           ///< bases
  double lowest = 0;        ///< repeat numbers
  double highest = 0;       ///< as `lowest`
  double homozygosity = 0;  ///< 0: not known (Y-STRs have none)
};

/// Null for markers that are not in the list.
[[nodiscard]] const MarkerRange* find_marker_range(std::string_view marker);

/// Repeats beyond the published range from which on an allele is far outside.
inline constexpr double kFarOutside = 5;
/// 93 of TH01 (5 to 11), where 9.3 was meant; not 13. Never without a range.
[[nodiscard]] bool is_far_outside(const MarkerRange* range, double repeats);

/// The largest fraction an allele may have: repeat - 1. Without a range 5, as no repeat is longer than six bases.
[[nodiscard]] int largest_fraction(const MarkerRange* range);

/// P(two copies alike) that is assumed where no table of frequencies is at hand and the marker is not in the list.
inline constexpr double kUsualHomozygosity = 0.3;

}  // namespace kith::genetics
