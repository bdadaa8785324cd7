// Linkage of reported pairs: where no phase can show there is no correction; elsewhere it is the two-locus
// likelihood's.
#include "inference/pairs/linkage.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "pedigree/elimination/workspace.hpp"
#include "pedigree/linked/linked_likelihood.hpp"
#include "support/random_family.hpp"

namespace kith::testing {
namespace {

using genetics::Observation;

matching::Case two_markers(const Family& people, std::string_view target) {
  matching::Case the_case;
  for (const char* name : {"vWA", "D12S391"}) {
    auto spec = marker_spec({0.2, 0.3, 0.5});
    spec.name = name;
    the_case.panel.markers.push_back(must(genetics::Marker::make(spec)));
    the_case.panel.dictionaries.emplace_back();
  }
  auto pedigree = pedigree_of(people);
  const auto person = pedigree.find(target);
  matching::Family family{.id = "F1", .pedigree = pedigree, .profiles = {}, .roles = {}};
  family.profiles.resize(pedigree.size());
  family.roles.resize(pedigree.size());
  the_case.families.push_back(std::move(family));
  the_case.missing.push_back({.id = std::string(target), .family = 0, .person = person});
  return the_case;
}

genetics::Profile profile(matching::Case& the_case, const Observation& first, const Observation& second) {
  return {the_case.panel.dictionaries[0].intern(first), the_case.panel.dictionaries[1].intern(second)};
}

void type(matching::Case& the_case, std::string_view id, const Observation& first, const Observation& second) {
  auto& family = the_case.families.front();
  family.profiles[static_cast<std::size_t>(family.pedigree.find(id))] = profile(the_case, first, second);
}

std::vector<inference::LinkageScore> scores(matching::Case& the_case, const Observation& first,
                                            const Observation& second) {
  the_case.remains = {{.id = "R1", .profile = profile(the_case, first, second)}};
  const auto loci = inference::find_linked_loci(the_case.panel);
  REQUIRE(loci.size() == 1);
  const matching::PairScore pair{0, 0, 1.0};
  return inference::score_linkage(the_case, loci, {&pair, 1}, 1);
}

}  // namespace

TEST_CASE("linkage: a child of two typed parents needs no correction") {
  auto the_case = two_markers(trio(), "C");
  type(the_case, "F", g(0, 1), g(1, 2));
  type(the_case, "M", g(0, 2), g(0, 0));
  CHECK(scores(the_case, g(0, 0), g(0, 1)).empty());
}

TEST_CASE("linkage: pairs with theta are told apart from those that are computed") {
  auto the_case = two_markers(trio(), "C");
  CHECK(inference::find_linked_loci(the_case.panel, true).empty());
  auto spec = the_case.panel.markers[1].spec();
  spec.theta = 0.01;
  the_case.panel.markers[1] = must(genetics::Marker::make(spec));
  CHECK(inference::find_linked_loci(the_case.panel).empty());
  CHECK(inference::find_linked_loci(the_case.panel, true).size() == 1);
}

TEST_CASE("linkage: a full sibling, against the sum over agreements of the parents' choices") {
  // Brother and remains both 0/0 at both loci, p = 0.2: the two-locus sum of
  // tests/pedigree/linked/linked_likelihood_test.cpp over the product of the single loci ((p + p^2) / 2)^2 each.
  const double p = 0.2;
  const double r = 0.089;
  auto the_case = two_markers(siblings(2), "C1");
  type(the_case, "C2", g(0, 0), g(0, 0));
  const auto found = scores(the_case, g(0, 0), g(0, 0));
  REQUIRE(found.size() == 1);
  const double agree = (1 - r) * (1 - r) + r * r;
  const double parent = 0.5 * (agree * p * p + (1 - agree) * p * p * p) +
                        0.5 * (agree * p * p * p * p + (1 - agree) * p * p * p);
  const double alone = (p + p * p) / 2;
  CHECK(found[0].log10_correction == doctest::Approx(2 * std::log10(parent / (alone * alone))).epsilon(1e-10));
}

TEST_CASE("linkage: remains typed at one locus only, by what two siblings show at the other") {
  // The father is 2/2. At B the mother hands 0 to one sibling and 1 to the other: two choices. At A both siblings have
  // her 0: two choices (probability D, both her alleles are 0) or one. The remains show 0/2 at A and nothing at B.
  const double p = 0.2;
  const double r = 0.089;
  auto the_case = two_markers(siblings(3), "C1");
  type(the_case, "F", g(2, 2), g(2, 2));
  type(the_case, "C2", g(0, 2), g(0, 2));
  type(the_case, "C3", g(0, 2), g(1, 2));
  const auto found = scores(the_case, g(0, 2), Observation{});
  REQUIRE(found.size() == 1);
  const auto ratio = [&](double differ) {
    const double with_remains = differ * p * p + (1 - differ) * p * (1 + p) / 2;
    return with_remains / (differ * p * p + (1 - differ) * p);
  };
  const double linked = ratio((1 - r) * (1 - r) + r * r);
  CHECK(found[0].log10_correction == doctest::Approx(std::log10(linked / ratio(0.5))).epsilon(1e-10));
  CHECK(scores(the_case, Observation{}, Observation{}).empty());
}

TEST_CASE("linkage: a partial sample of the missing person, by the sum over his genotypes") {
  auto the_case = two_markers(siblings(2), "C1");
  type(the_case, "C2", g(0, 1), g(1, 2));
  type(the_case, "C1", Observation::partial(0), Observation::partial(1));  // what is left of a milk tooth
  const auto& markers = the_case.panel.markers;
  const auto pedigree = the_case.families.front().pedigree;
  const auto loci = inference::find_linked_loci(the_case.panel);
  pedigree::Workspace workspace;
  // ln of L_AB / (L_A L_B), each summed over the genotypes of C1 that contain these alleles.
  const auto log_ratio = [&](const std::vector<genetics::AlleleIndex>& at_first,
                             const std::vector<genetics::AlleleIndex>& at_second) {
    double together = 0, first = 0, second = 0;
    const auto contains_all = [](const std::vector<genetics::AlleleIndex>& needed, genetics::AlleleIndex x,
                                 genetics::AlleleIndex y) {
      return std::all_of(needed.begin(), needed.end(), [&](auto a) { return a == x || a == y; });
    };
    std::array<std::vector<Observation>, 2> fits;
    for (genetics::AlleleIndex x = 0; x < 3; ++x) {
      for (genetics::AlleleIndex y = x; y < 3; ++y) {
        if (contains_all(at_first, x, y)) fits[0].push_back(g(x, y));
        if (contains_all(at_second, x, y)) fits[1].push_back(g(x, y));
      }
    }
    Typing typing_first(pedigree), typing_second(pedigree);
    typing_first.set("C2", g(0, 1));
    typing_second.set("C2", g(1, 2));
    for (const auto& a : fits[0]) {
      typing_first.set("C1", a);
      first += std::exp(must(pedigree::log_likelihood(markers[0], pedigree, typing_first.pointers(), workspace)));
      for (const auto& b : fits[1]) {
        typing_second.set("C1", b);
        together += std::exp(
            must(pedigree::linked_log_likelihood({markers[0], markers[1], loci[0].recombination}, pedigree,
                                                 {typing_first.pointers(), typing_second.pointers()}, workspace)));
      }
    }
    for (const auto& b : fits[1]) {
      typing_second.set("C1", b);
      second += std::exp(must(pedigree::log_likelihood(markers[1], pedigree, typing_second.pointers(), workspace)));
    }
    return std::log(together / (first * second));
  };
  const double family = log_ratio({0}, {1});
  for (const genetics::AlleleIndex seen : {genetics::AlleleIndex{0}, genetics::AlleleIndex{2}}) {
    const auto found = scores(the_case, Observation::partial(seen), g(1, 2));
    REQUIRE(found.size() == 1);
    const double expected = (log_ratio({0, seen}, {1, 2}) - family) / std::log(10.0);
    CHECK(found[0].log10_correction == doctest::Approx(expected).epsilon(1e-10));
  }
}

TEST_CASE("linkage: many remains at once have the corrections that each has alone, by the definition") {
  Rng rng(11);
  std::size_t n_corrected = 0;
  for (int round = 0; round < 60; ++round) {
    const auto people = random_family(rng, 4 + below(rng, 4));
    const auto pedigree = pedigree_of(people);
    const auto person = static_cast<pedigree::PersonIndex>(below(rng, pedigree.n_named()));
    auto the_case = two_markers(people, pedigree.id(person));
    const auto& markers = the_case.panel.markers;
    Typing at_first = random_typing(rng, markers[0], pedigree);
    Typing at_second = random_typing(rng, markers[1], pedigree);
    for (std::size_t i = 0; i < pedigree.n_named(); ++i) {
      const auto one = static_cast<pedigree::PersonIndex>(i);
      if (one != person) type(the_case, pedigree.id(one), at_first.of(one), at_second.of(one));
    }
    std::vector<matching::PairScore> pairs;
    for (std::uint32_t k = 0; k < 8; ++k) {
      const TypingOptions lossy{.typed = 0.8, .dropout = k % 2 == 0 ? 0.0 : 0.3};
      const auto first = random_typing(rng, markers[0], pedigree, lossy).of(person);
      const auto second = random_typing(rng, markers[1], pedigree, lossy).of(person);
      the_case.remains.push_back({.id = "R" + std::to_string(k), .profile = profile(the_case, first, second)});
      pairs.push_back({k, 0, 1.0});
    }
    const auto loci = inference::find_linked_loci(the_case.panel);
    std::vector<double> corrections(pairs.size(), 0.0);
    for (const auto& score : inference::score_linkage(the_case, loci, pairs, 2)) {
      CHECK_FALSE(score.too_costly);
      corrections[score.pair] = score.log10_correction;
    }
    const auto log_ratio = [&](const Observation& first, const Observation& second) {
      at_first.set(person, first);
      at_second.set(person, second);
      pedigree::Workspace workspace;
      const auto seen_first = at_first.pointers();
      const auto seen_second = at_second.pointers();
      return must(pedigree::linked_log_likelihood({markers[0], markers[1], loci[0].recombination}, pedigree,
                                                  {seen_first, seen_second}, workspace)) -
             must(pedigree::log_likelihood(markers[0], pedigree, seen_first, workspace)) -
             must(pedigree::log_likelihood(markers[1], pedigree, seen_second, workspace));
    };
    const double family = log_ratio({}, {});
    for (const auto& pair : pairs) {
      CAPTURE(round);
      CAPTURE(pair.remains);
      const auto& shown = the_case.remains[pair.remains].profile;
      const double related = log_ratio(the_case.panel.observed(shown, 0), the_case.panel.observed(shown, 1));
      const double expected = std::isfinite(related - family) ? (related - family) / std::log(10.0) : 0.0;
      CHECK(corrections[pair.remains] == doctest::Approx(expected).epsilon(1e-10).scale(1));
      const auto alone = inference::score_linkage(the_case, loci, {&pair, 1}, 1);
      CHECK(corrections[pair.remains] ==
            doctest::Approx(alone.empty() ? 0.0 : alone[0].log10_correction).epsilon(1e-10).scale(1));
      n_corrected += corrections[pair.remains] != 0 ? 1U : 0U;
    }
  }
  CHECK(n_corrected > 50);
}

TEST_CASE("linkage: corrected pairs are sorted anew, with their details") {
  matching::MatchResult result;
  result.pairs = {{0, 0, 5.0}, {1, 1, 4.5}};
  std::vector<inference::PairDetail> details(2);
  details[0].compared = 1;
  details[1].compared = 2;
  const inference::LinkageScore score{0, 0, -1.0};
  inference::apply_linkage({&score, 1}, result, details);
  CHECK(result.pairs[0] == matching::PairScore{1, 1, 4.5});
  CHECK(result.pairs[1] == matching::PairScore{0, 0, 4.0});
  CHECK(details[0].compared == 2);
  CHECK(details[1].linkage == -1.0);
}

TEST_CASE("linkage: where it is said that none can show, two loci are the product of one each, in random families") {
  Rng rng(7);
  std::size_t n_silent = 0;
  std::size_t n_shown = 0;
  for (int round = 0; round < 400; ++round) {
    const auto people = random_family(rng, 3 + below(rng, 4));
    const auto pedigree = pedigree_of(people);
    const auto target = pedigree.id(static_cast<pedigree::PersonIndex>(below(rng, pedigree.n_named())));
    auto the_case = two_markers(people, target);
    const auto first = random_typing(rng, the_case.panel.markers[0], pedigree);
    const auto second = random_typing(rng, the_case.panel.markers[1], pedigree);
    for (std::size_t i = 0; i < pedigree.n_named(); ++i) {
      const auto person = static_cast<pedigree::PersonIndex>(i);
      if (pedigree.id(person) != target) type(the_case, pedigree.id(person), first.of(person), second.of(person));
    }
    const auto loci = inference::find_linked_loci(the_case.panel);
    Typing at_first = first;
    Typing at_second = second;
    at_first.set(target, g(0, 1));
    at_second.set(target, g(1, 2));
    pedigree::Workspace workspace;
    const auto single_first = pedigree::log_likelihood(the_case.panel.markers[0], pedigree, at_first.pointers(),
                                                       workspace);
    const auto single_second = pedigree::log_likelihood(the_case.panel.markers[1], pedigree, at_second.pointers(),
                                                        workspace);
    const auto together = pedigree::linked_log_likelihood(
        {the_case.panel.markers[0], the_case.panel.markers[1], loci[0].recombination}, pedigree,
        {at_first.pointers(), at_second.pointers()}, workspace);
    const double product = must(single_first) + must(single_second);
    if (!std::isfinite(product)) continue;
    const bool differs = std::abs(must(together) - product) > 1e-9;
    CAPTURE(round);
    if (!inference::linkage_can_show(the_case, loci[0], 0)) {
      CHECK_FALSE(differs);
      ++n_silent;
    }
    n_shown += differs ? 1U : 0U;
  }
  CHECK(n_silent > 10);
  CHECK(n_shown > 10);
}

}  // namespace kith::testing
