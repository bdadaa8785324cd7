// genetics/haplotypes/mt_haplotype.hpp — mtDNA haplotypes: the differences of a sequence from the reference rCRS
// (NC_012920, 16569 positions, 3107 a placeholder) and the ranges that were read. What is not listed inside the ranges
// equals the rCRS.
//
// Notation: genetics/haplotypes/mt_notation.hpp. Lists are compared in one spelling,
// genetics/haplotypes/mt_alignment.hpp: an indel of a run or a repeat stands at its 3' end (Parson et al. 2014). An
// upper-case IUPAC letter is a mixture of bases (16093Y), a lower-case letter a mixture of that base and a deletion
// (152c).
//
// Comparison, over the common ranges only: a site differs where the two have no state in common, so heteroplasmy is
// compatible with each of its parts. Ignored: length at homopolymers (16189-16194, 302-316 but for 315.1, 455, 463,
// 573, 960, 5899, 8276, 8285). One difference each, however many sites: the AC repeat 514-524, the 6-base deletion at
// 105-111, the 9-base deletion at 8281-8290 (length differences only).
//
// "The rCRS's base" of what is not listed is that of genetics/haplotypes/mt_reference.cpp, and the first letter of
// A8860G has to be it. At the placeholder nothing is compared.
//
// Transmission over m maternal meioses: the number of differences D is what is weighed, as Poisson with mean
//   lambda = m * (sites in HVS-I and HVS-II * kMtRateHypervariable + other sites * kMtRateElsewhere) + kMtSameLine
// in three classes: 0 (the lines cannot be told apart), 1 (inconclusive), 2 or more (different lines). Which sites
// differ is not weighed: rates of sites differ a hundredfold and most are not known.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace kith::genetics {

/// Set of what may be at a site: kBaseA, ... and kGap, or-ed.
using BaseSet = std::uint8_t;
inline constexpr BaseSet kBaseA = 1, kBaseC = 2, kBaseG = 4, kBaseT = 8, kGap = 16;

struct MtDifference {
  std::uint16_t position = 0;
  std::uint16_t insertion = 0;  ///< 0: the position itself; k: the k-th base inserted after it
  BaseSet bases = 0;

  friend auto operator<=>(const MtDifference&, const MtDifference&) = default;  // NOLINT(modernize-use-nullptr)
};

/// Positions from .. to, both included, from <= to.
struct MtRange {
  std::uint16_t from = 0;
  std::uint16_t to = 0;

  friend auto operator<=>(const MtRange&, const MtRange&) = default;  // NOLINT(modernize-use-nullptr)
};

struct MtHaplotype {
  std::vector<MtRange> ranges{};            ///< ascending, neither touching nor overlapping; empty: not typed
  std::vector<MtDifference> differences{};  ///< ascending, one per site, inside the ranges

  friend auto operator<=>(const MtHaplotype&, const MtHaplotype&) = default;
};

inline constexpr std::uint16_t kMtLength = 16569;
/// The control region goes from here round the origin to 576.
inline constexpr std::uint16_t kMtControlStart = 16024;

/// Base of the rCRS; 0 at the placeholder, 3107.
[[nodiscard]] BaseSet rcrs_base(std::uint16_t position);
/// The set's IUPAC letter, a small one where the site may be missing; '-' for a gap alone.
[[nodiscard]] char base_letter(BaseSet bases);

/// parse_mt_entry() without its note: several for "309+CC"; the rCRS's own base, too, where it is stated.
[[nodiscard]] Result<std::vector<MtDifference>> parse_mt_difference(std::string_view text);
/// "16024-16365", "ALL"; a range that ends before it starts goes round the origin ("16024-576").
[[nodiscard]] Result<std::vector<MtRange>> parse_mt_range(std::string_view text);
/// The standard range of HV1, HV2, HV3, CR ...; empty for other names.
[[nodiscard]] std::vector<MtRange> standard_mt_range(std::string_view marker);

/// Ranges and differences ascending and merged (several entries of one site become a mixture); differences outside the
/// ranges are taken out and returned.
std::vector<MtDifference> normalise(MtHaplotype& haplotype);
/// Inserted bases are numbered from 1 without a gap: the first that is not, or position 0.
[[nodiscard]] MtDifference insertion_without_first(const MtHaplotype& haplotype);
/// Two readings of one person: all ranges, and in common ones the union of what was seen. @pre they do not differ.
[[nodiscard]] MtHaplotype merge(const MtHaplotype& a, const MtHaplotype& b);

[[nodiscard]] std::string to_string(const MtDifference& difference);
[[nodiscard]] std::string to_string(std::span<const MtRange> ranges);
/// "73G 263G 315.1C", or "rCRS" where there is no difference.
[[nodiscard]] std::string differences_text(const MtHaplotype& haplotype);

[[nodiscard]] std::vector<MtRange> common_ranges(std::span<const MtRange> a, std::span<const MtRange> b);
[[nodiscard]] bool covers(std::span<const MtRange> outer, std::span<const MtRange> inner);
[[nodiscard]] std::size_t n_positions(std::span<const MtRange> ranges);

/// Differences counted inside `ranges`; `sites`, if given, receives one text for each ("16093C/T").
[[nodiscard]] unsigned count_differences(const MtHaplotype& a, const MtHaplotype& b, std::span<const MtRange> ranges,
                                         std::vector<std::string>* sites = nullptr);

/// Substitutions per site and meiosis in HVS-I and HVS-II together: 3 in 705 transmissions (Sigurdardottir et al. 2000,
/// Am J Hum Genet 66:1599, doi:10.1086/302902), over their 342 + 268 positions.
inline constexpr double kMtRateHypervariable = 3.0 / 705 / (342 + 268);
/// Elsewhere: a tenth of it, an assumption (whole-genome pedigrees give a fifth with heteroplasmies counted:
/// PMC9042960).
inline constexpr double kMtRateElsewhere = kMtRateHypervariable / 10;
/// Expected differences between two samples of one line beside inherited mutations (tissues, reading): an assumption.
inline constexpr double kMtSameLine = 1e-3;

/// 0, 1, and 2 or more differences.
inline constexpr std::size_t kMtClasses = 3;
/// P(class of D | m meioses) for the compared ranges; sums to 1.
[[nodiscard]] std::array<double, kMtClasses> mt_class_probabilities(std::span<const MtRange> ranges, unsigned meioses);

/// Differences from which two sequences are taken to be of different maternal lines (SWGDAM).
inline constexpr unsigned kIncompatibleMtDifferences = 2;

}  // namespace kith::genetics
