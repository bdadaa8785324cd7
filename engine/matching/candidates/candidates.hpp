// matching/candidates/candidates.hpp — the pairs worth keeping, found in one pass over all of them and in bounded
// memory.
//
// Kept are, under the total order (log10 LR descending, remains ascending, target ascending) and without pairs of LR 0:
//   the `top` best pairs of each remains,  the `top` best pairs of each target,  and the `max_above` best pairs of
//   log10 LR >= threshold.
//
// Why the result is the same for any number of threads: the best k of a set under a total order do not depend on the
// order in which the set is seen. So the lists of remains are shared by all threads, some lists under each lock,
// instead of one copy per thread: memory does not grow with threads, and what one thread has found lifts the cutoff for
// all. A pair is offered to a list only if it passed the cutoff, some k * (1 + log(targets / k)) times per remains.
//
// Memory: 12 bytes * top * (n_targets + n_remains) + 24 bytes * max_above, never n_targets * n_remains.
#pragma once

#include <tbb/spin_mutex.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <mutex>
#include <span>
#include <vector>

#include "matching/candidates/match.hpp"
#include "matching/scan/page_array.hpp"

namespace kith::matching {

/// The total order of pairs: the better one first.
[[nodiscard]] inline bool ranks_before(const PairScore& a, const PairScore& b) {
  if (a.log10_lr != b.log10_lr) return a.log10_lr > b.log10_lr;
  if (a.remains != b.remains) return a.remains < b.remains;
  return a.target < b.target;
}

/// Pairs among the `top` best of their missing person or their remains, or above the threshold; the cap does not count.
/// @pre `pairs` is in the total order and holds at least these.
[[nodiscard]] std::vector<PairScore> pairs_to_keep(std::span<const PairScore> pairs, const MatchOptions& options,
                                                   std::size_t n_targets, std::size_t n_remains);

/// The largest float below x, at least -FLT_MAX: for a float s, s >= x implies s > float_below(x).
[[nodiscard]] float float_below(double x);
/// The largest float not above x, at least -FLT_MAX: for a float s, s > x implies s > float_at_most(x).
[[nodiscard]] float float_at_most(double x);

/// For each of `n` items (all remains, or all targets) its `top` best partners, the lower partner first at equal
/// scores. Each list is sorted and one place in memory, which can be fetched before it is needed; with top = 10 two
/// cache lines.
class TopLists {
 public:
  struct Entry {
    double log10_lr;
    std::uint32_t partner;
  };

  TopLists(std::size_t n, std::size_t n_partners, std::size_t top);

  /// @return whether the entry is among the best so far and was taken. @pre its score is finite.
  bool offer(std::size_t item, const Entry& entry);
  /// The score of an item's last entry: -infinity while there is room for more.
  [[nodiscard]] double cutoff(std::size_t item) const;
  [[nodiscard]] std::size_t size() const { return n_; }
  /// Calls visit(entry) for the item's entries, the best first.
  template <class Visit>
  void for_each(std::size_t item, const Visit& visit) const {
    for (std::size_t i = 0; i < top_ && scores(item)[i] != -std::numeric_limits<double>::infinity(); ++i) {
      visit(Entry{scores(item)[i], partners(item)[i]});
    }
  }
  void prefetch(std::size_t item) const;

 private:
  // A list is `top` scores and `top` partners. Free places have a score of -infinity, which no pair has that is kept.
  [[nodiscard]] double* scores(std::size_t item) const {
    return reinterpret_cast<double*>(lists_.data() + item * bytes_);
  }
  [[nodiscard]] std::uint32_t* partners(std::size_t item) const {
    return reinterpret_cast<std::uint32_t*>(lists_.data() + item * bytes_ + top_ * sizeof(double));
  }

  std::size_t n_;
  std::size_t top_;
  std::size_t bytes_;  ///< of one list
  PageArray<std::uint8_t> lists_;
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

/// All candidates of a run. Pairs of LR 0 are refused by everything here.
class Candidates {
 public:
  Candidates(std::size_t n_targets, std::size_t n_remains, const MatchOptions& options);

  /// `top` pairs of each remains have an exact score of reached[remains] or more: its list takes none below that.
  void start_remains_from(std::span<const float> reached);
  /// A pair for every list. Pairs of one target must come from one thread at a time. Those above the threshold gather
  /// in `above` until flush(). @return whether target_cutoff() may have risen.
  bool offer(const PairScore& pair, std::vector<PairScore>& above);
  /// A pair for its target's list alone, under the same condition. @return whether it was taken.
  bool offer_to_target(const PairScore& pair);
  /// Pairs for the lists of their remains alone; fast if they are ordered by remains.
  void offer_to_remains(std::span<const PairScore> pairs);
  /// A pair for the threshold alone. @return whether it was taken.
  bool offer_above(const PairScore& pair, std::vector<PairScore>& above);
  void flush(std::vector<PairScore>& above);

  /// A pair of later remains is refused by this target's list and by the threshold unless it exceeds this.
  [[nodiscard]] float target_cutoff(TargetIndex target) const;
  /// A pair below this is not kept for the threshold.
  [[nodiscard]] double above_cutoff() const { return above_.cutoff(); }
  /// A pair is refused by the list of its remains unless it exceeds this. One per remains, then kScanGroup of padding.
  [[nodiscard]] const std::atomic<float>* remains_cutoffs() const { return remains_cutoffs_.data(); }

  /// Every kept pair once, in the total order. @pre everything was offered and flushed.
  [[nodiscard]] std::vector<PairScore> collect();
  [[nodiscard]] bool cap_met() const { return above_.cap_met(); }

 private:
  void offer_to_one_remains(const PairScore& pair);

  static constexpr std::size_t kRemainsPerLock = 1024;

  TopLists of_target_;
  TopLists of_remains_;
  std::vector<tbb::spin_mutex> locks_;
  std::vector<std::atomic<float>> remains_cutoffs_;
  AboveThreshold above_;
};

}  // namespace kith::matching
