#include "attributes/place/place_description.hpp"

#include <doctest/doctest.h>

using namespace kith::attributes;

namespace {

Date day(int n) { return Date(std::chrono::days(n)); }

PlaceCase resolve(const PlaceTables& tables, const std::vector<AmPlace>& am, const std::vector<PmPlace>& pm) {
  std::vector<const AmPlace*> reports;
  std::vector<const PmPlace*> findings;
  for (const AmPlace& place : am) reports.push_back(&place);
  for (const PmPlace& place : pm) findings.push_back(&place);
  return resolve_places(tables, reports, findings, 30);
}

}  // namespace

TEST_CASE("Ids become positions, and what no table lists is added") {
  PlaceTables tables;
  tables.events = {{.id = "E1"}};
  tables.sites = {{.id = "S1"}};
  const PlaceCase places = resolve(tables, {{.event = "E1"}, {.event = "E2"}, {}},
                                   {{.site = "S1", .coordinates = Coordinates{1, 2}},
                                    {.site = "S2", .coordinates = Coordinates{3, 4}},
                                    {.place = "the well"},
                                    {.place = "the well"},
                                    {.coordinates = Coordinates{5, 6}},
                                    {}});
  CHECK(places.reports[0].event == 0U);
  CHECK(places.reports[1].event == 1U);
  CHECK_FALSE(places.reports[2].known());
  CHECK(places.tables.events[1].id == "E2");
  CHECK(places.findings[0].site == 0U);
  CHECK(places.findings[1].site == 1U);
  CHECK(places.findings[2].site == places.findings[3].site);
  CHECK(places.tables.sites[3].id == "5.00000, 6.00000");
  CHECK_FALSE(places.findings[5].site);
  CHECK_FALSE(places.tables.sites[0].coordinates);  // a listed site is as it is listed
  CHECK(places.tables.sites[1].coordinates == Coordinates{3, 4});
}

TEST_CASE("Nobody is buried after he was recovered") {
  const std::vector<AmPlace> am{{.last_seen_date = day(0)}, {.last_seen_date = day(10'000)}};
  const PlaceCase places = resolve(
      {}, am,
      {{.recovered = day(5'000)}, {.burial = {day(0), day(100)}, .recovered = day(5'000)}, {.recovered = day(20'000)}});
  CHECK(places.findings[0].burial == DateRange{{}, day(5'000)});
  CHECK(places.findings[1].burial.to == day(100));
  CHECK_FALSE(places.findings[2].burial.known());  // long after everybody: it says nothing
}
