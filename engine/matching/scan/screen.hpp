// matching/scan/screen.hpp — the scan in 16-bit integers: half the bytes of matching/scan/scan.hpp, and it misses
// nothing either.
//
// What is added up is not the score but what each column falls short of the target's best row, in units of 1 / scale:
//
//   deficit[r][t] = start[t] + sum over columns c of  floor(scale * (highest[c][t] - log10 LR[c][ code[r][c] ][ t ]))
//
// A deficit is never negative, so the sum saturates at one end only, where it stays: 65535 means "at least 65535", and
// an impossible row (-infinity) is 65535 at once. Rounding is towards a smaller deficit. Both mean that the score
// top - deficit / scale is an upper bound; screen_table.cpp has the proof. A pair survives if its deficit is within the
// limit of the target's or of the remains' cutoff: limit(x) = floor(scale * (top - x) + 2), at most `highest_limit`. A
// start is at least 1, so that a limit of 0 admits nobody.
//
// Threads: reentrant. Compiled for several instruction sets; the best one of the machine is chosen at run time
// (Highway).
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "matching/scan/page_array.hpp"
#include "matching/scan/scan.hpp"
#include "matching/scan/tile.hpp"

namespace kith::matching {

/// Widths of a tile the kernel is compiled for.
inline constexpr std::size_t kScreenWidths[] = {32, 64};
inline constexpr std::uint16_t kSaturated = 65535;

/// A tile's table as the kernel reads it. Both pointers are aligned to 64 bytes.
struct ScreenTile {
  const std::uint16_t* deficits = nullptr;  ///< n_rows x width
  const std::uint16_t* start = nullptr;     ///< width
  std::size_t width = 0;                    ///< one of kScreenWidths
  std::uint64_t used = 0;                   ///< bit t: lane t has a target
  float top = 0;                            ///< the score of deficit 0
  float scale = 1;                          ///< units to one log10
  /// One below kSaturated if no possible pair of the tile saturates, so that impossible ones never survive.
  std::uint16_t highest_limit = kSaturated;
};

/// Scans remains [begin, end) by their first `n_columns` columns, as scan_block() does: every pair whose exact score
/// exceeds either cutoff is among the hits, since no column makes a deficit smaller; the fewer columns, the more
/// others. sums[h * width + t] is the deficit of hit h and lane t in these columns. @pre as for scan_block().
std::size_t screen_block(const ScanCodes& codes, std::size_t n_columns, const ScreenTile& tile,
                         const ScanCutoffs& cutoffs, std::size_t begin, std::size_t end, ScanHit* hits,
                         std::uint16_t* sums);

/// Whole units, at most kSaturated: truncation, which is floor for what is not negative.
[[nodiscard]] inline std::uint16_t saturated(double units) {
  return static_cast<std::uint16_t>(static_cast<std::int32_t>(units < kSaturated ? units : double{kSaturated}));
}

/// deficits[i] = saturated(scale * (highest - values[i])). @pre no value is above `highest`.
void quantise(std::span<const double> values, double highest, double scale, std::uint16_t* deficits);

/// What a deficit says of the exact score.
struct ScoreBounds {
  float at_least = 0;  ///< lowest() where the sum saturated
  float at_most = 0;
};

class ScreenTable {
 public:
  ScreenTable(std::size_t n_rows, std::size_t width);

  /// @pre `tables` have this table's rows and width.
  void fill(const TileTables& tables);
  [[nodiscard]] ScreenTile tile() const;
  /// The bounds of the exact score of a possible pair with this deficit; see the proof at choose_scale().
  [[nodiscard]] ScoreBounds bounds(std::uint16_t deficit) const {
    constexpr double kRounding = 1.0 / (1 << 23);  // more than what conversion to float can take away
    const double at_most = at_most_ - deficit * unit_, at_least = at_most - slack_;
    const float least = static_cast<float>(at_least - std::abs(at_least) * kRounding);
    return {deficit == kSaturated ? std::numeric_limits<float>::lowest() : least,
            static_cast<float>(at_most + std::abs(at_most) * kRounding)};
  }

 private:
  void choose_scale(const TileTables& tables);
  /// @return the deficit of the target's worst possible remains.
  std::uint64_t fill_lane(const TileTables& tables, std::size_t lane);

  std::size_t n_rows_;
  std::size_t width_;
  std::size_t n_targets_ = 0;
  float top_ = 0;
  float scale_ = 1;
  bool all_fit_ = false;
  double unit_ = 1;                    ///< 1 / scale
  double at_most_ = 0;                 ///< of deficit 0
  double slack_ = 0;                   ///< between the bounds
  PageArray<std::uint16_t> by_lane_;   ///< width x n_rows
  PageArray<std::uint16_t> deficits_;  ///< n_rows x width
  alignas(64) std::array<std::uint16_t, kMaxTileWidth> start_{};
};

}  // namespace kith::matching
