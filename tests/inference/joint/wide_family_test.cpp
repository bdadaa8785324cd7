// Families of many brothers whom nothing tells apart: as one class they have the posteriors of the written-out assignments, and forty
// of them are no more work than six.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "inference/joint/identify_jointly.hpp"
#include "inference/joint/random_joint_case.hpp"
#include "matching/table/evidence_builder.hpp"

namespace kith::testing {
namespace {

using inference::AssignmentPrior;

constexpr double kTwin = 1e-10;

/// A typed mother and a typed sister; so many missing brothers, the first of whom are found; strangers.
matching::Case brothers(Rng& rng, std::size_t n_missing, std::size_t n_found, std::size_t n_strangers) {
  JointCaseShape shape{.n_families = 1, .n_persons = 2, .n_missing = 1, .n_strangers = 0, .n_markers = 4};
  shape.mutation = {.kind = genetics::MutationKind::proportional, .rate = 0.01};
  auto data = random_joint_case(rng, shape);
  data.families.clear();
  data.missing.clear();
  data.remains.clear();
  std::vector<pedigree::PersonSpec> persons{{"F", "", "", genetics::Sex::male}, {"M", "", "", genetics::Sex::female}};
  persons.push_back({"S", "F", "M", genetics::Sex::female});
  for (std::size_t i = 0; i < n_missing; ++i)
    persons.push_back({"B" + std::to_string(i), "F", "M", genetics::Sex::male});
  matching::Family family;
  family.id = "X";
  family.pedigree = pedigree::Pedigree::make(persons).value();
  family.roles.assign(family.pedigree.size(), matching::Role::other);
  const auto profiles = joint_profiles(rng, shape, family.pedigree, data.panel);
  family.profiles.assign(profiles.size(), {});
  family.profiles[1] = profiles[1];
  family.profiles[2] = profiles[2];
  const auto add = [&](const std::string& id, const genetics::Profile& profile) {
    matching::Remains remains;
    remains.id = id;
    remains.profile = profile;
    data.remains.push_back(std::move(remains));
  };
  for (std::size_t i = 0; i < n_missing; ++i) {
    const auto person = static_cast<pedigree::PersonIndex>(3 + i);
    family.roles[3 + i] = matching::Role::missing;
    data.missing.push_back({"B" + std::to_string(i), 0, person, genetics::Sex::male});
    if (i < n_found) add("V" + std::to_string(i), profiles[3 + i]);
  }
  data.families.push_back(std::move(family));
  for (std::size_t i = 0; i < n_strangers; ++i) {
    const auto alone = pedigree_of({{"Z", "", "", genetics::Sex::male}});
    add("Z" + std::to_string(i), joint_profiles(rng, shape, alone, data.panel).front());
  }
  return data;
}

}  // namespace

TEST_CASE("wide family: brothers as one class have the posteriors of all assignments") {
  for (int i = 0; i < 6; ++i) {
    CAPTURE(i);
    Rng rng(1680 + static_cast<unsigned>(i));
    const auto data = brothers(rng, 6, 2, 1);
    const double w = 0.05;
    const auto all = inference::find_joint_posterior(data, inference::make_unit_tables(data, {}, {}),
                                                     {.prior = AssignmentPrior::odds(w).value()});
    const auto ours = inference::identify_jointly(data, matching::build_evidence(data, {.attributes = false}), {}, {},
                                                  {.prior = AssignmentPrior::odds(w).value()});
    REQUIRE(ours.ok());
    REQUIRE(ours.value().tables.size() == 1);
    REQUIRE_FALSE(ours.value().tables.front().class_of.empty());
    CHECK(ours.value().tables.front().size() < 30);  // of 229 assignments
    const auto& posterior = ours.value().posterior;
    REQUIRE(posterior.pairs.size() == all.pairs.size());
    for (std::size_t p = 0; p < all.pairs.size(); ++p) {
      CHECK(posterior.pairs[p].body == all.pairs[p].body);
      CHECK(posterior.pairs[p].missing == all.pairs[p].missing);
      CHECK(posterior.pairs[p].posterior == doctest::Approx(all.pairs[p].posterior).epsilon(kTwin).scale(1));
      CHECK(posterior.pairs[p].log_glr == doctest::Approx(all.pairs[p].log_glr).epsilon(kTwin).scale(1));
    }
    for (std::size_t m = 0; m < 6; ++m)
      CHECK(posterior.not_found[m] == doctest::Approx(all.not_found[m]).epsilon(kTwin).scale(1));
    for (std::size_t b = 0; b < data.remains.size(); ++b)
      CHECK(posterior.nobody[b] == doctest::Approx(all.nobody[b]).epsilon(kTwin).scale(1));
    const auto sets = inference::find_symmetric_sets(ours.value().tables, posterior);
    const auto all_sets = inference::find_symmetric_sets(inference::make_unit_tables(data, {}, {}), all);
    REQUIRE(sets.size() == all_sets.size());
    for (std::size_t s = 0; s < sets.size(); ++s) {
      CHECK(sets[s].missing == all_sets[s].missing);
      CHECK(sets[s].bodies == all_sets[s].bodies);
      CHECK(sets[s].log_glr == doctest::Approx(all_sets[s].log_glr).epsilon(kTwin).scale(1));
      CHECK(sets[s].posterior == doctest::Approx(all_sets[s].posterior).epsilon(kTwin));
    }
  }
}

// Two bodies a, b and n brothers, by hand: 1 + n (x_a + x_b) + n (n - 1) x_ab, with the x_ab of two brothers.
TEST_CASE("wide family: forty brothers are summed, twenty of them found") {
  Rng rng(1690);
  const auto two = brothers(rng, 40, 2, 0);
  const double w = 0.02;
  auto pair_of = two;  // the family with two of the forty
  pair_of.missing.resize(2);
  const auto table = inference::make_unit_tables(pair_of, {}, {}).front();
  std::map<std::vector<inference::BodyIndex>, double> x;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto bodies = table.assignment(i);
    x[{bodies.begin(), bodies.end()}] = std::exp(table.log_lr[i]);
  }
  constexpr auto none = inference::kNoBody;
  const double one = 40 * w * x[{0, none}], other = 40 * w * x[{1, none}], both = 40.0 * 39 * w * w * x[{0, 1}];
  const auto evidence = matching::build_evidence(two, {.attributes = false});
  const auto ours = inference::identify_jointly(two, evidence, {}, {}, {.prior = AssignmentPrior::odds(w).value()});
  REQUIRE(ours.ok());
  const double total = 1 + one + other + both;
  CHECK(ours.value().posterior.nobody[0] == doctest::Approx((1 + other) / total).epsilon(kTwin));
  for (const auto& pair : ours.value().posterior.pairs)
    CHECK(pair.posterior == doctest::Approx(((pair.body == 0 ? one : other) + both) / total / 40).epsilon(kTwin));

  const auto many = brothers(rng, 40, 20, 10);
  const auto found = inference::identify_jointly(many, matching::build_evidence(many, {.attributes = false}), {}, {},
                                                 {.prior = AssignmentPrior::odds(w).value()});
  REQUIRE(found.ok());
  for (const auto& row : found.value().rows) {
    if (!row.names_missing()) continue;
    CHECK(row.posterior == doctest::Approx(row.posterior_family / 40).epsilon(1e-6));
    CHECK(row.posterior <= 1.0 / 40 + 1e-9);
  }
}

}  // namespace kith::testing
