#include "matching/scan/tile_scan.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <iterator>
#include <utility>

#include "core/check.hpp"
#include "matching/candidates/candidates.hpp"
#include "matching/candidates/head_start.hpp"
#include "matching/scan/lane_lists.hpp"
#include "matching/scan/thread_clock.hpp"

namespace kith::matching {

namespace {

/// Cutoffs of targets are renewed between calls of the filter, so the first blocks are short: a block grows to an
/// eighth of what was scanned before it.
std::size_t block_end(std::size_t begin, std::size_t n_padded) {
  const std::size_t length = std::clamp(begin / 8, kScanGroup, kLargestBlock) / kScanGroup * kScanGroup;
  return std::min(n_padded, begin + length);
}

/// A thread's scratch: the tables of the tile it works on, what the filter makes of them, and pairs on their way.
struct Workspace {
  TileTables tables;
  std::unique_ptr<TileFilter> filter;
  LaneLists lists;
  std::vector<Prospect> prospects{};
  std::vector<PairScore> pairs{};
  std::vector<PairScore> above{};
};

struct TileWork {
  std::vector<ColumnNote> notes;
  double seconds_tables = 0;
  double seconds_scan = 0;
};

/// The candidates of one tile.
class TileScan {
 public:
  /// @pre `tables` are filled for the tile.
  TileScan(const ScanCodes& codes, const TileTables& tables, Workspace& workspace, Candidates& candidates)
      : codes_(codes), tables_(tables), workspace_(workspace), candidates_(candidates) {
    workspace_.lists.clear();
  }

  void run() {
    workspace_.filter->prepare(tables_);
    const ScanCutoffs cutoffs{of_target_.data(), candidates_.remains_cutoffs()};
    for (std::size_t begin = 0, end = 0; begin < codes_.n_padded(); begin = end) {
      end = block_end(begin, codes_.n_padded());
      renew_cutoffs();
      workspace_.filter->scan(codes_, cutoffs, begin, end, workspace_.prospects);
      for (const Prospect& pair : workspace_.prospects) workspace_.lists.add(pair);
      for (std::size_t lane = 0; lane < tables_.n_targets(); ++lane) {
        if (workspace_.lists.is_full(lane)) settle(lane);
      }
    }
    for (std::size_t lane = 0; lane < tables_.n_targets(); ++lane) settle(lane);
    candidates_.flush(workspace_.above);
  }

 private:
  void renew_cutoffs() {
    const float above = float_below(candidates_.above_cutoff());
    for (std::size_t lane = 0; lane < tables_.n_targets(); ++lane) {
      of_target_[lane] = std::min(workspace_.lists.cutoff(lane), above);
    }
  }

  /// Scores what waits in this lane and who still asks for it may keep: its target, its remains, the threshold?
  void settle(std::size_t lane) {
    const float of_target = workspace_.lists.cutoff(lane), above = float_below(candidates_.above_cutoff());
    const std::atomic<float>* const of_remains = candidates_.remains_cutoffs();
    const auto waiting = workspace_.lists.waiting(lane);
    std::vector<PairScore>& pairs = workspace_.pairs;
    pairs.resize(waiting.size());
    std::size_t n = 0;
    for (const auto& [remains, at_most] : waiting) {  // no branches, as the answers are unpredictable
      pairs[n] = {remains, tables_.target(lane), 0};
      const float least = std::min(of_remains[remains].load(std::memory_order_relaxed), above);
      n += at_most >= of_target || at_most > least ? 1U : 0U;
    }
    pairs.resize(n);
    workspace_.lists.forget(lane);
    tables_.score(lane, pairs);
    for (const PairScore& pair : pairs) {
      candidates_.offer_to_target(pair);
      candidates_.offer_above(pair, workspace_.above);
    }
    candidates_.offer_to_remains(pairs);
  }

  const ScanCodes& codes_;
  const TileTables& tables_;
  Workspace& workspace_;
  Candidates& candidates_;
  alignas(64) std::array<float, kMaxTileWidth> of_target_{};
};

}  // namespace

MatchResult scan_tiles(const EvidenceTable& evidence, const TileShapes& shapes, const MakeTileFilter& make_filter,
                       const MatchOptions& options, const Progress& progress) {
  KITH_CHECK(!evidence.has_parts());
  const ScanCodes codes(evidence);
  const auto n_threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
  const std::size_t width = choose_tile_width(shapes.widths, shapes.bytes_per_value, evidence.n_targets, codes.n_rows(),
                                              n_threads, level2_cache_bytes());
  const std::size_t n_tiles = (evidence.n_targets + width - 1) / width;
  const std::size_t top = std::min<std::size_t>(options.top, evidence.n_remains);
  Candidates candidates(evidence.n_targets, evidence.n_remains, options);
  const std::vector<TargetIndex> order = tile_order(evidence);
  const HeadStart head_start(evidence, codes, order, width, options.top);
  candidates.start_remains_from(head_start.reached());
  std::vector<TileWork> work(n_tiles);
  tbb::enumerable_thread_specific<Workspace> workspaces([&] {
    return Workspace{TileTables(evidence, codes, width), make_filter(codes.n_rows(), width),
                     LaneLists(width, top, kLargestBlock)};
  });
  std::atomic<std::size_t> done = 0;
  tbb::parallel_for(std::size_t{0}, n_tiles, [&](std::size_t tile) {
    Workspace& workspace = workspaces.local();
    const bool is_filled = tile < head_start.n_tiles();
    if (is_filled) {
      work[tile].notes = head_start.notes(tile);
    } else {
      const std::size_t first = tile * width;
      workspace.tables.fill(std::span(order).subspan(first, std::min(width, order.size() - first)), work[tile].notes);
    }
    const TileTables& tables = is_filled ? head_start.tables(tile) : workspace.tables;
    work[tile].seconds_tables = tables.seconds();
    const ThreadClock clock;
    TileScan(codes, tables, workspace, candidates).run();
    work[tile].seconds_scan = clock.seconds();
    if (progress) progress(static_cast<double>(++done) / static_cast<double>(n_tiles));
  });

  MatchResult result;
  result.pairs = candidates.collect();
  result.cap_met = candidates.cap_met();
  result.seconds_scan = head_start.seconds();
  for (const TileWork& of_tile : work) {
    std::copy(of_tile.notes.begin(), of_tile.notes.end(), std::back_inserter(result.notes));
    result.seconds_tables += of_tile.seconds_tables;
    result.seconds_scan += of_tile.seconds_scan;
  }
  std::sort(result.notes.begin(), result.notes.end(), [](const ColumnNote& a, const ColumnNote& b) {
    return std::pair(a.target, a.column) < std::pair(b.target, b.column);
  });
  return result;
}

}  // namespace kith::matching
