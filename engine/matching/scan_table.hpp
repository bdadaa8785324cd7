// matching/scan_table.hpp — a tile's values in single precision, as scan_block() reads them: one row per dictionary entry of
// every column, a float per target.
#pragma once

#include <hwy/aligned_allocator.h>

#include <array>

#include "matching/scan.hpp"
#include "matching/tile.hpp"

namespace kith::matching {

/// What a float sum of `n_columns` values starts from so that it is never below the double sum of the same values,
/// where `magnitude` bounds the sum of the absolute values. See the proof at its definition.
[[nodiscard]] float rounding_margin(std::size_t n_columns, double magnitude);

class ScanTable {
 public:
  ScanTable(std::size_t n_rows, std::size_t width);

  /// @pre `tables` have this table's rows and width.
  void fill(const TileTables& tables);
  [[nodiscard]] ScanTile tile() const { return {scores_.get(), start_.data(), width_}; }

 private:
  void transpose(const TileTables& tables);

  std::size_t width_;
  hwy::AlignedFreeUniquePtr<float[]> scores_;  ///< n_rows x width
  alignas(64) std::array<float, kMaxTileWidth> start_{};
};

}  // namespace kith::matching
