#include "attributes/place/place_model.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "support/property.hpp"

using namespace kith::attributes;

namespace {

constexpr double kExact = 1e-12;  // a handful of double operations

Date day(int n) { return Date(std::chrono::days(n)); }

PlaceTables tables(std::uint32_t n_events, std::uint32_t n_sites) {
  PlaceTables result;
  for (std::uint32_t e = 0; e < n_events; ++e) result.events.push_back({.id = "E" + std::to_string(e)});
  for (std::uint32_t s = 0; s < n_sites; ++s) result.sites.push_back({.id = "S" + std::to_string(s)});
  return result;
}

PlaceReport of_event(std::uint32_t event) { return {.event = event}; }
PlaceFinding at_site(std::uint32_t site) { return {.site = site}; }

}  // namespace

TEST_CASE("Distances on the sphere") {
  CHECK(great_circle_km({0, 0}, {0, 0}) == 0.0);
  // A quarter of a great circle, and one degree of the equator.
  CHECK(great_circle_km({0, 0}, {90, 0}) == doctest::Approx(6371.0088 * std::acos(-1) / 2).epsilon(kExact));
  CHECK(great_circle_km({0, 179.5}, {0, -179.5}) == doctest::Approx(6371.0088 * std::acos(-1) / 180).epsilon(1e-9));
  // Baku to Khankendi: about 270 km on any map.
  CHECK(great_circle_km({40.4093, 49.8671}, {39.8265, 46.7656}) == doctest::Approx(271).epsilon(0.03));
}

TEST_CASE("A firm link between one of 29 events and one of 29 sites is worth log10 29") {
  PlaceTables places = tables(29, 29);
  std::vector<PlaceReport> reports;
  std::vector<PlaceFinding> findings;
  for (std::uint32_t i = 0; i < 29; ++i) {
    places.event_sites.push_back({i, i, 1'000'000'000});
    reports.push_back(of_event(i));
    findings.push_back(at_site(i));
  }
  const PlaceModel model(places, reports, findings, {});
  CHECK(std::log10(model.likelihood_ratio(3, model.row_of(3))) == doctest::Approx(1.462398).epsilon(1e-6));
  CHECK(model.likelihood_ratio(3, model.row_of(4)) < 1e-6);
  CHECK(model.likelihood_ratio(3, 0) == 1.0);
}

TEST_CASE("The numbers by hand: two events, two sites") {
  // Remains: 3 at S0, 1 at S1, half a remains added: pi = 3.5/5, 1.5/5 = 0.7, 0.3.
  // Event 0: 4 identified at S0. P(S0 | E0) = (4 + 2 * 0.7) / 6 = 0.9, P(S1 | E0) = 0.1. Event 1: nothing, so pi.
  // Three of four reports are of event 0: P(S0) = 0.75 * 0.9 + 0.25 * 0.7 = 0.85, P(S1) = 0.15.
  PlaceTables places = tables(2, 2);
  places.event_sites.push_back({0, 0, 4});
  const std::vector<PlaceReport> reports{of_event(0), of_event(0), of_event(0), of_event(1), {}};
  const std::vector<PlaceFinding> findings{at_site(0), at_site(0), at_site(0), at_site(1), {}};
  const PlaceModel model(places, reports, findings, {.alpha = 2, .remains_weight = 1});
  CHECK(model.site_probability(0, 0) == doctest::Approx(0.9).epsilon(kExact));
  CHECK(model.likelihood_ratio(0, model.row_of(0)) == doctest::Approx(0.9 / 0.85).epsilon(kExact));
  CHECK(model.likelihood_ratio(0, model.row_of(3)) == doctest::Approx(0.1 / 0.15).epsilon(kExact));
  CHECK(model.likelihood_ratio(3, model.row_of(0)) == doctest::Approx(0.7 / 0.85).epsilon(kExact));
  CHECK(model.row_of(4) == 0);
  CHECK(model.likelihood_ratio(4, model.row_of(0)) == 1.0);
  CHECK(model.counts(0, 0) == std::pair<double, double>(4, 4));
}

TEST_CASE("A report of a day alone may be of any event") {
  // P(S0 | E0) = (4 + 2 / 2) / 6, both sites alike; the report without event has the mean over the placed ones, so that
  // its site says nothing.
  PlaceTables places = tables(1, 2);
  places.event_sites.push_back({0, 0, 4});
  const std::vector<PlaceReport> reports{of_event(0), {.dates = {day(0), day(0)}}};
  const PlaceModel model(places, reports, {at_site(0), at_site(0), at_site(0), at_site(1)}, {.alpha = 2});
  CHECK(model.site_probability(1, 0) == doctest::Approx(5.0 / 6).epsilon(kExact));
  CHECK(model.likelihood_ratio(1, model.row_of(0)) == doctest::Approx(1).epsilon(kExact));
  CHECK(model.likelihood_ratio(1, model.row_of(3)) == doctest::Approx(1).epsilon(kExact));
}

TEST_CASE("An identification does not count for itself") {
  PlaceTables places = tables(2, 2);
  const std::vector<PlaceReport> reports{of_event(0), of_event(0), of_event(1), of_event(1)};
  const std::vector<PlaceFinding> findings{at_site(0), at_site(0), at_site(1), at_site(1)};
  places.identifications = {{0, 0}};
  const PlaceModel model(places, reports, findings, {.alpha = 2});
  // Without its own identification nothing is known: pi = 1/2 everywhere.
  CHECK(model.likelihood_ratio(0, model.row_of(0)) == doctest::Approx(1).epsilon(kExact));
  CHECK(model.counts(0, 0) == std::pair<double, double>(0, 0));
  // Nor does it for another person and the same remains.
  CHECK(model.likelihood_ratio(1, model.row_of(0)) == doctest::Approx(1).epsilon(kExact));
  // Person 1 and remains 1 learn from it: P(S0 | E0) = (1 + 1) / 3; mean over reports 1/2 (2/3) + 1/2 (1/2) = 7/12.
  CHECK(model.row_of(0) != model.row_of(1));
  CHECK(model.likelihood_ratio(1, model.row_of(1)) == doctest::Approx((2.0 / 3) / (7.0 / 12)).epsilon(kExact));
  // A second identification counts for the first one, once.
  places.identifications.push_back({1, 1});
  const PlaceModel both(places, reports, findings, {.alpha = 2});
  CHECK(both.likelihood_ratio(0, both.row_of(0)) == doctest::Approx((2.0 / 3) / (7.0 / 12)).epsilon(kExact));
  // Person 1 and remains 0 both have one of event 0 at S0, taken for the same: one is left.
  CHECK(both.likelihood_ratio(1, both.row_of(0)) == doctest::Approx((2.0 / 3) / (7.0 / 12)).epsilon(kExact));
  CHECK(both.row_of(0) == both.row_of(1));
  // Of another place it is not: person 0, identified at S0, and remains identified at S1 for event 0. Of the two none
  // is left for him, so 1/2; of S1 by the reports, with what was identified at S0: 1/2 (1/3) + 1/2 (1/2) = 5/12.
  places.identifications = {{0, 0}, {1, 2}};
  const PlaceModel apart(places, reports, findings, {.alpha = 2});
  CHECK(apart.likelihood_ratio(0, apart.row_of(2)) == doctest::Approx((1.0 / 2) / (5.0 / 12)).epsilon(kExact));
}

TEST_CASE("Levels of place: whose identifications link a site, and graves that closed too early") {
  PlaceTables places = tables(2, 2);
  places.identifications = {{0, 0}};  // M0 of E0 is R0 at S0
  places.events[1].dates = {day(500), day(500)};
  places.sites[1].burial = {day(0), day(100)};
  const std::vector<PlaceReport> reports{of_event(0), of_event(0), of_event(1)};
  const PlaceModel model(places, reports, {at_site(0), at_site(0), at_site(1)}, {});
  const std::uint32_t identified = model.row_of(0), other = model.row_of(1), closed = model.row_of(2);
  CHECK(model.linked_count(0, identified) == 0);  // his own identification
  CHECK(model.linked_count(1, identified) == 0);  // that of the remains themselves
  CHECK(model.linked_count(0, other) == 0);
  CHECK(model.linked_count(1, other) == doctest::Approx(1).epsilon(kExact));
  CHECK(model.linked_count(2, other) == 0);  // of the other event
  CHECK(model.is_closed_before(2, closed));
  CHECK_FALSE(model.is_closed_before(1, closed));  // nobody knows when E0 was
  CHECK_FALSE(model.is_closed_before(2, other));
}

TEST_CASE("Linked graves share their counts") {
  // S0 and S1 are linked; 2 identified at S0; equal pi (4 remains at 4 sites). share 1/2: S0 keeps 1 + 1/2, S1 has 1/2.
  PlaceTables places = tables(1, 4);
  places.sites[1].linked_to = {0};
  places.event_sites.push_back({0, 0, 2});
  const std::vector<PlaceFinding> findings{at_site(0), at_site(1), at_site(2), at_site(3)};
  const PlaceModel model(places, {of_event(0)}, findings, {.alpha = 2, .share = 0.5});
  CHECK(model.site_probability(0, 0) == doctest::Approx((1.5 + 0.5) / 4).epsilon(kExact));
  CHECK(model.site_probability(0, 1) == doctest::Approx((0.5 + 0.5) / 4).epsilon(kExact));
  CHECK(model.site_probability(0, 2) == doctest::Approx(0.5 / 4).epsilon(kExact));
  const PlaceModel apart(places, {of_event(0)}, findings, {.alpha = 2, .share = 0});
  CHECK(apart.site_probability(0, 1) == apart.site_probability(0, 2));
  // A circle of links is one set.
  places.sites[0].linked_to = {1, 2};
  places.sites[2].linked_to = {0};
  const PlaceModel circle(places, {of_event(0)}, findings, {.alpha = 2, .share = 1});
  CHECK(circle.site_probability(0, 0) == doctest::Approx((2.0 / 3 + 0.5) / 4).epsilon(kExact));
}

TEST_CASE("Without counts the nearer grave is likelier") {
  // Sites 0 and one degree of the equator (111.19 km) away; beta 25 km, w0 0.05.
  PlaceTables places = tables(0, 3);
  places.sites[0].coordinates = Coordinates{0, 0};
  places.sites[1].coordinates = Coordinates{0, 1};
  const std::vector<PlaceFinding> findings{at_site(0), at_site(1), at_site(2)};
  const PlaceModel model(places, {{.last_seen = Coordinates{0, 0}}, {.last_seen = Coordinates{0, 1}}}, findings, {});
  const double far = std::exp(-6371.0088 * std::acos(-1) / 180 / 25);
  const double unknown = 0.05 + (1 + far) / 2;  // a site without coordinates: the mean
  const double sum = 1.05 + 0.05 + far + unknown;
  CHECK(model.site_probability(0, 0) == doctest::Approx(1.05 / sum).epsilon(kExact));
  CHECK(model.site_probability(0, 1) == doctest::Approx((0.05 + far) / sum).epsilon(kExact));
  CHECK(model.site_probability(0, 2) == doctest::Approx(unknown / sum).epsilon(kExact));
  CHECK(model.distance_km(0, 1).value() == doctest::Approx(111.195).epsilon(1e-5));
  CHECK_FALSE(model.distance_km(0, 2).has_value());
}

TEST_CASE("A grave that closed before the person was last seen") {
  PlaceTables places = tables(2, 2);
  places.events[0].dates = {day(0), day(0)};
  places.events[1].dates = {day(1000), day(1000)};
  places.sites[0].burial = {{}, day(499)};
  places.sites[1].burial = {day(500), {}};
  const std::vector<PlaceReport> reports{of_event(0), of_event(1)};
  const PlaceModel model(places, reports, {at_site(0), at_site(1)}, {.date_error = 0.02});
  // Almost nobody waits 500 days at a mean of 30: the ratios are 0.02 and 1.98, over equal sites.
  CHECK(model.likelihood_ratio(1, model.row_of(0)) == doctest::Approx(0.02).epsilon(1e-5));
  CHECK(model.likelihood_ratio(0, model.row_of(0)) == doctest::Approx(1.98).epsilon(1e-5));
  // Counts of the event do not overrule the person's own date: event 1 has identifications at site 0.
  places.event_sites.push_back({1, 0, 100});
  const PlaceModel counted(places, reports, {at_site(0), at_site(1)}, {.date_error = 0.02});
  CHECK(counted.likelihood_ratio(1, counted.row_of(0)) < 1.0);
}

TEST_CASE("Without date errors, who was last seen after all graves closed lies in none; the others' ratios stay") {
  PlaceTables places = tables(0, 2);
  places.sites[0].burial = {day(0), day(10)};
  places.sites[1].burial = {day(0), day(20)};
  const PlaceReport early{.dates = {day(5), day(5)}}, late{.dates = {day(1000), day(1000)}};
  const PlaceParameters parameters{.date_error = 0};
  const PlaceModel both(places, {early, late}, {at_site(0), at_site(1)}, parameters);
  CHECK(both.likelihood_ratio(1, both.row_of(0)) == 0);
  CHECK(both.likelihood_ratio(1, both.row_of(1)) == 0);
  // The mean over the reports is half of the early one's own.
  CHECK(both.likelihood_ratio(0, both.row_of(0)) == doctest::Approx(2).epsilon(kExact));
  CHECK(both.likelihood_ratio(0, both.row_of(1)) == doctest::Approx(2).epsilon(kExact));
}

TEST_CASE("Who vanished with a grave's dead may lie in the secondary grave filled from it") {
  // S0 was filled on day 0 and emptied into S1 on day 400; S2 on day 1000. Alone by time: person 0 belongs to S0 and
  // S1, equally.
  PlaceTables places = tables(0, 3);
  places.sites[0] = {.id = "S0", .kind = SiteKind::primary, .burial = {day(0), day(9)}};
  places.sites[1] = {.id = "S1", .kind = SiteKind::secondary, .linked_to = {0}, .burial = {day(400), day(410)}};
  places.sites[2] = {.id = "S2", .kind = SiteKind::primary, .burial = {day(1000), day(1009)}};
  const std::vector<PlaceReport> reports{{.dates = {day(0), day(0)}}, {.dates = {day(1000), day(1000)}}};
  // The last remains say when they came into the secondary grave: that is no day of a first burial.
  const std::vector<PlaceFinding> findings{
      at_site(0), at_site(1), at_site(2), {.site = 1, .burial = {day(405), day(410)}}};
  const PlaceModel model(places, reports, findings, {.date_error = 0.02});
  const double in_first = model.likelihood_ratio(0, model.row_of(0));
  CHECK(in_first > 1.5);
  CHECK(model.likelihood_ratio(0, model.row_of(1)) == doctest::Approx(in_first).epsilon(kExact));
  CHECK(model.likelihood_ratio(0, model.row_of(3)) == doctest::Approx(in_first).epsilon(kExact));
  CHECK(model.likelihood_ratio(1, model.row_of(1)) < 0.1);
}

TEST_CASE("The burial window of the remains themselves") {
  PlaceTables places = tables(0, 0);
  const std::vector<PlaceReport> reports{{.dates = {day(0), day(0)}}, {.dates = {day(1000), day(1000)}}};
  const PlaceFinding early{.burial = {{}, day(499)}};
  const PlaceFinding late{.burial = {day(500), {}}};
  const PlaceModel model(places, reports, {early, late}, {.date_error = 0.02});
  CHECK(model.likelihood_ratio(1, model.row_of(0)) == doctest::Approx(0.02).epsilon(1e-5));
  CHECK(model.likelihood_ratio(1, model.row_of(1)) == doctest::Approx(1.98).epsilon(1e-5));
}

TEST_CASE("Law: the likelihood ratio averages to 1 over where the others are") {
  kith::testing::check_law(
      [] {
        const auto pick = [](int below) { return static_cast<std::uint32_t>(*rc::gen::inRange(0, below)); };
        PlaceTables places = tables(4, 5);
        for (Site& site : places.sites) {
          if (pick(2) == 0) site.coordinates = Coordinates{40.0 + pick(20) * 0.1, 46.0 + pick(20) * 0.1};
          if (pick(2) == 0) site.burial = {day(static_cast<int>(pick(400))), day(400 + static_cast<int>(pick(400)))};
          if (pick(3) == 0) site.linked_to = {pick(5)};
          if (pick(3) == 0) site.kind = SiteKind::secondary;
        }
        std::vector<PlaceReport> reports;
        for (int i = 0; i < 12; ++i) {
          PlaceReport report;
          if (pick(3) > 0) report.event = pick(4);
          if (pick(2) == 0) report.last_seen = Coordinates{40.0 + pick(20) * 0.1, 46.0 + pick(20) * 0.1};
          if (pick(2) == 0) report.dates = {day(static_cast<int>(pick(800))), {}};
          reports.push_back(report);
        }
        for (int i = 0; i < 6; ++i) places.event_sites.push_back({pick(4), pick(5), pick(9)});
        places.identifications = {{0, 5}, {1, 6}};
        // One unidentified set of remains per site and per half of time: rows 0 to 9; two identified ones.
        std::vector<PlaceFinding> findings;
        for (std::uint32_t s = 0; s < 5; ++s) findings.push_back(at_site(s));
        findings.push_back(at_site(pick(5)));
        findings.push_back(at_site(pick(5)));
        const PlaceModel model(places, reports, findings, {});
        for (std::size_t m = 0; m < reports.size(); ++m) {
          if (!reports[m].known()) continue;
          double mean = 0;
          for (std::uint32_t s = 0; s < 5; ++s) {
            // P(s) = P(s | a) / LR, whatever is left out for this person.
            mean += model.site_probability(m, s);
            RC_ASSERT(model.likelihood_ratio(m, model.row_of(s)) > 0);
          }
          RC_ASSERT(std::abs(mean - 1) < 1e-9);
        }
        std::vector<double> ratios(model.n_rows());
        for (std::size_t m = 0; m < reports.size(); ++m) {
          model.likelihood_ratios(m, ratios);
          for (std::size_t row = 0; row < ratios.size(); ++row)
            RC_ASSERT(ratios[row] == model.likelihood_ratio(m, row));
        }
        // P(s) over all sites is a distribution, too: for a person without an identification of his own.
        double sum = 0;
        for (std::uint32_t s = 0; s < 5; ++s) {
          if (!reports[2].known()) return;
          sum += model.site_probability(2, s) / model.likelihood_ratio(2, model.row_of(s));
        }
        RC_ASSERT(std::abs(sum - 1) < 1e-9);
      },
      200);
}
