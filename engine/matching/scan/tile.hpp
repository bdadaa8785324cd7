// matching/scan/tile.hpp — the tables of one tile: some missing persons, all columns, in double.
//
// The values are the evidence columns' own, one target after the other; score() adds them up in column order, which is
// the score Kith reports. What scans all remains reads a smaller copy (matching/scan/scan.hpp,
// matching/scan/screen.hpp).
//
// Threads: one object per thread; fill() itself spreads the targets of the tile over idle threads.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "matching/candidates/match.hpp"
#include "matching/scan/page_array.hpp"
#include "matching/scan/scan.hpp"

namespace kith::matching {

/// The widest of `widths` (ascending) whose table of `bytes_per_value` shares the level 2 cache with the codes that
/// stream by (`l2_bytes`) and leaves several tiles to every thread; else the narrowest.
[[nodiscard]] std::size_t choose_tile_width(std::span<const std::size_t> widths, std::size_t bytes_per_value,
                                            std::size_t n_targets, std::size_t n_rows, std::size_t n_threads,
                                            std::size_t l2_bytes);
/// Of this machine, in bytes; a cautious guess where the system does not say.
[[nodiscard]] std::size_t level2_cache_bytes();

/// Finite log10 LRs beyond this are refused as a bug of the column: the likelihoods would not be representable.
inline constexpr double kLargestLog10Lr = 1e9;
/// So many columns keep the higher-order terms of the rounding bounds below a hundredth of them.
inline constexpr std::size_t kMostColumns = 50'000;

/// The finite values of a column for one target lie in [lowest, highest]; both are 0 where there are none.
struct ValueRange {
  double lowest = 0;
  double highest = 0;
};

/// All targets in the order in which tiles take them: those with equally many close relatives side by side, the fewest
/// first (EvidenceTable::close_relatives), as their cutoffs make that of remains highest.
[[nodiscard]] std::vector<TargetIndex> tile_order(const EvidenceTable& evidence);

/// Fills the rows of every column for one target and checks them: `values[codes.first_row(c) + row]`, and the range of
/// each column. Appends a note for each column that could not score. A target of whom no column says anything is no
/// candidate for anybody: all its values become -infinity.
void fill_target(const EvidenceTable& evidence, const ScanCodes& codes, TargetIndex target, std::span<double> values,
                 std::span<ValueRange> ranges, std::vector<ColumnNote>& notes);

/// The same where nobody asks for the ranges.
void fill_target(const EvidenceTable& evidence, const ScanCodes& codes, TargetIndex target, std::span<double> values,
                 std::vector<ColumnNote>& notes);

/// The score of one set of remains, given one target's values of all rows: added in column order, in double.
[[nodiscard]] double exact_score(const ScanCodes& codes, RemainsIndex remains, std::span<const double> values);

class TileTables {
 public:
  TileTables(const EvidenceTable& evidence, const ScanCodes& codes, std::size_t width);

  /// Tables of these targets, one a lane; appends notes by lane and column. @pre at most `width` of them.
  void fill(std::span<const TargetIndex> targets, std::vector<ColumnNote>& notes);

  [[nodiscard]] const ScanCodes& codes() const { return *codes_; }
  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] std::size_t n_targets() const { return targets_.size(); }
  [[nodiscard]] TargetIndex target(std::size_t lane) const { return targets_[lane]; }
  /// The values of all rows for the target in this lane.
  [[nodiscard]] std::span<const double> values(std::size_t lane) const {
    return values_.span().subspan(lane * codes_->n_rows(), codes_->n_rows());
  }
  /// The range of each column for the target in this lane.
  [[nodiscard]] std::span<const ValueRange> ranges(std::size_t lane) const {
    return std::span(ranges_).subspan(lane * codes_->n_columns(), codes_->n_columns());
  }
  /// Sets the exact score of each pair: exact_score() of the lane's values. @pre all are pairs of that lane's target.
  void score(std::size_t lane, std::span<PairScore> pairs) const;
  /// Processor seconds of the last fill(), summed over the threads that took part.
  [[nodiscard]] double seconds() const { return seconds_; }

 private:
  const EvidenceTable* evidence_;
  const ScanCodes* codes_;
  std::size_t width_;
  std::vector<TargetIndex> targets_;
  PageArray<double> values_;        ///< width x n_rows
  std::vector<ValueRange> ranges_;  ///< width x n_columns
  double seconds_ = 0;
};

/// The sum over columns of the largest finite magnitude.
[[nodiscard]] double total_magnitude(std::span<const ValueRange> ranges);

}  // namespace kith::matching
