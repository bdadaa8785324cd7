// Linkage of reported pairs: where no phase can show there is no correction; elsewhere it is the two-locus likelihood's.
#include "inference/linkage.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "support/builders.hpp"

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

TEST_CASE("linkage: a full sibling, against the sum over agreements of the parents' choices") {
  // Brother and remains both 0/0 at both loci, p = 0.2: the two-locus sum of tests/pedigree/linked_likelihood_test.cpp over
  // the product of the single loci ((p + p^2) / 2)^2 each.
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

}  // namespace kith::testing
