// What every mutation model owes: a stochastic matrix; the identity at rate 0; the expected rate and stationarity where
// they are claimed. Over random frequency tables, ladders with gaps and, where the model takes them, microvariants.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "genetics/markers/mutation.hpp"
#include "support/random_family.hpp"

namespace kith::testing {
namespace {

using genetics::MutationKind;
using genetics::MutationMatrix;
using genetics::MutationSpec;

struct Model {
  std::string_view name;
  MutationSpec spec;
  bool takes_microvariants = true;
  bool keeps_rate = false;     ///< sum_i p_i (1 - M_ii) = R
  bool is_stationary = false;  ///< p M = p
  bool is_reversible = false;  ///< p_i M_ij = p_j M_ji
};

const std::vector<Model>& models() {
  constexpr double rate = 0.004;
  static const std::vector<Model> all{
      {.name = "none", .spec = {.kind = MutationKind::none}, .is_stationary = true, .is_reversible = true},
      {.name = "equal", .spec = {.kind = MutationKind::equal, .rate = rate}, .keeps_rate = true},
      {.name = "proportional",
       .spec = {.kind = MutationKind::proportional, .rate = rate},
       .keeps_rate = true,
       .is_stationary = true,
       .is_reversible = true},
      {.name = "onestep", .spec = {.kind = MutationKind::one_step, .rate = rate}},
      {.name = "stepwise", .spec = {.kind = MutationKind::stepwise, .rate = rate, .rate2 = 1e-4, .range = 0.2}},
      {.name = "dawid",
       .spec = {.kind = MutationKind::dawid, .rate = rate, .range = 0.3},
       .takes_microvariants = false,
       .keeps_rate = true,
       .is_stationary = true,
       .is_reversible = true},
      {.name = "equal, stationary",
       .spec = {.kind = MutationKind::equal, .rate = rate, .stationary = true},
       .keeps_rate = true,
       .is_stationary = true},
      {.name = "onestep, stationary",
       .spec = {.kind = MutationKind::one_step, .rate = rate, .stationary = true},
       .is_stationary = true},
      {.name = "stepwise, stationary",
       .spec = {.kind = MutationKind::stepwise, .rate = rate, .rate2 = 1e-4, .range = 0.2, .stationary = true},
       .is_stationary = true},
      {.name = "stepwise without rate2, stationary",
       .spec = {.kind = MutationKind::stepwise, .rate = rate, .range = 0.2, .stationary = true},
       .is_stationary = true},
  };
  return all;
}

struct Table {
  std::vector<std::string> labels;
  std::vector<double> frequencies;
};

Table random_table(Rng& rng, bool microvariants) {
  const std::size_t n = 2 + below(rng, 12);
  Table table{.labels = {}, .frequencies = random_frequencies(rng, n)};
  std::size_t repeats = 5;
  while (table.labels.size() < n) {
    repeats += 1 + below(rng, 2);
    const bool micro = microvariants && below(rng, 4) == 0;
    table.labels.push_back(std::to_string(repeats) + (micro ? ".3" : ""));
  }
  for (std::size_t i = n - 1; i > 0; --i) std::swap(table.labels[i], table.labels[below(rng, i + 1)]);
  return table;
}

/// n additions of numbers that sum to 1, and one division each.
constexpr double kRounding = 1e-14;

void check_model(const Model& model, const Table& table) {
  const auto n = table.labels.size();
  const auto& p = table.frequencies;
  const auto m = must(genetics::mutation_matrix(model.spec, table.labels, p));
  REQUIRE(m.n_alleles() == n);
  double rate = 1;
  for (std::size_t i = 0; i < n; ++i) {
    double row_sum = 0;
    double next = 0;
    for (std::size_t j = 0; j < n; ++j) {
      CHECK(m(i, j) >= 0);
      if (model.is_reversible) CHECK(std::abs(p[i] * m(i, j) - p[j] * m(j, i)) < kRounding);
      row_sum += m(i, j);
      next += p[j] * m(j, i);
    }
    CHECK(std::abs(row_sum - 1) < kRounding);
    if (model.is_stationary) CHECK(std::abs(next - p[i]) < kRounding);
    rate -= p[i] * m(i, i);
  }
  if (model.keeps_rate) CHECK(rate == doctest::Approx(model.spec.rate).epsilon(1e-10));
  auto still = model.spec;
  still.rate = still.rate2 = 0;
  const auto identity = must(genetics::mutation_matrix(still, table.labels, table.frequencies));
  CHECK(identity == MutationMatrix::identity(n));
}

}  // namespace

TEST_CASE("every mutation model: rows sum to 1, nothing is negative, rate 0 is the identity, claims hold") {
  for (const auto& model : models()) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
      CAPTURE(model.name);
      CAPTURE(seed);
      Rng rng(seed);
      check_model(model, random_table(rng, model.takes_microvariants));
    }
  }
}

TEST_CASE("every stationary transform keeps the expected rate of the model it transforms") {
  for (const auto& model : models()) {
    if (!model.spec.stationary) continue;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
      CAPTURE(model.name);
      CAPTURE(seed);
      Rng rng(seed);
      const auto table = random_table(rng, true);
      const auto rate = [&](MutationSpec spec) {
        const auto m = must(genetics::mutation_matrix(spec, table.labels, table.frequencies));
        double sum = 0;
        for (std::size_t i = 0; i < m.n_alleles(); ++i) sum += table.frequencies[i] * (1 - m(i, i));
        return sum;
      };
      auto plain = model.spec;
      plain.stationary = false;
      CHECK(rate(model.spec) == doctest::Approx(rate(plain)).epsilon(1e-10));
    }
  }
}

TEST_CASE("every mutation model of visible alleles ignores what a silent allele takes, but for the proportional rate") {
  for (const auto& model : models()) {
    CAPTURE(model.name);
    Rng rng(3);
    auto table = random_table(rng, model.takes_microvariants);
    const auto m = must(genetics::mutation_matrix(model.spec, table.labels, table.frequencies));
    for (auto& frequency : table.frequencies) frequency *= 0.9;
    auto spec = model.spec;
    if (spec.kind == genetics::MutationKind::proportional) spec.rate *= 0.9;  // the silent allele's share never mutates
    const auto with_silent = must(genetics::mutation_matrix(spec, table.labels, table.frequencies));
    for (std::size_t k = 0; k < m.values().size(); ++k) {
      CHECK(std::abs(m.values()[k] - with_silent.values()[k]) < kRounding);
    }
  }
}

}  // namespace kith::testing
