// Bodies that may be one person: both readings against a twin that writes all of them down, what is listed as doubtful, and the
// case they are for: two bones of one man that share no marker.
#include "inference/joint/doubtful_joins.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <vector>

#include "inference/bodies/bodies_case.hpp"
#include "inference/bodies/find_bodies.hpp"
#include "inference/bodies/merge_bodies.hpp"
#include "inference/bodies/one_person.hpp"
#include "inference/joint/identify_jointly.hpp"
#include "inference/joint/random_joint_case.hpp"
#include "matching/table/evidence_builder.hpp"
#include "reference/naive_assignments.hpp"

namespace kith::testing {
namespace {

using inference::AssignmentPrior;
using inference::BodyIndex;
using inference::DoubtfulJoin;
using inference::DoubtfulJoins;
using inference::kNoMissing;
using inference::MissingIndex;
using inference::PairLr;

constexpr double kTwin = 1e-10;

/// A case some of whose remains fell in two: each part shows some of the markers.
matching::Case fallen_apart(Rng& rng, JointCaseShape shape) {
  auto data = random_joint_case(rng, shape);
  const std::size_t n = data.remains.size();
  for (std::size_t b = 0; b < n && data.remains.size() < 5; b += 2) {
    auto part = data.remains[b];
    part.id += "b";
    part.profile.front() = genetics::kUntyped;
    data.remains[b].profile.back() = genetics::kUntyped;
    data.remains.push_back(std::move(part));
  }
  return data;
}

/// Pairs, and one set of three where there are as many, that DNA does not tell apart; with any prior odds.
std::vector<reference::NaiveJoin> random_joins(Rng& rng, const matching::Case& data) {
  std::vector<reference::NaiveJoin> joins;
  const auto add = [&](std::vector<std::uint32_t> bodies) {
    const double lr = reference::naive_lr_same(data, bodies);
    if (lr > 0) joins.push_back({std::move(bodies), 0.05 + 2 * uniform(rng), lr});
  };
  for (std::uint32_t a = 0; a < data.remains.size(); ++a) {
    for (std::uint32_t b = a + 1; b < data.remains.size(); ++b) {
      if (uniform(rng) < 0.6) add({a, b});
    }
  }
  if (data.remains.size() > 2) add({0, 1, 2});
  return joins;
}

DoubtfulJoins joins_of(const std::vector<reference::NaiveJoin>& naive, const matching::Case& data) {
  std::vector<DoubtfulJoin> joins;
  std::vector<MissingIndex> all(data.missing.size());
  std::iota(all.begin(), all.end(), MissingIndex{0});
  for (const auto& join : naive) joins.push_back({join.bodies, std::log(join.lr_same), std::log(join.odds), all});
  return {data.remains.size(), std::move(joins)};
}

matching::Case with_joins(const matching::Case& data, const std::vector<reference::NaiveJoin>& joins) {
  std::vector<std::vector<std::uint32_t>> members;
  for (const auto& join : joins) members.push_back(join.bodies);
  return inference::with_joined_bodies(data, members);
}

/// The rows of bodies and of missing persons, and the GLRs, against the twin.
void compare(const matching::Case& data, const inference::JointIdentification& ours,
             const reference::NaiveReadings& naive) {
  std::vector<double> sum(data.remains.size(), 0.0);
  for (const auto& pair : ours.posterior.pairs) {
    REQUIRE(pair.body < data.remains.size());
    CHECK(pair.posterior == doctest::Approx(naive.of_pair[pair.body][pair.missing]).epsilon(kTwin).scale(1));
    const double glr = naive.glr[pair.body][pair.missing];
    if (glr > 0 && std::isfinite(glr)) CHECK(pair.log_glr == doctest::Approx(std::log(glr)).epsilon(kTwin).scale(1));
    sum[pair.body] += naive.of_pair[pair.body][pair.missing];
  }
  for (std::size_t b = 0; b < data.remains.size(); ++b) {
    CHECK(ours.posterior.nobody[b] == doctest::Approx(naive.nobody[b]).epsilon(kTwin).scale(1));
    CHECK(sum[b] + naive.nobody[b] == doctest::Approx(1).epsilon(kTwin));  // no pair is forgotten
  }
  for (std::size_t m = 0; m < data.missing.size(); ++m)
    CHECK(ours.posterior.not_found[m] == doctest::Approx(naive.not_found[m]).epsilon(kTwin).scale(1));
  for (const auto& row : ours.rows) CHECK(row.body < data.remains.size());
}

JointCaseShape shape_of(int i, Rng& rng) {
  JointCaseShape shape{.n_families = static_cast<std::size_t>(1 + i % 2),
                       .n_missing = static_cast<std::size_t>(2 - i % 2),
                       .n_strangers = 1,
                       .n_markers = 3};
  shape.typing.typed = 0.8;
  shape.mutation = {.kind = genetics::MutationKind::proportional, .rate = 0.02};
  if (i % 4 == 2) shape.dropout = 0.2;
  if (i % 5 == 3) shape.silent = 0.05;
  if (i % 7 == 5) shape.own_sample = 0.5;
  (void)rng;
  return shape;
}

}  // namespace

TEST_CASE("doubtful joins: posteriors over both readings are those of the naive twin") {
  std::size_t n_compared = 0;
  for (int i = 0; i < 40; ++i) {
    CAPTURE(i);
    Rng rng(1650 + static_cast<unsigned>(i));
    const auto data = fallen_apart(rng, shape_of(i, rng));
    if (data.remains.size() < 2) continue;
    const auto naive_joins = random_joins(rng, data);
    const auto joins = joins_of(naive_joins, data);
    const auto joined = with_joins(data, naive_joins);
    REQUIRE(joined.remains.size() == data.remains.size() + naive_joins.size());
    const auto evidence = matching::build_evidence(joined, {.attributes = false});
    reference::NaiveLr naive_lr(data);
    const double w = 0.1 + uniform(rng);
    const auto naive = reference::naive_readings(data, naive_lr, naive_joins,
                                                 [&](std::size_t k, std::size_t) { return std::pow(w, k); });
    const auto ours = inference::identify_jointly(joined, evidence, {}, {}, {.prior = AssignmentPrior::odds(w).value()},
                                                  joins);
    REQUIRE(ours.ok());
    REQUIRE(ours.value().summary.exact);
    compare(data, ours.value(), naive);
    ++n_compared;
  }
  CHECK(n_compared > 20);
}

// All injective maps of P persons to M missing persons and U others are alike: U! / (U - n)! of them for n others, of
// (M + U)! / (M + U - P)! in all.
TEST_CASE("doubtful joins: a closed list has a place more where two bodies are one person") {
  const auto falling = [](std::size_t n, std::size_t k) {
    double product = 1;
    for (std::size_t i = 0; i < k; ++i) product *= static_cast<double>(n) - static_cast<double>(i);
    return product;
  };
  for (int i = 0; i < 8; ++i) {
    CAPTURE(i);
    Rng rng(1660 + static_cast<unsigned>(i));
    const auto data = fallen_apart(rng, shape_of(i, rng));
    auto naive_joins = random_joins(rng, data);
    if (naive_joins.empty()) continue;
    naive_joins.resize(1);
    const auto joined = with_joins(data, naive_joins);
    const std::size_t n_others = data.remains.size() + 2;
    reference::NaiveLr naive_lr(data);
    const auto naive = reference::naive_readings(data, naive_lr, naive_joins, [&](std::size_t k, std::size_t persons) {
      return falling(n_others, persons - k) / falling(data.missing.size() + n_others, persons);
    });
    const auto ours = inference::identify_jointly(joined, matching::build_evidence(joined, {.attributes = false}), {},
                                                  {}, {.prior = AssignmentPrior::closed(n_others)},
                                                  joins_of(naive_joins, data));
    REQUIRE(ours.ok());
    compare(data, ours.value(), naive);
  }
}

// By hand. Two bones of odds x1 = w LR1, x2 = w LR2 with a man, no marker in common, prior odds o of one person. Nobody: 1 + o
// readings; the man is the first, or the second: x1 + x2; both: o x1 LR2.
TEST_CASE("doubtful joins: of two bones without a marker in common each counts for the man") {
  Rng rng(1670);
  auto data = random_joint_case(rng, {.n_families = 1, .n_missing = 1, .n_strangers = 0, .n_markers = 2, .found = 1});
  const double w = 0.01, o = 0.02;
  auto part = data.remains.front();
  part.id = "V2";
  part.profile.front() = genetics::kUntyped;
  data.remains.front().profile.back() = genetics::kUntyped;
  data.remains.push_back(part);
  const auto scan = inference::scan_pairs(data, matching::build_evidence(data, {.attributes = false}), {}, {},
                                          {.least_log_lr = -1e300});
  REQUIRE(scan.pairs.size() == 2);
  const double lr1 = std::exp(scan.pairs[0].log_lr), lr2 = std::exp(scan.pairs[1].log_lr);
  const std::vector<reference::NaiveJoin> one{{{0, 1}, o, 1}};
  const auto joined = with_joins(data, one);
  const auto ours = inference::identify_jointly(joined, matching::build_evidence(joined, {.attributes = false}), {}, {},
                                                {.prior = AssignmentPrior::odds(w).value()}, joins_of(one, data));
  REQUIRE(ours.ok());
  const double both = o * w * lr1 * lr2;
  const double total = 1 + o + w * lr1 + w * lr2 + both;
  REQUIRE(ours.value().posterior.pairs.size() == 2);
  CHECK(ours.value().posterior.pairs[0].posterior == doctest::Approx((w * lr1 + both) / total).epsilon(kTwin));
  CHECK(ours.value().posterior.pairs[1].posterior == doctest::Approx((w * lr2 + both) / total).epsilon(kTwin));
  CHECK(ours.value().posterior.not_found[0] == doctest::Approx((1 + o) / total).epsilon(kTwin));
}

TEST_CASE("doubtful joins: what is listed") {
  // A family that misses one man (0), one that misses two (1, 2). Bodies 0, 1, 2, 3.
  const std::vector<inference::FamilyUnit> units{{0, {0}}, {1, {1, 2}}};
  const double ln10 = std::log(10.0);
  const std::vector<PairLr> pairs{
      {0, 0, 5 * ln10, 0}, {1, 0, 3 * ln10, 0}, {3, 0, -1, 0}, {1, 1, 4 * ln10, 0}, {2, 2, 4 * ln10, 0}};
  std::map<std::vector<BodyIndex>, inference::OnePerson> said;
  const inference::AskOnePerson ask = [&](std::span<const BodyIndex> bodies) -> std::optional<inference::OnePerson> {
    const auto found = said.find({bodies.begin(), bodies.end()});
    return found == said.end() ? std::nullopt : std::optional(found->second);
  };
  const inference::DoubtfulJoinOptions options{.log_odds = std::log(1e-3)};
  CHECK(inference::list_doubtful_joins(units, pairs, {}, ask, options).empty());
  said[{0, 1}] = {.log_lr_same = 0, .log_prior_odds = std::log(1e-3), .log_siblings = 1};
  said[{1, 2}] = {.log_lr_same = 2, .log_prior_odds = std::log(1e-3), .log_siblings = 1};
  said[{0, 3}] = {.log_lr_same = 9, .log_prior_odds = 0, .log_siblings = 1};
  const auto joins = inference::list_doubtful_joins(units, pairs, {}, ask, options);
  REQUIRE(joins.size() == 2);
  CHECK(joins[0].bodies == std::vector<BodyIndex>{0, 1});
  CHECK(joins[0].missing == std::vector<MissingIndex>{0});
  CHECK(joins[0].log_prior_odds == doctest::Approx(std::log(1e-3) - 1));  // siblings are not in the assignments
  CHECK(joins[1].bodies == std::vector<BodyIndex>{1, 2});
  CHECK(joins[1].missing == std::vector<MissingIndex>{1, 2});
  CHECK(joins[1].log_prior_odds == doctest::Approx(std::log(1e-3)));  // here they are
  // Body 3 speaks for nobody; it is in where the body stage found it open.
  const std::vector<std::pair<BodyIndex, BodyIndex>> open{{3, 0}};
  CHECK(inference::list_doubtful_joins(units, pairs, open, ask, options).size() == 3);
  // Too little: the second bone adds less than nothing to the first.
  said[{0, 1}].log_prior_odds = std::log(1e-7);
  CHECK(inference::list_doubtful_joins(units, pairs, {}, ask, options).size() == 1);
}

TEST_CASE("doubtful joins: anatomy, statements and DNA exclude one person; the prior judges what shares no marker") {
  BonesCase bones(15);
  const Genome man = bones.person();
  const auto a = bones.add("A", man, 0, 7), b = bones.add("B", man, 8, 15), c = bones.add("C", bones.person());
  for (int i = 0; i < 20; ++i) bones.add("Z" + std::to_string(i), bones.person());
  const inference::BodyOptions options;
  const auto bodies = inference::find_bodies(bones.data, options);
  const auto of = [&](std::uint32_t x, std::uint32_t y, const inference::BodyOptions& with) {
    const auto found = inference::find_bodies(bones.data, with);
    return inference::OnePersonOdds(bones.data, found, with).of(std::vector{found.body_of[x], found.body_of[y]});
  };
  REQUIRE(bodies.body_of[a] != bodies.body_of[b]);
  const auto ab = of(a, b, options);
  REQUIRE(ab);
  const double w = bodies.prior.of(inference::Nearness::unknown);
  CHECK(ab->lr_same == doctest::Approx(0));
  CHECK(ab->siblings == doctest::Approx(0));
  CHECK(ab->prior_odds == doctest::Approx(std::log10(w / (1 - w))));
  CHECK_FALSE(of(a, c, options).has_value());  // DNA
  bones.data.joins.push_back({.first = a, .second = b, .is_same = false});
  CHECK_FALSE(of(a, b, options).has_value());
  bones.data.joins.clear();
  for (const auto bone : {a, b}) bones.describe(bone, "femur", "left");
  CHECK_FALSE(of(a, b, options).has_value());
}

}  // namespace kith::testing
