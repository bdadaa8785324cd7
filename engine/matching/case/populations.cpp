#include "matching/case/populations.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/check.hpp"
#include "matching/candidates/candidates.hpp"
#include "matching/scan/thread_clock.hpp"
#include "matching/scan/tile.hpp"

namespace kith::matching {
namespace {

struct PopulationWork {
  std::vector<ColumnNote> notes;
  std::vector<ColumnNote> uneven;
  double seconds_tables = 0;
  double seconds_scan = 0;
};

/// Notes of one target under `n_populations` tables: each column once, by column; `uneven` where not all agree.
void sort_notes(PopulationWork& work, std::size_t n_populations) {
  auto& notes = work.notes;
  std::stable_sort(notes.begin(), notes.end(), [](auto& a, auto& b) { return a.column < b.column; });
  std::vector<ColumnNote> once;
  for (std::size_t i = 0, end = 0; i < notes.size(); i = end) {
    while (end < notes.size() && notes[end].column == notes[i].column) ++end;
    once.push_back(notes[i]);
    if (end - i != n_populations) work.uneven.push_back(notes[i]);
  }
  notes = std::move(once);
}

/// A target's values of all rows under one population.
struct PopulationValues {
  const ScanCodes* codes = nullptr;
  std::vector<double> values{};
};

class PopulationScan {
 public:
  PopulationScan(const PopulationTables& populations, const MatchOptions& options)
      : populations_(populations),
        candidates_(populations.tables.front()->n_targets, populations.tables.front()->n_remains, options) {
    for (const EvidenceTable* table : populations.tables) {
      codes_.emplace_back(*table);
      to_first_.push_back(places_in_first(*table, *populations.tables.front()));
    }
  }

  PopulationWork score_target(TargetIndex target) {
    PopulationWork work;
    const ThreadClock filling;
    std::vector<PopulationValues> tables;
    for (const PopulationIndex p : populations_.of_target[target]) {
      tables.push_back({&codes_[p], std::vector<double>(codes_[p].n_rows())});
      std::vector<ColumnNote> notes;
      fill_target(*populations_.tables[p], codes_[p], target, tables.back().values, notes);
      for (ColumnNote note : notes) {
        note.column = to_first_[p][note.column];
        if (note.column != kNowhere) work.notes.push_back(note);
      }
    }
    sort_notes(work, tables.size());
    work.seconds_tables = filling.seconds();
    const ThreadClock scoring;
    offer_all(target, tables);
    work.seconds_scan = scoring.seconds();
    return work;
  }

  [[nodiscard]] Candidates& candidates() { return candidates_; }

 private:
  static constexpr auto kNowhere = static_cast<std::uint32_t>(-1);

  /// Per column of `table` the column of the same name in `first`.
  static std::vector<std::uint32_t> places_in_first(const EvidenceTable& table, const EvidenceTable& first) {
    std::unordered_map<std::string, std::uint32_t> by_name;
    for (std::uint32_t c = 0; c < first.columns.size(); ++c) by_name.emplace(first.columns[c]->name(), c);
    std::vector<std::uint32_t> places;
    for (std::uint32_t c = 0; c < table.columns.size(); ++c) {
      const std::string& name = table.columns[c]->name();
      const auto found = by_name.find(name);
      const bool same_place = c < first.columns.size() && first.columns[c]->name() == name;
      places.push_back(same_place ? c : found == by_name.end() ? kNowhere : found->second);
    }
    return places;
  }

  void offer_all(TargetIndex target, const std::vector<PopulationValues>& tables) {
    std::vector<PairScore> above;
    double of_target = static_cast<double>(candidates_.target_cutoff(target));
    const std::atomic<float>* of_remains = candidates_.remains_cutoffs();
    for (RemainsIndex remains = 0; remains < codes_.front().n_remains(); ++remains) {
      double lowest = exact_score(*tables.front().codes, remains, tables.front().values);
      if (lowest <= of_target && lowest <= of_remains[remains].load(std::memory_order_relaxed)) continue;
      for (std::size_t p = 1; p < tables.size(); ++p) {
        lowest = std::min(lowest, exact_score(*tables[p].codes, remains, tables[p].values));
      }
      if (candidates_.offer({remains, target, lowest}, above)) of_target = candidates_.target_cutoff(target);
    }
    candidates_.flush(above);
  }

  const PopulationTables& populations_;
  std::deque<ScanCodes> codes_;
  std::vector<std::vector<std::uint32_t>> to_first_;
  Candidates candidates_;
};

tbb::task_arena arena_of(std::uint32_t threads) {
  return tbb::task_arena(threads == 0 ? tbb::task_arena::automatic : static_cast<int>(threads));
}

void check(const PopulationTables& populations) {
  KITH_CHECK(!populations.tables.empty());
  const EvidenceTable& first = *populations.tables.front();
  KITH_CHECK(populations.of_target.size() == first.n_targets);
  for (const EvidenceTable* table : populations.tables) {
    KITH_CHECK(table->n_targets == first.n_targets && table->n_remains == first.n_remains);
  }
  for (const auto& list : populations.of_target) {
    KITH_CHECK(!list.empty() && std::is_sorted(list.begin(), list.end()) && list.back() < populations.tables.size());
  }
}

}  // namespace

PopulationMatch match_populations(const PopulationTables& populations, const MatchOptions& options,
                                  const Progress& progress) {
  check(populations);
  const EvidenceTable& first = *populations.tables.front();
  PopulationScan scan(populations, options);
  std::vector<PopulationWork> work(first.n_targets);
  std::atomic<std::size_t> done = 0;
  arena_of(options.threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, work.size(), [&](std::size_t target) {
      work[target] = scan.score_target(static_cast<TargetIndex>(target));
      if (progress) progress(static_cast<double>(++done) / static_cast<double>(work.size()));
    });
  });

  PopulationMatch match;
  MatchResult& result = match.result;
  result.pairs = scan.candidates().collect();
  result.cap_met = scan.candidates().cap_met();
  for (PopulationWork& of_target : work) {
    std::move(of_target.notes.begin(), of_target.notes.end(), std::back_inserter(result.notes));
    std::move(of_target.uneven.begin(), of_target.uneven.end(), std::back_inserter(match.uneven));
    result.seconds_tables += of_target.seconds_tables;
    result.seconds_scan += of_target.seconds_scan;
  }
  result.pairs_scored = std::uint64_t{first.n_targets} * first.n_remains;
  for (const auto& list : populations.of_target) result.tables_filled += list.size() * first.columns.size();
  return match;
}

std::vector<double> score_pairs(const EvidenceTable& evidence, std::span<const PairScore> pairs,
                                std::uint32_t threads) {
  std::vector<std::vector<std::size_t>> of_target(evidence.n_targets);
  for (std::size_t i = 0; i < pairs.size(); ++i) of_target[pairs[i].target].push_back(i);
  std::vector<double> scores(pairs.size());
  const ScanCodes codes(evidence);
  arena_of(threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, of_target.size(), [&](std::size_t target) {
      if (of_target[target].empty()) return;
      std::vector<double> values(codes.n_rows());
      std::vector<ColumnNote> notes;
      fill_target(evidence, codes, static_cast<TargetIndex>(target), values, notes);
      for (const std::size_t i : of_target[target]) scores[i] = exact_score(codes, pairs[i].remains, values);
    });
  });
  return scores;
}

}  // namespace kith::matching
