// Teeth, findings, marks, belongings and names in the tables: what is read, and every mistake with its row and column.
#include <doctest/doctest.h>

#include "intake/case_folder.hpp"

using namespace kith::testing;

namespace {

CaseFolder with(const std::string& missing_columns, const std::string& missing_cells,
                const std::string& remains_columns, const std::string& remains_cells) {
  CaseFolder folder;
  folder.tables["missing_persons.csv"] = "missing_id,family_id" + missing_columns + "\nMi,F1" + missing_cells + "\n";
  folder.tables["remains.csv"] = "remains_id" + remains_columns + "\n" + remains_cells;
  return folder;
}

CaseFolder missing(const std::string& columns, const std::string& cells) { return with(columns, cells, "", "R1\n"); }
CaseFolder remains(const std::string& columns, const std::string& cells) {
  return with("", "", columns, "R1" + cells + "\n");
}

TEST_CASE("descriptions: teeth from the chart and from single columns, with their dates and ages") {
  const auto reading = with(",teeth,tooth_36,teeth_source,teeth_date,last_seen_date,birth_year",
                            ",16=filled;17=sound,extracted,family,1989-06-30,1992-06-30,1950",
                            ",teeth,tooth_16,age_min,age_max", "R1,rest=sound;48=missing_pm,filled,40,55\n")
                           .read();
  CAPTURE(all_problems(reading));
  // rest=sound and tooth_16=filled contradict each other
  CHECK(has_error(reading, "remains.csv", 2, "tooth_16", "sound, as in the column teeth, or nothing"));

  const auto good = with(",teeth,tooth_36,teeth_source,teeth_date,last_seen_date,birth_year",
                         ",16=filled;17=sound,extracted,family,1989-06-30,1992-06-30,1950",
                         ",teeth,tooth_16,age_min,age_max", "R1,15=sound;48=missing_pm,filled,40,55\n")
                        .read();
  CAPTURE(all_problems(good));
  REQUIRE(good.content.has_value());
  const auto& am = good.content->missing[0].description;
  CHECK(kith::attributes::describe(am.teeth.chart) == "16=filled;17=sound;36=extracted");
  CHECK(am.teeth.source == kith::attributes::ChartSource::family);
  CHECK(am.teeth.years == doctest::Approx(3).epsilon(0.001));
  CHECK(am.age_group == kith::attributes::AgeGroup::from_35);
  const auto& pm = good.content->remains[0].description;
  CHECK(kith::attributes::describe(pm.teeth) == "15=sound;16=filled");
  CHECK(pm.age_group == kith::attributes::AgeGroup::from_35);
}

TEST_CASE("descriptions: every mistake in a chart, a list or a serial number has its row and column") {
  CHECK(has_error(missing(",teeth", ",19=filled").read(), "missing_persons.csv", 2, "teeth", "FDI numbers: 11-18"));
  CHECK(has_error(missing(",teeth", ",16=golden").read(), "missing_persons.csv", 2, "teeth", "not 'golden'"));
  CHECK(has_error(missing(",teeth", ",16=missing_pm").read(), "missing_persons.csv", 2, "teeth", "no missing_pm"));
  CHECK(has_error(missing(",tooth_16", ",missing_pm").read(), "missing_persons.csv", 2, "tooth_16", "no missing_pm"));
  CHECK(has_error(missing(",tooth_16", ",yes").read(), "missing_persons.csv", 2, "tooth_16", "sound, filled, crowned"));
  CHECK(has_error(missing(",teeth_source", ",uncle").read(), "missing_persons.csv", 2, "teeth_source", "record"));
  CHECK(has_error(missing(",teeth,teeth_date", ",16=sound,1992-02-30").read(), "missing_persons.csv", 2, "teeth_date",
                  "a date such as"));
  CHECK(has_error(missing(",teeth,teeth_date,last_seen_date", ",16=sound,1993-01-01,1992-01-01").read(),
                  "missing_persons.csv", 2, "teeth_date", "not after last_seen_date"));
  CHECK(has_error(remains(",fractures", ",femur:up").read(), "remains.csv", 2, "fractures", "not 'up', in 'femur:up'"));
  CHECK(has_error(remains(",surgery", ",a:left:b:c").read(), "remains.csv", 2, "surgery", "at most 3 parts"));
  CHECK(has_error(remains(",implants", ",none;hip").read(), "remains.csv", 2, "implants", "'none' alone"));
  CHECK(has_error(remains(",marks", ",:arm").read(), "remains.csv", 2, "marks", "a first part"));
  CHECK(has_error(remains(",clothing", ",shirt:a:b:c:d").read(), "remains.csv", 2, "clothing", "'grave' or nothing"));
  CHECK(has_error(missing(",effects", ",ring::::grave").read(), "missing_persons.csv", 2, "effects", "no 'grave'"));
  CHECK(has_error(remains(",documents", ",passport:a:b").read(), "remains.csv", 2, "documents", "at most 2 parts"));
  CHECK(has_error(remains(",implant_serial", ",titanium").read(), "remains.csv", 2, "implant_serial", "with a digit"));
}

TEST_CASE("descriptions: lists, names and parts of bodies") {
  const auto reading = with(",fractures,name,documents,implant_serial", ",none,Əliyev Rəşid,passport:Алиев Рашид,ab-12",
                            ",fractures,documents,name,body_part",
                            "R1,femur:left,passport:Алиев;letter,Алиев,femur\nR2,,,,whole body\nR3,rib,,,\n")
                           .read();
  CAPTURE(all_problems(reading));
  REQUIRE(reading.content.has_value());
  const auto& am = reading.content->missing[0].description;
  CHECK(am.fractures.stated);
  CHECK(am.names.names == std::vector<std::string>{"Əliyev Rəşid", "Алиев Рашид"});
  CHECK(am.implant_serials.numbers == std::vector<std::string>{"AB12"});
  CHECK_FALSE(am.clothing.stated);
  const auto& remains = reading.content->remains;
  CHECK(kith::attributes::describe(remains[0].description.fractures) == "left femur");
  CHECK(remains[0].description.names.names == std::vector<std::string>{"Алиев"});
  CHECK_FALSE(remains[0].description.whole_body);
  CHECK(remains[1].description.whole_body);
  CHECK_FALSE(remains[1].description.fractures.stated);
  CHECK(remains[2].description.whole_body);
}

TEST_CASE("descriptions: a thing of a grave is shared by the bodies of that grave") {
  const auto
      reading = with("", "", ",effects,grave_id,site_id",
                     "R1,ring:gold:::grave,G1,S1\nR2,,G1,S1\nR3,,G1,S1\nR4,watch::::grave,,S1\nR5,watch::::grave,,\n")
                    .read();
  CAPTURE(all_problems(reading));
  REQUIRE(reading.content.has_value());
  const auto bodies = [&](std::size_t r) { return reading.content->remains[r].description.effects.items[0].bodies; };
  CHECK(bodies(0) == 3);
  CHECK(bodies(3) == 4);
  CHECK(bodies(4) == 0);
  CHECK(has_warning(reading, "remains.csv", 6, "effects", "a grave_id or site_id"));
}

}  // namespace
