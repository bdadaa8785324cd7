// Description columns: what cells become, and what is wrong with them, by file, row and column.
#include <doctest/doctest.h>

#include "intake/case_folder.hpp"

namespace kith::testing {
namespace {

using attributes::Abo;
using attributes::AgeFinding;
using attributes::AgeSource;
using attributes::Rhesus;
using attributes::SexMethod;
using attributes::StatureSource;

/// A case whose missing person has these columns.
CaseFolder with_report(const std::string& columns, const std::string& cells) {
  CaseFolder folder;
  folder.tables["missing_persons.csv"] = "missing_id,family_id," + columns + "\nMi,F1," + cells + "\n";
  return folder;
}
CaseFolder with_finding(const std::string& columns, const std::string& cells) {
  CaseFolder folder;
  folder.tables["remains.csv"] = "remains_id," + columns + "\nR1," + cells + "\n";
  return folder;
}

attributes::AmDescription report_of(const CaseFolder& folder) {
  auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content.has_value());
  return reading.content->missing.front().description;
}
attributes::PmDescription finding_of(const CaseFolder& folder) {
  auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content.has_value());
  return reading.content->remains.front().description;
}

TEST_CASE("ages of the missing: birth date, birth year, or as stated") {
  const auto born = report_of(with_report("birth_date,last_seen_date", "1970-06-01,1995-06-01"));
  REQUIRE(born.age.has_value());
  CHECK(born.age->years == doctest::Approx(25).epsilon(0.001));
  CHECK(born.age->source == AgeSource::birth_date);
  const auto year = report_of(with_report("birth_year,last_seen_date", "1970,1995-07-01"));
  CHECK(year.age->years == doctest::Approx(25).epsilon(0.001));
  CHECK(year.age->source == AgeSource::birth_year);
  const auto stated = report_of(with_report("age,age_error", "34,3"));
  CHECK(stated.age->years == 34);
  CHECK(stated.age->error == 3);
  CHECK(stated.age->source == AgeSource::stated);
  CHECK_FALSE(report_of(with_report("birth_date", "1970-06-01")).age.has_value());  // when did he vanish?
  CHECK(report_of(with_report("birth_year,last_seen_date", "1995,1995-03-01")).age->years == 0);
}

TEST_CASE("ages of remains: estimate, interval, open ends") {
  const auto estimate = finding_of(with_finding("age,age_error", "40,8"));
  REQUIRE(estimate.age.has_value());
  CHECK(estimate.age->kind == AgeFinding::estimate);
  CHECK(estimate.age->error == 8);
  const auto interval = finding_of(with_finding("age_min,age_max", "30,45"));
  CHECK(interval.age->kind == AgeFinding::interval);
  CHECK(interval.age->high == 45);
  CHECK(finding_of(with_finding("age,age_min,age_max", "40,30,45")).age->kind == AgeFinding::interval);
  CHECK(finding_of(with_finding("age_min,age_max", "60,")).age->kind == AgeFinding::at_least);
  CHECK(finding_of(with_finding("age_min,age_max", ",18")).age->kind == AgeFinding::at_most);
}

TEST_CASE("stature, traits, blood group, method of sexing") {
  const auto tall = report_of(with_report("stature_cm,stature_source,hair,blood_group", "181.5,Passport,Blonde,ab-"));
  CHECK(tall.stature->cm == 181.5);
  CHECK(tall.stature->source == StatureSource::document);
  CHECK(tall.hair == "blond");
  CHECK(tall.blood_group->abo == Abo::ab);
  CHECK(tall.blood_group->rhesus == Rhesus::negative);
  CHECK(report_of(with_report("blood_group,handedness", "0 Rh+,L")).blood_group->rhesus == Rhesus::positive);
  CHECK(report_of(with_report("blood_group,handedness", "A,L")).blood_group->rhesus == Rhesus::unknown);
  CHECK(report_of(with_report("blood_group,handedness", "A,L")).handedness == "left");
  CHECK(report_of(with_report("eyes", "unknown")).eyes.empty());
  const auto bones = finding_of(with_finding("sex,sex_method,femur_mm,tibia_mm", "M,Pelvis,450,"));
  CHECK(bones.stature->femur_mm == 450);
  CHECK(bones.stature->cm == 0);
  CHECK(bones.sex.method == SexMethod::pelvis);
  CHECK_FALSE(finding_of(with_finding("femur_mm", "")).stature.has_value());
}

TEST_CASE("bad descriptions are named by file, row and column, with what would do") {
  struct Wrong {
    const char* columns;
    const char* cells;
    const char* column;
    const char* words;
  };
  const Wrong reports[] = {
      {"birth_date,last_seen_date", "1970-02-30,1995-01-01", "birth_date", "a date that exists, as YYYY-MM-DD"},
      {"birth_date,last_seen_date", "0970-06-01,1995-01-01", "birth_date", "in the years 1800 to 2199"},
      {"birth_date,last_seen_date", "01/06/1970,1995-01-01", "birth_date", "found '01/06/1970'"},
      {"birth_date,last_seen_date", "1996-01-01,1995-01-01", "birth_date", "a birth before last_seen_date"},
      {"birth_year,last_seen_date", "1700,1995-01-01", "birth_year", "a year"},
      {"last_seen_date", "1995-13-01", "last_seen_date", "a date that exists"},
      {"age", "-3", "age", "an age in years, 0 to 120"},
      {"age", "old", "age", "an age in years"},
      {"age,age_error", "30,-1", "age_error", "0 to 30"},
      {"stature_cm", "1.75", "stature_cm", "centimetres, 30 to 250"},
      {"blood_group", "C+", "blood_group", "O, A, B or AB"},
      {"handedness", "north", "handedness", "right, left, both"},
  };
  for (const Wrong& wrong : reports) {
    CAPTURE(wrong.cells);
    const auto reading = with_report(wrong.columns, wrong.cells).read();
    CHECK_FALSE(reading.content.has_value());
    CHECK(has_error(reading, "missing_persons.csv", 2, wrong.column, wrong.words));
  }
  const Wrong findings[] = {
      {"age_min,age_max", "45,30", "age_max", "an age_max not below age_min"},
      {"age,age_min,age_max", "50,30,45", "age", "an age between age_min and age_max"},
      {"age,age_error", "50,0", "age_error", "0.25 to 30"},
      {"femur_mm", "45", "femur_mm", "millimetres, 50 to 650"},
      {"stature_cm,stature_error_cm", "170,0", "stature_error_cm", "0.5 to 30"},
  };
  for (const Wrong& wrong : findings) {
    CAPTURE(wrong.cells);
    const auto reading = with_finding(wrong.columns, wrong.cells).read();
    CHECK_FALSE(reading.content.has_value());
    CHECK(has_error(reading, "remains.csv", 2, wrong.column, wrong.words));
  }
}

TEST_CASE("words that are free text are warned about, not refused") {
  const auto method = with_finding("sex,sex_method", "M,a hunch").read();
  CHECK(method.content.has_value());
  CHECK(has_warning(method, "remains.csv", 2, "sex_method", "pelvis, skull, long bones"));
  const auto source = with_report("stature_cm,stature_source", "170,neighbour").read();
  CHECK(source.content.has_value());
  CHECK(has_warning(source, "missing_persons.csv", 2, "stature_source", "measured, document, relative"));
  const auto age = with_report("age,birth_date,last_seen_date", "40,1970-06-01,1995-06-01").read();
  CHECK(has_warning(age, "missing_persons.csv", 2, "age", "(25), which is taken"));
}

TEST_CASE("attributes.csv: parameters by name, unknown ones with the list of the known") {
  CaseFolder folder;
  folder.tables["attributes.csv"] = "attribute,parameter,value\nage,error_stated,3\ngroup:look,exponent,0.5\n";
  auto reading = folder.read();
  REQUIRE(reading.content.has_value());
  CHECK(reading.content->attribute_parameters.at({"age", "error_stated"}) == 3);
  CHECK(reading.content->attribute_parameters.at({"group:look", "exponent"}) == 0.5);

  folder.tables["attributes.csv"] =
      "attribute,parameter,value\nages,error_stated,3\nage,eror,3\nage,coverage,1.5\nage,coverage,x\n"
      "age,delay,1\nage,delay,2\n";
  reading = folder.read();
  CHECK_FALSE(reading.content.has_value());
  CHECK(has_error(reading, "attributes.csv", 2, "attribute", "one of sex, age, stature"));
  CHECK(has_error(reading, "attributes.csv", 3, "parameter", "error_birth_date, error_birth_year, error_stated"));
  CHECK(has_error(reading, "attributes.csv", 4, "value", "a number from 0.5 to 0.999"));
  CHECK(has_error(reading, "attributes.csv", 5, "value", "a number"));
  CHECK(has_error(reading, "attributes.csv", 7, "parameter", "once"));
}

TEST_CASE("a case without any DNA is read; profiles without frequencies are not") {
  CaseFolder folder;
  folder.tables.erase("frequencies.csv");
  folder.tables.erase("markers.csv");
  folder.tables.erase("profiles.csv");
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content.has_value());
  CHECK(reading.content->panel.size() == 0);
  CHECK(has_warning(reading, "profiles.csv", 0, "", "descriptions alone"));
  folder.tables["profiles.csv"] = "sample_id,subject_id,marker,allele_1,allele_2\nS1,Fa,TH01,6,9.3\n";
  CHECK_FALSE(folder.read().content.has_value());
}

}  // namespace
}  // namespace kith::testing
