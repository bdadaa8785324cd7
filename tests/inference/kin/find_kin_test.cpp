// Families that died together are found and told apart from strangers, whatever the order of rows and the number of
// threads.
#include "inference/kin/find_kin.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "inference/joint/family_likelihood.hpp"
#include "inference/kin/families_case.hpp"

namespace kith::testing {
namespace {

using inference::Kin;
using inference::KinOptions;
using inference::Kinship;

/// Two households of five, wiped out together, and 30 strangers.
FamiliesCase two_households(double dropout = 0) {
  FamiliesCase bones(40, 3);
  for (const char* household : {"A", "B"}) {
    const Genome father = bones.person(), mother = bones.person();
    const std::string name(household);
    bones.add(name + "1", father, 0, 40, dropout);
    bones.add(name + "2", mother, 0, 40, dropout);
    for (int child = 3; child <= 5; ++child)
      bones.add(name + std::to_string(child), bones.child(father, mother), 0, 40, dropout);
  }
  for (int i = 0; i < 30; ++i) bones.add("S" + std::to_string(100 + i), bones.person(), 0, 40, dropout);
  return bones;
}

std::set<std::set<std::string>> groups_of(const matching::Case& data, const Kin& kin) {
  std::set<std::set<std::string>> groups;
  for (const auto& group : kin.groups) {
    std::set<std::string> ids;
    for (const auto r : group.members) ids.insert(data.remains[r].id);
    groups.insert(ids);
  }
  return groups;
}

double must_have(std::optional<double> value) {
  REQUIRE(value);
  return *value;
}

const std::set<std::set<std::string>> kHouseholds{{"A1", "A2", "A3", "A4", "A5"}, {"B1", "B2", "B3", "B4", "B5"}};

TEST_CASE("kin: two households without a living relative are two groups, and strangers are in none") {
  for (const double dropout : {0.0, 0.1}) {
    CAPTURE(dropout);
    const FamiliesCase bones = two_households(dropout);
    const Kin kin = inference::find_kin(bones.data, {});
    CHECK(groups_of(bones.data, kin) == kHouseholds);
    for (const auto& row : kin.pairs) {
      if (!row.is_close) continue;
      const auto &a = bones.data.remains[row.first].id, &b = bones.data.remains[row.second].id;
      CHECK(a[0] == b[0]);
      CHECK(b > "A2");  // the parents themselves are strangers
    }
  }
}

TEST_CASE("kin: nobody is typed, and LR0 tells a household in its family's places from strangers") {
  FamiliesCase bones = two_households();
  for (const char* f : {"A", "B"}) {
    const std::string name(f);
    Family persons{{.id = name + "F", .sex = genetics::Sex::male}, {.id = name + "M", .sex = genetics::Sex::female}};
    std::vector<std::string> missing{name + "F", name + "M"};
    for (const char* child : {"C1", "C2", "C3"}) {
      persons.push_back({.id = name + child, .father = name + "F", .mother = name + "M"});
      missing.push_back(name + child);
    }
    bones.add_family(name, persons, {}, missing);
  }
  const Kin kin = inference::find_kin(bones.data, {});
  REQUIRE(groups_of(bones.data, kin) == kHouseholds);
  inference::FamilyLikelihood family(bones.data, inference::find_family_units(bones.data)[0],
                                     inference::References::dropped);
  // Bodies 0 to 4 are household A, 5 to 9 household B, 10 and on strangers, each in the order of the places.
  const auto log_lr0 = [&](std::vector<inference::BodyIndex> bodies) { return must_have(family.log_lr(bodies)); };
  CHECK(log_lr0({0, 1, 2, 3, 4}) > std::log(1e10));
  CHECK(log_lr0({5, 6, 7, 8, 9}) > std::log(1e10));  // whose family it is, DNA alone cannot say
  CHECK(log_lr0({10, 11, 12, 13, 14}) < 0);
  CHECK(log_lr0({0, 6, 2, 8, 4}) < log_lr0({0, 1, 2, 3, 4}));
}

TEST_CASE("kin: a pair's posterior is Bayes' rule over its kinships") {
  const inference::KinPrior prior = inference::kin_prior({{0.5, 1, 2, 4}}, 101);
  CHECK(prior.odds[1] == doctest::Approx(0.01));
  inference::KinLr lr;
  lr.all = {-3, 2, 3, 1};
  const auto found = inference::kin_posterior(lr, prior);
  const double sum = 1 + 0.005 * 1e-3 + 0.01 * 100 + 0.02 * 1000 + 0.04 * 10;
  CHECK(found.unrelated == doctest::Approx(1 / sum));
  CHECK(found.of(Kinship::full_siblings) == doctest::Approx(20 / sum));
  CHECK(found.close() == doctest::Approx((0.005e-3 + 1 + 20) / sum));
  CHECK(found.most_probable() == Kinship::full_siblings);
  CHECK(prior.log10_lr_at(Kinship::parent_child, 0.5) == doctest::Approx(2));
}

TEST_CASE("kin: the estimated prior is where its own posteriors put it") {
  // 3 pairs that are certainly siblings, 50 of which DNA says nothing, of 20 people: odds S + 1 in 190 + 20.
  std::vector<inference::PeoplePair> pairs(53);
  for (std::size_t i = 0; i < 3; ++i) pairs[i].lr.all = {-9, -9, 12, -9};
  for (std::size_t i = 3; i < pairs.size(); ++i) pairs[i].lr.all = {-99, -99, 0, -99};
  const auto prior = inference::estimate_kin_prior(pairs, 20, {});
  const double w = prior.odds[static_cast<std::size_t>(Kinship::full_siblings)];
  CHECK(w == doctest::Approx((3 + 50 * w / (1 + w) + 1) / 210).epsilon(1e-4));
  CHECK(prior.odds[static_cast<std::size_t>(Kinship::parent_child)] == doctest::Approx(1.0 / 210));
}

TEST_CASE("kin: the scan keeps what reaches a threshold, with the LRs of the pairs") {
  const FamiliesCase bones = two_households();
  std::vector<matching::RemainsIndex> all(bones.data.remains.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<matching::RemainsIndex>(i);
  inference::KinPairs people(bones.data, all, {});
  people.tabulate();
  inference::KinScanLimits limits;
  limits.threshold = {3, 1, 1, 0.5};
  const auto scanned = inference::scan_kin(people, limits);
  std::size_t expected = 0;
  for (inference::SampleIndex a = 0; a < people.n_people(); ++a) {
    for (inference::SampleIndex b = a + 1; b < people.n_people(); ++b) {
      const auto lr = people.lr(a, b);
      bool is_kept = false;
      for (std::size_t k = 0; k < inference::kKinships; ++k) is_kept = is_kept || lr.all[k] >= limits.threshold[k];
      expected += is_kept ? 1U : 0U;
    }
  }
  CHECK(scanned.pairs.size() == expected);
  CHECK(expected > 20);
  CHECK_FALSE(scanned.cap_met);
}

TEST_CASE("kin: neither the order of rows nor the number of threads matters") {
  const FamiliesCase bones = two_households(0.1);
  matching::Case turned = bones.data;
  std::reverse(turned.remains.begin(), turned.remains.end());
  KinOptions options;
  const Kin first = inference::find_kin(bones.data, options);
  options.threads = 3;
  const Kin second = inference::find_kin(turned, options);
  REQUIRE(first.pairs.size() == second.pairs.size());
  CHECK(groups_of(turned, second) == kHouseholds);
  for (std::size_t i = 0; i < first.pairs.size(); ++i) {
    CHECK(bones.data.remains[first.pairs[i].first].id == turned.remains[second.pairs[i].first].id);
    CHECK(first.pairs[i].lr.all == second.pairs[i].lr.all);
    CHECK(first.pairs[i].posterior.of_kinship == second.pairs[i].posterior.of_kinship);
  }
}

TEST_CASE("kin: brothers of one line, half siblings by their father") {
  FamiliesCase bones(20, 7);
  bones.data.y_markers.resize(3);
  for (std::size_t i = 0; i < 3; ++i)
    bones.data.y_markers[i] = {.name = "Y" + std::to_string(i), .mutation_rate = 0.003};
  const Genome father = bones.person();
  const auto a = bones.add("A", bones.child(father, bones.person()));
  const auto b = bones.add("B", bones.child(father, bones.person()));
  const auto c = bones.add("C", bones.person());
  for (const auto r : {a, b, c}) bones.data.remains[r].sex = genetics::Sex::male;
  const auto haplotype = [](genetics::YAllele first) { return genetics::YHaplotype{{first}, {150}, {200}}; };
  bones.data.remains[a].y = bones.data.remains[b].y = haplotype(140);
  bones.data.remains[c].y = haplotype(180);
  for (int i = 0; i < 50; ++i)
    bones.data.haplotypes.y.push_back(
        genetics::YHaplotype{{static_cast<genetics::YAllele>(100 + 10 * (i % 10))}, {120}, {200}});
  inference::KinPairs people(bones.data, {a, b, c}, {});
  const auto with_line = people.lr(0, 1);
  const std::size_t second = static_cast<std::size_t>(Kinship::second_degree);
  // Half of the links go through the father: the line counts with weight one half beside the maternal link.
  REQUIRE(people.lines().size() == 1);
  const double line = std::pow(10.0, people.lines()[0].lr(1, 0, 1));
  const double autosomal = std::pow(10.0, with_line.autosomal[inference::kin_number(Kinship::second_degree)]);
  CHECK(line > 1);
  CHECK(std::pow(10.0, with_line.all[second]) == doctest::Approx(autosomal * (0.5 * line + 0.5)));
}

TEST_CASE("kin: chance hits of strangers are as many as foreseen") {
  FamiliesCase bones(12, 11);
  for (int i = 0; i < 500; ++i) bones.add("S" + std::to_string(1000 + i), bones.person(), 0, i % 5 == 0 ? 4 : 12, 0.1);
  std::vector<matching::RemainsIndex> all(bones.data.remains.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<matching::RemainsIndex>(i);
  inference::KinPairs people(bones.data, all, {});
  people.tabulate();
  inference::KinScanLimits limits;
  limits.threshold = {3, 1, 1, 1};
  const auto scanned = inference::scan_kin(people, limits);
  const auto chance = inference::count_chance(people, scanned.pairs, limits);
  REQUIRE(chance.size() >= 3);
  for (const auto& row : chance) {
    REQUIRE(row.expected);
    CAPTURE(to_string(row.kinship));
    CAPTURE(row.log10_lr);
    CHECK(std::abs(static_cast<double>(row.found) - *row.expected) < 5 * std::sqrt(*row.expected + 1));
  }
}

TEST_CASE("kin: results of too many kinds are taken together for the scan, and what it keeps is exact") {
  FamiliesCase bones(14, 12);
  Rng rng(99);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> siblings;
  for (int i = 0; i < 2600; ++i) {  // each bone with its own dropout at every marker
    const Genome father = bones.person(), mother = bones.person();
    const std::string id = std::to_string(1000 + i);
    const auto first = bones.add("A" + id, bones.child(father, mother), 0, 14, 0.02 + 0.3 * uniform(rng));
    const auto second = bones.add("B" + id, bones.child(father, mother), 0, 14, 0.02 + 0.3 * uniform(rng));
    siblings.emplace_back(first, second);
  }
  std::vector<matching::RemainsIndex> all(bones.data.remains.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<matching::RemainsIndex>(i);
  inference::KinPairs people(bones.data, all, {.findings = false});
  people.tabulate();
  const auto& locus = people.loci().front();
  REQUIRE_FALSE(locus.is_exact());
  CHECK(locus.n_scan_rows() < inference::kMostExactRows);
  inference::KinScanLimits limits;
  limits.threshold = {9, 9, 2, 9};
  const auto scanned = inference::scan_kin(people, limits);
  std::size_t found = 0, expected = 0;
  for (inference::SampleIndex i = 0; i < 2600; ++i) {  // A..., then B..., in the order of ids
    expected += people.lr(i, i + 2600).of(Kinship::full_siblings) >= 2 ? 1U : 0U;
  }
  for (const auto& pair : scanned.pairs) found += pair.second == pair.first + 2600 ? 1U : 0U;
  CHECK(expected > 200);
  CHECK(found >= expected - expected / 100);
  CHECK(found <= expected + 2);  // a few reach another kinship's threshold
}

TEST_CASE("kin: a contaminated run and bones without DNA take no part") {
  FamiliesCase bones(15, 5);
  const Genome same = bones.person();
  for (int i = 0; i < 40; ++i) bones.add("R" + std::to_string(100 + i), same);
  bones.add("Z", bones.person(), 0, 0);
  for (int i = 0; i < 5; ++i) bones.add("S" + std::to_string(i), bones.person());
  const Kin kin = inference::find_kin(bones.data, {.most_alike = 20});
  CHECK(kin.n_people == 5);
  CHECK(kin.left_out.size() == 41);
  CHECK(kin.groups.empty());
}

TEST_CASE("kin: nobody, one person, no markers") {
  const FamiliesCase nobody(5);
  CHECK(inference::find_kin(nobody.data, {}).pairs.empty());
  FamiliesCase one(5);
  one.add("A", one.person());
  CHECK(inference::find_kin(one.data, {}).pairs.empty());
  FamiliesCase none(0);
  none.add("A", none.person(), 0, 0);
  none.add("B", none.person(), 0, 0);
  CHECK(inference::find_kin(none.data, {}).pairs.empty());
}

}  // namespace
}  // namespace kith::testing
