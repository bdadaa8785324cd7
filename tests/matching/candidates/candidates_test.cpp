// The candidates are those of the definition whatever the order in which targets are finished.
#include "matching/candidates/candidates.hpp"

#include <doctest/doctest.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "reference/naive_match.hpp"
#include "support/fake_evidence.hpp"
#include "support/property.hpp"

namespace kith::matching {
namespace {

using testing::FakeShape;
using testing::ValueKind;

/// Every pair, ordered by target and within a target by remains.
std::vector<std::vector<PairScore>> pairs_by_target(const EvidenceTable& evidence) {
  std::vector<std::vector<PairScore>> of_target(evidence.n_targets);
  for (const PairScore& pair : reference::all_pairs(evidence)) of_target[pair.target].push_back(pair);
  for (auto& pairs : of_target) {
    std::sort(pairs.begin(), pairs.end(), [](auto& a, auto& b) { return a.remains < b.remains; });
  }
  return of_target;
}

void offer_all(Candidates& candidates, const std::vector<PairScore>& pairs) {
  std::vector<PairScore> above;
  for (const PairScore& pair : pairs) candidates.offer(pair, above);
  candidates.flush(above);
}

FakeShape many_ties() {
  return {.n_targets = 60,
          .n_remains = 40,
          .n_columns = 3,
          .most_rows = 4,
          .kind = ValueKind::levels,
          .impossible = 0.05,
          .duplicates = 0.3};
}

TEST_CASE("candidates: the order of the targets does not matter, ties included") {
  testing::check_law([] {
    const EvidenceTable evidence = testing::fake_evidence(many_ties(), *rc::gen::arbitrary<std::uint64_t>());
    MatchOptions options;
    options.top = *rc::gen::inRange(0U, 8U);
    options.threshold = *rc::gen::element(0.0, 2.0, 4.0);
    options.max_above = *rc::gen::element<std::uint64_t>(0, 5, 10'000);
    const auto of_target = pairs_by_target(evidence);
    std::vector<std::size_t> order(evidence.n_targets);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), std::mt19937_64(*rc::gen::arbitrary<std::uint64_t>()));

    Candidates candidates(evidence.n_targets, evidence.n_remains, options);
    for (const std::size_t target : order) offer_all(candidates, of_target[target]);
    const reference::NaiveMatch expected = reference::naive_match(evidence, options);
    RC_ASSERT(candidates.collect() == expected.pairs);
    RC_ASSERT(candidates.cap_met() == expected.cap_met);
  });
}

TEST_CASE("candidates: targets may be offered from several threads") {
  const EvidenceTable evidence = testing::fake_evidence(many_ties(), 4);
  const MatchOptions options{.top = 3, .threshold = 2, .max_above = 50};
  const auto of_target = pairs_by_target(evidence);
  for (int repetition = 0; repetition < 20; ++repetition) {
    Candidates candidates(evidence.n_targets, evidence.n_remains, options);
    tbb::parallel_for(std::size_t{0}, of_target.size(), [&](std::size_t t) { offer_all(candidates, of_target[t]); });
    CHECK(candidates.collect() == reference::naive_match(evidence, options).pairs);
  }
}

TEST_CASE("candidates: cutoffs refuse only what would be refused anyway") {
  const MatchOptions options{.top = 2, .threshold = 9};
  Candidates candidates(2, 3, options);
  CHECK(candidates.target_cutoff(0) == std::numeric_limits<float>::lowest());
  offer_all(candidates, {{0, 0, 1.5}, {1, 0, 2.5}, {2, 0, 2.5}});
  CHECK(candidates.target_cutoff(0) == 2.5F);  // remains come in order: a later one must score more
  CHECK(candidates.remains_cutoffs()[0] == std::numeric_limits<float>::lowest());
  offer_all(candidates, {{0, 1, 4.0}});
  CHECK(candidates.remains_cutoffs()[0] < 1.5F);  // targets come in any order: an equal score may still enter
  CHECK(candidates.remains_cutoffs()[0] > 1.4999F);
}

TEST_CASE("candidates: the lists of remains take pairs in bulk, in any order and from many remains") {
  const EvidenceTable evidence = testing::fake_evidence(many_ties(), 8);
  const MatchOptions options{.top = 3, .threshold = 1000};
  std::vector<PairScore> pairs = reference::all_pairs(evidence);
  std::shuffle(pairs.begin(), pairs.end(), std::mt19937_64(1));
  Candidates candidates(evidence.n_targets, evidence.n_remains, options);
  for (const PairScore& pair : pairs) candidates.offer_to_target(pair);
  candidates.offer_to_remains(std::span(pairs).first(pairs.size() / 2));
  candidates.offer_to_remains(std::span(pairs).subspan(pairs.size() / 2));
  CHECK(candidates.collect() == reference::naive_match(evidence, options).pairs);
}

TEST_CASE("candidates: memory for pairs above the threshold is bounded, and the best are kept") {
  AboveThreshold above(0, 1000);
  std::vector<PairScore> batch(500);
  for (std::uint32_t i = 0; i < 2000; ++i) {
    for (std::uint32_t j = 0; j < batch.size(); ++j) batch[j] = {j, i, static_cast<double>(i % 100) + 1};
    above.add(batch);
  }
  CHECK(above.cap_met());
  CHECK(above.cutoff() > 50);
  const std::vector<PairScore>& kept = above.finish();
  CHECK(kept.size() == 1000);
  CHECK(kept.capacity() < 20'000);
  CHECK(std::all_of(kept.begin(), kept.end(), [](const PairScore& pair) { return pair.log10_lr == 100; }));
}

}  // namespace
}  // namespace kith::matching
