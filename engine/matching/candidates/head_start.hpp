// matching/candidates/head_start.hpp — cutoffs for the lists of remains before the first pair is offered.
//
// A list of the best k of n takes about k (1 + ln(n / k)) newcomers in random order, most of them while few were seen.
// So the first tiles are scanned once more than the others, for nothing but the best score of each remains in each
// lane. The lanes hold different targets: the k-th largest of them is reached by k pairs, and what is below it enters
// no list.
//
// Cost: one more scan of kMostTargets targets at most, never more than one of 32; the tables are kept for the scan
// proper.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "matching/scan/page_array.hpp"
#include "matching/scan/scan.hpp"
#include "matching/scan/tile.hpp"

namespace kith::matching {

class HeadStart {
 public:
  /// Fills the tables of the first tiles of tile_order(), in parallel, and finds the cutoffs. No tiles where it would
  /// not pay.
  HeadStart(const EvidenceTable& evidence, const ScanCodes& codes, std::span<const TargetIndex> order,
            std::size_t width, std::size_t top);

  /// How many tiles of `width` targets, the first of the order.
  [[nodiscard]] std::size_t n_tiles() const { return tables_.size(); }
  [[nodiscard]] const TileTables& tables(std::size_t tile) const { return tables_[tile]; }
  /// Of the tile's columns; see TileTables::fill().
  [[nodiscard]] const std::vector<ColumnNote>& notes(std::size_t tile) const { return notes_[tile]; }
  /// One per remains: at least `top` pairs have an exact score of this or more. Empty without tiles.
  [[nodiscard]] std::span<const float> reached() const { return reached_; }
  /// Processor seconds of the scan.
  [[nodiscard]] double seconds() const { return seconds_; }

 private:
  static constexpr std::size_t kMostTargets = 512;
  static constexpr std::size_t kMostBytes = std::size_t{128} << 20;  ///< of tables

  void scan(const ScanCodes& codes, std::span<const TargetIndex> order, std::size_t width, std::size_t top);

  std::vector<TileTables> tables_;
  std::vector<std::vector<ColumnNote>> notes_;
  std::vector<float> reached_;
  double seconds_ = 0;
};

}  // namespace kith::matching
