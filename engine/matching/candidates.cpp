#include "matching/candidates.hpp"

#include <tbb/parallel_sort.h>

#include <algorithm>
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

}  // namespace

float float_at_most(double x) {
  if (x <= double{kLowest}) return kLowest;
  if (x > double{std::numeric_limits<float>::max()}) return std::numeric_limits<float>::max();
  const auto nearest = static_cast<float>(x);
  return double{nearest} > x ? std::nextafter(nearest, kLowest) : nearest;
}

float float_below(double x) {
  const float at_most = float_at_most(x);
  return double{at_most} < x ? at_most : std::nextafter(at_most, kLowest);
}

bool TopList::offer(const PairScore& pair, std::size_t top) {
  if (pairs_.size() < top) {
    pairs_.push_back(pair);
  } else {
    if (top == 0 || !ranks_before(pair, pairs_.front())) return false;
    std::pop_heap(pairs_.begin(), pairs_.end(), ranks_before);
    pairs_.back() = pair;
  }
  std::push_heap(pairs_.begin(), pairs_.end(), ranks_before);
  return true;
}

double TopList::cutoff(std::size_t top) const {
  if (top == 0) return kInfinity;
  return pairs_.size() < top ? -kInfinity : pairs_.front().log10_lr;
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
    : top_(options.top),
      of_target_(n_targets),
      of_remains_(n_remains),
      remains_mutex_(n_remains),
      remains_cutoffs_(n_remains + kScanGroup),
      above_(options.threshold, options.max_above) {
  for (auto& cutoff : remains_cutoffs_) cutoff.store(float_below(TopList().cutoff(top_)), std::memory_order_relaxed);
}

void Candidates::offer(const PairScore& pair, std::vector<PairScore>& above) {
  if (pair.log10_lr == -kInfinity) return;
  of_target_[pair.target].offer(pair, top_);
  std::atomic<float>& cutoff = remains_cutoffs_[pair.remains];
  if (pair.log10_lr > double{cutoff.load(std::memory_order_relaxed)}) {
    const tbb::spin_mutex::scoped_lock lock(remains_mutex_[pair.remains]);
    TopList& list = of_remains_[pair.remains];
    if (list.offer(pair, top_)) cutoff.store(float_below(list.cutoff(top_)), std::memory_order_relaxed);
  }
  if (pair.log10_lr >= above_.cutoff()) {
    above.push_back(pair);
    if (above.size() >= kAboveBatch) flush(above);
  }
}

void Candidates::flush(std::vector<PairScore>& above) {
  if (!above.empty()) above_.add(above);
  above.clear();
}

float Candidates::target_cutoff(TargetIndex target) const {
  // The list's own cutoff needs to be exceeded: at equal scores the earlier remains stay.
  return std::min(float_at_most(of_target_[target].cutoff(top_)), float_below(above_.cutoff()));
}

std::vector<PairScore> Candidates::collect() {
  std::vector<PairScore> pairs = above_.finish();
  for (const auto& list : of_target_) pairs.insert(pairs.end(), list.pairs().begin(), list.pairs().end());
  for (const auto& list : of_remains_) pairs.insert(pairs.end(), list.pairs().begin(), list.pairs().end());
  tbb::parallel_sort(pairs.begin(), pairs.end(), ranks_before);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace kith::matching
