// The LR of a PM observation against the ratio of the two hypotheses' likelihoods, and laws that need no number.
#include "evidence/dna/dna_column.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "pedigree/likelihood_support.hpp"
#include "support/random_family.hpp"

namespace kith::testing {
namespace {

using evidence::ColumnStatus;
using evidence::DnaColumn;
using evidence::PmObservation;
using evidence::TargetFamily;
using genetics::AlleleIndex;
using genetics::DropModel;
using genetics::Marker;
using genetics::MarkerKind;
using genetics::Observation;
using genetics::Sex;
using pedigree::Pedigree;
using pedigree::PersonIndex;

/// Every genotype seen without loss, after the untyped row.
std::vector<PmObservation> all_genotypes(const Marker& m) {
  std::vector<PmObservation> pm(1);
  for (AlleleIndex x = 0; x < m.n_visible(); ++x) {
    for (AlleleIndex y = x; y < m.n_visible(); ++y) pm.push_back({g(x, y)});
  }
  return pm;
}

/// Every set of up to three alleles that one amplification can show (three need drop-in), nothing seen included.
std::vector<PmObservation> all_seen_sets(const Marker& m, const DropModel& model) {
  std::vector<PmObservation> pm(1);
  for (unsigned set = 0; set < 1U << m.n_visible(); ++set) {
    Observation observation{.replicates = {{.seen = {}, .model = model}}};
    for (AlleleIndex a = 0; a < m.n_visible(); ++a) {
      if ((set >> a & 1U) != 0) observation.replicates[0].seen.push_back(a);
    }
    if (observation.replicates[0].seen.size() <= 3) pm.push_back({observation});
  }
  return pm;
}

struct Filled {
  ColumnStatus status{};
  std::vector<double> rows;
};

Filled fill(const Marker& m, const std::vector<PmObservation>& pm, const Pedigree& pedigree, const Typing& typing,
            std::string_view target) {
  const DnaColumn column(m, pm, {TargetFamily{&pedigree, pedigree.find(target), typing.pointers()}});
  Filled result;
  result.rows.resize(column.n_rows());
  result.status = column.fill(0, result.rows);
  return result;
}

Marker stepwise(std::vector<double> frequencies, double theta = 0) {
  auto spec = marker_spec(std::move(frequencies));
  spec.mutation_male = {.kind = genetics::MutationKind::stepwise, .rate = 0.01, .range = 0.2};
  spec.mutation_female = {.kind = genetics::MutationKind::equal, .rate = 0.003};
  spec.theta = theta;
  return must(Marker::make(std::move(spec)));
}

/// log10 of L(family, the target is the remains) / L(family, an unrelated person is), each from a pedigree of its own.
double log10_ratio(const Marker& m, const Family& family, const Typing& typing, std::string_view target,
                   const Observation& remains) {
  const auto h1 = pedigree_of(family);
  Family with_unrelated = family;
  with_unrelated.push_back({.id = "unrelated", .sex = h1.sex(h1.find(target))});
  const auto h2 = pedigree_of(with_unrelated);
  Typing related(h1);
  Typing unrelated(h2);
  for (std::size_t i = 0; i < h1.n_named(); ++i) {
    const auto person = static_cast<PersonIndex>(i);
    related.set(person, typing.of(person));
    unrelated.set(h2.find(h1.id(person)), typing.of(person));
  }
  related.set(target, remains);
  unrelated.set("unrelated", remains);
  return (log_likelihood(m, h1, related) - log_likelihood(m, h2, unrelated)) / std::log(10.0);
}

constexpr double kImpossibleLog = -std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("DNA column: a child of a typed father, p/q arithmetic") {
  // Father 0/1, child 0/2: P(H1) = 2 p0 p1 * (1/2) p2, P(H2) = 2 p0 p1 * 2 p0 p2: LR = 1 / (4 p0).
  const auto m = marker({0.2, 0.3, 0.5});
  const auto family = pedigree_of(trio());
  const auto filled = fill(m, {{}, {g(0, 2)}, {g(2, 2)}, {g(0, 0)}}, family, Typing(family, {{"F", g(0, 1)}}), "C");
  CHECK(filled.status == ColumnStatus::scored);
  CHECK(filled.rows[0] == 0);
  CHECK(filled.rows[1] == doctest::Approx(std::log10(1 / (4 * 0.2))).epsilon(1e-12));
  CHECK(filled.rows[2] == -std::numeric_limits<double>::infinity());
  CHECK(filled.rows[3] == doctest::Approx(std::log10(1 / (2 * 0.2))).epsilon(1e-12));
}

TEST_CASE("DNA column: the ratio of two pedigrees' likelihoods, with mutation and theta, in awkward families") {
  const std::vector<std::pair<Family, std::vector<std::string>>> scenes{
      {trio(), {"F"}},           {siblings(3), {"C2", "C3"}},         {first_cousins(), {"C2", "GM"}},
      {sibling_incest(), {"B"}}, {cousin_marriage(), {"C1", "GF"}},   {double_first_cousins(), {"C2"}},
      {half_siblings(), {"C2"}}, {parent_child_incest(), {"M", "F"}},
  };
  const std::vector<std::string> targets{"C", "C1", "C1", "C", "X", "C1", "C1", "C"};
  for (const double theta : {0.0, 0.03}) {
    for (std::size_t i = 0; i < scenes.size(); ++i) {
      const auto& [family, typed] = scenes[i];
      CAPTURE(i);
      CAPTURE(theta);
      const auto m = stepwise({0.1, 0.25, 0.3, 0.35}, theta);
      const auto pedigree = pedigree_of(family);
      Typing typing(pedigree);
      AlleleIndex a = 0;
      for (const auto& id : typed) typing.set(id, g(a++, 2));
      const auto pm = all_genotypes(m);
      const auto filled = fill(m, pm, pedigree, typing, targets[i]);
      REQUIRE(filled.status == ColumnStatus::scored);
      for (std::size_t row = 1; row < pm.size(); ++row) {
        const double expected = log10_ratio(m, family, typing, targets[i], pm[row].observation);
        CHECK(filled.rows[row] == doctest::Approx(expected).epsilon(1e-10).scale(1));
      }
    }
  }
}

TEST_CASE("DNA column: one limit for all that a family takes, and the forecast is exact") {
  for (const double theta : {0.0, 0.03}) {
    CAPTURE(theta);
    const auto m = stepwise({0.1, 0.25, 0.3, 0.35}, theta);
    const auto pedigree = pedigree_of(siblings(3));
    const Typing typing(pedigree, {{"C2", g(0, 2)}, {"C3", g(1, 1)}});
    const TargetFamily family{&pedigree, pedigree.find("C1"), typing.pointers()};
    const double forecast = DnaColumn(m, all_genotypes(m), {family}).forecast_cost(0).multiplications;
    std::vector<double> rows(all_genotypes(m).size());
    const DnaColumn within(m, all_genotypes(m), {family}, {.cost_limit = forecast});
    CHECK(within.fill(0, rows) == ColumnStatus::scored);
    const DnaColumn beyond(m, all_genotypes(m), {family}, {.cost_limit = forecast - 1});
    CHECK(beyond.fill(0, rows) == ColumnStatus::too_costly);
  }
}

TEST_CASE("DNA column: theta counts alleles that unconnected relatives of the family show") {
  const auto m = stepwise({0.1, 0.4, 0.5}, 0.05);
  const Family family{{"F", "", "", Sex::male}, {"C", "F", "", Sex::male}, {"Z", "", "", Sex::female}};
  const auto pedigree = pedigree_of(family);
  const Typing typing(pedigree, {{"F", g(0, 1)}, {"Z", g(0, 0)}});
  const auto filled = fill(m, {{}, {g(0, 0)}}, pedigree, typing, "C");
  CHECK(filled.rows[1] == doctest::Approx(log10_ratio(m, family, typing, "C", g(0, 0))).epsilon(1e-10));
}

TEST_CASE("DNA column: the LR averages to 1 over what can be seen of an unrelated person") {
  auto spec = marker_spec({0.18, 0.27, 0.45});
  spec.silent_frequency = 0.1;
  spec.mutation_male = spec.mutation_female = {.kind = genetics::MutationKind::equal, .rate = 0.02};
  const DropModel model{.dropout = 0.2, .dropout_homozygote = 0.05, .drop_in = 0.03};
  const auto pedigree = pedigree_of(siblings(2));
  const Observation sibling{.replicates = {{.seen = {1}, .model = {.dropout = 0.1, .dropout_homozygote = 0.02}}}};
  for (const double theta : {0.0, 0.02}) {
    spec.theta = theta;
    const auto m = must(Marker::make(spec));
    const auto pm = all_seen_sets(m, model);
    const Typing typing(pedigree, {{"C2", sibling}});
    const auto filled = fill(m, pm, pedigree, typing, "C1");
    double mean = 0;
    for (std::size_t row = 1; row < pm.size(); ++row) {
      Family two = siblings(2);
      two.push_back({.id = "unrelated"});
      const auto h2 = pedigree_of(two);
      Typing seen(h2, {{"C2", sibling}});
      const double family_alone = log_likelihood(m, h2, seen);
      seen.set("unrelated", pm[row].observation);
      mean += std::exp(log_likelihood(m, h2, seen) - family_alone) * std::pow(10, filled.rows[row]);
    }
    CAPTURE(theta);
    CHECK(mean == doctest::Approx(1).epsilon(1e-10));
  }
}

TEST_CASE("DNA column: theta and dropout fade out continuously") {
  const auto pedigree = pedigree_of(siblings(3));
  const Typing typing(pedigree, {{"C2", g(0, 1)}, {"C3", g(1, 2)}});
  const auto exact = fill(stepwise({0.2, 0.3, 0.5}), {{}, {g(0, 1)}}, pedigree, typing, "C1").rows[1];
  for (const double small : {1e-4, 1e-6, 1e-8}) {
    const auto theta = fill(stepwise({0.2, 0.3, 0.5}, small), {{}, {g(0, 1)}}, pedigree, typing, "C1").rows[1];
    Observation lossy = g(0, 1);
    lossy.replicates[0].model = {.dropout = small, .dropout_homozygote = small * small};
    const auto dropout = fill(stepwise({0.2, 0.3, 0.5}), {{}, {lossy}}, pedigree, typing, "C1").rows[1];
    CHECK(std::abs(theta - exact) < 100 * small);
    CHECK(std::abs(dropout - exact) < 100 * small);
  }
}

TEST_CASE("DNA column: one lost allele does not exclude, and a direct reference is an identity LR") {
  // The missing person himself was typed 0/1 (an earlier blood sample); the bone shows 0 alone.
  // With dropout d on the bone: P(H1) = d (1 - d); P(H2) = p0^2 (1 - d2) + 2 p0 (1 - p0) d (1 - d).
  const auto m = marker({0.2, 0.3, 0.5});
  const auto alone = pedigree_of({{"T"}});
  const Typing typing(alone, {{"T", g(0, 1)}});
  const double d = 0.1;
  const double d2 = 0.01;
  Observation bone{.replicates = {{.seen = {0}, .model = {.dropout = d, .dropout_homozygote = d2}}}};
  const auto filled = fill(m, {{}, {bone}, {g(0, 0)}, {g(0, 1)}}, alone, typing, "T");
  const double h2 = 0.2 * 0.2 * (1 - d2) + 2 * 0.2 * 0.8 * d * (1 - d);
  CHECK(filled.rows[1] == doctest::Approx(std::log10(d * (1 - d) / h2)).epsilon(1e-12));
  CHECK(filled.rows[2] == -std::numeric_limits<double>::infinity());
  CHECK(filled.rows[3] == doctest::Approx(std::log10(1 / (2 * 0.2 * 0.3))).epsilon(1e-12));
}

TEST_CASE("DNA column: X-linked, a son of a typed mother; remains of the other sex are left to the sex evidence") {
  auto spec = marker_spec({0.2, 0.3, 0.5});
  spec.kind = MarkerKind::x_linked;
  const auto m = must(Marker::make(spec));
  const Family family{{"M", "", "", Sex::female}, {"C", "", "M", Sex::male}};
  const auto pedigree = pedigree_of(family);
  const Typing typing(pedigree, {{"M", g(0, 1)}});
  const std::vector<PmObservation> pm{{}, {g(0, 0), Sex::male}, {g(0, 0), Sex::female}, {g(0, 1), Sex::unknown}};
  const auto filled = fill(m, pm, pedigree, typing, "C");
  CHECK(filled.rows[1] == doctest::Approx(std::log10(0.5 / 0.2)).epsilon(1e-12));
  CHECK(filled.rows[2] == 0);
  CHECK(filled.rows[3] == 0);  // no man shows 0/1: neither hypothesis explains it
  const DnaColumn column(m, pm, {TargetFamily{&pedigree, pedigree.find("C"), typing.pointers()}});
  CHECK_FALSE(column.is_incompatible(0, 3));
}

TEST_CASE("DNA column: relatives that cannot be, and families without typed relatives, are said so") {
  const auto m = marker({0.2, 0.3, 0.5});
  const auto pedigree = pedigree_of(trio());
  CHECK(fill(m, {{}, {g(0, 0)}}, pedigree, Typing(pedigree), "C").status == ColumnStatus::no_reference);
  const auto four = pedigree_of(siblings(2));
  const Typing impossible(four, {{"F", g(0, 0)}, {"C2", g(1, 1)}});
  const auto filled = fill(m, {{}, {g(0, 0)}}, four, impossible, "C1");
  CHECK(filled.status == ColumnStatus::inconsistent_family);
  CHECK(filled.rows[1] == 0);
}

TEST_CASE("DNA column: incompatible means impossible without mutation") {
  const auto m = stepwise({0.2, 0.3, 0.5});
  const auto pedigree = pedigree_of(trio());
  const Typing typing(pedigree, {{"F", g(0, 1)}});
  const DnaColumn column(m, {{}, {g(2, 2)}, {g(1, 2)}},
                         {TargetFamily{&pedigree, pedigree.find("C"), typing.pointers()}});
  CHECK(column.is_incompatible(0, 1));
  CHECK(!column.is_incompatible(0, 2));
  CHECK(!column.is_incompatible(0, 0));
}

TEST_CASE("DNA column: relatives that need a mutation among themselves make no remains incompatible") {
  const auto m = stepwise({0.2, 0.3, 0.5});
  const auto pedigree = pedigree_of(siblings(2));
  const Typing typing(pedigree, {{"F", g(0, 0)}, {"C2", g(1, 1)}});
  const DnaColumn column(m, {{}, {g(0, 1)}, {g(2, 2)}},
                         {TargetFamily{&pedigree, pedigree.find("C1"), typing.pointers()}});
  CHECK(!column.is_incompatible(0, 1));
  CHECK(!column.is_incompatible(0, 2));
}

TEST_CASE("DNA column: many rows asked at once, against one likelihood without mutation each, in random families") {
  Rng rng(20261124);
  std::size_t n_incompatible = 0;
  for (int round = 0; round < 60; ++round) {
    const auto frequencies = random_frequencies(rng, 4);
    const auto m = stepwise(frequencies);
    const auto strict = marker(frequencies);
    const auto pedigree = pedigree_of(random_family(rng, 3 + below(rng, 5)));
    auto typing = random_typing(rng, m, pedigree);
    const auto target = static_cast<PersonIndex>(below(rng, pedigree.n_named()));
    for (std::size_t i = 0; i < pedigree.n_named(); ++i) {  // others say nothing of him, and the twin would ask them
      if (!pedigree.are_connected(static_cast<PersonIndex>(i), target)) typing.set(static_cast<PersonIndex>(i), {});
    }
    typing.set(target, {});
    const auto pm = all_genotypes(m);
    const DnaColumn column(m, pm, {TargetFamily{&pedigree, target, typing.pointers()}});
    const auto nobody = typing.pointers();
    const bool any_typed = std::any_of(nobody.begin(), nobody.end(),
                                       [](const Observation* o) { return o != nullptr && !o->is_untyped(); });
    const bool family_fits = log_likelihood(strict, pedigree, typing) != kImpossibleLog;
    std::vector<std::uint32_t> rows;
    for (std::size_t row = pm.size(); row-- > 0;) rows.push_back(static_cast<std::uint32_t>(row));
    const auto answers = std::make_unique<bool[]>(rows.size());
    column.find_incompatible(0, rows, {answers.get(), rows.size()});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto with_remains = typing;
      with_remains.set(target, pm[rows[i]].observation);
      const bool expected = any_typed && family_fits && rows[i] != 0 &&
                            log_likelihood(strict, pedigree, with_remains) == kImpossibleLog;
      CAPTURE(round);
      CAPTURE(rows[i]);
      CHECK(answers[i] == expected);
      CHECK(column.is_incompatible(0, rows[i]) == expected);
      n_incompatible += expected ? 1U : 0U;
    }
  }
  CHECK(n_incompatible > 50);
}

}  // namespace kith::testing
