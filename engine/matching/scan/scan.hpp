// matching/scan/scan.hpp — the inner loop: all remains against one tile of consecutive missing persons, in single
// precision.
//
//   sum[r][t] = start[t] + sum over columns c of  scores[ code[r][c] ][ t ]
//
// A tile's table has one row of `width` floats per dictionary entry of every column, so that adding up a set of remains
// is one vector load and one add per column and vector: no gathers, no branches. Several remains are in flight at once
// to hide the latency of the table, which lives in the L2 cache. The comparison with the cutoffs is fused: only
// remains with pairs that may matter are reported, with their sums.
//
// start[t] is an upper bound of what rounding can take away (rounding_margin() proves it): a pair whose exact score
// reaches a cutoff is always reported. The caller scores what is reported again in double.
//
// Cost: n_columns * width * 4 bytes of cached table per remains; bench/scan_bench.cpp compares it with its roofline.
// Threads: reentrant. Compiled for several instruction sets; the best one of the machine is chosen at run time
// (Highway).
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "matching/candidates/match.hpp"
#include "matching/scan/page_array.hpp"

namespace kith::matching {

/// Remains are scanned in groups: block limits are multiples of this, and the codes are padded to one.
inline constexpr std::size_t kScanGroup = 16;
/// Widths of a tile the kernel is compiled for.
inline constexpr std::size_t kScanWidths[] = {16, 32};
/// Of a tile of any strategy.
inline constexpr std::size_t kMaxTileWidth = 64;

/// The codes of all remains as the kernel reads them: n_padded x n_columns rows of a tile's table, remains-major.
/// The row of a column's entry is first_row(column) + entry; two bytes each while that suffices.
class ScanCodes {
 public:
  /// @throws InternalError if a code is no row of its column.
  explicit ScanCodes(const EvidenceTable& evidence);
  /// Room for `n_most` of the remains of `all`, and none yet.
  ScanCodes(const ScanCodes& all, std::size_t n_most);

  /// The codes of some of the remains of `all`, in place of what was there. @pre made from `all`, with room for them.
  void take(const ScanCodes& all, std::span<const RemainsIndex> remains);

  [[nodiscard]] std::size_t n_remains() const { return n_remains_; }
  [[nodiscard]] std::size_t n_padded() const { return n_padded_; }
  [[nodiscard]] std::size_t n_columns() const { return first_row_.size() - 1; }
  [[nodiscard]] std::size_t n_rows() const { return first_row_.back(); }
  [[nodiscard]] std::size_t first_row(std::size_t column) const { return first_row_[column]; }
  [[nodiscard]] bool narrow() const { return wide_.empty(); }
  [[nodiscard]] std::span<const std::uint16_t> narrow_codes() const { return narrow_.span(); }
  [[nodiscard]] std::span<const std::uint32_t> wide_codes() const { return wide_.span(); }

 private:
  std::size_t n_remains_ = 0;
  std::size_t n_padded_ = 0;
  std::vector<std::size_t> first_row_;  ///< one per column, then the number of rows
  PageArray<std::uint16_t> narrow_;
  PageArray<std::uint32_t> wide_;
};

/// A tile's table as the kernel reads it. All pointers are aligned to 64 bytes.
struct ScanTile {
  const float* scores = nullptr;  ///< n_rows x width, -infinity where impossible
  const float* start = nullptr;   ///< width: what each sum starts from; -infinity in unused lanes
  std::size_t width = 0;          ///< one of kScanWidths
};

/// A pair survives if its sum exceeds either cutoff; no cutoff is below -FLT_MAX, so that -infinity never survives.
struct ScanCutoffs {
  const float* target = nullptr;                ///< width, aligned to 64 bytes
  const std::atomic<float>* remains = nullptr;  ///< n_padded
};

/// Remains with at least one survivor in the tile: bit t of `lanes` is the tile's target t.
struct ScanHit {
  std::uint32_t remains = 0;
  std::uint64_t lanes = 0;
};

/// Scans remains [begin, end) and writes hits in ascending order of remains; sums[h * width + t] is the sum of hit h
/// and lane t. @pre begin and end are multiples of kScanGroup, end <= n_padded, `hits` has room for end - begin, `sums`
/// for `width` times as many and is aligned to 64 bytes. @return the number of hits; the padding behind the last
/// remains may be among them.
std::size_t scan_block(const ScanCodes& codes, const ScanTile& tile, const ScanCutoffs& cutoffs, std::size_t begin,
                       std::size_t end, ScanHit* hits, float* sums);

/// Raises best[r * width + t] to the sum of remains r and lane t where that is larger, for all remains and the padding
/// behind them. @pre `best` is aligned to 64 bytes; tile.width may be kMaxTileWidth, too.
void raise_best(const ScanCodes& codes, const ScanTile& tile, float* best);

/// The instruction set scan_block() uses on this machine, "AVX3_DL" for instance.
[[nodiscard]] const char* scan_instruction_set();

}  // namespace kith::matching
