// What each strategy scores: against formulas of the literature, by hand.
#include "matching/strategies/strategy.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>
#include <set>

#include "matching/case/typed_relatives.hpp"
#include "matching/scan/tile.hpp"
#include "support/builders.hpp"

namespace kith::matching {
namespace {

using testing::g;
using testing::must;

constexpr double kP[] = {0.1, 0.2, 0.7};

/// The case of one marker with alleles 0, 1, 2; everybody is added by name.
class SmallCase {
 public:
  SmallCase() {
    data.panel.markers.push_back(testing::marker({kP[0], kP[1], kP[2]}));
    data.panel.dictionaries.emplace_back();
  }

  SmallCase& family(const testing::Family& people, std::string_view missing,
                    std::initializer_list<std::pair<std::string_view, genetics::Observation>> typed) {
    auto pedigree = testing::pedigree_of(people);
    Family made{.id = "F" + std::to_string(data.families.size()), .pedigree = pedigree, .profiles = {}, .roles = {}};
    made.profiles.resize(pedigree.size());
    made.roles.resize(pedigree.size());
    for (const auto& [id, seen] : typed) {
      made.profiles[static_cast<std::size_t>(pedigree.find(id))] = {data.panel.dictionaries[0].intern(seen)};
    }
    const auto number = static_cast<std::uint32_t>(data.families.size());
    data.missing.push_back({.id = made.id + missing.data(), .family = number, .person = pedigree.find(missing)});
    data.families.push_back(std::move(made));
    return *this;
  }

  SmallCase& remains(const genetics::Observation& seen) {
    data.remains.push_back(
        {.id = "R" + std::to_string(data.remains.size()), .profile = {data.panel.dictionaries[0].intern(seen)}});
    return *this;
  }

  Case data;
};

/// scores[target][remains]
std::vector<std::vector<double>> all_scores(const Strategy& strategy, const EvidenceTable& evidence) {
  std::vector<std::vector<double>> scores(evidence.n_targets);
  std::mutex mutex;
  std::vector<TargetIndex> all(evidence.n_targets);
  std::iota(all.begin(), all.end(), TargetIndex{0});
  score_targets(strategy, evidence, all, 2, [&](TargetIndex target, std::span<const double> of_target, bool scored) {
    const std::lock_guard lock(mutex);
    const bool any = std::any_of(of_target.begin(), of_target.end(), [](double s) { return std::isfinite(s); });
    CHECK((scored || !any));
    scores[target].assign(of_target.begin(), of_target.end());
  });
  return scores;
}

TEST_CASE("strategies: every one is registered once and says what it is") {
  std::set<std::string_view> names;
  for (const Strategy* strategy : strategies()) {
    CHECK(names.insert(strategy->name()).second);
    CHECK_FALSE(strategy->description().empty());
    CHECK(must(find_strategy(strategy->name())) == strategy);
  }
  CHECK(strategies().front()->name() == MatchOptions{}.strategy);
  CHECK_FALSE(find_strategy("magic").ok());
}

TEST_CASE("blood relatives have an ancestor in common; spouses have children in common") {
  const auto cousins = testing::pedigree_of(testing::first_cousins());
  const auto related = [&](std::string_view a, std::string_view b) {
    return are_blood_relatives(cousins, cousins.find(a), cousins.find(b));
  };
  CHECK(related("C1", "C2"));
  CHECK(related("GF", "C2"));
  CHECK(related("S2", "C1"));
  CHECK(related("C1", "C1"));
  CHECK_FALSE(related("S1", "W1"));
  CHECK_FALSE(related("GF", "GM"));
  CHECK_FALSE(related("W2", "C1"));
}

TEST_CASE("close relatives are typed parents and children; himself counts as two, a sibling not at all") {
  SmallCase small;
  small.family(testing::trio(), "C", {{"F", g(0, 2)}, {"M", g(1, 1)}})
      .family(testing::trio(), "C", {{"C", g(0, 2)}, {"M", g(1, 1)}})
      .family(testing::trio(), "F", {{"M", g(0, 2)}, {"C", g(1, 1)}})
      .family(testing::first_cousins(), "S1", {{"S2", g(0, 2)}, {"C2", g(1, 1)}});
  CHECK(close_typed_relatives(small.data) == std::vector<std::uint8_t>{2, 3, 1, 0});
  CHECK(tile_order(build_evidence(small.data)) == std::vector<TargetIndex>{3, 2, 0, 1});
}

TEST_CASE("tiles take the missing persons by their close relatives, the fewest first, else in their order") {
  EvidenceTable evidence;
  evidence.n_targets = 5;
  CHECK(tile_order(evidence) == std::vector<TargetIndex>{0, 1, 2, 3, 4});
  evidence.close_relatives = {2, 0, 1, 0, 2};
  CHECK(tile_order(evidence) == std::vector<TargetIndex>{1, 3, 2, 0, 4});
}

TEST_CASE("pairwise: the better of two parents, by the parent-child index 1/(4p), 1/(2p) and so on") {
  SmallCase small;
  small.family(testing::trio(), "C", {{"F", g(0, 2)}, {"M", g(1, 1)}}).remains(g(0, 1)).remains(g(0, 0));
  const EvidenceTable evidence = pairwise_strategy().evidence(small.data, {});
  REQUIRE(evidence.part_names == std::vector<std::string>{"F", "M"});
  const auto scores = all_scores(pairwise_strategy(), evidence);
  // 0/1 against F 0/2: (p1/2)/(2 p0 p1) = 1/(4 p0) = 2.5;  against M 1/1: p0/(2 p0 p1) = 1/(2 p1) = 2.5 as well with p1
  // = 0.2
  CHECK(scores[0][0] == doctest::Approx(std::log10(std::max(1 / (4 * kP[0]), 1 / (2 * kP[1])))).epsilon(1e-12));
  // 0/0: impossible for M; against F 0/2: (p0/2)/p0^2 = 1/(2 p0)
  CHECK(scores[0][1] == doctest::Approx(std::log10(1 / (2 * kP[0]))).epsilon(1e-12));
}

TEST_CASE("pairwise: a sibling by (1 + 2p + p^2)/4p^2, a half sibling by (1 + p)/2p, a wife not at all") {
  SmallCase small;
  small.family(testing::siblings(2), "C1", {{"C2", g(0, 0)}})
      .family(testing::half_siblings(), "C1", {{"C2", g(0, 0)}})
      .family(testing::trio(), "F", {{"M", g(0, 0)}, {"C", g(0, 0)}})
      .family(testing::trio(), "F", {{"M", g(0, 0)}})
      .remains(g(0, 0));
  const EvidenceTable evidence = pairwise_strategy().evidence(small.data, {});
  const auto scores = all_scores(pairwise_strategy(), evidence);
  const double p = kP[0];
  CHECK(scores[0][0] == doctest::Approx(std::log10((1 + 2 * p + p * p) / (4 * p * p))).epsilon(1e-12));
  CHECK(scores[1][0] == doctest::Approx(std::log10((1 + p) / (2 * p))).epsilon(1e-12));
  CHECK(scores[2][0] == doctest::Approx(std::log10(1 / p)).epsilon(1e-12));  // child 0/0: p/p^2
  CHECK(scores[3][0] == -std::numeric_limits<double>::infinity());           // nobody to compare with: no pair
  const MatchResult result = match(evidence, {.strategy = "pairwise"});
  CHECK(result.pairs.size() == 3);
  CHECK(result.pairs.front().target == 0);
}

TEST_CASE("the best comparison is found again for the report") {
  SmallCase small;
  small.family(testing::siblings(2), "C1", {{"C2", g(0, 0)}})
      .family(testing::trio(), "C", {{"F", g(0, 2)}, {"M", g(1, 1)}})
      .remains(g(0, 0))
      .remains(g(1, 1));
  const EvidenceTable evidence = pairwise_strategy().evidence(small.data, {});
  const std::vector<PairScore> pairs = {{1, 1, std::log10(1 / kP[1])}, {0, 1, std::log10(5.0)}, {0, 0, 1}};
  const auto found = best_parts(evidence, pairs, 1);
  CHECK(evidence.part_names[found[0].target] == "M");
  CHECK(evidence.part_names[found[1].target] == "F");
  CHECK(evidence.part_names[found[2].target] == "C2");
}

TEST_CASE("ibs: alleles in common with the relative who has most, whatever the relation") {
  SmallCase small;
  small.family(testing::trio(), "C", {{"F", g(0, 2)}, {"M", g(1, 1)}})
      .remains(g(0, 1))
      .remains(g(1, 1))
      .remains(g(2, 2))
      .remains(genetics::Observation::partial(1));
  const EvidenceTable evidence = ibs_strategy().evidence(small.data, {});
  CHECK(all_scores(ibs_strategy(), evidence)[0] == std::vector<double>{1, 2, 1, 1});
  CHECK(ibs_strategy().score_kind() == ScoreKind::score);
}

TEST_CASE("dna and attributes leave the other half of the evidence out") {
  SmallCase small;
  small.family(testing::trio(), "C", {{"F", g(0, 2)}, {"M", g(1, 1)}}).remains(g(0, 1));
  const auto has_dna = [&](const Strategy& strategy) {
    const EvidenceTable evidence = strategy.evidence(small.data, {});
    return !evidence.columns.empty() && evidence.columns.front()->name() == small.data.panel.markers.front().name();
  };
  CHECK(has_dna(dna_strategy()));
  CHECK(has_dna(combined_strategy()));
  CHECK_FALSE(has_dna(attributes_strategy()));
  // Both parents: 0/1 from 0/2 x 1/1 has probability 1/2, in the population 2 p0 p1.
  const auto scores = all_scores(dna_strategy(), dna_strategy().evidence(small.data, {}));
  CHECK(scores[0][0] == doctest::Approx(std::log10(0.5 / (2 * kP[0] * kP[1]))).epsilon(1e-12));
}

TEST_CASE("blocked: a pair that sex, age or place speaks against is not compared; what is not known blocks nothing") {
  SmallCase small;
  small.family(testing::trio(), "C", {{"F", g(0, 2)}, {"M", g(1, 1)}});
  small.data.missing.front().sex = Sex::male;
  small.data.missing.front().attributes = {{"birth_year", "1970"},
                                           {"last_seen_date", "1993-05-16"},  // aged 23
                                           {"last_seen_latitude", "40"},
                                           {"last_seen_longitude", "47"}};
  const auto add = [&](Sex sex, Attributes attributes) {
    small.remains(g(0, 1));
    small.data.remains.back().sex = sex;
    small.data.remains.back().attributes = std::move(attributes);
  };
  add(Sex::unknown, {});
  add(Sex::female, {});
  add(Sex::male, {{"age_min", "28"}, {"age_max", "40"}});  // 5 years of margin just reach him
  add(Sex::male, {{"age_min", "29"}, {"age_max", "40"}});
  add(Sex::male, {{"age", "33"}, {"age_error", "2"}});  // 29 to 37
  add(Sex::male, {{"age_max", "17"}});
  add(Sex::male, {{"recovery_latitude", "40.5"}, {"recovery_longitude", "47"}});  // 56 km
  add(Sex::male, {{"recovery_latitude", "41"}, {"recovery_longitude", "47"}});    // 111 km
  const auto scores = all_scores(blocked_strategy(), blocked_strategy().evidence(small.data, {}))[0];
  const std::vector<bool> compared = {true, false, true, false, false, false, true, false};
  for (std::size_t r = 0; r < compared.size(); ++r) {
    CAPTURE(r);
    CHECK(std::isfinite(scores[r]) == compared[r]);
  }
  CHECK(scores[2] == scores[0]);
}

}  // namespace
}  // namespace kith::matching
