// Teeth, findings, belongings and names from the case folder to `kith match` and `kith explain`: two brothers whom DNA
// cannot tell apart.
#include <doctest/doctest.h>

#include "cli/run_kith.hpp"

using namespace kith::testing;

namespace {

constexpr std::string_view kMissing =
    "missing_id,family_id,last_seen_date,teeth,teeth_date,fractures,clothing,name,implant_serial\n"
    "M1,F1,1992-05-01,16=filled;36=extracted;rest=sound,1990-05-01,femur:left,boots:black:43,Əliyev Rəşid,SN-12345\n"
    "M2,F1,1992-05-01,16=sound;26=crowned;36=sound;rest=sound,1990-05-01,none,shoes:brown,Əliyev Tofiq,\n";

void write_case(const Scratch& scratch) {
  std::filesystem::create_directory(scratch / "case");
  write_text(scratch / "case/frequencies.csv", "marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3,0.5\n");
  write_text(scratch / "case/markers.csv", "marker,mutation_model\nTH01,none\n");
  write_text(scratch / "case/relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,Fa,,,M,other\nF1,Mo,,,F,reference\n"
             "F1,M1,Fa,Mo,M,missing\nF1,M2,Fa,Mo,M,missing\n");
  write_text(scratch / "case/profiles.csv",
             "sample_id,subject_id,marker,allele_1,allele_2\nS1,Mo,TH01,6,7\nS2,R1,TH01,6,9.3\nS3,R2,TH01,6,9.3\n");
  write_text(scratch / "case/missing_persons.csv", kMissing);
  write_text(scratch / "case/remains.csv",
             "remains_id,grave_id,teeth,fractures,clothing,effects,documents,implant_serial\n"
             "R1,G1,16=filled;36=extracted;rest=sound,femur:left,boots:black:43,ring:gold:::grave,"
             "passport:Рашид Алиев,SN12345\n"
             "R2,G1,16=filled;26=crowned;48=missing_pm;rest=sound,none,none,,letter:Алиев Тофик,\n");
}

TEST_CASE("descriptions: they tell brothers apart whom DNA cannot, and every number has its reason") {
  const Scratch scratch;
  write_case(scratch);
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  const auto rows = csv_rows(scratch / "out/matches.csv");
  std::vector<std::string> pairs;
  for (std::size_t i = 1; i < rows.size(); ++i) pairs.push_back(rows[i][1] + rows[i][3]);
  REQUIRE(pairs.size() == 4);
  CHECK((pairs[0] == "R1M1" || pairs[0] == "M1R1"));
  CHECK((pairs[1] == "R2M2" || pairs[1] == "M2R2"));
  CHECK(rows[1][4] == rows[4][4]);  // the DNA's part is the same for all

  const Run explained = run_kith({"explain", scratch / "case", "--missing", "M1", "--remains", "R2"});
  CAPTURE(explained.out);
  REQUIRE(explained.status == 0);
  CHECK(contains(explained.out,
                 "31 teeth on both sides: 29 the same, 1 developed (26 sound -> crowned), 1 the wrong way"));
  CHECK(contains(explained.out, "left femur: reported, not found"));
  const std::string breakdown = read_text(scratch / "out/breakdown.csv");
  CHECK(contains(breakdown, "Рашид Алиев and Əliyev Rəşid: the same name"));
  CHECK(contains(breakdown, "SN12345 is the number recorded"));
  CHECK(contains(read_text(scratch / "out/run.json"), "states of each tooth by age group, from 2 charts"));
}

TEST_CASE("descriptions: a wrong tooth or list ends the run with its row and column") {
  const Scratch scratch;
  write_case(scratch);
  spoil(scratch / "case/missing_persons.csv", "16=filled", "19=filled");
  spoil(scratch / "case/remains.csv", "femur:left", "femur:up");
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out"});
  CHECK(run.status == 2);
  CHECK(contains(
      run.err,
      "missing_persons.csv:2: column teeth: found '19=filled;36=extracted;rest=sound'; expected a "
      "permanent tooth in FDI numbers: 11-18, 21-28, 31-38 or 41-48, a milk tooth 51-55 to 81-85, or rest, not '19' "
      "[KITH-105]"));
  CHECK(contains(run.err,
                 "remains.csv:2: column fractures: found 'femur:up'; expected left, right or nothing as the side"));
  CHECK(scratch.names() == std::vector<std::string>{"case"});
}

}  // namespace

TEST_CASE("descriptions: whatever is wrong is named once, by file, row and column, with what was found and expected") {
  struct Wrong {
    const char* table;
    const char* columns;
    const char* cells;
    const char* column;
    const char* expected;
  };
  const Wrong all[] = {
      {"missing_persons", "birth_date,last_seen_date", "1970-02-30,1995-01-01", "birth_date", "a date that exists"},
      {"missing_persons", "last_seen_date", "1995-02-29", "last_seen_date", "a date that exists"},
      {"missing_persons", "birth_year,last_seen_date", "1970.5,1995-01-01", "birth_year", "a year, as 1971"},
      {"missing_persons", "age", "-3", "age", "an age in years, 0 to 120"},
      {"missing_persons", "blood_group", "AB++", "blood_group", "O, A, B or AB"},
      {"missing_persons", "handedness", "ambi", "handedness", "right, left, both or nothing"},
      {"missing_persons", "teeth", "19=filled", "teeth", "a permanent tooth in FDI numbers"},
      {"missing_persons", "teeth", "16=gold", "teeth", "sound, filled, crowned"},
      {"missing_persons", "teeth_date,last_seen_date", "0001-01-01,1995-01-01", "teeth_date", "a date such as"},
      {"missing_persons", "fractures", ";;", "fractures", "items, or 'none' where there are none"},
      {"missing_persons", "marks", "tattoo:arm:upper:x", "marks", "left, right or nothing as the side"},
      {"missing_persons", "implant_serial", "steel", "implant_serial", "serial numbers of letters and digits"},
      {"missing_persons", "last_seen_latitude,last_seen_longitude", "95,40", "last_seen_latitude", "degrees north"},
      {"remains", "age_min,age_max", "45,30", "age_max", "an age_max not below age_min"},
      {"remains", "age_min,age_max", "-1,30", "age_min", "an age in years, 0 to 120"},
      {"remains", "burial_from,burial_to", "1995-05-01,1995-01-01", "burial_to", "a date not before burial_from"},
      {"remains", "femur_mm", "45", "femur_mm", "millimetres, 50 to 650"},
      {"remains", "teeth", "99=sound", "teeth", "a permanent tooth in FDI numbers"},
  };
  for (const Wrong& wrong : all) {
    CAPTURE(wrong.columns);
    CAPTURE(wrong.cells);
    const Scratch scratch;
    write_case(scratch);
    const std::string table = std::string(wrong.table) + ".csv";
    const bool missing = table.starts_with("missing");
    write_text(scratch / "case/missing_persons.csv", "missing_id,family_id\nM1,F1\nM2,F1\n");
    write_text(scratch / "case/remains.csv", "remains_id\nR1\nR2\n");
    write_text(scratch / ("case/" + table), (missing ? "missing_id,family_id," : "remains_id,") +
                                                std::string(wrong.columns) + "\n" + (missing ? "M1,F1," : "R1,") +
                                                wrong.cells + "\n");
    const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out"});
    CAPTURE(run.err);
    CHECK(run.status == 2);
    const std::string said = table + ":2: column " + wrong.column + ": found '";
    const auto first = run.err.find(said);
    REQUIRE(first != std::string::npos);
    CHECK(run.err.find(said, first + 1) == std::string::npos);
    CHECK(contains(run.err, std::string("expected ") + wrong.expected));
    CHECK(scratch.names() == std::vector<std::string>{"case"});
  }
}
