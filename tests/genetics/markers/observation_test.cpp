#include "genetics/markers/observation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "support/builders.hpp"
#include "support/property.hpp"

namespace kith::genetics {
namespace {

using testing::g;
using testing::must;

constexpr double d = 0.2;    // dropout
constexpr double d2 = 0.06;  // dropout of a homozygote
constexpr double c = 0.1;    // drop-in
const std::vector<double> kFrequencies{0.1, 0.2, 0.3, 0.3};
constexpr AlleleIndex kSilent = 4;

Marker marker_with_silent() {
  auto spec = testing::marker_spec(kFrequencies);
  spec.silent_frequency = 0.1;
  return must(Marker::make(spec));
}

Observation seen(std::vector<AlleleIndex> alleles, DropModel model) {
  return {.replicates = {{.seen = std::move(alleles), .model = model}}};
}

doctest::Approx about(double value) { return doctest::Approx(value).epsilon(1e-13).scale(1e-6); }

/// Every set of at most `largest` visible alleles.
std::vector<std::vector<AlleleIndex>> all_sets(std::size_t n, int largest) {
  std::vector<std::vector<AlleleIndex>> sets;
  for (unsigned mask = 0; mask < 1U << n; ++mask) {
    std::vector<AlleleIndex> set;
    for (std::size_t i = 0; i < n; ++i) {
      if ((mask >> i & 1) != 0) set.push_back(static_cast<AlleleIndex>(i));
    }
    if (static_cast<int>(set.size()) <= largest) sets.push_back(set);
  }
  return sets;
}

}  // namespace

TEST_CASE("observation: without loss, a/b fits a/b alone") {
  const auto m = testing::marker(kFrequencies.size() == 4 ? std::vector<double>{0.1, 0.2, 0.3, 0.4} : kFrequencies);
  CHECK(probability(g(2, 0), 0, 2, m) == 1);
  CHECK(probability(g(0, 2), 0, 1, m) == 0);
  CHECK(probability(g(0, 0), 0, 0, m) == 1);
  CHECK(probability(g(0, 0), 0, 1, m) == 0);
  CHECK(probability(Observation::untyped(), 0, 1, m) == 1);
}

TEST_CASE("observation: one visible allele stands for the homozygote or for a silent partner") {
  const auto m = marker_with_silent();
  CHECK(probability(g(1, 1), 1, 1, m) == 1);
  CHECK(probability(g(1, 1), 1, kSilent, m) == 1);
  CHECK(probability(g(1, 1), kSilent, kSilent, m) == 0);
  CHECK(probability(g(0, 1), 1, kSilent, m) == 0);
}

TEST_CASE("observation: a partial genotype fits every genotype with that allele") {
  const auto m = marker_with_silent();
  const auto partial = Observation::partial(1);
  CHECK(compatible_genotypes(partial, m).size() == m.n_alleles());
  CHECK(probability(partial, 0, 1, m) == 1);
  CHECK(probability(partial, 1, kSilent, m) == 1);
  CHECK(probability(partial, 0, 2, m) == 0);
  CHECK(compatible_genotypes(partial, m, true).size() == 1);
}

TEST_CASE("observation: dropout of each kind of genotype") {
  const auto m = marker_with_silent();
  const DropModel model{.dropout = d, .dropout_homozygote = d2};
  CHECK(probability(seen({0, 1}, model), 0, 1, m) == about((1 - d) * (1 - d)));
  CHECK(probability(seen({0}, model), 0, 1, m) == about(d * (1 - d)));
  CHECK(probability(seen({}, model), 0, 1, m) == about(d * d));
  CHECK(probability(seen({0}, model), 0, 0, m) == about(1 - d2));
  CHECK(probability(seen({}, model), 0, 0, m) == about(d2));
  CHECK(probability(seen({0}, model), 0, kSilent, m) == about(1 - d));
  CHECK(probability(seen({0}, model), 0, 0, m, true) == about(1 - d));
  CHECK(probability(seen({}, model), 0, 0, m, true) == about(d));
  CHECK(probability(seen({}, model), kSilent, kSilent, m) == 1);
  CHECK(probability(seen({0, 2}, model), 0, 1, m) == 0);
}

TEST_CASE("observation: a foreign allele is drawn from the visible population and may be masked") {
  const auto m = marker_with_silent();  // visible frequencies are 1/9, 2/9, 3/9, 3/9
  const DropModel model{.drop_in = c};
  CHECK(probability(seen({0, 1}, model), 0, 1, m) == about(1 - c + c * (0.1 + 0.2) / 0.9));
  CHECK(probability(seen({0, 1, 2}, model), 0, 1, m) == about(c * 0.3 / 0.9));
  CHECK(probability(seen({0, 1}, model), 0, 0, m) == about(c * 0.2 / 0.9));
  CHECK(probability(seen({0, 1, 2, 3}, model), 0, 1, m) == 0);
  CHECK(probability(seen({1}, model), kSilent, kSilent, m) == about(c * 0.2 / 0.9));
}

TEST_CASE("observation: replicates multiply, each with its own model") {
  const auto m = marker_with_silent();
  const Observation twice{
      .replicates = {{.seen = {0}, .model = {.dropout = d, .dropout_homozygote = d2}}, {.seen = {0, 1}, .model = {}}}};
  CHECK(probability(twice, 0, 1, m) == about(d * (1 - d)));
  CHECK(probability(twice, 0, 0, m) == 0);
  const auto fitting = compatible_genotypes(twice, m);
  REQUIRE(fitting.size() == 1);
  CHECK(fitting.front().x == 0);
  CHECK(fitting.front().y == 1);
}

TEST_CASE("observation: two of one person multiply, partial ones too") {
  const auto m = marker_with_silent();
  const DropModel lossy{.dropout = d, .dropout_homozygote = d2, .drop_in = c};
  const std::vector<Observation> all{Observation::untyped(),
                                     Observation::partial(0),
                                     Observation::partial(2),
                                     g(0, 2),
                                     g(1, 1),
                                     {.replicates = {{{0}, lossy}, {{0, 1}, lossy}}},
                                     {.replicates = {{{0}, lossy}}, .certain_allele = 1}};
  for (const auto& a : all) {
    for (const auto& b : all) {
      for (AlleleIndex x = 0; x < m.n_alleles(); ++x) {
        for (AlleleIndex y = x; y < m.n_alleles(); ++y) {
          CHECK(probability(joined(a, b), x, y, m) == about(probability(a, x, y, m) * probability(b, x, y, m)));
        }
      }
    }
  }
}

TEST_CASE("observation: of every genotype, the probabilities of all that can be seen sum to 1") {
  const auto m = marker_with_silent();
  testing::check_law([&](std::uint16_t x_raw, std::uint16_t y_raw, bool hemizygous) {
    const auto unit = [](int percent) { return percent / 100.0; };
    const DropModel model{unit(*rc::gen::inRange(0, 100)), unit(*rc::gen::inRange(0, 100)),
                          unit(*rc::gen::inRange(0, 100))};
    const auto x = static_cast<AlleleIndex>(x_raw % m.n_alleles());
    const auto y = hemizygous ? x : static_cast<AlleleIndex>(y_raw % m.n_alleles());
    double sum = 0;
    for (const auto& set : all_sets(m.n_visible(), 3)) sum += probability(seen(set, model), x, y, m, hemizygous);
    RC_ASSERT(std::abs(sum - 1) < 1e-13);
  });
}

TEST_CASE("observation: compatible_genotypes lists exactly the genotypes of probability > 0, in order") {
  const auto m = marker_with_silent();
  testing::check_law(
      [&](bool hemizygous, bool with_certain) {
        Observation observation;
        const auto sets = all_sets(m.n_visible(), 3);
        const int n_replicates = *rc::gen::inRange(with_certain ? 0 : 1, 3);
        for (int i = 0; i < n_replicates; ++i) {
          const auto& set = sets[*rc::gen::inRange<std::size_t>(0, sets.size())];
          const DropModel model{*rc::gen::element(0.0, d), *rc::gen::element(0.0, d2), *rc::gen::element(0.0, c)};
          observation.replicates.push_back({set, model});
        }
        if (with_certain) observation.certain_allele = *rc::gen::inRange<AlleleIndex>(0, 4);
        const auto listed = compatible_genotypes(observation, m, hemizygous);
        auto next = listed.begin();
        for (AlleleIndex x = 0; x < m.n_alleles(); ++x) {
          for (AlleleIndex y = x; y < (hemizygous ? x + 1 : static_cast<int>(m.n_alleles())); ++y) {
            const double weight = probability(observation, x, y, m, hemizygous);
            if (weight == 0) continue;
            RC_ASSERT(next != listed.end());
            RC_ASSERT(next->x == x);
            RC_ASSERT(next->y == y);
            RC_ASSERT(next->weight == weight);
            ++next;
          }
        }
        RC_ASSERT(next == listed.end());
      },
      1000);
}

TEST_CASE("observation: an allele the marker does not have is a bug of the caller") {
  const auto m = testing::marker({0.5, 0.5});
  CHECK_THROWS_AS((void)compatible_genotypes(g(0, 2), m), InternalError);
  CHECK_THROWS_AS((void)compatible_genotypes(Observation::untyped(), m), InternalError);
}

TEST_CASE("observation: equal observations have equal hashes") {
  CHECK(g(0, 1) == g(1, 0));
  CHECK(ObservationHash{}(g(0, 1)) == ObservationHash{}(g(1, 0)));
  CHECK(g(0, 0) != g(0, 1));
  CHECK(Observation::partial(0) != g(0, 0));
  CHECK(seen({0}, {.dropout = d}) != seen({0}, {}));
}

}  // namespace kith::genetics
