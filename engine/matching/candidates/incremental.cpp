#include "matching/candidates/incremental.hpp"

#include <tbb/parallel_sort.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "core/check.hpp"
#include "matching/candidates/candidates.hpp"

namespace kith::matching {
namespace {

/// A column for some of its targets.
class SomeTargets final : public evidence::Column {
 public:
  SomeTargets(const evidence::Column& all, const std::vector<TargetIndex>& targets) : all_(all), targets_(targets) {}

  [[nodiscard]] const std::string& name() const override { return all_.name(); }
  [[nodiscard]] std::size_t n_rows() const override { return all_.n_rows(); }
  [[nodiscard]] std::string describe_row(std::size_t row) const override { return all_.describe_row(row); }
  evidence::ColumnStatus fill(TargetIndex target, std::span<double> rows) const override {
    return all_.fill(targets_[target], rows);
  }

 private:
  const evidence::Column& all_;
  const std::vector<TargetIndex>& targets_;
};

/// @pre `evidence` and `targets` outlive the result.
EvidenceTable part_of(const EvidenceTable& evidence, const std::vector<TargetIndex>& targets,
                      const std::vector<RemainsIndex>& remains) {
  EvidenceTable part;
  part.n_targets = targets.size();
  part.n_remains = remains.size();
  const std::size_t n_columns = evidence.columns.size();
  for (const auto& column : evidence.columns) part.columns.push_back(std::make_unique<SomeTargets>(*column, targets));
  if (!evidence.close_relatives.empty()) {
    for (const TargetIndex target : targets) part.close_relatives.push_back(evidence.close_relatives[target]);
  }
  part.codes.reserve(remains.size() * n_columns);
  for (const RemainsIndex r : remains) {
    const auto first = evidence.codes.begin() + static_cast<std::ptrdiff_t>(r * n_columns);
    part.codes.insert(part.codes.end(), first, first + static_cast<std::ptrdiff_t>(n_columns));
  }
  return part;
}

/// Strictly ascending but for those who are gone.
bool keeps_order(const std::vector<std::uint32_t>& now) {
  std::uint32_t next = 0;
  for (const std::uint32_t place : now) {
    if (place == kGone) continue;
    if (place < next) return false;
    next = place + 1;
  }
  return true;
}

/// One side's lists of an earlier run: how many pairs each item has, and whether one of the best is gone.
class EarlierLists {
 public:
  EarlierLists(std::size_t n, std::uint32_t top) : top_(top), sizes_(n, 0), has_lost_(n, false) {}

  /// @pre pairs come best first.
  void add(std::uint32_t item, bool partner_is_gone) {
    if (sizes_[item]++ < top_ && partner_is_gone) has_lost_[item] = true;
  }
  /// The list held `top` entries, so that there may be others, and one of them is missing now.
  [[nodiscard]] bool is_incomplete(std::uint32_t item) const { return has_lost_[item] && sizes_[item] >= top_; }

 private:
  std::uint32_t top_;
  std::vector<std::uint32_t> sizes_;
  std::vector<bool> has_lost_;
};

/// Who has to be scored, per place in this run.
struct ToScore {
  std::vector<bool> targets;
  std::vector<bool> remains;
};

ToScore find_changes(const EvidenceTable& evidence, const MatchOptions& options, const EarlierMatch& earlier,
                     Reuse& reuse) {
  EarlierLists of_target(earlier.targets_now.size(), options.top);
  EarlierLists of_remains(earlier.remains_now.size(), options.top);
  for (const PairScore& pair : earlier.pairs) {
    of_target.add(pair.target, earlier.remains_now[pair.remains] == kGone);
    of_remains.add(pair.remains, earlier.targets_now[pair.target] == kGone);
  }
  ToScore to_score{std::vector<bool>(evidence.n_targets, true), std::vector<bool>(evidence.n_remains, true)};
  const auto spare = [](const std::vector<std::uint32_t>& now, const EarlierLists& lists, std::vector<bool>& scored) {
    std::uint64_t n_unchanged = 0;
    for (std::uint32_t then = 0; then < now.size(); ++then) {
      if (now[then] == kGone) continue;
      ++n_unchanged;
      scored[now[then]] = lists.is_incomplete(then);
    }
    return n_unchanged;
  };
  reuse.targets_unchanged = spare(earlier.targets_now, of_target, to_score.targets);
  reuse.remains_unchanged = spare(earlier.remains_now, of_remains, to_score.remains);
  return to_score;
}

std::vector<std::uint32_t> places(const std::vector<bool>& flags, bool wanted) {
  std::vector<std::uint32_t> found;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i] == wanted) found.push_back(static_cast<std::uint32_t>(i));
  }
  return found;
}

/// match() of some missing persons and some remains, with the places of the whole run.
MatchResult match_part(const EvidenceTable& evidence, const std::vector<TargetIndex>& targets,
                       const std::vector<RemainsIndex>& remains, const MatchOptions& options,
                       const Progress& progress) {
  MatchResult result = match(part_of(evidence, targets, remains), options, progress);
  for (PairScore& pair : result.pairs) {
    pair.remains = remains[pair.remains];
    pair.target = targets[pair.target];
  }
  for (ColumnNote& note : result.notes) note.target = targets[note.target];
  return result;
}

void take_over(const EarlierMatch& earlier, const ToScore& to_score, MatchResult& result) {
  for (PairScore pair : earlier.pairs) {
    pair.remains = earlier.remains_now[pair.remains];
    pair.target = earlier.targets_now[pair.target];
    const bool unchanged = pair.remains != kGone && pair.target != kGone;
    if (unchanged && !to_score.remains[pair.remains] && !to_score.targets[pair.target]) result.pairs.push_back(pair);
  }
  for (ColumnNote note : earlier.notes) {
    note.target = earlier.targets_now[note.target];
    if (note.target != kGone && !to_score.targets[note.target]) result.notes.push_back(note);
  }
}

std::string why_not(const EvidenceTable& evidence, const EarlierMatch& earlier) {
  if (evidence.has_parts()) return "missing persons are compared in parts";
  if (earlier.cap_met) return "the earlier run met the cap on pairs above the threshold";
  if (!keeps_order(earlier.remains_now) || !keeps_order(earlier.targets_now)) {
    return "the order of missing persons or remains is another one";
  }
  return "";
}

}  // namespace

IncrementalMatch match_changes(const EvidenceTable& evidence, const MatchOptions& options, const EarlierMatch& earlier,
                               const Progress& progress) {
  IncrementalMatch match;
  match.why_full = why_not(evidence, earlier);
  if (!match.why_full.empty()) return match;
  const ToScore to_score = find_changes(evidence, options, earlier, match.reuse);
  const auto targets = places(to_score.targets, true);
  const auto other_targets = places(to_score.targets, false);
  const auto remains = places(to_score.remains, true);
  const std::vector<bool> all(evidence.n_remains, true);
  match.reuse.targets_scored = targets.size();
  match.reuse.remains_scored = remains.size();
  match.reuse.pairs_scored = targets.size() * evidence.n_remains + other_targets.size() * remains.size();

  MatchResult result;
  take_over(earlier, to_score, result);
  MatchResult rows;
  MatchResult columns;
  if (!targets.empty()) rows = match_part(evidence, targets, places(all, true), options, progress);
  if (!remains.empty()) columns = match_part(evidence, other_targets, remains, options, progress);
  result.notes.insert(result.notes.end(), rows.notes.begin(), rows.notes.end());
  for (const MatchResult* part : {&rows, &columns}) {
    result.pairs.insert(result.pairs.end(), part->pairs.begin(), part->pairs.end());
    result.cap_met = result.cap_met || part->cap_met;
    result.seconds_tables += part->seconds_tables;
    result.seconds_scan += part->seconds_scan;
  }
  tbb::parallel_sort(result.pairs.begin(), result.pairs.end(), ranks_before);
  result.pairs = pairs_to_keep(result.pairs, options, evidence.n_targets, evidence.n_remains);
  const auto below = [&](const PairScore& pair) { return pair.log10_lr < options.threshold; };
  const auto n_above = std::find_if(result.pairs.begin(), result.pairs.end(), below) - result.pairs.begin();
  if (result.cap_met || static_cast<std::uint64_t>(n_above) > options.max_above) {
    match.why_full = "more pairs reach the threshold than are kept";
    return match;
  }
  std::sort(result.notes.begin(), result.notes.end(), [](const ColumnNote& a, const ColumnNote& b) {
    return a.target != b.target ? a.target < b.target : a.column < b.column;
  });
  result.pairs_scored = std::uint64_t{evidence.n_targets} * evidence.n_remains;
  result.tables_filled = std::uint64_t{evidence.n_column_targets()} * evidence.columns.size();
  match.result = std::move(result);
  return match;
}

}  // namespace kith::matching
