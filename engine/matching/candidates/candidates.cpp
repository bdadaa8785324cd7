#include "matching/candidates/candidates.hpp"

#include <tbb/parallel_sort.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/check.hpp"
#include "matching/scan/scan.hpp"

namespace kith::matching {

namespace {

constexpr double kUnbounded = std::numeric_limits<double>::infinity();
constexpr float kLowest = std::numeric_limits<float>::lowest();
/// Pairs above the threshold are handed over in batches of this many, to lock rarely.
constexpr std::size_t kAboveBatch = 4096;
constexpr std::size_t kCacheLine = 64;

/// The next float towards -infinity of a finite one above -FLT_MAX; std::nextafter is a call, and this is done often.
float next_below(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  if (x == 0) return -std::numeric_limits<float>::denorm_min();
  return std::bit_cast<float>(x > 0 ? bits - 1 : bits + 1);
}

/// A float below x, by some units in the last place, and at least -FLT_MAX: float_below() without its branches.
float just_below(double x) {
  const auto nearest = static_cast<float>(x);
  constexpr float kSome = 1.0F / (1 << 22);
  return std::max(kLowest, nearest - std::abs(nearest) * kSome - std::numeric_limits<float>::min());
}

}  // namespace

float float_at_most(double x) {
  if (x <= double{kLowest}) return kLowest;
  if (x > double{std::numeric_limits<float>::max()}) return std::numeric_limits<float>::max();
  const auto nearest = static_cast<float>(x);
  return double{nearest} > x ? next_below(nearest) : nearest;
}

std::vector<PairScore> pairs_to_keep(std::span<const PairScore> pairs, const MatchOptions& options,
                                     std::size_t n_targets, std::size_t n_remains) {
  std::vector<std::uint32_t> of_target(n_targets, 0);
  std::vector<std::uint32_t> of_remains(n_remains, 0);
  std::vector<PairScore> kept;
  for (const PairScore& pair : pairs) {
    const bool best_of_target = of_target[pair.target]++ < options.top;
    const bool best_of_remains = of_remains[pair.remains]++ < options.top;
    if (best_of_target || best_of_remains || pair.log10_lr >= options.threshold) kept.push_back(pair);
  }
  return kept;
}

float float_below(double x) {
  const float at_most = float_at_most(x);
  return double{at_most} < x || at_most == kLowest ? at_most : next_below(at_most);
}

TopLists::TopLists(std::size_t n, std::size_t n_partners, std::size_t top) : n_(n), top_(std::min(top, n_partners)) {
  bytes_ = (top_ * (sizeof(double) + sizeof(std::uint32_t)) + kCacheLine - 1) / kCacheLine * kCacheLine;
  lists_ = PageArray<std::uint8_t>(n * bytes_, 0);
  for (std::size_t item = 0; item < n; ++item) {
    std::fill_n(scores(item), top_, -kUnbounded);
    std::fill_n(partners(item), top_, std::numeric_limits<std::uint32_t>::max());
  }
}

double TopLists::cutoff(std::size_t item) const { return top_ == 0 ? kUnbounded : scores(item)[top_ - 1]; }

void TopLists::prefetch(std::size_t item) const {
  constexpr std::size_t kMostLines = 4;
  for (std::size_t i = 0; i < std::min(kMostLines * kCacheLine, bytes_); i += kCacheLine) {
    __builtin_prefetch(lists_.data() + item * bytes_ + i, 1);
  }
}

bool TopLists::offer(std::size_t item, const Entry& entry) {
  if (top_ == 0) return false;
  double* const score = scores(item);
  std::uint32_t* const partner = partners(item);
  const auto beats = [&](std::size_t i) {
    return entry.log10_lr > score[i] || (entry.log10_lr == score[i] && entry.partner < partner[i]);
  };
  std::size_t place = top_ - 1;
  if (!beats(place)) return false;
  for (; place > 0 && beats(place - 1); --place) {
    score[place] = score[place - 1];
    partner[place] = partner[place - 1];
  }
  score[place] = entry.log10_lr;
  partner[place] = entry.partner;
  return true;
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
      locks_(n_remains / kRemainsPerLock + 1),
      remains_cutoffs_(n_remains + kScanGroup),
      above_(options.threshold, options.max_above) {
  const float cutoff = options.top == 0 ? float_below(kUnbounded) : kLowest;
  for (auto& of_remains : remains_cutoffs_) of_remains.store(cutoff, std::memory_order_relaxed);
}

void Candidates::start_remains_from(std::span<const float> reached) {
  for (std::size_t r = 0; r < reached.size(); ++r) remains_cutoffs_[r].store(just_below(double{reached[r]}));
}

bool Candidates::offer(const PairScore& pair, std::vector<PairScore>& above) {
  const bool taken = offer_to_target(pair);
  const double of_remains = remains_cutoffs_[pair.remains].load(std::memory_order_relaxed);
  if (pair.log10_lr > of_remains) offer_to_remains({&pair, 1});
  return offer_above(pair, above) || taken;
}

bool Candidates::offer_to_target(const PairScore& pair) {
  return pair.log10_lr != -kUnbounded && of_target_.offer(pair.target, {pair.log10_lr, pair.remains});
}

void Candidates::offer_to_one_remains(const PairScore& pair) {
  std::atomic<float>& cutoff = remains_cutoffs_[pair.remains];
  const float so_far = cutoff.load(std::memory_order_relaxed);
  if (pair.log10_lr <= double{so_far}) return;  // -infinity never exceeds a cutoff
  if (!of_remains_.offer(pair.remains, {pair.log10_lr, pair.target})) return;
  cutoff.store(std::max(so_far, just_below(of_remains_.cutoff(pair.remains))), std::memory_order_relaxed);
}

void Candidates::offer_to_remains(std::span<const PairScore> pairs) {
  constexpr std::size_t kAhead = 8;  // lists are scattered over memory: asked for this many pairs early
  for (std::size_t i = 0; i < std::min(kAhead, pairs.size()); ++i) of_remains_.prefetch(pairs[i].remains);
  for (std::size_t i = 0; i < pairs.size();) {
    const std::size_t segment = pairs[i].remains / kRemainsPerLock;
    const tbb::spin_mutex::scoped_lock lock(locks_[segment]);
    for (; i < pairs.size() && pairs[i].remains / kRemainsPerLock == segment; ++i) {
      if (i + kAhead < pairs.size()) of_remains_.prefetch(pairs[i + kAhead].remains);
      offer_to_one_remains(pairs[i]);
    }
  }
}

bool Candidates::offer_above(const PairScore& pair, std::vector<PairScore>& above) {
  if (pair.log10_lr == -kUnbounded || pair.log10_lr < above_.cutoff()) return false;
  above.push_back(pair);
  if (above.size() >= kAboveBatch) flush(above);
  return true;
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
  for (TargetIndex t = 0; t < of_target_.size(); ++t) {
    of_target_.for_each(t, [&](const TopLists::Entry& of) { pairs.push_back({of.partner, t, of.log10_lr}); });
  }
  for (RemainsIndex r = 0; r < of_remains_.size(); ++r) {
    of_remains_.for_each(r, [&](const TopLists::Entry& of) { pairs.push_back({r, of.partner, of.log10_lr}); });
  }
  tbb::parallel_sort(pairs.begin(), pairs.end(),
                     [](const PairScore& a, const PairScore& b) { return ranks_before(a, b); });
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace kith::matching
