// Closed forms of each model and what each refuses; the laws all models obey are in
// conformance/mutation_models_test.cpp.
#include "genetics/markers/mutation.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "support/builders.hpp"

namespace kith::genetics {
namespace {

using testing::must;
using Labels = std::vector<std::string>;
using Frequencies = std::vector<double>;

/// A few additions of numbers up to 1.
constexpr double kRounding = 1e-15;

void check_row(const MutationMatrix& matrix, std::size_t row, const std::vector<double>& expected) {
  REQUIRE(matrix.n_alleles() == expected.size());
  for (std::size_t j = 0; j < expected.size(); ++j) {
    CAPTURE(j);
    CHECK(matrix(row, j) == doctest::Approx(expected[j]).epsilon(kRounding * 10).scale(1));
  }
}

Errc refusal(const MutationSpec& spec, const Labels& labels, const Frequencies& frequencies) {
  const auto refused = mutation_matrix(spec, labels, frequencies);
  REQUIRE_FALSE(refused.ok());
  return refused.error().code;
}

}  // namespace

TEST_CASE("mutation: equal: every other allele receives R / (n - 1)") {
  const auto m = must(mutation_matrix({.kind = MutationKind::equal, .rate = 0.03},
                                      Labels{"9", "A", "11", "Rest allele"}, Frequencies{0.1, 0.2, 0.3, 0.4}));
  check_row(m, 1, {0.01, 0.97, 0.01, 0.01});
}

TEST_CASE("mutation: proportional: a p_j with a = R / sum p (1 - p)") {
  // sum p (1 - p) = .16 + .21 + .25 = .62
  const auto m = must(mutation_matrix({.kind = MutationKind::proportional, .rate = 0.062}, Labels{"9", "10", "11"},
                                      Frequencies{0.2, 0.3, 0.5}));
  check_row(m, 0, {1 - 0.1 * 0.8, 0.1 * 0.3, 0.1 * 0.5});
  check_row(m, 2, {0.1 * 0.2, 0.1 * 0.3, 1 - 0.1 * 0.5});
}

TEST_CASE("mutation: proportional: R is the rate over all alleles, the silent one included") {
  // Visible .8, f = (.25, .75): a = R / (.8 (2 * .25 * .75)) = R / .3, off the diagonal a f_j.
  const MutationSpec spec{.kind = MutationKind::proportional, .rate = 0.03};
  const auto m = must(mutation_matrix(spec, Labels{"9", "10"}, Frequencies{0.2, 0.6}));
  check_row(m, 0, {1 - 0.075, 0.075});
  check_row(m, 1, {0.025, 1 - 0.025});
  // .2 * .075 + .6 * .025 = R; from 9 at most 1 mutates: R = .3 / .75 is the limit.
  const MutationSpec beyond{.kind = MutationKind::proportional, .rate = 0.41};
  CHECK_FALSE(mutation_matrix(beyond, Labels{"9", "10"}, Frequencies{0.2, 0.6}).ok());
}

TEST_CASE("mutation: one-step: R is shared by the alleles present exactly one repeat away") {
  const auto m = must(mutation_matrix({.kind = MutationKind::one_step, .rate = 0.01},
                                      Labels{"9", "9.3", "10", "11", "13"}, Frequencies{0.2, 0.2, 0.2, 0.2, 0.2}));
  check_row(m, 0, {0.99, 0, 0.01, 0, 0});
  check_row(m, 1, {0, 1, 0, 0, 0});
  check_row(m, 2, {0.005, 0, 0.99, 0.005, 0});
  check_row(m, 4, {0, 0, 0, 0, 1});
}

TEST_CASE("mutation: stepwise: r^steps within the group, R2 over all others") {
  const MutationSpec spec{.kind = MutationKind::stepwise, .rate = 0.01, .rate2 = 0.0002, .range = 0.1};
  const Labels labels{"9", "9.3", "10", "10.3", "12"};
  const auto m = must(mutation_matrix(spec, labels, Frequencies{0.2, 0.2, 0.2, 0.2, 0.2}));
  // From 10: 9 is one step away, 12 two.
  check_row(m, 2, {0.01 * 0.1 / 0.11, 0.0001, 1 - 0.0102, 0.0001, 0.01 * 0.01 / 0.11});
  check_row(m, 1, {0.0002 / 3, 1 - 0.0102, 0.0002 / 3, 0.01, 0.0002 / 3});

  SUBCASE("an allele alone in its group mutates with R2 only") {
    const auto alone = must(mutation_matrix(spec, Labels{"9", "10", "10.2"}, Frequencies{0.3, 0.3, 0.4}));
    check_row(alone, 2, {0.0001, 0.0001, 1 - 0.0002});
  }
  SUBCASE("without another group R2 has no receiver") {
    const auto whole = must(mutation_matrix(spec, Labels{"9", "10"}, Frequencies{0.5, 0.5}));
    check_row(whole, 0, {0.99, 0.01});
  }
  SUBCASE("distant alleles do not underflow") {
    const MutationSpec far{.kind = MutationKind::stepwise, .rate = 0.01, .range = 1e-6};
    const auto spread = must(mutation_matrix(far, Labels{"5", "105", "106"}, Frequencies{0.3, 0.3, 0.4}));
    CHECK(spread(0, 1) == doctest::Approx(0.01 / (1 + 1e-6)).epsilon(1e-12));
  }
}

TEST_CASE("mutation: dawid: R / p_i (1 - r) / (2 r (n - a)) r^|i - j|, a = (1 - r^n) / (1 - r)") {
  constexpr double R = 0.004;
  constexpr double r = 0.5;
  constexpr double a = (1 - r * r * r) / (1 - r);
  constexpr double c = (1 - r) / (2 * r * (3 - a));
  const MutationSpec spec{.kind = MutationKind::dawid, .rate = R, .range = r};
  const auto m = must(mutation_matrix(spec, Labels{"9", "10", "11"}, Frequencies{0.2, 0.3, 0.5}));
  check_row(m, 0, {1 - R / 0.2 * c * (r + r * r), R / 0.2 * c * r, R / 0.2 * c * r * r});
  check_row(m, 1, {R / 0.3 * c * r, 1 - R / 0.3 * c * 2 * r, R / 0.3 * c * r});

  SUBCASE("steps count ranks, whatever the order of the list and the gaps in it") {
    const auto shuffled = must(mutation_matrix(spec, Labels{"30", "9", "12"}, Frequencies{0.5, 0.2, 0.3}));
    check_row(shuffled, 1, {m(0, 2), m(0, 0), m(0, 1)});
  }
}

TEST_CASE("mutation: a custom matrix is taken as it is") {
  const MutationMatrix given(2, {0.9, 0.1, 0.25, 0.75});
  const auto m = must(
      mutation_matrix({.kind = MutationKind::custom, .matrix = given}, Labels{"A", "C"}, Frequencies{0.5, 0.5}));
  CHECK(m == given);
}

TEST_CASE("mutation: a single allele never mutates") {
  for (const auto kind : {MutationKind::equal, MutationKind::proportional, MutationKind::one_step,
                          MutationKind::stepwise, MutationKind::dawid}) {
    const auto m = must(mutation_matrix({.kind = kind, .rate = 0.1}, Labels{"9"}, Frequencies{1}));
    CHECK(m == MutationMatrix::identity(1));
  }
}

TEST_CASE("mutation: what is refused, and why") {
  const Labels labels{"9", "10", "11"};
  const Frequencies p{0.01, 0.3, 0.69};
  for (const double rate : {-0.1, 1.5, std::nan("")}) {
    CHECK(refusal({.kind = MutationKind::equal, .rate = rate}, labels, p) == Errc::mutation_rate_out_of_range);
  }
  CHECK(refusal({.kind = MutationKind::proportional, .rate = 0.9}, labels, p) == Errc::mutation_rate_out_of_range);
  CHECK(refusal({.kind = MutationKind::dawid, .rate = 0.1}, labels, p) == Errc::mutation_rate_out_of_range);
  CHECK(refusal({.kind = MutationKind::stepwise, .rate = 0.9, .rate2 = 0.2}, labels, p) ==
        Errc::mutation_rate_out_of_range);
  for (const double range : {0.0, -1.0, std::nan("")}) {
    CHECK(refusal({.kind = MutationKind::stepwise, .rate = 0.01, .range = range}, labels, p) == Errc::bad_parameter);
  }
  for (const auto kind : {MutationKind::one_step, MutationKind::stepwise, MutationKind::dawid}) {
    for (const auto* label : {"Rest allele", "<8", "X"}) {
      const auto refused = mutation_matrix({.kind = kind, .rate = 0.001}, Labels{"9", "10", label}, p);
      REQUIRE_FALSE(refused.ok());
      CHECK(refused.error().code == Errc::bad_allele_label);
      CHECK(refused.error().message.find("'" + std::string(label) + "'") != std::string::npos);
    }
  }
  CHECK(refusal({.kind = MutationKind::dawid, .rate = 0.001}, {"9", "9.3", "10"}, p) == Errc::bad_allele_label);
}

TEST_CASE("mutation: the largest admissible rate that a refusal names is admissible, and no larger one is") {
  const Labels labels{"9", "10", "11"};
  const Frequencies p{0.01, 0.3, 0.69};
  for (const auto kind : {MutationKind::proportional, MutationKind::dawid}) {
    CAPTURE(to_string(kind));
    const auto refused = mutation_matrix({.kind = kind, .rate = 1}, labels, p);
    REQUIRE_FALSE(refused.ok());
    const auto& message = refused.error().message;
    const double largest = std::stod(message.substr(message.rfind(' ')));
    CHECK(mutation_matrix({.kind = kind, .rate = largest * (1 - 1e-5)}, labels, p).ok());
    CHECK_FALSE(mutation_matrix({.kind = kind, .rate = largest * (1 + 1e-5)}, labels, p).ok());
  }
}

TEST_CASE("mutation: custom matrices that are none") {
  const Labels labels{"9", "10"};
  const Frequencies p{0.5, 0.5};
  MutationMatrix matrix(2, {0.9, 0.1, 0.2, 0.7});
  CHECK(refusal({.kind = MutationKind::custom, .matrix = matrix}, labels, p) == Errc::mutation_matrix_malformed);
  matrix = {2, {1.1, -0.1, 0, 1}};
  CHECK(refusal({.kind = MutationKind::custom, .matrix = matrix}, labels, p) == Errc::mutation_matrix_malformed);
  CHECK(refusal({.kind = MutationKind::custom, .matrix = MutationMatrix::identity(3)}, labels, p) ==
        Errc::mutation_matrix_malformed);
}

TEST_CASE("mutation: names of the models, there and back") {
  for (const auto kind : {MutationKind::none, MutationKind::equal, MutationKind::proportional, MutationKind::one_step,
                          MutationKind::stepwise, MutationKind::dawid, MutationKind::custom}) {
    CHECK(must(parse_mutation_kind(to_string(kind))) == kind);
  }
  const auto unknown = parse_mutation_kind("random");
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().code == Errc::bad_value);
}

}  // namespace kith::genetics
