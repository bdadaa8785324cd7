// matching/tile.hpp — the tables of one tile: some consecutive missing persons, all columns, in double and in float.
//
// The double values are the evidence columns' own, one target after the other; score() adds them up in column order,
// which is the score Kith reports. The float table is for the scan: one row per dictionary entry, a float per target.
//
// Threads: one object per thread; fill() itself spreads the targets of the tile over idle threads.
#pragma once

#include <hwy/aligned_allocator.h>

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "matching/match.hpp"
#include "matching/scan.hpp"

namespace kith::matching {

/// How many targets to a tile: as many as let its float table share the level 2 cache with the codes that stream by
/// (`l2_bytes`), but few enough for every thread to have several tiles.
[[nodiscard]] std::size_t choose_tile_width(std::size_t n_targets, std::size_t n_rows, std::size_t n_threads,
                                            std::size_t l2_bytes);
/// Of this machine, in bytes; a cautious guess where the system does not say.
[[nodiscard]] std::size_t level2_cache_bytes();

/// What a float sum of `n_columns` values starts from so that it is never below the double sum of the same values,
/// where `magnitude` bounds the sum of the absolute values. See the proof at its definition.
[[nodiscard]] float rounding_margin(std::size_t n_columns, double magnitude);

/// Finite log10 LRs beyond this are refused as a bug of the column: the likelihoods would not be representable.
inline constexpr double kLargestLog10Lr = 1e9;

/// Fills the rows of every column for one target and checks them: `values[codes.first_row(c) + row]`. Appends a note
/// for each column that could not score. A target of whom no column says anything is no candidate for anybody: all its
/// values become -infinity. @return the sum over columns of the largest finite magnitude.
double fill_target(const EvidenceTable& evidence, const ScanCodes& codes, TargetIndex target, std::span<double> values,
                   std::vector<ColumnNote>& notes);

/// The score of one set of remains, given one target's values of all rows: added in column order, in double.
[[nodiscard]] double exact_score(const ScanCodes& codes, RemainsIndex remains, std::span<const double> values);

/// A pair that survived the scan of a tile, and its exact score.
struct Survivor {
  RemainsIndex remains = 0;
  std::uint32_t lane = 0;
  double log10_lr = 0;
};

class TileTables {
 public:
  TileTables(const EvidenceTable& evidence, const ScanCodes& codes, std::size_t width);

  /// Tables of the targets [first, first + n_targets); appends notes by target and column. @pre n_targets <= width.
  void fill(TargetIndex first, std::size_t n_targets, std::vector<ColumnNote>& notes);

  [[nodiscard]] ScanTile scan_tile() const { return {scores_.get(), start_.data(), width_}; }
  /// The exact score of each survivor: exact_score() of its target's values.
  void score(std::span<Survivor> survivors) const;
  /// Processor seconds of the last fill(), summed over the threads that took part.
  [[nodiscard]] double seconds() const { return seconds_; }

 private:
  void transpose_to_float(std::size_t n_targets);

  const EvidenceTable* evidence_;
  const ScanCodes* codes_;
  std::size_t width_;
  std::vector<double> values_;                 ///< width x n_rows
  hwy::AlignedFreeUniquePtr<float[]> scores_;  ///< n_rows x width
  alignas(64) std::array<float, kMaxTileWidth> start_{};
  double seconds_ = 0;
};

}  // namespace kith::matching
