// Strategy `similarity`: a weighted mean by hand.
#include <doctest/doctest.h>

#include <cmath>

#include "matching/candidates/match.hpp"
#include "matching/strategies/strategy.hpp"
#include "support/builders.hpp"

namespace kith::matching {
namespace {

/// Two missing men of one event, remains: a man at the event's grave, a woman there, and nobody knows who or where.
Case described_case() {
  Case data;
  const auto pedigree = testing::pedigree_of({{"M", "", "", Sex::male}});
  for (const char* id : {"M1", "M2"}) {
    const auto number = static_cast<std::uint32_t>(data.families.size());
    data.families.push_back({.id = id, .pedigree = pedigree, .profiles = {}, .roles = {}});
    data.families.back().profiles.resize(pedigree.size());
    data.families.back().roles.resize(pedigree.size());
    MissingPerson missing{.id = id, .family = number, .person = 0};
    missing.sex = Sex::male;
    missing.description.place.event = id == std::string("M1") ? "E1" : "E2";
    data.missing.push_back(std::move(missing));
  }
  for (const char* id : {"R1", "R2", "R3"}) {
    Remains remains{.id = id, .profile = {}};
    if (remains.id != "R3") remains.description.place.site = "S1";
    if (remains.id == "R1") remains.sex = Sex::male;
    if (remains.id == "R2") remains.sex = Sex::female;
    data.remains.push_back(std::move(remains));
  }
  data.places.events = {{.id = "E1"}, {.id = "E2"}};
  data.places.sites = {{.id = "S1"}, {.id = "S2"}};
  // E1 leads to S1: P(S1 | E1) near 1; E2 to S2. Mean of both reports at S1 near 1/2: LR near 2 and near 0.
  data.places.event_sites = {{0, 0, 100'000}, {1, 1, 100'000}};
  return data;
}

std::vector<double> scores_of(const EvidenceTable& table, TargetIndex target) {
  std::vector<double> sums;
  for (RemainsIndex r = 0; r < table.n_remains; ++r) {
    double sum = 0;
    for (const ColumnScore& score : explain_pair(table, r, target)) sum += score.log10_lr;
    sums.push_back(sum);
  }
  return sums;
}

}  // namespace

TEST_CASE("similarity: a weighted mean over what both sides say") {
  Case data = described_case();
  data.weights.similarity = {{"sex", 3.0}};
  data.weights.excluding = {"sex"};
  const EvidenceTable table = similarity_strategy().evidence(data, {});
  REQUIRE(table.columns.size() == 2);
  // Sex 1 or 0 with weight 3; place: people of E1 were identified at S1, linked, 1; those of E2 elsewhere, far, 0.2;
  // weight 1.
  CHECK(scores_of(table, 0)[0] == doctest::Approx((3 * 1 + 1.0) / 4).epsilon(1e-12));
  CHECK(scores_of(table, 0)[1] == doctest::Approx((3 * 0 + 1.0) / 4).epsilon(1e-12));
  CHECK(scores_of(table, 1)[0] == doctest::Approx((3 * 1 + 0.2) / 4).epsilon(1e-12));
  // The other sex is flagged, not dropped.
  CHECK(explain_pair(table, 1, 0)[0].incompatible);
  CHECK_FALSE(explain_pair(table, 0, 0)[0].incompatible);

  MatchOptions options;
  options.strategy = "similarity";
  const MatchResult result = match(table, options);
  // R3 says nothing: no pair with it is compared.
  CHECK(result.pairs.size() == 4);
  for (const PairScore& pair : result.pairs) {
    CHECK(pair.remains != 2);
    CHECK(pair.log10_lr == doctest::Approx(scores_of(table, pair.target)[pair.remains]).epsilon(1e-12));
  }
}

}  // namespace kith::matching
