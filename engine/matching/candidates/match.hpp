// matching/candidates/match.hpp — from columns and codes to ranked candidates: every target against all remains, in
// parallel.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "evidence/column/column.hpp"

namespace kith::matching {

using evidence::TargetIndex;
using RemainsIndex = std::uint32_t;

/// The evidence of a run: columns, and for each remains the row it has in each column.
struct EvidenceTable {
  std::vector<std::unique_ptr<evidence::Column>> columns;
  std::size_t n_targets = 0;
  std::size_t n_remains = 0;
  /// n_remains x n_columns, row-major: codes[r * columns.size() + c] is a row of column c.
  std::vector<std::uint32_t> codes;
  /// What was decided while the columns were made and belongs into the record of the run.
  std::vector<std::string> remarks{};
  /// Empty: column target t is missing person t. Else a missing person is compared several times, with one relative
  /// after the other, and his score is the best of them: his comparisons are the column targets [first_part[t],
  /// first_part[t+1]).
  std::vector<TargetIndex> first_part{};
  std::vector<std::string> part_names{};  ///< with whom each comparison is made; empty as first_part is
  /// Empty: a score is the sum over columns. Else, per column, its weight in a weighted mean over the columns that are
  /// compared: those with a row, a report and a value of 0 or more (strategy `similarity`).
  std::vector<double> weights{};

  /// Empty: unknown. Else per missing person his typed parents and children, himself counting as two: with any of them
  /// a few loci exclude most unrelated remains. No score depends on it; scans keep those alike together and leave them
  /// early.
  std::vector<std::uint8_t> close_relatives{};

  [[nodiscard]] bool has_parts() const { return !first_part.empty(); }
  /// Targets of the columns: the missing persons, or all their comparisons.
  [[nodiscard]] std::size_t n_column_targets() const { return has_parts() ? first_part.back() : n_targets; }
};

/// A column and, per remains, the row it has in it.
struct CodedColumn {
  std::unique_ptr<evidence::Column> column;
  std::vector<std::uint32_t> codes;
};
/// Gives the table these columns and no others. @pre n_remains is set.
void set_columns(EvidenceTable& table, std::vector<CodedColumn> columns);

struct MatchOptions {
  std::string strategy = "tiled";       ///< name of a registered strategy
  std::uint32_t top = 10;               ///< candidates kept per remains and per missing person
  double threshold = 4;                 ///< log10 LR from which every pair is kept
  std::uint64_t max_above = 5'000'000;  ///< cap on pairs kept for the threshold alone; meeting it is reported
  std::uint32_t threads = 0;            ///< 0: all cores
};

struct PairScore {
  RemainsIndex remains = 0;
  TargetIndex target = 0;
  double log10_lr = 0;  ///< exact, in double; finite

  friend bool operator==(const PairScore&, const PairScore&) = default;
};

struct ColumnNote {
  TargetIndex target = 0;
  std::uint32_t column = 0;
  evidence::ColumnStatus status{};
};

struct MatchResult {
  /// Every kept pair once: by log10 LR descending, then remains, then target ascending. Pairs of LR 0 are never kept.
  std::vector<PairScore> pairs;
  /// Columns that did not score for a target because its family's data are impossible or too costly; by target, column.
  std::vector<ColumnNote> notes;
  std::uint64_t pairs_scored = 0;
  std::uint64_t tables_filled = 0;
  bool cap_met = false;       ///< more pairs than max_above reached the threshold; those below the highest were dropped
  double seconds_tables = 0;  ///< summed over threads
  double seconds_scan = 0;    ///< summed over threads
};

/// Called from worker threads with the fraction done; must be reentrant.
using Progress = std::function<void(double fraction)>;

/// Identical for any number of threads. @pre every code is < n_rows of its column.
[[nodiscard]] MatchResult match(const EvidenceTable& evidence, const MatchOptions& options,
                                const Progress& progress = {});

/// One column's part in a pair's score.
struct ColumnScore {
  std::uint32_t column = 0;
  std::uint32_t row = 0;
  double log10_lr = 0;
  bool incompatible = false;
  evidence::ColumnStatus status{};
};

/// Where the table has weights: turns each column's value into its part of the weighted mean.
void take_weighted_mean(const EvidenceTable& evidence, std::span<ColumnScore> scores);

/// Per column, exactly what match() added up for this pair.
[[nodiscard]] std::vector<ColumnScore> explain_pair(const EvidenceTable& evidence, RemainsIndex remains,
                                                    TargetIndex target);

}  // namespace kith::matching
