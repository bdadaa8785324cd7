// The posterior over assignments against the naive twin that writes down every one of them.
#include "inference/joint/joint_posterior.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "inference/joint/conclusions.hpp"
#include "inference/joint/random_joint_case.hpp"
#include "reference/naive_assignments.hpp"

namespace kith::testing {
namespace {

using inference::AssignmentPrior;
using inference::JointPosterior;
using inference::PairTerms;
using inference::SexRule;
using inference::UnitTable;

constexpr double kTwin = 1e-10;  // the issue's: both add up products of some hundred doubles

struct Prior {
  AssignmentPrior ours;
  std::function<double(std::size_t)> naive;
};

double falling(std::size_t n, std::size_t k) {
  double product = 1;
  for (std::size_t i = 0; i < k; ++i) product *= static_cast<double>(n) - static_cast<double>(i);
  return product;
}

Prior make_prior(int kind, std::size_t n_bodies) {
  const double w = 0.2;
  const std::size_t others = n_bodies - 1;
  if (kind == 0) return {must(AssignmentPrior::odds(w)), [=](std::size_t k) { return std::pow(w, k); }};
  if (kind == 1) return {AssignmentPrior::flat(), [](std::size_t) { return 1.0; }};
  return {AssignmentPrior::closed(others), [=](std::size_t k) { return falling(others, n_bodies - k); }};
}

void compare(const matching::Case& data, const JointPosterior& ours, const reference::NaivePosterior& naive) {
  std::vector<std::vector<double>> pairs(data.remains.size(), std::vector<double>(data.missing.size(), 0.0));
  auto glr = pairs;
  for (const auto& pair : ours.pairs) {
    pairs[pair.body][pair.missing] = pair.posterior;
    glr[pair.body][pair.missing] = std::exp(pair.log_glr);
  }
  for (std::size_t b = 0; b < data.remains.size(); ++b) {
    CHECK(ours.nobody[b] == doctest::Approx(naive.nobody[b]).epsilon(kTwin).scale(1));
    for (std::size_t m = 0; m < data.missing.size(); ++m) {
      CHECK(pairs[b][m] == doctest::Approx(naive.of_pair[b][m]).epsilon(kTwin).scale(1e-300));
      CHECK(glr[b][m] == doctest::Approx(naive.glr[b][m]).epsilon(kTwin).scale(1e-300));
    }
  }
  for (std::size_t m = 0; m < data.missing.size(); ++m) {
    CHECK(ours.not_found[m] == doctest::Approx(naive.not_found[m]).epsilon(kTwin).scale(1));
  }
}

/// The naive posterior of an assignment given per missing person.
double naive_of(const reference::NaivePosterior& naive, const std::vector<double>& values,
                const std::vector<inference::BodyIndex>& by_missing) {
  reference::NaiveAssignment assignment(naive.nobody.size(), reference::kNaiveNobody);
  for (std::uint32_t m = 0; m < by_missing.size(); ++m) {
    if (by_missing[m] != inference::kNoBody) assignment[by_missing[m]] = m;
  }
  const auto found = std::find(naive.assignments.begin(), naive.assignments.end(), assignment);
  REQUIRE(found != naive.assignments.end());
  return values[static_cast<std::size_t>(found - naive.assignments.begin())];
}

JointCaseShape shape_of(int i, Rng& rng) {
  JointCaseShape shape;
  shape.typing.typed = 0.8;
  shape.mutation = {.kind = genetics::MutationKind::proportional, .rate = 0.01 + 0.05 * uniform(rng)};
  switch (i % 6) {
    case 0:
      break;
    case 1:
      shape = {.n_families = 2, .n_persons = 3, .n_missing = 2, .n_markers = 1, .n_alleles = 2, .theta = 0.05};
      break;
    case 2:
      shape.dropout = 0.15;
      shape.drop_in = 0.05;
      break;
    case 3:
      shape.x_linked = true;
      break;
    case 4:
      shape = {.n_families = 3, .n_persons = 3, .n_missing = 1, .n_strangers = 2, .silent = 0.05};
      break;
    default:
      shape.n_families = 1;
      shape.n_missing = 3;
      shape.n_strangers = 2;
      shape.mutation = {};
      shape.own_sample = 0.3;
  }
  return shape;
}

}  // namespace

TEST_CASE("joint: posteriors, GLR and best assignments are those of the naive twin") {
  for (int i = 0; i < 72; ++i) {
    CAPTURE(i);
    Rng rng(1602 + static_cast<unsigned>(i));
    const auto shape = shape_of(i, rng);
    const auto data = random_joint_case(rng, shape);
    if (data.remains.empty()) continue;
    const bool hard = shape.x_linked || i % 4 == 0;
    PairTerms terms;
    if (i % 5 == 0) {
      for (std::size_t j = 0; j < data.remains.size() * data.missing.size(); ++j) {
        terms.log_lr.push_back(4 * uniform(rng) - 2);
      }
    }
    const auto pair_lr = [&](std::size_t b, std::size_t m) {
      return std::exp(terms.of(data, static_cast<inference::BodyIndex>(b), static_cast<inference::MissingIndex>(m)));
    };
    const auto tables = inference::make_unit_tables(data, terms, {.sex = hard ? SexRule::hard : SexRule::soft});
    reference::NaiveLr naive_lr(data);
    for (int kind = 0; kind < 3; ++kind) {
      CAPTURE(kind);
      const Prior prior = make_prior(kind, data.remains.size());
      const auto naive = reference::naive_posterior(data, naive_lr, hard, prior.naive, pair_lr);
      if (!(naive.nobody.front() >= 0)) continue;  // a closed list that no assignment fits
      const auto ours = inference::find_joint_posterior(data, tables, {.prior = prior.ours});
      for (const auto& block : ours.blocks) REQUIRE(block.status == inference::BlockStatus::exact);
      compare(data, ours, naive);
      const double best = *std::max_element(naive.posterior.begin(), naive.posterior.end());
      CHECK(naive_of(naive, naive.posterior, ours.best) == doctest::Approx(best).epsilon(kTwin));
      const double highest = *std::max_element(naive.lr.begin(), naive.lr.end());
      CHECK(naive_of(naive, naive.lr, ours.most_likely) == doctest::Approx(highest).epsilon(kTwin));
    }
  }
}

// LR0 of the best assignment is its LR in the same case with nobody of the family typed.
TEST_CASE("joint: LR0 is the likelihood ratio with the references dropped") {
  Rng rng(1603);
  for (int i = 0; i < 10; ++i) {
    CAPTURE(i);
    const auto data = random_joint_case(rng, {.n_missing = 2, .n_markers = 3, .typing = {.typed = 0.8}});
    if (data.remains.empty()) continue;
    const auto tables = inference::make_unit_tables(data, {}, {});
    const auto posterior = inference::find_joint_posterior(data, tables, {});
    auto untyped = data;
    for (auto& family : untyped.families) family.profiles.assign(family.pedigree.size(), {});
    const auto without = inference::make_unit_tables(untyped, {}, {});
    const auto log_lr0 = inference::find_log_lr0(data, tables, posterior);
    for (std::size_t u = 0; u < tables.size(); ++u) {
      std::vector<inference::BodyIndex> best;
      for (const auto m : tables[u].unit.missing) best.push_back(posterior.best[m]);
      double expected = -std::numeric_limits<double>::infinity();
      for (std::size_t row = 0; row < without[u].size(); ++row) {
        const auto bodies = without[u].assignment(row);
        if (std::equal(bodies.begin(), bodies.end(), best.begin())) expected = without[u].log_lr[row];
      }
      if (std::isinf(expected)) {
        CHECK(log_lr0[u] == expected);
      } else {
        CHECK(log_lr0[u] == doctest::Approx(expected).epsilon(kTwin).scale(1));
      }
    }
  }
}

}  // namespace kith::testing
