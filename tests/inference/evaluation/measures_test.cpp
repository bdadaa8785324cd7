// A study small enough to be worked out by hand: three families, four remains.
#include "inference/evaluation/measures.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "support/fake_evidence.hpp"

namespace kith::inference {
namespace {

using doctest::Approx;
using testing::kImpossible;

/// One column; remains r shows row r + 1; scores[target][remains].
matching::EvidenceTable table(std::vector<std::vector<double>> scores) {
  matching::EvidenceTable evidence;
  evidence.n_targets = scores.size();
  evidence.n_remains = scores.front().size();
  for (auto& rows : scores) rows.insert(rows.begin(), 0.0);
  auto column = std::make_unique<testing::FakeColumn>(scores, evidence.n_remains + 1);
  column->set_status(3, evidence::ColumnStatus::no_reference);
  evidence.columns.push_back(std::move(column));
  for (std::uint32_t r = 0; r < evidence.n_remains; ++r) evidence.codes.push_back(r + 1);
  return evidence;
}

/// Missing persons 0 and 1 are brothers (family 0), 2 is of family 1, and 3 of family 2, of whom nothing is known.
/// Remains 0 and 1 are 0's, 2 are 2's, 3 are nobody's, 4 are 3's.
CaseFacts facts() {
  CaseFacts facts{.truth = {0, 0, 2, kNotReported, 3}, .n_families = 3, .family_of_target = {0, 0, 1, 2}};
  facts.kin_of_target = {KinClass::both_parents, KinClass::both_parents, KinClass::cousin, KinClass::nobody};
  facts.loci_of_remains = {23, 9, 23, 23, 23};
  return facts;
}

const std::vector<std::vector<double>> kScores = {
    {8, 3, -2, 4, kImpossible},   // 0: his remains are 0 and 1
    {8, 3, kImpossible, -3, 1},   // 1: his brother, equal in everything that is his brother's
    {-1, kImpossible, 2, 2, -4},  // 2: his remains are 2; the stranger 3 is as good
    {0, 0, 0, 0, 0},              // 3: no column says anything
};

Observed observed() { return observe(matching::exhaustive_strategy(), table(kScores), facts(), {.threads = 2}); }

TEST_CASE("observe: true pairs, kin and strangers, and ranks with ties") {
  const Observed study = observed();
  REQUIRE(study.answers.size() == 4);
  CHECK(study.answers[0].score == 8);
  CHECK(study.answers[0].among_missing.better == 0);
  CHECK(study.answers[0].among_missing.equal == 1);  // the brother
  CHECK(study.answers[2].among_missing.better == 0);
  CHECK(study.answers[2].among_missing.equal == 0);
  CHECK_FALSE(study.answers[3].among_missing.scored);  // remains 4, of a man of whom nothing is known
  CHECK(study.answers[3].score == 0);                  // LR 1
  REQUIRE(study.found.size() == 3);
  CHECK(study.found[0].among_remains.better == 0);
  CHECK(study.found[1].among_remains.equal == 1);  // 2's remains and the stranger
  CHECK_FALSE(study.found[2].among_remains.scored);
  CHECK(study.kin.size() == 2);  // the brother with remains 0 and 1
  CHECK(study.n_not_scored == 1);
  CHECK(study.sums[0].n == 3);
  CHECK(study.sums[0].n_from[4] == 1);  // remains 3 at LR 10^4
  CHECK(study.sums[0].capped_lr[1] == Approx(0.01));
  CHECK(study.sums[3].n == 4);
  CHECK(study.strangers[2].size() == 4);
}

TEST_CASE("measures by hand") {
  const std::vector<CaseFacts> cases = {facts()};
  StrategyRuns runs{.name = "by hand"};
  runs.runs.push_back(observed());
  const MeasureOptions options{.log10_threshold = 3, .n_resamples = 50};
  const FamilySums sums = family_sums(cases, runs, options);
  const auto resampled = FamilyBootstrap(3, 50, 1).resample(sums);
  const Measures m = measure(cases, runs, resampled, options);
  CHECK(m.n_true == 4);
  CHECK(m.n_kin == 2);
  CHECK(m.n_strangers == 14);  // 4 x 5 pairs less 4 true less 2 kin
  // per remains at rank 1: a half, a half (brothers), one, none
  CHECK(m.recall_remains[0].value == Approx(2.0 / 4));
  CHECK(m.recall_remains[1].value == Approx(3.0 / 4));
  // per missing person: one, a half (the stranger is as good), none
  CHECK(m.recall_missing[0].value == Approx(1.5 / 3));
  // at log10 LR 3: true 8 and 3; kin 8 and 3; the stranger at 4
  CHECK(m.at_lr.n_true == 2);
  CHECK(m.at_lr.n_kin == 2);
  CHECK(m.at_lr.n_strangers == 1);
  CHECK(m.at_lr.precision.value == Approx(2.0 / 5));
  CHECK(m.at_lr.recall.value == Approx(2.0 / 4));
  CHECK(m.prior == Approx(4.0 / 18));
  CHECK(m.misleading[4].n_strangers == 1);
  CHECK(m.misleading[4].found.value == Approx(1.0 / 14));
  CHECK(m.misleading[4].expected.value == Approx(1e-8 / 4));  // of true pairs only that with LR 10^8 reaches 10^4
  CHECK(m.cllr.value ==
        Approx(cllr(std::vector<float>{8, 3, 2, 0},
                    std::vector<float>{-2, 4, static_cast<float>(kImpossible), static_cast<float>(kImpossible), -3, 1,
                                       -1, static_cast<float>(kImpossible), 2, -4, 0, 0, 0, 0})));
  CHECK(m.cllr_min <= m.cllr.value);
  // 8 is above all 14, 3 above 13, 2 above 12 and equal to one, 0 above 7 and equal to 4
  CHECK(m.auc.value == Approx((14 + 13 + 12.5 + 9) / 14 / 4));
  REQUIRE(m.splits.size() == 5);
  CHECK(m.splits[0].group == "both parents");
  CHECK(m.splits[0].n_remains == 2);
  CHECK(m.splits[0].recall_missing == 1);
  CHECK(m.splits[3].group == "8-11");
  CHECK(m.splits[3].recall_remains == 0.5);
}

TEST_CASE("a strategy compared with itself differs by nothing; with a better one by what it is better") {
  const std::vector<CaseFacts> cases = {facts()};
  const MeasureOptions options{.n_resamples = 20};
  StrategyRuns worse{.name = "worse"};
  worse.runs.push_back(observed());
  auto scores = kScores;
  scores[1] = {-1, -1, -1, -1, -1};  // the brother is told apart
  StrategyRuns better{.name = "better"};
  better.runs.push_back(observe(matching::exhaustive_strategy(), table(scores), facts(), {.threads = 1}));
  const FamilyBootstrap bootstrap(3, 20, 1);
  const auto of_worse = bootstrap.resample(family_sums(cases, worse, options));
  const auto of_better = bootstrap.resample(family_sums(cases, better, options));
  CHECK(compare(worse, of_worse, worse, of_worse).auc.interval.high == 0);
  const Comparison comparison = compare(better, of_better, worse, of_worse);
  CHECK(comparison.recall_remains.value == Approx(1.0 / 4));
  CHECK(comparison.recall_missing.value == Approx(0));
  CHECK(comparison.cllr.has_value());
}

TEST_CASE("strangers beyond the bound are sampled evenly and counted in full") {
  const Observed all = observed();
  const Observed some = observe(matching::exhaustive_strategy(), table(kScores), facts(),
                                {.keep_pairs = 10, .threads = 1});
  CHECK(some.keep_one_in == 3);
  std::size_t kept = 0;
  for (const auto& of_target : some.strangers) kept += of_target.size();
  CHECK(kept == 5);  // of 14: one in three
  for (std::size_t t = 0; t < 4; ++t) CHECK(some.sums[t].n_from == all.sums[t].n_from);
}

}  // namespace
}  // namespace kith::inference
