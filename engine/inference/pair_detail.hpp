// inference/pair_detail.hpp — why the reported pairs score as they do, column by column, and the whole LR matrix of a
// small case. Both fill each missing person's columns once and read all of his pairs from them.
//
// Cost: one table filling per missing person with at least one reported pair (matrix: per missing person) and column.
// Memory: the columns of one block of missing persons. Threads: oneTBB; results do not depend on their number.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "matching/match.hpp"

namespace kith::inference {

using matching::ColumnScore;
using matching::EvidenceTable;
using matching::PairScore;
using matching::RemainsIndex;
using matching::TargetIndex;

/// What a pair's columns come to.
struct PairDetail {
  std::uint32_t compared = 0;      ///< columns observed on the PM side and scored
  std::uint32_t incompatible = 0;  ///< of these, how many cannot be without mutation, dropout or error
  double linkage = 0;              ///< log10 correction for linked markers that the pair's score holds
};

/// Receives one pair (its position in the list) with one ColumnScore per column.
using DetailSink = std::function<void(std::size_t pair, const PairDetail& detail,
                                      std::span<const ColumnScore> columns)>;

/// The details of `pairs`, in their order. `sink` is called from the calling thread: by missing person ascending, and
/// for one missing person in the order of `pairs`.
/// The sum over the columns is checked against the pair's log10 LR: a report that does not add up is never written.
[[nodiscard]] std::vector<PairDetail> detail_pairs(const EvidenceTable& evidence, std::span<const PairScore> pairs,
                                                   std::uint32_t threads, const DetailSink& sink = {},
                                                   const matching::Progress& progress = {});

/// n_remains x n_targets, row-major: the log10 LR of every pair, -infinity for an LR of 0.
[[nodiscard]] std::vector<double> lr_matrix(const EvidenceTable& evidence, std::uint32_t threads,
                                            const matching::Progress& progress = {});

}  // namespace kith::inference
