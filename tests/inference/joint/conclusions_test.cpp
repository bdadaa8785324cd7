// Conclusions from tables whose likelihood ratios a test chooses.
#include "inference/joint/conclusions.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "inference/joint/random_joint_case.hpp"

namespace kith::testing {
namespace {

using inference::BodyIndex;
using inference::JointOptions;
using inference::kNoBody;
using inference::UnitTable;
using inference::Verdict;

constexpr double kRounding = 1e-12;

matching::Case bare_case(std::size_t n_bodies, const std::vector<std::uint32_t>& family_of) {
  matching::Case data;
  for (std::size_t b = 0; b < n_bodies; ++b) {
    data.remains.emplace_back();
    data.remains.back().id = "V" + std::to_string(b + 1);
  }
  const Family persons{{"A", "R", "S"}, {"B", "R", "S"}, {"C", "R", "S"}, {"R"}, {"S"}};
  for (const auto family : family_of) {
    while (data.families.size() <= family) {
      matching::Family added{"F", pedigree_of(persons), {}, {}};
      added.profiles.resize(added.pedigree.size());
      added.profiles[3] = {1};  // R is typed
      added.roles.assign(added.pedigree.size(), matching::Role::other);
      data.families.push_back(std::move(added));
    }
    matching::MissingPerson missing;
    missing.id = "M" + std::to_string(data.missing.size() + 1);
    missing.family = family;
    for (const auto& other : data.missing) missing.person += other.family == family ? 1 : 0;
    missing.person += 1;
    data.families[family].roles[static_cast<std::size_t>(missing.person)] = matching::Role::missing;
    data.missing.push_back(std::move(missing));
  }
  return data;
}

UnitTable table_of(std::vector<std::uint32_t> missing) {
  UnitTable table;
  table.unit.missing = std::move(missing);
  table.bodies.assign(table.unit.missing.size(), kNoBody);
  table.log_lr = {0};
  return table;
}

void add(UnitTable& table, const std::vector<BodyIndex>& bodies, double lr) {
  table.bodies.insert(table.bodies.end(), bodies.begin(), bodies.end());
  table.log_lr.push_back(std::log(lr));
  std::size_t n_placed = 0;
  std::size_t last = 0;
  for (std::size_t p = 0; p < bodies.size(); ++p) {
    if (bodies[p] == kNoBody) continue;
    ++n_placed;
    last = p;
  }
  if (n_placed != 1) return;
  table.pairs.push_back({bodies[last], static_cast<std::uint32_t>(last), std::log(lr)});
  std::sort(table.pairs.begin(), table.pairs.end(),
            [](const auto& a, const auto& b) { return std::pair(a.body, a.place) < std::pair(b.body, b.place); });
}

}  // namespace

// The worked example of the GLR's authors: LR 2000 (best, with V1 = M3) and 200 (best without).
TEST_CASE("joint: GLR is the best with the pair over the best without") {
  const auto data = bare_case(1, {0, 1});
  std::vector<UnitTable> tables{table_of({0}), table_of({1})};
  add(tables[0], {0}, 2000);
  add(tables[1], {0}, 200);
  const auto posterior = inference::find_joint_posterior(data, tables, {});
  REQUIRE(posterior.pairs.size() == 2);
  CHECK(std::exp(posterior.pairs[0].log_glr) == doctest::Approx(10).epsilon(kRounding));
  CHECK(posterior.pairs[0].posterior == doctest::Approx(2000.0 / 2201).epsilon(kRounding));
  CHECK(posterior.nobody[0] == doctest::Approx(1.0 / 2201).epsilon(kRounding));
}

TEST_CASE("joint: undisputed pairs come in rounds, and an identified body changes what follows") {
  // M1, M2 of one family. V1 = M1 is clear at once; V2 = M2 says 10 alone and 1e6 once V1 is M1.
  const auto data = bare_case(2, {0, 0});
  std::vector<UnitTable> tables{table_of({0, 1})};
  add(tables[0], {0, kNoBody}, 1e9);
  add(tables[0], {kNoBody, 1}, 10);
  add(tables[0], {0, 1}, 1e15);
  const auto found = inference::find_undisputed(tables, {});
  REQUIRE(found.size() == 2);
  CHECK((found[0].missing == 0 && found[0].body == 0 && found[0].round == 1));
  CHECK((found[1].missing == 1 && found[1].body == 1 && found[1].round == 2));
  CHECK(std::exp(found[1].log_lr) == doctest::Approx(1e6).epsilon(kRounding));
}

TEST_CASE("joint: strict allows no other LR above 1") {
  std::vector<UnitTable> tables{table_of({0})};
  add(tables[0], {0}, 1e9);
  add(tables[0], {1}, 5);
  CHECK(inference::find_undisputed(tables, {}).size() == 1);
  CHECK(inference::find_undisputed(tables, {.strict = true}).empty());
}

TEST_CASE("joint: three brothers, two found, are a set") {
  const auto data = bare_case(3, {0, 0, 0});
  std::vector<UnitTable> tables{table_of({0, 1, 2})};
  for (std::size_t p = 0; p < 3; ++p) {
    for (BodyIndex b = 0; b < 2; ++b) {
      std::vector<BodyIndex> one(3, kNoBody);
      one[p] = b;
      add(tables[0], one, 1e5);
      if (b == 1) continue;
      for (std::size_t q = 0; q < 3; ++q) {
        if (q == p) continue;
        auto two = one;
        two[q] = 1;
        add(tables[0], two, 1e12);
      }
    }
  }
  const auto posterior = inference::find_joint_posterior(data, tables, {});
  const auto conclusions = inference::draw_conclusions(data, tables, posterior);
  REQUIRE(conclusions.sets.size() == 1);
  CHECK(conclusions.sets[0].missing == std::vector<std::uint32_t>{0, 1, 2});
  CHECK(conclusions.sets[0].bodies == std::vector<BodyIndex>{0, 1});
  CHECK(std::exp(conclusions.sets[0].log_glr) == doctest::Approx(1e7).epsilon(kRounding));
  const double total = 6e12 + 6e5 + 1;
  CHECK(conclusions.sets[0].posterior == doctest::Approx((6e12 + 3e5) / total).epsilon(kRounding));
  for (const auto& conclusion : conclusions.of_missing) CHECK(conclusion.verdict == Verdict::symmetric);
  CHECK(conclusions.of_body[0].verdict == Verdict::symmetric);
  CHECK(conclusions.of_body[2].verdict == Verdict::excluded);
}

TEST_CASE("joint: unequal likelihoods make no set") {
  const auto data = bare_case(1, {0, 0});
  std::vector<UnitTable> tables{table_of({0, 1})};
  add(tables[0], {0, kNoBody}, 7.7e5);
  add(tables[0], {kNoBody, 0}, 264);
  const auto posterior = inference::find_joint_posterior(data, tables, {});
  CHECK(inference::find_symmetric_sets(tables, posterior).empty());
}

TEST_CASE("joint: a unit that is too wide has no numbers, and its neighbours say so") {
  const auto data = bare_case(2, {0, 1, 2});
  std::vector<UnitTable> tables{table_of({0}), table_of({1}), table_of({2})};
  tables[0].too_wide = true;
  tables[0].pairs.push_back({0, 0, 3});
  add(tables[1], {0}, 100);
  add(tables[2], {1}, 100);
  const auto posterior = inference::find_joint_posterior(data, tables, {});
  CHECK_FALSE(posterior.knows_body(0));
  CHECK_FALSE(posterior.knows_missing(1));
  CHECK(posterior.knows_body(1));
  CHECK(posterior.nobody[1] == doctest::Approx(1.0 / 101).epsilon(kRounding));
  const auto conclusions = inference::draw_conclusions(data, tables, posterior);
  CHECK(conclusions.of_missing[1].verdict == Verdict::not_computed);
  CHECK(conclusions.of_body[0].verdict == Verdict::not_computed);
}

TEST_CASE("joint: what is left out of a wide block is no more than is said") {
  // Twelve persons and twelve bodies: each has its own body and hardly counts as anybody else.
  const std::size_t n = 12;
  std::vector<std::uint32_t> family_of;
  for (std::uint32_t i = 0; i < n; ++i) family_of.push_back(i);
  const auto data = bare_case(n, family_of);
  std::vector<UnitTable> tables;
  for (std::uint32_t m = 0; m < n; ++m) {
    tables.push_back(table_of({m}));
    for (BodyIndex b = 0; b < n; ++b) add(tables.back(), {b}, b == m ? 1e3 : 1e-16);
  }
  JointOptions exact;
  JointOptions narrow;
  narrow.most_steps = 1000;
  const auto all = inference::find_joint_posterior(data, tables, exact);
  const auto less = inference::find_joint_posterior(data, tables, narrow);
  CHECK(all.blocks[0].mass_left_out == 0);
  CHECK(less.blocks[0].status == inference::BlockStatus::exact);
  CHECK(less.blocks[0].mass_left_out == doctest::Approx(n * (n - 1) * 1e-16).epsilon(1e-9));
  for (std::size_t b = 0; b < n; ++b) {
    CHECK(std::abs(all.nobody[b] - less.nobody[b]) <= less.blocks[0].mass_left_out + kRounding);
  }
  narrow.most_steps = 10;
  narrow.samples = false;
  const auto none = inference::find_joint_posterior(data, tables, narrow);
  CHECK(none.blocks[0].status == inference::BlockStatus::too_wide);
}

TEST_CASE("joint: a closed list that is too short is impossible") {
  const auto data = bare_case(2, {0});
  std::vector<UnitTable> tables{table_of({0})};
  add(tables[0], {0}, 10);
  const auto posterior = inference::find_joint_posterior(data, tables,
                                                         {.prior = inference::AssignmentPrior::closed(0)});
  CHECK(posterior.blocks[0].status == inference::BlockStatus::impossible);
}

TEST_CASE("joint: prior odds must be positive numbers") {
  for (const double w : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
    const auto prior = inference::AssignmentPrior::odds(w);
    REQUIRE_FALSE(prior.ok());
    CHECK(prior.error().code == Errc::bad_option);
  }
}

}  // namespace kith::testing
