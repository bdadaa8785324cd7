// The default: tile by tile, a float scan that misses nothing, and exact scores for the few pairs it reports.
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <iterator>

#include "matching/candidates.hpp"
#include "matching/scan.hpp"
#include "matching/strategy.hpp"
#include "matching/tile.hpp"

namespace kith::matching {

namespace {

/// Remains per call of the kernel. Cutoffs of targets are renewed between calls, so the first blocks are short: a block
/// grows to a quarter of what was scanned before it.
constexpr std::size_t kLargestBlock = 1024;

std::size_t block_end(std::size_t begin, std::size_t n_padded) {
  const std::size_t length = std::clamp(begin / 4, kScanGroup, kLargestBlock) / kScanGroup * kScanGroup;
  return std::min(n_padded, begin + length);
}

/// A thread's scratch: the tables of the tile it works on and the pairs found above the threshold.
struct Workspace {
  TileTables tables;
  std::vector<ScanHit> hits = std::vector<ScanHit>(kLargestBlock);
  std::vector<PairScore> above{};
};

struct TileWork {
  std::vector<ColumnNote> notes;
  double seconds_tables = 0;
  double seconds_scan = 0;
};

void scan_tile(const ScanCodes& codes, TargetIndex first, std::size_t n_targets, Workspace& workspace,
               Candidates& candidates) {
  alignas(64) std::array<float, kMaxTileWidth> of_target{};
  const auto renew_cutoff = [&](std::size_t lane) {
    of_target[lane] = candidates.target_cutoff(static_cast<TargetIndex>(first + lane));
  };
  for (std::size_t lane = 0; lane < n_targets; ++lane) renew_cutoff(lane);
  const ScanCutoffs cutoffs{of_target.data(), candidates.remains_cutoffs()};
  const ScanTile tile = workspace.tables.scan_tile();

  for (std::size_t begin = 0, end = 0; begin < codes.n_padded(); begin = end) {
    end = block_end(begin, codes.n_padded());
    const std::size_t n_hits = scan_block(codes, tile, cutoffs, begin, end, workspace.hits.data());
    for (const ScanHit& hit : std::span(workspace.hits).first(n_hits)) {
      if (hit.remains >= codes.n_remains()) break;  // padding
      for (std::uint32_t lanes = hit.lanes; lanes != 0; lanes &= lanes - 1) {
        const auto lane = static_cast<std::size_t>(std::countr_zero(lanes));
        const auto target = static_cast<TargetIndex>(first + lane);
        candidates.offer({hit.remains, target, workspace.tables.exact(lane, hit.remains)}, workspace.above);
        renew_cutoff(lane);
      }
    }
  }
  candidates.flush(workspace.above);
}

class Tiled final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "tiled"; }
  [[nodiscard]] std::string_view description() const override {
    return "a vector scan that misses nothing, then exact scores for what it reports: the default";
  }
  [[nodiscard]] MatchResult run(const EvidenceTable& evidence, const MatchOptions& options,
                                const Progress& progress) const override;
};

MatchResult Tiled::run(const EvidenceTable& evidence, const MatchOptions& options, const Progress& progress) const {
  const ScanCodes codes(evidence);
  const auto n_threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
  const std::size_t width = choose_tile_width(evidence.n_targets, codes.n_rows(), n_threads, level2_cache_bytes());
  const std::size_t n_tiles = (evidence.n_targets + width - 1) / width;
  Candidates candidates(evidence.n_targets, evidence.n_remains, options);
  std::vector<TileWork> work(n_tiles);
  tbb::enumerable_thread_specific<Workspace> workspaces([&] { return Workspace{TileTables(evidence, codes, width)}; });
  std::atomic<std::size_t> done = 0;

  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n_tiles, 1), [&](const tbb::blocked_range<std::size_t>& range) {
    Workspace& workspace = workspaces.local();
    for (std::size_t tile = range.begin(); tile < range.end(); ++tile) {
      const auto first = static_cast<TargetIndex>(tile * width);
      const std::size_t n_targets = std::min(width, evidence.n_targets - first);
      workspace.tables.fill(first, n_targets, work[tile].notes);
      work[tile].seconds_tables = workspace.tables.seconds();
      const auto started = std::chrono::steady_clock::now();
      scan_tile(codes, first, n_targets, workspace, candidates);
      work[tile].seconds_scan = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
      if (progress) progress(static_cast<double>(++done) / static_cast<double>(n_tiles));
    }
  });

  MatchResult result;
  result.pairs = candidates.collect();
  result.cap_met = candidates.cap_met();
  for (const TileWork& of_tile : work) {
    std::copy(of_tile.notes.begin(), of_tile.notes.end(), std::back_inserter(result.notes));
    result.seconds_tables += of_tile.seconds_tables;
    result.seconds_scan += of_tile.seconds_scan;
  }
  return result;
}

}  // namespace

const Strategy& tiled_strategy() {
  static const Tiled strategy;
  return strategy;
}

}  // namespace kith::matching
