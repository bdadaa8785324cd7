#include "matching/tile_scan.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <iterator>

#include "core/check.hpp"
#include "matching/candidates.hpp"
#include "matching/thread_clock.hpp"

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
  std::unique_ptr<TileFilter> filter;
  std::vector<ScanHit> hits = std::vector<ScanHit>(kLargestBlock);
  std::vector<Survivor> survivors{};
  std::vector<PairScore> above{};
};

struct TileWork {
  std::vector<ColumnNote> notes;
  double seconds_tables = 0;
  double seconds_scan = 0;
};

/// One survivor per lane of each hit, ordered by remains; the padding behind the last remains is left out.
void list_survivors(std::span<const ScanHit> hits, std::size_t n_remains, std::vector<Survivor>& survivors) {
  survivors.clear();
  for (const ScanHit& hit : hits) {
    if (hit.remains >= n_remains) break;
    for (std::uint64_t lanes = hit.lanes; lanes != 0; lanes &= lanes - 1) {
      survivors.push_back({hit.remains, static_cast<std::uint32_t>(std::countr_zero(lanes))});
    }
  }
}

/// The candidates of one tile: scanned block by block, each block's survivors scored exactly and offered.
class TileScan {
 public:
  TileScan(const ScanCodes& codes, TargetIndex first, std::size_t n_targets, Workspace& workspace,
           Candidates& candidates)
      : codes_(codes), first_(first), workspace_(workspace), candidates_(candidates) {
    for (std::uint32_t lane = 0; lane < n_targets; ++lane) renew_cutoff(lane);
  }

  void run() {
    const ScanCutoffs cutoffs{of_target_.data(), candidates_.remains_cutoffs()};
    for (std::size_t begin = 0, end = 0; begin < codes_.n_padded(); begin = end) {
      end = block_end(begin, codes_.n_padded());
      const std::size_t n_hits = workspace_.filter->scan(codes_, cutoffs, begin, end, workspace_.hits.data());
      list_survivors(std::span(workspace_.hits).first(n_hits), codes_.n_remains(), workspace_.survivors);
      workspace_.tables.score(workspace_.survivors);
      offer_survivors();
    }
    candidates_.flush(workspace_.above);
  }

 private:
  void renew_cutoff(std::uint32_t lane) { of_target_[lane] = candidates_.target_cutoff(first_ + lane); }

  void offer_survivors() {
    constexpr std::size_t kAhead = 8;  // lists of remains are scattered over memory: asked for this many pairs early
    const std::vector<Survivor>& survivors = workspace_.survivors;
    for (std::size_t i = 0; i < std::min(kAhead, survivors.size()); ++i) candidates_.prefetch(survivors[i].remains);
    for (std::size_t i = 0; i < survivors.size(); ++i) {
      if (i + kAhead < survivors.size()) candidates_.prefetch(survivors[i + kAhead].remains);
      const auto& [remains, lane, log10_lr] = survivors[i];
      if (candidates_.offer({remains, first_ + lane, log10_lr}, workspace_.above)) renew_cutoff(lane);
    }
  }

  const ScanCodes& codes_;
  TargetIndex first_;
  Workspace& workspace_;
  Candidates& candidates_;
  alignas(64) std::array<float, kMaxTileWidth> of_target_{};
};

}  // namespace

MatchResult scan_tiles(const EvidenceTable& evidence, const ScanCodes& codes, std::size_t width,
                       const MakeTileFilter& make_filter, const MatchOptions& options, const Progress& progress) {
  KITH_CHECK(!evidence.has_parts());
  const std::size_t n_tiles = (evidence.n_targets + width - 1) / width;
  Candidates candidates(evidence.n_targets, evidence.n_remains, options);
  std::vector<TileWork> work(n_tiles);
  tbb::enumerable_thread_specific<Workspace> workspaces([&] {
    return Workspace{TileTables(evidence, codes, width), make_filter(codes.n_rows(), width)};
  });
  std::atomic<std::size_t> done = 0;

  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n_tiles, 1), [&](const tbb::blocked_range<std::size_t>& range) {
    Workspace& workspace = workspaces.local();
    for (std::size_t tile = range.begin(); tile < range.end(); ++tile) {
      const auto first = static_cast<TargetIndex>(tile * width);
      const std::size_t n_targets = std::min(width, evidence.n_targets - first);
      workspace.tables.fill(first, n_targets, work[tile].notes);
      work[tile].seconds_tables = workspace.tables.seconds();
      const ThreadClock clock;
      workspace.filter->prepare(workspace.tables);
      TileScan(codes, first, n_targets, workspace, candidates).run();
      work[tile].seconds_scan = clock.seconds();
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

}  // namespace kith::matching
