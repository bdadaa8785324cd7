#include "inference/evaluation/observe.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/check.hpp"
#include "core/log_add.hpp"
#include "inference/evaluation/calibration.hpp"
#include "inference/pairs/ranking.hpp"

namespace kith::inference {

namespace {

using matching::EvidenceTable;
using matching::ScoreKind;
using matching::Strategy;

bool are_equal(double a, double b) {
  if (std::isinf(a) || std::isinf(b)) return a == b;
  return std::abs(a - b) <= kTie * std::max({1.0, std::abs(a), std::abs(b)});
}

void compare(double other, double right_one, TiedRank& rank) {
  if (are_equal(other, right_one)) {
    ++rank.equal;
  } else if (other > right_one) {
    ++rank.better;
  }
}

/// The right answers, and who else scores as well: counted by all threads at once.
class Answers {
 public:
  explicit Answers(const CaseFacts& facts)
      : facts_(facts),
        score_(facts.truth.size(), kImpossible),
        scored_(facts.truth.size(), 0),
        better_(facts.truth.size()),
        equal_(facts.truth.size()) {}

  void set(RemainsIndex remains, double score, bool scored) {
    score_[remains] = score;
    scored_[remains] = scored && score > kImpossible ? 1 : 0;
  }
  void compare_with(RemainsIndex remains, double other) {
    if (scored_[remains] == 0) return;
    if (are_equal(other, score_[remains])) {
      equal_[remains].fetch_add(1, std::memory_order_relaxed);
    } else if (other > score_[remains]) {
      better_[remains].fetch_add(1, std::memory_order_relaxed);
    }
  }
  [[nodiscard]] std::vector<TrueAnswer> list() const {
    std::vector<TrueAnswer> answers;
    for (RemainsIndex r = 0; r < score_.size(); ++r) {
      if (facts_.truth[r] == kNotReported) continue;
      answers.push_back({r, facts_.truth[r], score_[r], {scored_[r] != 0, better_[r], equal_[r]}});
    }
    return answers;
  }

 private:
  const CaseFacts& facts_;
  std::vector<double> score_;
  std::vector<char> scored_;
  std::vector<std::atomic<std::uint32_t>> better_;
  std::vector<std::atomic<std::uint32_t>> equal_;
};

/// Of the best of his remains among those that are not his.
TiedRank rank_of_own(const CaseFacts& facts, TargetIndex target, std::span<const double> scores, bool scored) {
  double best = kImpossible;
  for (RemainsIndex r = 0; r < scores.size(); ++r) {
    if (facts.truth[r] == target) best = std::max(best, scores[r]);
  }
  TiedRank rank{.scored = scored && best > kImpossible};
  for (RemainsIndex r = 0; rank.scored && r < scores.size(); ++r) {
    if (facts.truth[r] != target) compare(scores[r], best, rank);
  }
  return rank;
}

/// Everything one missing person adds to the study.
class Gathering {
 public:
  Gathering(const CaseFacts& facts, ScoreKind kind, std::uint64_t keep_one_in, Answers& answers, Observed& observed)
      : facts_(facts), kind_(kind), keep_one_in_(keep_one_in), answers_(answers), observed_(observed) {}

  void add(TargetIndex target, std::span<const double> scores, bool scored, std::vector<KinPair>& kin) {
    StrangerSums& sums = observed_.sums[target];
    std::vector<float>& kept = observed_.strangers[target];
    for (RemainsIndex r = 0; r < scores.size(); ++r) {
      const TargetIndex owner = facts_.truth[r];
      if (owner == target) continue;
      const double score = value_of(scores[r], scored);
      if (owner != kNotReported) answers_.compare_with(r, scores[r]);
      if (owner != kNotReported && facts_.family_of_target[owner] == facts_.family_of_target[target]) {
        kin.push_back({target, r, score});
        continue;
      }
      // One in so many, at another place in each row, so that no remains are left out of all rows.
      if ((sums.n + target) % keep_one_in_ == 0) kept.push_back(static_cast<float>(score));
      add_to(sums, score);
    }
  }

  /// Nothing known is LR 1; of a score that is no LR it is the lowest.
  [[nodiscard]] double value_of(double score, bool scored) const {
    return scored || kind_ == ScoreKind::score ? score : 0.0;
  }

 private:
  void add_to(StrangerSums& sums, double score) const {
    ++sums.n;
    if (kind_ == ScoreKind::score || score == kImpossible) return;
    sums.cost += cost_of_h2(score);
    for (std::size_t i = 0; i < kLog10Thresholds.size(); ++i) sums.n_from[i] += score >= kLog10Thresholds[i] ? 1U : 0U;
    const double lr = capped_lr(score, kLog10Caps.back());
    for (std::size_t i = 0; i < kLog10Caps.size(); ++i) sums.capped_lr[i] += score <= kLog10Caps[i] ? lr : 0;
  }

  const CaseFacts& facts_;
  ScoreKind kind_;
  std::uint64_t keep_one_in_;
  Answers& answers_;
  Observed& observed_;
};

std::vector<TargetIndex> targets_found(const CaseFacts& facts) {
  std::vector<TargetIndex> found;
  std::copy_if(facts.truth.begin(), facts.truth.end(), std::back_inserter(found),
               [](TargetIndex target) { return target != kNotReported; });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace

CaseFacts case_facts(const matching::Case& data, Truth truth) {
  KITH_CHECK(truth.size() == data.remains.size());
  CaseFacts facts{.truth = std::move(truth), .n_families = data.families.size()};
  for (const matching::MissingPerson& missing : data.missing) {
    facts.family_of_target.push_back(missing.family);
    facts.kin_of_target.push_back(kin_class(data.families[missing.family], missing.person));
  }
  for (const matching::Remains& remains : data.remains) {
    std::uint32_t n = 0;
    for (genetics::LocusIndex locus = 0; locus < data.panel.size(); ++locus) {
      const bool autosomal = data.panel.markers[locus].kind() == genetics::MarkerKind::autosomal;
      n += autosomal && !data.panel.observed(remains.profile, locus).is_untyped() ? 1U : 0U;
    }
    facts.loci_of_remains.push_back(n);
  }
  return facts;
}

Observed observe(const Strategy& strategy, const EvidenceTable& evidence, const CaseFacts& facts,
                 const ObserveOptions& options, const matching::Progress& progress) {
  KITH_CHECK(facts.truth.size() == evidence.n_remains && facts.family_of_target.size() == evidence.n_targets);
  const std::uint64_t n_pairs = std::uint64_t{evidence.n_targets} * evidence.n_remains;
  Observed observed;
  observed.keep_one_in = n_pairs / std::max<std::uint64_t>(1, options.keep_pairs) + 1;
  observed.sums.resize(evidence.n_targets);
  observed.strangers.resize(evidence.n_targets);
  Answers answers(facts);
  Gathering gathering(facts, strategy.score_kind(), observed.keep_one_in, answers, observed);

  const std::vector<TargetIndex> found = targets_found(facts);
  observed.found.resize(found.size());
  matching::score_targets(
      strategy, evidence, found, options.threads, [&](TargetIndex target, std::span<const double> scores, bool scored) {
        const auto place = std::lower_bound(found.begin(), found.end(), target) - found.begin();
        observed.found[static_cast<std::size_t>(place)] = {target, rank_of_own(facts, target, scores, scored)};
        for (RemainsIndex r = 0; r < scores.size(); ++r) {
          if (facts.truth[r] != target) continue;
          answers.set(r, gathering.value_of(scores[r], scored), scored);
        }
      });

  std::vector<TargetIndex> all(evidence.n_targets);
  std::iota(all.begin(), all.end(), TargetIndex{0});
  std::vector<std::vector<KinPair>> kin(evidence.n_targets);
  std::atomic<std::uint64_t> n_not_scored = 0;
  matching::score_targets(
      strategy, evidence, all, options.threads,
      [&](TargetIndex target, std::span<const double> scores, bool scored) {
        gathering.add(target, scores, scored, kin[target]);
        n_not_scored += scored ? 0U : 1U;
      },
      progress);
  for (const auto& of_target : kin) observed.kin.insert(observed.kin.end(), of_target.begin(), of_target.end());
  observed.answers = answers.list();
  observed.n_not_scored = n_not_scored;
  return observed;
}

}  // namespace kith::inference
