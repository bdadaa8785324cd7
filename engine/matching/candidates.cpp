#include "matching/candidates.hpp"

#include <tbb/parallel_sort.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/check.hpp"
#include "matching/scan.hpp"

namespace kith::matching {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr float kLowest = std::numeric_limits<float>::lowest();
/// Pairs above the threshold are handed over in batches of this many, to lock rarely.
constexpr std::size_t kAboveBatch = 4096;

/// The next float towards -infinity of a finite one above -FLT_MAX; std::nextafter is a call, and this is done often.
float next_below(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  if (x == 0) return -std::numeric_limits<float>::denorm_min();
  return std::bit_cast<float>(x > 0 ? bits - 1 : bits + 1);
}

}  // namespace

float float_at_most(double x) {
  if (x <= double{kLowest}) return kLowest;
  if (x > double{std::numeric_limits<float>::max()}) return std::numeric_limits<float>::max();
  const auto nearest = static_cast<float>(x);
  return double{nearest} > x ? next_below(nearest) : nearest;
}

float float_below(double x) {
  const float at_most = float_at_most(x);
  return double{at_most} < x || at_most == kLowest ? at_most : next_below(at_most);
}

TopLists::TopLists(std::size_t n, std::size_t n_partners, std::size_t top)
    : top_(std::min(top, n_partners)), sizes_(n), entries_(std::make_unique_for_overwrite<Entry[]>(n * top_)) {}

double TopLists::cutoff(std::size_t item) const {
  if (top_ == 0) return kInfinity;
  return sizes_[item] < top_ ? -kInfinity : list(item)[0].log10_lr;
}

void TopLists::take(std::size_t item, Entry entry) {
  Entry* const heap = list(item);
  std::uint32_t& size = sizes_[item];
  if (size < top_) {
    heap[size++] = entry;
    std::push_heap(heap, heap + size, better);
    return;
  }
  std::size_t hole = 0;  // the worst leaves; what is worse than the newcomer moves up
  for (std::size_t child = 1; child < size; child = 2 * hole + 1) {
    if (child + 1 < size && better(heap[child], heap[child + 1])) ++child;
    if (!better(entry, heap[child])) break;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = entry;
}

AboveThreshold::AboveThreshold(double threshold, std::uint64_t max_above) : max_above_(max_above), cutoff_(threshold) {
  KITH_CHECK(!std::isnan(threshold));
}

void AboveThreshold::add(std::span<const PairScore> pairs) {
  const std::lock_guard lock(mutex_);
  pairs_.insert(pairs_.end(), pairs.begin(), pairs.end());
  n_added_ += pairs.size();
  if (pairs_.size() > max_above_ && pairs_.size() - max_above_ > max_above_ / 2 + kAboveBatch) keep_best();
}

void AboveThreshold::keep_best() {
  if (pairs_.size() <= max_above_) return;
  const auto end = pairs_.begin() + static_cast<std::ptrdiff_t>(max_above_);
  std::nth_element(pairs_.begin(), end, pairs_.end(), ranks_before);  // *end is the best of those dropped
  cutoff_.store(end->log10_lr, std::memory_order_relaxed);
  pairs_.erase(end, pairs_.end());
}

const std::vector<PairScore>& AboveThreshold::finish() {
  keep_best();
  return pairs_;
}

Candidates::Candidates(std::size_t n_targets, std::size_t n_remains, const MatchOptions& options)
    : of_target_(n_targets, n_remains, options.top),
      of_remains_(n_remains, n_targets, options.top),
      locks_(kLocks),
      remains_cutoffs_(n_remains + kScanGroup),
      above_(options.threshold, options.max_above) {
  const float cutoff = options.top == 0 ? float_below(kInfinity) : kLowest;
  for (auto& of_remains : remains_cutoffs_) of_remains.store(cutoff, std::memory_order_relaxed);
}

bool Candidates::offer(const PairScore& pair, std::vector<PairScore>& above) {
  if (pair.log10_lr == -kInfinity) return false;
  const bool taken = of_target_.offer(pair.target, {pair.log10_lr, pair.remains});
  offer_to_remains(pair);
  if (pair.log10_lr < above_.cutoff()) return taken;
  above.push_back(pair);
  if (above.size() >= kAboveBatch) flush(above);
  return true;
}

void Candidates::offer_to_remains(const PairScore& pair) {
  std::atomic<float>& cutoff = remains_cutoffs_[pair.remains];
  if (pair.log10_lr <= double{cutoff.load(std::memory_order_relaxed)}) return;
  const tbb::spin_mutex::scoped_lock lock(locks_[pair.remains % kLocks]);
  if (of_remains_.offer(pair.remains, {pair.log10_lr, pair.target})) {
    cutoff.store(float_below(of_remains_.cutoff(pair.remains)), std::memory_order_relaxed);
  }
}

void Candidates::flush(std::vector<PairScore>& above) {
  if (!above.empty()) above_.add(above);
  above.clear();
}

float Candidates::target_cutoff(TargetIndex target) const {
  // The list's own cutoff needs to be exceeded: at equal scores the earlier remains stay.
  return std::min(float_at_most(of_target_.cutoff(target)), float_below(above_.cutoff()));
}

std::vector<PairScore> Candidates::collect() {
  std::vector<PairScore> pairs = above_.finish();
  for (std::size_t t = 0; t < of_target_.size(); ++t) {
    for (const auto& [lr, r] : of_target_.entries(t)) pairs.push_back({r, static_cast<TargetIndex>(t), lr});
  }
  for (std::size_t r = 0; r < of_remains_.size(); ++r) {
    for (const auto& [lr, t] : of_remains_.entries(r)) pairs.push_back({static_cast<RemainsIndex>(r), t, lr});
  }
  tbb::parallel_sort(pairs.begin(), pairs.end(), ranks_before);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace kith::matching
