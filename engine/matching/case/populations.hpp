// matching/case/populations.hpp — one case under the allele frequencies of several populations, the most conservative
// score of each pair counting:
//
//   score(target, remains) = min over the populations p that count for the target of  sum over columns of log10 LR_p
//
// A minimum of sums is no sum of columns, so no single table can be scanned for it. Every pair is added up under the
// target's first population; the minimum is never above that, so whatever cannot be kept by this sum cannot be kept at
// all, and only the rest is added up under the other populations. The candidates are those of the definition
// (matching/candidates/candidates.hpp), exactly.
//
// Cost: tables of every population for every target that it counts for; the scan is in double, like `exhaustive`.
// Memory: the case once per population, as each has its own alleles. Threads: oneTBB; results do not depend on their
// number.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "matching/candidates/match.hpp"

namespace kith::matching {

/// Position among the populations of a run.
using PopulationIndex = std::uint16_t;

/// The same targets and remains under each population. Columns are told apart by their names; one that a table lacks,
/// or has elsewhere, has no observation.
struct PopulationTables {
  std::vector<const EvidenceTable*> tables;             ///< one per population
  std::vector<std::vector<PopulationIndex>> of_target;  ///< those that count for a target, ascending; at least one
};

struct PopulationMatch {
  MatchResult result{};  ///< its notes name columns of the first table
  /// Columns that score a target under some of his populations and not under others: the sums do not compare then.
  std::vector<ColumnNote> uneven{};
};

/// match() under the most conservative population of each pair. `options.strategy` does not count.
[[nodiscard]] PopulationMatch match_populations(const PopulationTables& populations, const MatchOptions& options,
                                                const Progress& progress = {});

/// The score of each pair under one table, as match() adds it up; -infinity for an LR of 0.
[[nodiscard]] std::vector<double> score_pairs(const EvidenceTable& evidence, std::span<const PairScore> pairs,
                                              std::uint32_t threads);

}  // namespace kith::matching
