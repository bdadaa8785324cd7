// matching/candidates.hpp — the pairs worth keeping, found in one pass over all of them and in bounded memory.
//
// Kept are, under the total order (log10 LR descending, remains ascending, target ascending) and without pairs of LR 0:
//   the `top` best pairs of each remains,  the `top` best pairs of each target,  and the `max_above` best pairs of
//   log10 LR >= threshold.
//
// Why the result is the same for any number of threads: the best k of a set under a total order do not depend on the
// order in which the set is seen. So the lists of remains are shared by all threads, each list under its own lock,
// instead of one copy per thread: memory does not grow with threads, and what one thread has found lifts the cutoff for
// all. A pair is offered to a list only if it passed the cutoff, some k * log(targets / k) times per remains.
//
// Memory: 16 bytes * (top * (n_targets + n_remains) + 1.5 * max_above), never n_targets * n_remains.
#pragma once

#include <tbb/spin_mutex.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

#include "matching/match.hpp"

namespace kith::matching {

/// The total order of pairs: the better one first.
[[nodiscard]] inline bool ranks_before(const PairScore& a, const PairScore& b) {
  if (a.log10_lr != b.log10_lr) return a.log10_lr > b.log10_lr;
  if (a.remains != b.remains) return a.remains < b.remains;
  return a.target < b.target;
}

/// The largest float below x, at least -FLT_MAX: for a float s, s >= x implies s > float_below(x).
[[nodiscard]] float float_below(double x);
/// The largest float not above x, at least -FLT_MAX: for a float s, s > x implies s > float_at_most(x).
[[nodiscard]] float float_at_most(double x);

/// The `top` best pairs of one remains or one target.
class TopList {
 public:
  /// @return whether the pair entered the list.
  bool offer(const PairScore& pair, std::size_t top);
  /// The score of the last of the list, -infinity while there is room for more.
  [[nodiscard]] double cutoff(std::size_t top) const;
  [[nodiscard]] const std::vector<PairScore>& pairs() const { return pairs_; }

 private:
  std::vector<PairScore> pairs_;  ///< a heap, the worst pair at the front
};

/// The pairs at or above the threshold, at most `max_above` of them.
class AboveThreshold {
 public:
  AboveThreshold(double threshold, std::uint64_t max_above);

  /// Safe to call from several threads.
  void add(std::span<const PairScore> pairs);
  /// Pairs below this need not be added: the threshold, or more once the cap is met. Only ever rises.
  [[nodiscard]] double cutoff() const { return cutoff_.load(std::memory_order_relaxed); }
  [[nodiscard]] bool cap_met() const { return n_added_ > max_above_; }
  /// Drops all but the best. @pre nobody adds any more.
  [[nodiscard]] const std::vector<PairScore>& finish();

 private:
  void keep_best();

  std::mutex mutex_;
  std::vector<PairScore> pairs_;
  std::uint64_t max_above_;
  std::uint64_t n_added_ = 0;
  std::atomic<double> cutoff_;
};

/// All candidates of a run.
class Candidates {
 public:
  Candidates(std::size_t n_targets, std::size_t n_remains, const MatchOptions& options);

  /// Pairs of one target must come from one thread at a time, in ascending order of remains. -infinity is refused here.
  /// Pairs above the threshold gather in `above` until flush().
  void offer(const PairScore& pair, std::vector<PairScore>& above);
  void flush(std::vector<PairScore>& above);

  /// A pair that comes next in this target's order is refused by its list and by the threshold unless it exceeds this.
  [[nodiscard]] float target_cutoff(TargetIndex target) const;
  /// A pair is refused by the list of its remains unless it exceeds this. One per remains, then kScanGroup of padding.
  [[nodiscard]] const std::atomic<float>* remains_cutoffs() const { return remains_cutoffs_.data(); }

  /// Every kept pair once, in the total order. @pre everything was offered and flushed.
  [[nodiscard]] std::vector<PairScore> collect();
  [[nodiscard]] bool cap_met() const { return above_.cap_met(); }

 private:
  std::size_t top_;
  std::vector<TopList> of_target_;
  std::vector<TopList> of_remains_;
  std::vector<tbb::spin_mutex> remains_mutex_;
  std::vector<std::atomic<float>> remains_cutoffs_;
  AboveThreshold above_;
};

}  // namespace kith::matching
