// inference/bodies/finding_pairs.hpp — whatever else two samples of one person have in common, as pairs of distinct
// findings: what examinations say of sex, age and stature, and the lines of Y-STR and mtDNA.
//
//   LR = P(p, q | two examinations of one person) / ( P(p) P(q) )        against two people, siblings or not
// with the attribute models of engine/attributes (log_both), and LR' = (1 - floor) LR + floor as in any comparison of
// forms. That siblings resemble each other in age and stature is not modelled: it would take a little from every pair.
//
// Y-STR and mtDNA (evidence/lineage/lineage_column.hpp): P(q | line of p, no meiosis) / P(q). Which of the two is the
// reference matters a little where they differ, so the mean of both LRs counts. Full siblings (of the Y chromosome:
// brothers) share the line two meioses apart: against a sibling a line says next to nothing.
//
// Amelogenin is compared in the column of the sex.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "evidence/lineage/lineage_column.hpp"
#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::inference {

using matching::RemainsIndex;
/// Position among the samples compared.
using SampleIndex = std::uint32_t;

/// log10 LRs of two samples, each against two unrelated people.
struct SampleLr {
  double same = 0;
  double sibling = 0;
};

struct FindingPairs {
  std::string name{};
  std::vector<std::uint32_t> codes{};  ///< per sample its row; 0: nothing found
  std::size_t n_rows = 1;
  std::vector<double> same{};     ///< n_rows x n_rows, log10, symmetric; 0 in row 0
  std::vector<double> sibling{};  ///< likewise; empty: 0

  [[nodiscard]] SampleLr lr(std::uint32_t a, std::uint32_t b) const {
    return {same[a * n_rows + b], sibling.empty() ? 0 : sibling[a * n_rows + b]};
  }
};

/// Those of which two samples at least say something. `remarks` receives what was left out, and why.
[[nodiscard]] std::vector<FindingPairs> pair_findings(const matching::Case& data, std::span<const RemainsIndex> samples,
                                                      const evidence::LineageOptions& lineage,
                                                      std::vector<std::string>& remarks);

/// Sex, age and stature.
[[nodiscard]] std::vector<FindingPairs> pair_examinations(const matching::Case& data,
                                                          std::span<const RemainsIndex> samples);
/// Y-STR and mtDNA.
[[nodiscard]] std::vector<FindingPairs> pair_lines(const matching::Case& data, std::span<const RemainsIndex> samples,
                                                   const evidence::LineageOptions& lineage,
                                                   std::vector<std::string>& remarks);

/// Y-STR or mtDNA haplotypes of all samples, were any two of one line.
struct LinePairs {
  std::string name{};                  ///< "Y-STR", "mtDNA"
  std::vector<std::uint32_t> codes{};  ///< per sample its row; 0: not typed
  std::size_t n_rows = 1;
  std::vector<std::vector<double>>
      log10_lr{};  ///< by number of meioses as asked for: n_rows x n_rows, against strangers

  /// 0 where one of the two is not typed.
  [[nodiscard]] double lr(std::size_t of_meioses, SampleIndex a, SampleIndex b) const {
    return log10_lr[of_meioses][codes[a] * n_rows + codes[b]];
  }
};

/// The systems that two samples at least are typed in. `meioses`: between the two of a pair, one table each.
[[nodiscard]] std::vector<LinePairs> compare_lines(const matching::Case& data, std::span<const RemainsIndex> samples,
                                                   const evidence::LineageOptions& lineage,
                                                   std::span<const unsigned> meioses,
                                                   std::vector<std::string>& remarks);

/// A table of n_rows x n_rows from the value of each pair 0 < a <= b, in parallel.
[[nodiscard]] std::vector<double> symmetric_table(std::size_t n_rows,
                                                  const std::function<double(std::uint32_t, std::uint32_t)>& value);

}  // namespace kith::inference
