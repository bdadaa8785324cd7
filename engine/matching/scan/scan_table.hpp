// matching/scan/scan_table.hpp — a tile's values in single precision, as scan_block() reads them: one row per
// dictionary entry of every column, a float per target.
#pragma once

#include <array>

#include "matching/scan/page_array.hpp"
#include "matching/scan/scan.hpp"
#include "matching/scan/tile.hpp"

namespace kith::matching {

/// What a float sum of `n_columns` values starts from so that it is never below the double sum of the same values,
/// where `magnitude` bounds the sum of the absolute values. See the proof at its definition.
[[nodiscard]] float rounding_margin(std::size_t n_columns, double magnitude);

class ScanTable {
 public:
  ScanTable(std::size_t n_rows, std::size_t width);

  /// @pre `tables` have this table's rows and width.
  void fill(const TileTables& tables);
  [[nodiscard]] ScanTile tile() const { return {scores_.data(), start_.data(), width_}; }
  /// The same values, but the sums start from -m: none is above the exact score. @pre every lane has a target.
  [[nodiscard]] ScanTile tile_from_below() const { return {scores_.data(), start_from_below_.data(), width_}; }
  /// A pair with this sum has at least this exact score. The sum is at most 2 m + sum of values + what rounding takes
  /// away (m the start, see rounding_margin()), that is, 2 m above the exact score; the third m is for the subtraction.
  [[nodiscard]] float at_least(std::size_t lane, float sum) const { return sum - 3 * start_[lane]; }

 private:
  std::size_t width_;
  PageArray<float> scores_;  ///< n_rows x width
  alignas(64) std::array<float, kMaxTileWidth> start_{};
  alignas(64) std::array<float, kMaxTileWidth> start_from_below_{};
};

}  // namespace kith::matching
