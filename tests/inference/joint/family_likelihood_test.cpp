// One body: the likelihood ratio of the DNA column. Several: closed forms, and the law of total probability.
#include "inference/joint/family_likelihood.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "inference/joint/random_joint_case.hpp"
#include "matching/table/evidence_builder.hpp"

namespace kith::testing {
namespace {

using inference::FamilyLikelihood;
using inference::kNoBody;

constexpr double kSameFormula = 1e-10;  // two ways to add up the same products; natural logarithms of moderate size

/// Fills the pairs' log10 LRs as the scan does and compares.
void check_pairs(const matching::Case& data) {
  const auto evidence = matching::build_evidence(data, {.attributes = false});
  for (const auto& unit : inference::find_family_units(data)) {
    FamilyLikelihood likelihood(data, unit);
    for (std::size_t place = 0; place < unit.missing.size(); ++place) {
      std::vector<double> log10_lr(data.remains.size(), 0.0);
      for (std::size_t c = 0; c < evidence.columns.size(); ++c) {
        std::vector<double> rows(evidence.columns[c]->n_rows());
        evidence.columns[c]->fill(unit.missing[place], rows);
        for (std::size_t b = 0; b < log10_lr.size(); ++b) {
          log10_lr[b] += rows[evidence.codes[b * evidence.columns.size() + c]];
        }
      }
      std::vector<inference::BodyIndex> bodies(unit.missing.size(), kNoBody);
      for (inference::BodyIndex b = 0; b < data.remains.size(); ++b) {
        bodies[place] = b;
        const auto lr = likelihood.log_lr(bodies);
        REQUIRE(lr.has_value());
        if (std::isinf(log10_lr[b])) {
          CHECK(*lr == log10_lr[b]);
        } else {
          CHECK(*lr == doctest::Approx(log10_lr[b] * std::numbers::ln10).epsilon(kSameFormula).scale(1));
        }
      }
    }
  }
}

matching::Case case_of(const Family& family, const std::vector<std::string>& missing, const genetics::Marker& marker) {
  matching::Case data;
  data.panel.markers.push_back(marker);
  data.panel.dictionaries.resize(1);
  data.families.push_back({"F", pedigree_of(family), {}, {}});
  matching::Family& added = data.families.front();
  added.profiles.resize(added.pedigree.size());
  added.roles.assign(added.pedigree.size(), matching::Role::other);
  for (const auto& id : missing) {
    const auto person = added.pedigree.find(id);
    added.roles[static_cast<std::size_t>(person)] = matching::Role::missing;
    data.missing.push_back({id, 0, person, added.pedigree.sex(person)});
  }
  return data;
}

void type(matching::Case& data, std::string_view id, const genetics::Observation& seen) {
  auto& family = data.families.front();
  family.profiles[static_cast<std::size_t>(family.pedigree.find(id))] = {data.panel.dictionaries[0].intern(seen)};
}

void add_body(matching::Case& data, const genetics::Observation& seen) {
  matching::Remains remains;
  remains.id = "V" + std::to_string(data.remains.size() + 1);
  remains.profile = {data.panel.dictionaries[0].intern(seen)};
  data.remains.push_back(std::move(remains));
}

double lr(FamilyLikelihood& likelihood, std::vector<inference::BodyIndex> bodies) {
  return std::exp(likelihood.log_lr(bodies).value());
}

}  // namespace

TEST_CASE("joint: one body in one place has the LR of the DNA column") {
  Rng rng(1601);
  for (int i = 0; i < 60; ++i) {
    CAPTURE(i);
    JointCaseShape shape{.n_missing = static_cast<std::size_t>(1 + i % 2), .n_strangers = 2};
    vary_models(shape, i, rng);
    check_pairs(random_joint_case(rng, shape));
  }
}

// Two missing full brothers, nobody typed: the bodies' LR is that of full siblings, with p the frequency of allele 10.
//   both 10/10:  (1 + p)^2 / (4 p^2)        both 10/11: (1 + p + q + 2 p q) / (8 p q)
TEST_CASE("joint: two brothers without references are as alike as siblings") {
  const double p = 0.2;
  const double q = 0.3;
  auto data = case_of(siblings(3), {"C1", "C3"}, marker({p, q, 0.5}));
  add_body(data, g(0, 0));
  add_body(data, g(0, 0));
  add_body(data, g(0, 1));
  add_body(data, g(0, 1));
  FamilyLikelihood likelihood(data, inference::find_family_units(data).front());
  CHECK(lr(likelihood, {0, kNoBody}) == doctest::Approx(1).epsilon(kSameFormula));
  CHECK(lr(likelihood, {0, 1}) == doctest::Approx((1 + p) * (1 + p) / (4 * p * p)).epsilon(kSameFormula));
  CHECK(lr(likelihood, {2, 3}) == doctest::Approx((1 + p + q + 2 * p * q) / (8 * p * q)).epsilon(kSameFormula));
}

// F and his child C missing, the mother M typed 11/11. C = 10/11 has LR p / (2 p q) * 1 alone; with F = 10/10 it is
// sure.
TEST_CASE("joint: the father's body makes the child's more probable") {
  const double p = 0.1;
  const double q = 0.4;
  auto data = case_of(trio(), {"F", "C"}, marker({p, q, 0.5}));
  type(data, "M", g(1, 1));
  add_body(data, g(0, 0));
  add_body(data, g(0, 1));
  FamilyLikelihood likelihood(data, inference::find_family_units(data).front());
  CHECK(lr(likelihood, {0, kNoBody}) == doctest::Approx(1).epsilon(kSameFormula));
  CHECK(lr(likelihood, {kNoBody, 1}) == doctest::Approx(p / (2 * p * q)).epsilon(kSameFormula));
  CHECK(lr(likelihood, {0, 1}) == doctest::Approx(1 / (2 * p * q)).epsilon(kSameFormula));
  CHECK(lr(likelihood, {1, 0}) == 0);

  FamilyLikelihood dropped(data, likelihood.unit(), inference::References::dropped);
  CHECK(lr(dropped, {kNoBody, 1}) == doctest::Approx(1).epsilon(kSameFormula));
  CHECK(lr(dropped, {0, 1}) == doctest::Approx((p + 0) / (2 * p * q) * q / p).epsilon(kSameFormula));
}

TEST_CASE("joint: markers that are impossible or too costly are left out, and named") {
  auto data = case_of(siblings(3), {"C1", "C3"}, marker({0.2, 0.3, 0.5}));
  type(data, "F", g(0, 0));
  type(data, "C2", g(1, 1));
  add_body(data, g(1, 1));
  FamilyLikelihood inconsistent(data, inference::find_family_units(data).front());
  CHECK(inconsistent.inconsistent() == std::vector<genetics::LocusIndex>{0});
  CHECK(lr(inconsistent, {0, kNoBody}) == 1);

  type(data, "C2", g(0, 1));
  FamilyLikelihood costly(data, inference::find_family_units(data).front(), inference::References::used,
                          {.cost_limit = 1e-3});
  CHECK(costly.too_costly() == std::vector<genetics::LocusIndex>{0});
  CHECK(lr(costly, {0, kNoBody}) == 1);
}

TEST_CASE("joint: units are connected parts, with theta whole families") {
  const Family family{{"A", "", "", genetics::Sex::male},
                      {"B", "", "", genetics::Sex::female},
                      {"C", "A", "B", genetics::Sex::male},
                      {"D", "", "", genetics::Sex::male}};
  const auto data = case_of(family, {"A", "C", "D"}, marker({0.5, 0.5}));
  const auto units = inference::find_family_units(data);
  REQUIRE(units.size() == 2);
  CHECK(units[0].missing == std::vector<inference::MissingIndex>{0, 1});
  CHECK(units[1].missing == std::vector<inference::MissingIndex>{2});
  auto spec = marker_spec({0.5, 0.5});
  spec.theta = 0.01;
  const auto with_theta = case_of(family, {"A", "C", "D"}, must(genetics::Marker::make(spec)));
  CHECK(inference::find_family_units(with_theta).size() == 1);
}

TEST_CASE("joint: who cannot be identified by anybody") {
  // Two parents of an untyped child say nothing of each other; of a missing child they do.
  auto data = case_of(trio(), {"F"}, marker({0.5, 0.5}));
  type(data, "M", g(0, 0));
  CHECK(inference::find_non_identifiable(data) == std::vector<bool>{true});
  auto by_way_of = case_of(trio(), {"F", "C"}, marker({0.5, 0.5}));
  type(by_way_of, "M", g(0, 0));
  CHECK(inference::find_non_identifiable(by_way_of) == std::vector<bool>{false, false});
  auto typed_child = case_of(trio(), {"F"}, marker({0.5, 0.5}));
  type(typed_child, "C", g(0, 0));
  CHECK(inference::find_non_identifiable(typed_child) == std::vector<bool>{false});
  const auto nobody_typed = case_of(siblings(3), {"C1", "C3"}, marker({0.5, 0.5}));
  CHECK(inference::find_non_identifiable(nobody_typed) == std::vector<bool>{true, true});
}

}  // namespace kith::testing
