// What each family adds to the measures of a study.
#include <algorithm>
#include <cmath>

#include "core/check.hpp"
#include "inference/evaluation/study_columns.hpp"
#include "inference/pairs/posterior.hpp"

namespace kith::inference {

namespace {

/// The log10 LR from which the posterior reaches p: odds(p) / odds(prior).
double log10_lr_of_posterior(double p, double prior) {
  return std::log10(p) - std::log10(1 - p) - (std::log10(prior) - std::log10(1 - prior));
}

/// The sums of one case; the row of its first family is `first`.
class CaseSums {
 public:
  CaseSums(const CaseFacts& facts, const Observed& run, bool is_lr, std::size_t first, FamilySums& sums)
      : facts_(facts), run_(run), is_lr_(is_lr), first_(first), sums_(sums) {}

  void add(std::span<const float> h2_ascending, double log10_threshold, double log10_posterior_threshold,
           double prior) {
    add_ranks();
    add_placements(h2_ascending);
    for (TargetIndex target = 0; target < run_.sums.size(); ++target) {
      row(target)[kStrangers] += static_cast<double>(run_.sums[target].n);
    }
    if (!is_lr_) return;
    add_true_lrs();
    add_stranger_lrs();
    add_decisions(kAtLr, log10_threshold);
    add_decisions(kAtPosterior, log10_posterior_threshold);
    add_posteriors(prior);
  }

 private:
  double* row(TargetIndex target) {
    return sums_.values.data() + (first_ + facts_.family_of_target[target]) * kStudyColumns;
  }

  void add_ranks() {
    for (const TrueAnswer& answer : run_.answers) {
      row(answer.target)[kTrue] += 1;
      for (std::size_t k = 0; k < kRanks.size(); ++k) {
        row(answer.target)[kHitsRemains + k] += probability_within(answer.among_missing, kRanks[k]);
      }
    }
    for (const FoundPerson& person : run_.found) {
      row(person.target)[kFound] += 1;
      for (std::size_t k = 0; k < kRanks.size(); ++k) {
        row(person.target)[kHitsMissing + k] += probability_within(person.among_remains, kRanks[k]);
      }
    }
  }

  void add_placements(std::span<const float> h2_ascending) {
    if (h2_ascending.empty()) return;
    std::vector<float> scores;
    for (const TrueAnswer& answer : run_.answers) scores.push_back(static_cast<float>(answer.score));
    const std::vector<double> placed = placements(scores, h2_ascending);
    for (std::size_t i = 0; i < placed.size(); ++i) row(run_.answers[i].target)[kPlacement] += placed[i];
  }

  void add_true_lrs() {
    for (const TrueAnswer& answer : run_.answers) {
      double* const sums = row(answer.target);
      sums[kCostTrue] += cost_of_h1(answer.score);
      for (std::size_t i = 0; i < kLog10Thresholds.size(); ++i) {
        sums[kInverse + i] += inverse_lr_from(answer.score, kLog10Thresholds[i]);
        sums[kAgainst + i] += answer.score <= -kLog10Thresholds[i] ? 1 : 0;
      }
      for (std::size_t i = 0; i < kLog10Caps.size(); ++i) sums[kUpTo + i] += answer.score <= kLog10Caps[i] ? 1 : 0;
    }
  }

  void add_stranger_lrs() {
    for (TargetIndex target = 0; target < run_.sums.size(); ++target) {
      const StrangerSums& of_target = run_.sums[target];
      double* const sums = row(target);
      sums[kCostStrangers] += of_target.cost;
      for (std::size_t i = 0; i < kLog10Thresholds.size(); ++i) {
        sums[kFrom + i] += static_cast<double>(of_target.n_from[i]);
      }
      for (std::size_t i = 0; i < kLog10Caps.size(); ++i) sums[kCapped + i] += of_target.capped_lr[i];
    }
  }

  /// Strangers are counted among those kept: with one in k, k times.
  void add_decisions(std::size_t column, double log10_lr) {
    const auto weight = static_cast<double>(run_.keep_one_in);
    for (const TrueAnswer& answer : run_.answers) row(answer.target)[column] += answer.score >= log10_lr ? 1 : 0;
    for (TargetIndex target = 0; target < run_.strangers.size(); ++target) {
      for (const float score : run_.strangers[target]) row(target)[column + 1] += score >= log10_lr ? weight : 0;
    }
    for (const KinPair& pair : run_.kin) row(pair.target)[column + 2] += pair.score >= log10_lr ? 1 : 0;
  }

  void add_posteriors(double prior) {
    for (const TrueAnswer& answer : run_.answers) {
      add_to_reliability(row(answer.target) + kReliability, posterior(answer.score, prior), true, 1);
    }
    const auto weight = static_cast<double>(run_.keep_one_in);
    for (TargetIndex target = 0; target < run_.strangers.size(); ++target) {
      for (const float score : run_.strangers[target]) {
        add_to_reliability(row(target) + kReliability, posterior(score, prior), false, weight);
      }
    }
  }

  const CaseFacts& facts_;
  const Observed& run_;
  bool is_lr_;
  std::size_t first_;
  FamilySums& sums_;
};

}  // namespace

std::size_t total_families(std::span<const CaseFacts> facts) {
  std::size_t n = 0;
  for (const CaseFacts& of_case : facts) n += of_case.n_families;
  return n;
}

double study_prior(const StrategyRuns& strategy, const MeasureOptions& options) {
  if (options.prior) return *options.prior;
  double n_true = 0;
  double n_strangers = 0;
  for (const Observed& run : strategy.runs) {
    n_true += static_cast<double>(run.answers.size());
    for (const StrangerSums& sums : run.sums) n_strangers += static_cast<double>(sums.n);
  }
  KITH_CHECK(n_true > 0 && n_strangers > 0);
  return n_true / (n_true + n_strangers);
}

FamilySums family_sums(std::span<const CaseFacts> facts, const StrategyRuns& strategy, const MeasureOptions& options) {
  KITH_CHECK(facts.size() == strategy.runs.size());
  FamilySums sums{.n_columns = kStudyColumns};
  sums.values.assign(total_families(facts) * kStudyColumns, 0.0);
  std::vector<float> h2;
  std::size_t n_true = 0;
  for (const Observed& run : strategy.runs) {
    n_true += run.answers.size();
    for (const auto& of_target : run.strangers) h2.insert(h2.end(), of_target.begin(), of_target.end());
  }
  std::sort(h2.begin(), h2.end());
  const bool is_lr = strategy.kind != matching::ScoreKind::score && n_true > 0 && !h2.empty();
  const double prior = is_lr ? study_prior(strategy, options) : 0;
  const double from_posterior = is_lr ? log10_lr_of_posterior(options.posterior_threshold, prior) : 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    CaseSums(facts[i], strategy.runs[i], is_lr, first, sums).add(h2, options.log10_threshold, from_posterior, prior);
    first += facts[i].n_families;
  }
  return sums;
}

}  // namespace kith::inference
