// inference/pairs/pair_detail.hpp — why the reported pairs score as they do, column by column, and the whole LR matrix
// of a small case. Both fill each missing person's columns once and read all of his pairs from them.
//
// Cost: per missing person with at least one reported pair (matrix: per missing person) and column one table filling
// and one answer to which of his pairs' rows are incompatible. Memory: the columns of some missing persons per thread.
// Threads: oneTBB; results do not depend on their number.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matching/candidates/match.hpp"

namespace kith::inference {

using matching::ColumnScore;
using matching::EvidenceTable;
using matching::PairScore;
using matching::RemainsIndex;
using matching::TargetIndex;

/// What a pair's columns come to. The pair's log10 LR is that of DNA and attributes together.
struct PairDetail {
  std::uint32_t compared = 0;             ///< DNA columns observed on the PM side and scored
  std::uint32_t incompatible = 0;         ///< of these, how many cannot be without mutation, dropout or error
  double linkage = 0;                     ///< log10 correction for linked markers that the pair's score holds
  std::uint16_t population = 0;           ///< position among the run's populations: the one whose frequencies count
  std::uint32_t attributes_compared = 0;  ///< attribute columns observed and scored
  double log10_dna = 0;                   ///< the sum over the DNA columns, with `linkage`
  double log10_attributes = 0;            ///< the sum over the attribute columns
};

/// What is written of pairs while their columns are at hand. Empty functions: nothing is.
struct PairReport {
  /// Appends to `text` what a reader shall see of a pair (its position in the list; one ColumnScore per column). Called
  /// from many threads at once.
  std::function<void(std::size_t pair, const PairDetail& detail, std::span<const ColumnScore> columns,
                     std::string& text)>
      describe{};
  /// Takes the text of all pairs of one missing person after the other.
  std::function<void(std::string_view text)> write{};
};

/// The details of `pairs`, in their order. Reports come by missing person ascending, and for one missing person in the
/// order of `pairs`.
/// The sum over the columns is checked against the pair's log10 LR: a report that does not add up is never written.
[[nodiscard]] std::vector<PairDetail> detail_pairs(const EvidenceTable& evidence, std::span<const PairScore> pairs,
                                                   std::uint32_t threads, const PairReport& report = {},
                                                   const matching::Progress& progress = {});

/// `pairs` with the log10 LR of their DNA alone: without what the attribute columns added.
[[nodiscard]] std::vector<PairScore> dna_scores(const EvidenceTable& evidence, std::span<const PairScore> pairs,
                                                std::uint32_t threads);

/// n_remains x n_targets, row-major: the DNA's log10 LR of every pair, -infinity for an LR of 0.
[[nodiscard]] std::vector<double> lr_matrix(const EvidenceTable& evidence, std::uint32_t threads,
                                            const matching::Progress& progress = {});

}  // namespace kith::inference
