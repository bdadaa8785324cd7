// intake/profiles/lost_alleles.hpp — what profiles.csv says, as a whole, of alleles that were not seen; and where
// alleles stand that are odd.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "intake/profiles/profile_rows.hpp"

namespace kith::intake {

/// One warning for each of LostAllele, with the number of genotypes and three of them.
void warn_of_lost_alleles(const ProfileRows& rows, MarkerDirectory& directory, const std::string& file,
                          ProblemLog& log);

/// Names samples with too many single alleles (genetics/markers/single_alleles.hpp) where the table writes homozygotes
/// once. Results with partial or dropout do not count. `homozygosity`: per locus; none: the marker does not count.
void warn_of_single_alleles(const ProfileRows& rows, const std::vector<std::optional<double>>& homozygosity,
                            const std::string& file, ProblemLog& log);

/// The results that show an allele.
struct AlleleSeen {
  std::size_t times = 0;
  std::uint32_t line = 0;  ///< of the first in the table
  SampleIndex sample = 0;  ///< of the first
};
/// Of the labels that are `wanted`: per locus, per LabelIndex.
[[nodiscard]] std::vector<std::vector<AlleleSeen>> find_alleles(const ProfileRows& rows,
                                                                const std::vector<std::vector<bool>>& wanted);
/// "row 12 of profiles.csv, sample S1, and 2 more"; empty where it was not seen.
[[nodiscard]] std::string seen_text(const AlleleSeen& seen, const ProfileRows& rows, const std::string& file);

/// "far outside the published range of TH01 (5 to 11): is it 9.3?"; empty where the label is not.
[[nodiscard]] std::string far_outside_text(const genetics::MarkerRange* range, std::string_view label);

}  // namespace kith::intake
