// matching/scan/tile_scan.hpp — what the scanning strategies share: targets in tiles, tiles over threads, a filter that
// looks at every pair and misses none that may matter, and exact scores for those that still may when it counts.
//
// The filter reports a pair with bounds of its exact score. That is enough to keep the cutoff of a target, the `top`-th
// largest lower bound so far. So pairs wait in the lane of their target until there are many, at the end of the tile at
// the latest: by then most are below the cutoffs of target and remains and need no exact score.
#pragma once

#include <bit>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "matching/scan/scan.hpp"
#include "matching/scan/tile.hpp"

namespace kith::matching {

/// A pair that may matter: at_least <= its exact score <= at_most. at_least may be lowest(): nothing is known.
struct Prospect {
  RemainsIndex remains = 0;
  std::uint32_t lane = 0;
  float at_least = 0;
  float at_most = 0;
};

/// Remains per call of the filter at most.
inline constexpr std::size_t kLargestBlock = 1024;

/// A strategy's fast look at all pairs of one tile. One object per thread.
class TileFilter {
 public:
  TileFilter() = default;
  TileFilter(const TileFilter&) = delete;
  TileFilter& operator=(const TileFilter&) = delete;
  virtual ~TileFilter() = default;

  /// Takes what it needs of the tile's values.
  virtual void prepare(const TileTables& tables) = 0;
  /// Every pair of remains [begin, end) whose exact score exceeds either cutoff, in ascending order of remains, in
  /// place of what was in `prospects`. Pairs without a score may be among them. @pre as for scan_block(); end - begin
  /// <= kLargestBlock.
  virtual void scan(const ScanCodes& codes, const ScanCutoffs& cutoffs, std::size_t begin, std::size_t end,
                    std::vector<Prospect>& prospects) = 0;
};

/// What a kernel's hits mean, remains by remains: `prospect_of(hit, remains, lane)` of every lane that survived, in
/// place of what was in `prospects`. The padding behind the last remains is left out.
template <class ProspectOf>
void list_prospects(std::span<const ScanHit> hits, std::size_t n_remains, std::vector<Prospect>& prospects,
                    ProspectOf prospect_of) {
  prospects.clear();
  for (std::size_t h = 0; h < hits.size(); ++h) {
    const auto [remains, lanes] = hits[h];
    if (remains >= n_remains) break;
    for (std::uint64_t left = lanes; left != 0; left &= left - 1) {
      prospects.push_back(prospect_of(h, remains, static_cast<std::uint32_t>(std::countr_zero(left))));
    }
  }
}

/// How wide a filter's tiles may be, and the bytes of one value of its table.
struct TileShapes {
  std::span<const std::size_t> widths;
  std::size_t bytes_per_value = 0;
};

using MakeTileFilter = std::function<std::unique_ptr<TileFilter>(std::size_t n_rows, std::size_t width)>;

/// Runs inside the caller's arena; identical for any number of threads and any filter. @pre widths <= kMaxTileWidth.
[[nodiscard]] MatchResult scan_tiles(const EvidenceTable& evidence, const TileShapes& shapes,
                                     const MakeTileFilter& make_filter, const MatchOptions& options,
                                     const Progress& progress);

}  // namespace kith::matching
