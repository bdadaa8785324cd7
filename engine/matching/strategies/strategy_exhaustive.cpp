// The reference: every pair in double, added up in column order. Slow, and short enough to be believed. It is also what
// a strategy does that does not say otherwise.
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <limits>
#include <numeric>

#include "core/check.hpp"
#include "matching/candidates/candidates.hpp"
#include "matching/scan/thread_clock.hpp"
#include "matching/scan/tile.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::matching {

namespace {

class Exhaustive final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "exhaustive"; }
  [[nodiscard]] std::string_view description() const override {
    return "every pair in double precision: the reference";
  }
};

/// The column targets of a missing person.
struct Parts {
  TargetIndex begin = 0;
  TargetIndex end = 0;
};

Parts parts_of(const EvidenceTable& evidence, TargetIndex target) {
  if (!evidence.has_parts()) return {target, target + 1};
  return {evidence.first_part[target], evidence.first_part[target + 1]};
}

/// Notes of one missing person's comparisons, now under his own number: one per column and reason.
void renumber_notes(TargetIndex target, std::vector<ColumnNote>& notes) {
  for (ColumnNote& note : notes) note.target = target;
  const auto key = [](const ColumnNote& note) { return std::pair(note.column, note.status); };
  std::sort(notes.begin(), notes.end(), [&](const ColumnNote& a, const ColumnNote& b) { return key(a) < key(b); });
  notes.erase(std::unique(notes.begin(), notes.end(),
                          [&](const ColumnNote& a, const ColumnNote& b) { return key(a) == key(b); }),
              notes.end());
}

/// fill_target() makes everything impossible, what was not observed too, where no column scores.
bool says_anything(const ScanCodes& codes, std::span<const double> values) {
  return codes.n_columns() > 0 && values[0] != kNotCompared;
}

TargetWork score_and_offer(const Strategy& strategy, const EvidenceTable& evidence, const ScanCodes& codes,
                           TargetIndex target, Candidates& candidates) {
  TargetWork work;
  const ThreadClock clock;
  std::vector<double> scores(codes.n_remains());
  strategy.score_target(evidence, codes, target, scores, work);
  std::vector<PairScore> above;
  for (RemainsIndex remains = 0; remains < codes.n_remains(); ++remains) {
    candidates.offer({remains, target, scores[remains]}, above);
  }
  candidates.flush(above);
  work.seconds_scan = clock.seconds() - work.seconds_tables;
  return work;
}

tbb::task_arena arena_of(std::uint32_t threads) {
  return tbb::task_arena(threads == 0 ? tbb::task_arena::automatic : static_cast<int>(threads));
}

/// Which comparison of `target` each of his pairs comes from.
void find_parts(const EvidenceTable& evidence, const ScanCodes& codes, std::span<const PairScore> pairs,
                std::span<const std::size_t> of_target, std::vector<PairScore>& found) {
  const Parts parts = parts_of(evidence, pairs[of_target.front()].target);
  std::vector<double> values(codes.n_rows());
  std::vector<ColumnNote> notes;
  std::vector<double> best(of_target.size(), kNotCompared);
  for (TargetIndex part = parts.begin; part < parts.end; ++part) {
    fill_target(evidence, codes, part, values, notes);
    for (std::size_t i = 0; i < of_target.size(); ++i) {
      const double score = exact_score(codes, pairs[of_target[i]].remains, values);
      if (score <= best[i]) continue;
      best[i] = score;
      found[of_target[i]].target = part;
    }
  }
}

}  // namespace

void Strategy::score_target(const EvidenceTable& evidence, const ScanCodes& codes, TargetIndex target,
                            std::span<double> scores, TargetWork& work) const {
  const Parts parts = parts_of(evidence, target);
  std::vector<double> values(codes.n_rows());
  std::fill(scores.begin(), scores.end(), kNotCompared);
  work.scored = false;
  for (TargetIndex part = parts.begin; part < parts.end; ++part) {
    const ThreadClock clock;
    fill_target(evidence, codes, part, values, work.notes);
    work.seconds_tables += clock.seconds();
    work.scored = work.scored || says_anything(codes, values);
    for (RemainsIndex remains = 0; remains < codes.n_remains(); ++remains) {
      scores[remains] = std::max(scores[remains], exact_score(codes, remains, values));
    }
  }
  if (evidence.has_parts()) renumber_notes(target, work.notes);
}

MatchResult Strategy::run(const EvidenceTable& evidence, const MatchOptions& options, const Progress& progress) const {
  const ScanCodes codes(evidence);
  Candidates candidates(evidence.n_targets, evidence.n_remains, options);
  std::vector<TargetWork> work(evidence.n_targets);
  std::atomic<std::size_t> done = 0;
  tbb::parallel_for(std::size_t{0}, evidence.n_targets, [&](std::size_t target) {
    work[target] = score_and_offer(*this, evidence, codes, static_cast<TargetIndex>(target), candidates);
    if (progress) progress(static_cast<double>(++done) / static_cast<double>(evidence.n_targets));
  });

  MatchResult result;
  result.pairs = candidates.collect();
  result.cap_met = candidates.cap_met();
  for (const TargetWork& of_target : work) {
    std::copy(of_target.notes.begin(), of_target.notes.end(), std::back_inserter(result.notes));
    result.seconds_tables += of_target.seconds_tables;
    result.seconds_scan += of_target.seconds_scan;
  }
  return result;
}

void score_targets(const Strategy& strategy, const EvidenceTable& evidence, std::span<const TargetIndex> targets,
                   std::uint32_t threads, const ScoreSink& sink, const Progress& progress) {
  const ScanCodes codes(evidence);
  std::atomic<std::size_t> done = 0;
  arena_of(threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, targets.size(), [&](std::size_t i) {
      std::vector<double> scores(evidence.n_remains);
      TargetWork work;
      strategy.score_target(evidence, codes, targets[i], scores, work);
      sink(targets[i], scores, work.scored);
      if (progress) progress(static_cast<double>(++done) / static_cast<double>(targets.size()));
    });
  });
}

std::vector<PairScore> best_parts(const EvidenceTable& evidence, std::span<const PairScore> pairs,
                                  std::uint32_t threads) {
  std::vector<PairScore> found(pairs.begin(), pairs.end());
  if (!evidence.has_parts() || pairs.empty()) return found;
  std::vector<std::size_t> order(pairs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return pairs[a].target < pairs[b].target; });
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || pairs[order[i]].target != pairs[order[i - 1]].target) begins.push_back(i);
  }
  begins.push_back(order.size());
  const ScanCodes codes(evidence);
  arena_of(threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, begins.size() - 1, [&](std::size_t g) {
      const auto of_target = std::span(order).subspan(begins[g], begins[g + 1] - begins[g]);
      find_parts(evidence, codes, pairs, of_target, found);
    });
  });
  return found;
}

const Strategy& exhaustive_strategy() {
  static const Exhaustive strategy;
  return strategy;
}

}  // namespace kith::matching
