// matching/candidates.hpp — the pairs worth keeping, found in one pass over all of them and in bounded memory.
//
// Kept are, under the total order (log10 LR descending, remains ascending, target ascending) and without pairs of LR 0:
//   the `top` best pairs of each remains,  the `top` best pairs of each target,  and the `max_above` best pairs of
//   log10 LR >= threshold.
//
// Why the result is the same for any number of threads: the best k of a set under a total order do not depend on the
// order in which the set is seen. So the lists of remains are shared by all threads, each list under a lock,
// instead of one copy per thread: memory does not grow with threads, and what one thread has found lifts the cutoff for
// all. A pair is offered to a list only if it passed the cutoff, some k * log(targets / k) times per remains.
//
// Memory: 16 bytes * (top * (n_targets + n_remains) + 1.5 * max_above), never n_targets * n_remains.
#pragma once

#include <tbb/spin_mutex.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
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

/// For each of `n` items (all remains, or all targets) its `top` best partners, the lower partner first at equal scores.
/// One flat array, so that a list is one place in memory which can be fetched before it is needed. Pages of lists that
/// stay empty are never touched.
class TopLists {
 public:
  struct Entry {
    double log10_lr;
    std::uint32_t partner;
  };

  TopLists(std::size_t n, std::size_t n_partners, std::size_t top);

  /// @return whether the entry is among the best so far and was taken.
  bool offer(std::size_t item, Entry entry) {
    if (sizes_[item] == top_ && (top_ == 0 || !better(entry, list(item)[0]))) return false;
    take(item, entry);
    return true;
  }
  /// The score of an item's last entry: -infinity while there is room for more.
  [[nodiscard]] double cutoff(std::size_t item) const;
  [[nodiscard]] std::size_t size() const { return sizes_.size(); }
  [[nodiscard]] std::span<const Entry> entries(std::size_t item) const { return {list(item), sizes_[item]}; }
  void prefetch(std::size_t item) const {
    constexpr std::size_t kLine = 64, kMostLines = 4;
    const char* const first = reinterpret_cast<const char*>(list(item));
    for (std::size_t i = 0; i < std::min(kMostLines * kLine, top_ * sizeof(Entry)); i += kLine) {
      __builtin_prefetch(first + i);
    }
  }

 private:
  static bool better(const Entry& a, const Entry& b) {
    return a.log10_lr > b.log10_lr || (a.log10_lr == b.log10_lr && a.partner < b.partner);
  }
  [[nodiscard]] Entry* list(std::size_t item) const { return entries_.get() + item * top_; }
  void take(std::size_t item, Entry entry);

  std::size_t top_;
  std::vector<std::uint32_t> sizes_;
  std::unique_ptr<Entry[]> entries_;  ///< n x top; each list a heap, the worst entry at its root
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

  /// Pairs of one target must come from one thread at a time, in ascending order of remains. A pair of LR 0 is refused
  /// here. Pairs above the threshold gather in `above` until flush(). @return whether target_cutoff() may have risen.
  bool offer(const PairScore& pair, std::vector<PairScore>& above);
  void flush(std::vector<PairScore>& above);
  /// Fetches what offer() will need of these remains.
  void prefetch(RemainsIndex remains) const { of_remains_.prefetch(remains); }

  /// A pair that comes next in this target's order is refused by its list and by the threshold unless it exceeds this.
  [[nodiscard]] float target_cutoff(TargetIndex target) const;
  /// A pair is refused by the list of its remains unless it exceeds this. One per remains, then kScanGroup of padding.
  [[nodiscard]] const std::atomic<float>* remains_cutoffs() const { return remains_cutoffs_.data(); }

  /// Every kept pair once, in the total order. @pre everything was offered and flushed.
  [[nodiscard]] std::vector<PairScore> collect();
  [[nodiscard]] bool cap_met() const { return above_.cap_met(); }

 private:
  void offer_to_remains(const PairScore& pair);

  static constexpr std::size_t kLocks = 4096;  ///< remains r is under lock r % kLocks

  TopLists of_target_;
  TopLists of_remains_;
  std::vector<tbb::spin_mutex> locks_;
  std::vector<std::atomic<float>> remains_cutoffs_;
  AboveThreshold above_;
};

}  // namespace kith::matching
