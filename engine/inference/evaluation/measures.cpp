#include "inference/evaluation/measures.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "core/check.hpp"
#include "inference/evaluation/study_columns.hpp"

namespace kith::inference {

namespace {

bool is_lr(const StrategyRuns& strategy) { return strategy.kind != matching::ScoreKind::score; }

std::vector<float> true_scores(const StrategyRuns& strategy) {
  std::vector<float> scores;
  for (const Observed& run : strategy.runs) {
    for (const TrueAnswer& answer : run.answers) scores.push_back(static_cast<float>(answer.score));
  }
  std::sort(scores.begin(), scores.end());
  return scores;
}

std::vector<float> stranger_scores(const StrategyRuns& strategy) {
  std::vector<float> scores;
  for (const Observed& run : strategy.runs) {
    for (const auto& of_target : run.strangers) scores.insert(scores.end(), of_target.begin(), of_target.end());
  }
  std::sort(scores.begin(), scores.end());
  return scores;
}

/// One group of a split while it is gathered.
struct Group {
  std::vector<double> scores;
  double hits_remains = 0;
  double hits_missing = 0;
  std::uint64_t n_found = 0;
};

SplitRow row_of(std::string by, std::string name, Group group, double threshold) {
  SplitRow row{
      .by = std::move(by), .group = std::move(name), .n_remains = group.scores.size(), .n_found = group.n_found};
  const auto n = static_cast<double>(group.scores.size());
  if (group.scores.empty()) return row;
  row.recall_remains = group.hits_remains / n;
  if (group.n_found > 0) row.recall_missing = group.hits_missing / static_cast<double>(group.n_found);
  std::sort(group.scores.begin(), group.scores.end());
  row.median_score = group.scores[group.scores.size() / 2];
  const auto first = std::lower_bound(group.scores.begin(), group.scores.end(), threshold);
  row.share_above = static_cast<double>(group.scores.end() - first) / n;
  return row;
}

std::vector<SplitRow> split_by_kin(std::span<const CaseFacts> facts, const StrategyRuns& strategy, double threshold) {
  std::map<KinClass, Group> groups;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    for (const TrueAnswer& answer : strategy.runs[i].answers) {
      Group& group = groups[facts[i].kin_of_target[answer.target]];
      group.scores.push_back(answer.score);
      group.hits_remains += probability_within(answer.among_missing, 1);
    }
    for (const FoundPerson& person : strategy.runs[i].found) {
      Group& group = groups[facts[i].kin_of_target[person.target]];
      ++group.n_found;
      group.hits_missing += probability_within(person.among_remains, 1);
    }
  }
  std::vector<SplitRow> rows;
  for (auto& [kin, group] : groups) {
    rows.push_back(row_of("typed", std::string(to_string(kin)), std::move(group), threshold));
  }
  return rows;
}

/// Upper ends of the groups of loci typed in the remains, and their names.
constexpr std::array<std::pair<std::uint32_t, const char*>, 6> kLociGroups = {
    {{0, "0"}, {7, "1-7"}, {11, "8-11"}, {15, "12-15"}, {19, "16-19"}, {1'000'000, "20 and more"}}};

std::vector<SplitRow> split_by_loci(std::span<const CaseFacts> facts, const StrategyRuns& strategy, double threshold) {
  std::array<Group, kLociGroups.size()> groups;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    for (const TrueAnswer& answer : strategy.runs[i].answers) {
      const std::uint32_t loci = facts[i].loci_of_remains[answer.remains];
      std::size_t g = 0;
      while (loci > kLociGroups[g].first) ++g;
      groups[g].scores.push_back(answer.score);
      groups[g].hits_remains += probability_within(answer.among_missing, 1);
    }
  }
  std::vector<SplitRow> rows;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (groups[g].scores.empty()) continue;
    rows.push_back(row_of("loci", kLociGroups[g].second, std::move(groups[g]), threshold));
  }
  return rows;
}

Decisions decisions(const ResampledSums& sums, std::size_t first) {
  const auto count = [&](std::size_t column) { return static_cast<std::uint64_t>(sums.totals[column]); };
  const std::size_t strangers = first + 1;
  const std::size_t kin = first + 2;
  const Measure precision = [=](std::span<const double> s) {
    const double all = s[first] + s[strangers] + s[kin];
    return all > 0 ? s[first] / all : std::numeric_limits<double>::quiet_NaN();
  };
  return {.precision = estimate(sums, precision),
          .recall = estimate(sums, ratio_of(first, kTrue)),
          .n_true = count(first),
          .n_strangers = count(strangers),
          .n_kin = count(kin)};
}

double cllr_of(std::span<const double> s) {
  const double n1 = s[kTrue];
  const double n2 = s[kStrangers];
  if (!(n1 > 0 && n2 > 0)) return std::numeric_limits<double>::quiet_NaN();
  return (s[kCostTrue] / n1 + s[kCostStrangers] / n2) / 2;
}

void measure_lr(const StrategyRuns& strategy, const ResampledSums& sums, const MeasureOptions& options,
                std::span<const float> h1, std::span<const float> h2, Measures& m) {
  m.cllr = estimate(sums, cllr_of);
  m.cllr_min = cllr_min(h1, h2);
  for (const float score : h1) m.n_impossible_true += std::isinf(score) ? 1U : 0U;
  m.at_lr = decisions(sums, kAtLr);
  m.at_posterior = decisions(sums, kAtPosterior);
  m.prior = study_prior(strategy, options);
  m.reliability = reliability(sums, kReliability);
  for (std::size_t i = 0; i < kLog10Thresholds.size(); ++i) {
    m.misleading.push_back({.log10_t = kLog10Thresholds[i],
                            .n_strangers = static_cast<std::uint64_t>(sums.totals[kFrom + i]),
                            .found = estimate(sums, ratio_of(kFrom + i, kStrangers)),
                            .expected = estimate(sums, ratio_of(kInverse + i, kTrue)),
                            .bound = std::pow(10.0, -kLog10Thresholds[i]),
                            .against = estimate(sums, ratio_of(kAgainst + i, kTrue))});
  }
  for (std::size_t i = 0; i < kLog10Caps.size(); ++i) {
    m.capped.push_back({.log10_cap = kLog10Caps[i],
                        .mean_lr = estimate(sums, ratio_of(kCapped + i, kStrangers)),
                        .share_h1 = estimate(sums, ratio_of(kUpTo + i, kTrue))});
  }
}

}  // namespace

Measures measure(std::span<const CaseFacts> facts, const StrategyRuns& strategy, const ResampledSums& sums,
                 const MeasureOptions& options) {
  Measures m;
  m.is_lr = is_lr(strategy);
  m.n_true = static_cast<std::uint64_t>(sums.totals[kTrue]);
  m.n_found = static_cast<std::uint64_t>(sums.totals[kFound]);
  m.n_strangers = static_cast<std::uint64_t>(sums.totals[kStrangers]);
  for (const Observed& run : strategy.runs) {
    m.n_kin += run.kin.size();
    m.n_not_scored += run.n_not_scored;
    m.keep_one_in = std::max(m.keep_one_in, run.keep_one_in);
  }
  for (std::size_t k = 0; k < kRanks.size(); ++k) {
    m.recall_remains[k] = estimate(sums, ratio_of(kHitsRemains + k, kTrue));
    m.recall_missing[k] = estimate(sums, ratio_of(kHitsMissing + k, kFound));
  }
  m.splits = split_by_kin(facts, strategy, options.log10_threshold);
  for (SplitRow& row : split_by_loci(facts, strategy, options.log10_threshold)) m.splits.push_back(std::move(row));
  const std::vector<float> h1 = true_scores(strategy);
  const std::vector<float> h2 = stranger_scores(strategy);
  if (h1.empty() || h2.empty()) return m;
  m.auc = estimate(sums, ratio_of(kPlacement, kTrue));
  m.roc = roc_points(h1, h2, 200);
  if (m.is_lr) measure_lr(strategy, sums, options, h1, h2, m);
  return m;
}

Comparison compare(const StrategyRuns& a, const ResampledSums& sums_a, const StrategyRuns& b,
                   const ResampledSums& sums_b) {
  Comparison result{.a = a.name, .b = b.name};
  result.recall_remains = estimate_difference(sums_a, sums_b, ratio_of(kHitsRemains, kTrue));
  result.recall_missing = estimate_difference(sums_a, sums_b, ratio_of(kHitsMissing, kFound));
  result.auc = estimate_difference(sums_a, sums_b, ratio_of(kPlacement, kTrue));
  if (is_lr(a) && is_lr(b)) result.cllr = estimate_difference(sums_a, sums_b, cllr_of);
  return result;
}

}  // namespace kith::inference
