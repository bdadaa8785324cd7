#include "matching/candidates/head_start.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <limits>

#include "matching/scan/scan_table.hpp"
#include "matching/scan/thread_clock.hpp"

namespace kith::matching {

namespace {

constexpr float kNegativeInfinity = -std::numeric_limits<float>::infinity();

/// What a thread found: the best score of each remains in each lane, over the tiles it scanned.
struct Found {
  ScanTable table;
  PageArray<float> best;  ///< n_padded x width
  double seconds = 0;
};

/// A value that at least `top` of `best` reach, hardly less than the largest such; -infinity if fewer are possible at
/// all.
float reached_by(std::span<const float> best, std::size_t top) {
  constexpr int kHalvings = 10;
  const auto n_reaching = [&](float value) {
    std::uint32_t n = 0;
    for (const float b : best) n += b >= value ? 1U : 0U;
    return n;
  };
  float low = std::numeric_limits<float>::max(), high = kNegativeInfinity;
  for (const float b : best) {
    low = std::min(low, b == kNegativeInfinity ? low : b);
    high = std::max(high, b);
  }
  if (n_reaching(low) < top) return kNegativeInfinity;
  for (int i = 0; i < kHalvings; ++i) {
    const float middle = low + (high - low) / 2;
    const bool is_reached = n_reaching(middle) >= top;
    low = is_reached ? middle : low;
    high = is_reached ? high : middle;
  }
  return low;
}

}  // namespace

HeadStart::HeadStart(const EvidenceTable& evidence, const ScanCodes& codes, std::span<const TargetIndex> order,
                     std::size_t width, std::size_t top) {
  constexpr std::size_t kShare = 32;
  if (top == 0 || top > width || evidence.n_remains == 0) return;
  const std::size_t bytes = std::max<std::size_t>(1, width * codes.n_rows() * sizeof(double));
  const std::size_t n_tiles = std::min(
      {kMostTargets / width, evidence.n_targets / (width * kShare), kMostBytes / bytes});
  for (std::size_t i = 0; i < n_tiles; ++i) tables_.emplace_back(evidence, codes, width);
  notes_.resize(n_tiles);
  if (n_tiles > 0) scan(codes, order, width, top);
}

void HeadStart::scan(const ScanCodes& codes, std::span<const TargetIndex> order, std::size_t width, std::size_t top) {
  tbb::enumerable_thread_specific<Found> found_by_threads([&] {
    return Found{ScanTable(codes.n_rows(), width), PageArray<float>(codes.n_padded() * width, kNegativeInfinity)};
  });
  tbb::parallel_for(std::size_t{0}, tables_.size(), [&](std::size_t tile) {
    tables_[tile].fill(order.subspan(tile * width, width), notes_[tile]);
    Found& found = found_by_threads.local();
    const ThreadClock clock;
    found.table.fill(tables_[tile]);
    raise_best(codes, found.table.tile_from_below(), found.best.data());
    found.seconds += clock.seconds();
  });
  std::vector<const Found*> all;
  for (const Found& found : found_by_threads) {
    all.push_back(&found);
    seconds_ += found.seconds;
  }
  const ThreadClock clock;
  reached_.resize(codes.n_remains());
  std::vector<float> best(width);
  for (std::size_t r = 0; r < codes.n_remains(); ++r) {
    std::fill(best.begin(), best.end(), kNegativeInfinity);
    for (const Found* found : all) {
      for (std::size_t t = 0; t < width; ++t) best[t] = std::max(best[t], found->best[r * width + t]);
    }
    reached_[r] = reached_by(best, top);
  }
  seconds_ += clock.seconds();
}

}  // namespace kith::matching
