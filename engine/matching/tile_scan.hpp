// matching/tile_scan.hpp — what the scanning strategies share: targets in tiles, tiles over threads, a filter that looks at
// every pair and misses none that may matter, and exact scores for the few it reports.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "matching/scan.hpp"
#include "matching/tile.hpp"

namespace kith::matching {

/// A strategy's fast look at all pairs of one tile. One object per thread.
class TileFilter {
 public:
  TileFilter() = default;
  TileFilter(const TileFilter&) = delete;
  TileFilter& operator=(const TileFilter&) = delete;
  virtual ~TileFilter() = default;

  /// Takes what it needs of the tile's values.
  virtual void prepare(const TileTables& tables) = 0;
  /// Reports every pair of remains [begin, end) whose exact score exceeds either cutoff, as scan_block() does.
  virtual std::size_t scan(const ScanCodes& codes, const ScanCutoffs& cutoffs, std::size_t begin, std::size_t end,
                           ScanHit* hits) const = 0;
};

using MakeTileFilter = std::function<std::unique_ptr<TileFilter>(std::size_t n_rows, std::size_t width)>;

/// Runs inside the caller's arena; identical for any number of threads and any filter. @pre width <= kMaxTileWidth.
[[nodiscard]] MatchResult scan_tiles(const EvidenceTable& evidence, const ScanCodes& codes, std::size_t width,
                                     const MakeTileFilter& make_filter, const MatchOptions& options,
                                     const Progress& progress);

}  // namespace kith::matching
