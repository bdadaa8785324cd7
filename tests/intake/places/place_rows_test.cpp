#include "intake/places/place_rows.hpp"

#include <doctest/doctest.h>

#include "intake/case/cell_values.hpp"
#include "intake/case_folder.hpp"
#include "intake/draft/case_writer.hpp"

using namespace kith::testing;
namespace attributes = kith::attributes;

namespace {

CaseFolder folder_with_places() {
  CaseFolder folder;
  folder.tables["events.csv"] =
      "event_id,name,date_from,date_to,place,latitude,longitude\nE1,Fall of the town,1992-02-25,1992-02-27,Town,39.91,"
      "46.79\nE2,,1993-10-01,,,,\n";
  folder.tables["sites.csv"] =
      "site_id,name,kind,linked_to,latitude,longitude,burial_from,burial_to\nS1,Quarry,primary,S2,39.95,46.80,1992-02-"
      "25,1992-06-01\nS2,Field,secondary,S1;S3,,,,1995-01-01\nS3,,,,,,,\n";
  folder.tables["missing_persons.csv"] =
      "missing_id,family_id,sex,event_id,last_seen_date,last_seen_latitude,last_seen_longitude\nMi,F1,M,E1,1992-02-26,"
      "39.9,46.8\n";
  folder.tables["remains.csv"] =
      "remains_id,sex,site_id,recovery_date,burial_from,burial_to\nR1,M,S2,2011-05-03,1992-01-01,1993-01-01\n";
  folder.tables["identifications.csv"] = "missing_id,remains_id\nMi,R1\n";
  folder.tables["event_sites.csv"] = "event_id,site_id,identified\nE1,S1,12\nE2,S3,0\n";
  return folder;
}

void replace(std::string& text, const std::string& old_text, const std::string& new_text) {
  const auto found = text.find(old_text);
  REQUIRE(found != std::string::npos);
  text.replace(found, old_text.size(), new_text);
}

struct Mistake {
  const char* table;
  const char* old_text;
  const char* new_text;
  std::size_t row;
  const char* column;
  const char* words;
};

constexpr Mistake kErrors[] = {
    {"events.csv", "event_id,", "event,", 1, "event_id", "a column named event_id"},
    {"events.csv", "E2,", "E1,", 3, "event_id", "every id once"},
    {"events.csv", "E2,", ",", 3, "event_id", "unique"},
    {"events.csv", "1992-02-25", "25.02.92", 2, "date_from", "YYYY-MM-DD"},
    {"events.csv", "1992-02-25", "1993-02-29", 2, "date_from", "a date of the calendar"},
    {"events.csv", "1992-02-27", "1992-02-24", 2, "date_to", "not before date_from (1992-02-25)"},
    {"events.csv", "39.91", "91", 2, "latitude", "from -90 to 90"},
    {"events.csv", "46.79", "181", 2, "longitude", "from -180 to 180"},
    {"events.csv", "39.91", "", 2, "latitude", "the other coordinate"},
    {"sites.csv", "primary", "mass grave", 2, "kind", "primary, secondary, surface or other"},
    {"sites.csv", "S1;S3", "S1;S9", 3, "linked_to", "'S9' is none"},
    {"sites.csv", "S1;S3", "S2", 3, "linked_to", "other rows"},
    {"sites.csv", "1992-06-01", "1992-01-01", 2, "burial_to", "not before burial_from"},
    {"missing_persons.csv", ",E1,", ",E7,", 2, "event_id", "an event_id of events.csv"},
    {"remains.csv", ",S2,", ",S7,", 2, "site_id", "a site_id of sites.csv"},
    {"identifications.csv", "Mi,R1", "Mx,R1", 2, "missing_id", "a missing person"},
    {"identifications.csv", "Mi,R1", "Mi,R9", 2, "remains_id", "remains"},
    {"identifications.csv", "Mi,R1", "Mi,R1\nMi,R1", 3, "remains_id", "row 2 identifies these"},
    {"event_sites.csv", "E1,S1", "E9,S1", 2, "event_id", "an event_id of events.csv"},
    {"event_sites.csv", "E1,S1", "E1,S9", 2, "site_id", "a site_id of sites.csv"},
    {"event_sites.csv", "12", "-1", 2, "identified", "a whole number"},
    {"event_sites.csv", "12", "1.5", 2, "identified", "a whole number"},
    {"event_sites.csv", "12", "", 2, "identified", "a whole number"},
    {"event_sites.csv", "E2,S3", "E1,S1", 3, "site_id", "every pair of event and site once"},
};

void check_places(const attributes::PlaceTables& places) {
  REQUIRE(places.events.size() == 2);
  CHECK(places.events[0].name == "Fall of the town");
  CHECK(kith::intake::date_text(places.events[0].dates.to) == "1992-02-27");
  CHECK(places.events[0].coordinates == attributes::Coordinates{39.91, 46.79});
  CHECK_FALSE(places.events[1].dates.to);
  CHECK_FALSE(places.events[1].coordinates);
  REQUIRE(places.sites.size() == 3);
  CHECK(places.sites[0].kind == attributes::SiteKind::primary);
  CHECK(places.sites[1].linked_to == std::vector<std::uint32_t>{0, 2});
  CHECK(places.sites[2].kind == attributes::SiteKind::other);
  CHECK(kith::intake::date_text(places.sites[1].burial.to) == "1995-01-01");
  REQUIRE(places.identifications.size() == 1);
  CHECK(places.identifications[0].missing == 0);
  CHECK(places.identifications[0].remains == 0);
  REQUIRE(places.event_sites.size() == 2);
  CHECK(places.event_sites[0].identified == 12);
  CHECK(places.event_sites[1].site == 2);
}

}  // namespace

TEST_CASE("Events, sites, identifications and counts are read") {
  const auto reading = folder_with_places().read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  check_places(reading.content->places);
}

TEST_CASE("They are written and read again") {
  const auto reading = folder_with_places().read();
  REQUIRE(reading.content);
  const TempFolder temp;
  REQUIRE(kith::intake::write_case(kith::intake::draft_of(*reading.content), temp.path() / "again"));
  const auto again = kith::intake::read_case(temp.path() / "again");
  INFO(all_problems(again));
  REQUIRE(again.content);
  check_places(again.content->places);
}

TEST_CASE("Mistakes in places and times are said with row and column") {
  for (const Mistake& mistake : kErrors) {
    CAPTURE(std::string(mistake.table));
    CAPTURE(std::string(mistake.new_text));
    CaseFolder folder = folder_with_places();
    replace(folder.tables[mistake.table], mistake.old_text, mistake.new_text);
    const auto reading = folder.read();
    INFO(all_problems(reading));
    CHECK_FALSE(reading.content);
    CHECK(has_problem(reading, kith::Severity::error, mistake.table, mistake.row, mistake.column, mistake.words));
  }
}

TEST_CASE("Without tables of events and sites the ids name them") {
  CaseFolder folder = folder_with_places();
  folder.tables.erase("events.csv");
  folder.tables.erase("sites.csv");
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  REQUIRE(reading.content->places.events.size() == 2);  // named by event_sites.csv
  CHECK(reading.content->places.events[0].id == "E1");
  CHECK(reading.content->places.sites[1].id == "S3");
}

TEST_CASE("Dates of the calendar") {
  CHECK(kith::intake::date_text(kith::intake::parse_date("2000-02-29")) == "2000-02-29");
  for (const char* wrong : {"1900-02-29", "2000-2-29", "2000-13-01", "2000-00-10", "0000-01-01", "20000101", "today",
                            "2000-01-0x", "-200-01-01", "2000-01-01 "}) {
    CAPTURE(std::string(wrong));
    CHECK_FALSE(kith::intake::parse_date(wrong).has_value());
  }
}
