#include "genetics/markers/panel.hpp"

#include <doctest/doctest.h>

#include "support/builders.hpp"

namespace kith::genetics {

TEST_CASE("dictionary: each distinct observation has one code; the untyped one has 0") {
  ObservationDictionary dictionary;
  CHECK(dictionary.intern(Observation::untyped()) == kUntyped);
  const auto first = dictionary.intern(Observation::genotype(0, 1));
  const auto second = dictionary.intern(Observation::genotype(0, 0));
  CHECK(first == 1);
  CHECK(second == 2);
  CHECK(dictionary.intern(Observation::genotype(1, 0)) == first);
  CHECK(dictionary.size() == 3);
  CHECK(dictionary[second] == Observation::genotype(0, 0));
}

TEST_CASE("panel: markers are found by any of their names; short profiles are untyped where they end") {
  Panel panel;
  for (const auto* name : {"vWA", "Penta D"}) {
    auto spec = testing::marker_spec({0.5, 0.5});
    spec.name = name;
    panel.markers.push_back(testing::must(Marker::make(spec)));
    panel.dictionaries.emplace_back();
  }
  CHECK(panel.find("Penta D") == 1);
  CHECK(panel.find("PENTA_D") == 1);
  CHECK(panel.find("VWA") == 0);
  CHECK(panel.find("TH01") == kNoLocus);

  const auto code = panel.dictionaries[0].intern(Observation::genotype(0, 1));
  const Profile profile{code};
  CHECK(panel.observed(profile, 0) == Observation::genotype(0, 1));
  CHECK(panel.observed(profile, 1).is_untyped());
}

}  // namespace kith::genetics
