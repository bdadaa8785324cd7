// genetics/haplotypes/y_haplotype.hpp — Y-STR haplotypes: what a man has at the markers of his Y chromosome, and how
// probable one man's haplotype is given that of another man of the same paternal line.
//
// A locus is the multiset of the alleles seen there: one for most markers, two for DYS385 and DYF387S1 (their copies
// are never ordered), and more where a marker is duplicated. DYS389II contains DYS389I: where both are typed their
// difference takes its place, as marker "DYS389II-I", so that one mutation is not counted twice.
//
// Transmission over m meioses, symmetric: in each meiosis a copy mutates with probability mu, a share s of it by two
// repeats (Ballantyne and others 2010: 3 to 4 % of mutations change more than one; s = 0 leaves single steps alone),
// gain and loss alike. The change over m meioses is the m-fold convolution of (mu s/2, mu (1 - s)/2, 1 - mu, mu (1 -
// s)/2, mu s/2). For several copies the remains' alleles h are one of the ways to put the m-step results of the
// reference's copies r together:
//   P(h | r, m) = perm( P(h_j | r_i, m) ) / prod over distinct alleles of (their number in h)!
// Loci multiply. What the model cannot do (more repeats, a partial repeat, a copy gained or lost, any
// difference between two samples of one man) has the probability kBeyondModel, so that no difference is a proof.
//
// Mutation rates: YHRD (yhrd.org, release of 2018/19), mutations per meiosis in father-son pairs; kRateElsewhere for
// markers it does not list. The case's markers.csv overrides both.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::genetics {

/// Repeat number times ten: "15" is 150, "15.2" is 152.
using YAllele = std::int16_t;
/// None for labels that are no repeat number ("<9", "X"), or have two decimals.
[[nodiscard]] std::optional<YAllele> parse_y_allele(std::string_view label);
[[nodiscard]] std::string y_allele_text(YAllele allele);

struct YMarker {
  std::string name;          ///< the field's spelling
  double mutation_rate = 0;  ///< per copy and meiosis
  std::size_t copies = 1;    ///< a single allele seen there stands for as many
};

/// Per locus in the order of a list of markers the alleles, ascending; empty or beyond the end: not typed.
using YHaplotype = std::vector<std::vector<YAllele>>;

inline constexpr double kRateElsewhere = 0.003;
inline constexpr double kBeyondModel = 1e-6;

/// The marker with its published rate and number of copies.
[[nodiscard]] YMarker y_marker(std::string_view name);
/// Position of a marker by name or alias; it is appended where the list lacks it.
[[nodiscard]] std::size_t find_or_add(std::vector<YMarker>& markers, std::string_view name);

[[nodiscard]] inline std::span<const YAllele> alleles_at(const YHaplotype& haplotype, std::size_t locus) {
  return locus < haplotype.size() ? std::span<const YAllele>(haplotype[locus]) : std::span<const YAllele>();
}
[[nodiscard]] std::size_t n_typed_loci(const YHaplotype& haplotype);

/// Replaces DYS389II by DYS389II-I where both DYS389 markers show one allele. @pre none of the haplotypes was replaced
/// before.
void subtract_dys389i(std::vector<YMarker>& markers, YHaplotype& haplotype);
/// The inverse, for tables.
void add_dys389i(std::vector<YMarker>& markers, YHaplotype& haplotype);

/// Share of mutations that change two repeats.
inline constexpr double kTwoStepShare = 0.035;

/// P(net change by k repeats over `meioses`), no change in the middle: at place k + meioses; with two-step changes k +
/// 2 meioses.
[[nodiscard]] std::vector<double> step_distribution(double rate, unsigned meioses, double two_steps = 0);

/// The transmission of every marker over a fixed number of meioses.
class YTransmission {
 public:
  /// `two_steps`: share of mutations that change two repeats.
  YTransmission(std::span<const YMarker> markers, unsigned meioses, double two_steps = 0);

  [[nodiscard]] unsigned meioses() const { return meioses_; }
  /// P(seen | reference) at a locus typed in both; at least kBeyondModel.
  [[nodiscard]] double probability(std::size_t locus, std::span<const YAllele> seen,
                                   std::span<const YAllele> reference) const;

 private:
  [[nodiscard]] double change(std::size_t locus, int tenths) const;
  [[nodiscard]] double permanent(std::size_t locus, std::span<const YAllele> seen, std::span<const YAllele> reference,
                                 std::vector<bool>& taken, std::size_t i) const;

  unsigned meioses_;
  std::vector<std::vector<double>> steps_;  ///< per marker
};

/// How two alleles sets differ, whatever the mutation rates.
struct YDistance {
  std::size_t compared = 0;  ///< loci typed in both
  unsigned steps = 0;        ///< single repeats, copies paired in ascending order
  unsigned other = 0;        ///< loci with a difference that repeats cannot make: partial repeats, number of copies
  std::vector<std::size_t> loci{};  ///< those that differ

  [[nodiscard]] unsigned total() const { return steps + other; }
};
[[nodiscard]] YDistance distance(const YHaplotype& a, const YHaplotype& b);

/// Differences from which two men are taken to be of different lines (SWGDAM-like practice: one or two steps happen
/// between close relatives, with 27 markers in one father-son pair of seven).
inline constexpr unsigned kIncompatibleYSteps = 3;

}  // namespace kith::genetics
