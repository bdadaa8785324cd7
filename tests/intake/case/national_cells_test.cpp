// Dates and sexes as the region writes them.
#include <doctest/doctest.h>

#include "intake/case/cell_values.hpp"
#include "intake/case/date_cells.hpp"
#include "intake/case_folder.hpp"

using namespace kith::testing;
using kith::genetics::Sex;
using kith::intake::date_text;
using kith::intake::parse_date_span;
using kith::intake::parse_sex;

namespace {

std::string span(std::string_view text) {
  const auto parsed = parse_date_span(text);
  return parsed ? date_text(parsed.value().first) + ".." + date_text(parsed.value().last) : "refused";
}

}  // namespace

TEST_CASE("dates: a day in every way that only one day is written in") {
  for (const char* text :
       {"1992-07-14", "1992/07/14", "1992.7.14", "14.07.1992", "14.7.1992", "14/07/1992", "07/14/1992", "14-07-1992",
        "1992-07-14T00:00:00", "1992-07-14 12:30", "14.07.1992 0:00:00"}) {
    CAPTURE(text);
    CHECK(span(text) == "1992-07-14..1992-07-14");
  }
  CHECK(span("03.04.1992") == "1992-04-03..1992-04-03");  // with points the day stands first
  CHECK(span("05/05/1992") == "1992-05-05..1992-05-05");
}

TEST_CASE("dates: a month or a year are all of their days") {
  for (const char* text : {"1992-02", "1992-02-00", "02/1992", "2.1992", "1992.02"})
    CHECK(span(text) == "1992-02-01..1992-02-29");
  for (const char* text : {"1993", "1993-00-00"}) CHECK(span(text) == "1993-01-01..1993-12-31");
  CHECK(kith::intake::date_span_text(parse_date_span("02.1992").value()) == "1992-02");
  CHECK(kith::intake::date_span_text(parse_date_span("1993-00-00").value()) == "1993");
  CHECK(date_text(parse_date_span("1993").value().middle()) == "1993-07-01");
  CHECK(date_text(parse_date_span("1992-02").value().middle()) == "1992-02-15");
}

TEST_CASE("dates: what the calendar lacks, and what could be two days, is refused with how to write it") {
  for (const char* text :
       {"", "1992-13", "1992-02-30", "31.06.1992", "92-07-14", "14.07.92", "0000", "1992-00-14", "soon",
        "1992-07-14 or so", "1992--07", "14.07-1992", "99999", "1.2.3.4", "00/00/1992", "07.14.1992"}) {
    CAPTURE(text);
    CHECK(span(text) == "refused");
  }
  const auto two = parse_date_span("03/04/1992");
  REQUIRE_FALSE(two.ok());
  CHECK(two.error().message.find("1992-04-03 or 03.04.1992") != std::string::npos);
}

TEST_CASE("sexes: words and codes that can mean one sex only") {
  for (const char* text : {"M", "male", "1", "hombre", "Varón", "masculino", "homme", "männlich", "мужской", "М",
                           "муж.", "ERKEK", "kişi", "muško", "maschio", "mężczyzna"}) {
    CAPTURE(text);
    CHECK(parse_sex(text) == Sex::male);
  }
  for (const char* text : {"F", "Female", "2", "mujer", "femenino", "femme", "féminin", "weiblich", "w", "женский", "Ж",
                           "kadın", "KADIN", "qadın", "žensko", "Ž", "femmina", "kobieta"}) {
    CAPTURE(text);
    CHECK(parse_sex(text) == Sex::female);
  }
  for (const char* text : {"", "U", "unknown", "0", "-9"}) CHECK(parse_sex(text) == Sex::unknown);
  for (const char* text : {"H", "K", "E", "V", "3", "12", "boyish", "Q"}) CHECK_FALSE(parse_sex(text).has_value());
}

TEST_CASE("sexes: a table in the codes of PED files is the table in letters") {
  CaseFolder letters, codes;
  codes.tables["relatives.csv"] =
      "family_id,person_id,father_id,mother_id,sex,role\nF1,Fa,0,0,1,reference\nF1,Mo,0,0,2,reference\nF1,Mi,Fa,Mo,1,"
      "missing\n";
  codes.tables["remains.csv"] = "remains_id,sex\nR1,1\n";
  const auto a = letters.read(), b = codes.read();
  REQUIRE(a.content);
  REQUIRE(b.content);
  CHECK(b.problems.problems().empty());
  for (const kith::pedigree::PersonIndex person : {0, 1, 2})
    CHECK(a.content->families[0].pedigree.sex(person) == b.content->families[0].pedigree.sex(person));
  CHECK(b.content->remains[0].sex == Sex::male);
}

TEST_CASE("dates of a case: years and months are intervals wherever a date stands") {
  CaseFolder folder;
  folder.tables["missing_persons.csv"] =
      "missing_id,family_id,sex,birth_date,last_seen_date,event_id,teeth,teeth_date\nMi,F1,M,1971,14.07.1992,E1,"
      "16=filled,1990-03\n";
  folder.tables["events.csv"] = "event_id,date_from,date_to\nE1,1992,\nE2,1992-06,1992-07\nE3,01.02.1993,\n";
  folder.tables["remains.csv"] = "remains_id,sex,recovery_date,burial_from,burial_to\nR1,M,1999,1992,1992-08\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const auto day = [](const char* iso) { return kith::intake::parse_date(iso); };
  const auto& events = reading.content->places.events;
  CHECK(events[0].dates == kith::attributes::DateRange{day("1992-01-01"), day("1992-12-31")});
  CHECK(events[1].dates == kith::attributes::DateRange{day("1992-06-01"), day("1992-07-31")});
  CHECK(events[2].dates == kith::attributes::DateRange{day("1993-02-01"), {}});
  const auto& found = reading.content->remains[0].description.place;
  CHECK(found.burial == kith::attributes::DateRange{day("1992-01-01"), day("1992-08-31")});
  CHECK(found.recovered == day("1999-12-31"));
  const auto& report = reading.content->missing[0];
  CHECK(report.description.place.last_seen_date == day("1992-07-14"));
  CHECK_FALSE(report.description.place.last_seen_until);
  // Born in 1971: from the middle of the year, as the column birth_year counts.
  REQUIRE(report.description.age);
  CHECK(report.description.age->source == kith::attributes::AgeSource::birth_year);
  CHECK(report.description.age->years ==
        doctest::Approx(static_cast<double>((*day("1992-07-14") - *day("1971-07-01")).count()) / 365.2425)
            .epsilon(1e-12));
  CHECK(
      report.description.teeth.years ==
      doctest::Approx(static_cast<double>((*day("1992-07-14") - *day("1990-03-16")).count()) / 365.25).epsilon(1e-12));
  CHECK(report.attributes[1] == std::pair<std::string, std::string>("last_seen_date", "1992-07-14"));
}

TEST_CASE("dates of a case: a day last seen of which the year is known is any day of it") {
  CaseFolder folder;
  folder
      .tables["missing_persons.csv"] = "missing_id,family_id,sex,birth_date,last_seen_date\nMi,F1,M,1971-07-14,1992\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const auto& report = reading.content->missing[0].description;
  CHECK(report.place.last_seen_date == kith::intake::parse_date("1992-01-01"));
  CHECK(report.place.last_seen_until == kith::intake::parse_date("1992-12-31"));
  REQUIRE(report.age);
  CHECK(report.age->source == kith::attributes::AgeSource::birth_year);
  CHECK(report.age->years == doctest::Approx(21).epsilon(0.003));  // 13 days short of it
}

TEST_CASE("dates of a case: what can be no date, or the wrong way round, is an error in its place") {
  CaseFolder folder;
  folder
      .tables["missing_persons.csv"] = "missing_id,family_id,sex,birth_date,last_seen_date\nMi,F1,M,1993,03/04/1992\n";
  folder.tables["remains.csv"] = "remains_id,sex,burial_from,burial_to\nR1,M,1993,1992-12\n";
  auto reading = folder.read();
  INFO(all_problems(reading));
  CHECK(has_error(reading, "missing_persons.csv", 2, "last_seen_date", "1992-04-03 or 03.04.1992"));
  CHECK(has_error(reading, "remains.csv", 2, "burial_to", "not before burial_from"));
  CHECK(reading.problems.n_errors() == 2);
  folder.tables["missing_persons.csv"] = "missing_id,family_id,sex,birth_date,last_seen_date\nMi,F1,M,1993-02,1992\n";
  reading = folder.read();
  CHECK(has_error(reading, "missing_persons.csv", 2, "birth_date", "a birth before last_seen_date"));
}
