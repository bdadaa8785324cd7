// One list of tables and columns: what the readers read, what kith new writes, what the documentation names.
#include "intake/case/case_schema.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "intake/case_folder.hpp"
#include "intake/draft/case_template.hpp"
#include "text/near_names.hpp"

using namespace kith::testing;
using namespace kith::intake;
using namespace kith::text;
using kith::Errc;

namespace {

/// The case that the README of a blank one shows: the rows of each section below the header of its table.
std::map<std::string, std::string> example_case() {
  std::map<std::string, std::string> tables;
  for (auto& table : blank_case()) tables[table.name] = table.text;
  const std::string readme = tables["README.md"];
  for (auto& [name, text] : tables) {
    const auto section = readme.find("\n## " + name + "\n");
    if (section == std::string::npos) continue;
    const auto next = readme.find("\n## ", section + 1);
    const auto rows = readme.find("```csv\n", section);
    if (rows == std::string::npos || rows > next) continue;
    const auto start = rows + 7;
    text += readme.substr(start, readme.find("```\n", start) - start);
  }
  return tables;
}

std::string docs(const char* name) {
  std::ifstream file(std::filesystem::path(KITH_SOURCE_DIR) / "docs" / name);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The valid case with one table changed: its header line, and a cell more in every row.
CaseReading with_column(const std::string& table, const std::string& column) {
  CaseFolder folder;
  std::string changed;
  std::istringstream lines(folder.tables.at(table));
  for (std::string line; std::getline(lines, line);) changed += line + (changed.empty() ? "," + column : ",x") + '\n';
  folder.tables[table] = changed;
  return folder.read();
}

}  // namespace

TEST_CASE("schema: every column of every header is one that its reader knows") {
  CaseFolder folder;
  folder.tables = example_case();
  const auto reading = folder.read();
  INFO(all_problems(reading));
  CHECK(reading.content);
  for (const auto& problem : reading.problems.problems()) {
    CHECK(problem.code != Errc::unknown_column);
    CHECK(problem.code != Errc::missing_column);
    CHECK(problem.code != Errc::malformed_row);
  }
  // What an assert in TableColumns says of the opposite direction: no reader asks for a column that is not listed.
  for (const auto& table : table_specs()) {
    for (const auto& column : table.columns) CHECK(has_column(table, column.name));
  }
}

TEST_CASE("schema: kith new shows a row of every table but the one it fills in") {
  const auto tables = example_case();
  for (const auto& table : table_specs()) {
    if (!table.is_matched || table.columns.empty()) continue;
    const std::string name(table.file);
    if (name == "joins.csv") continue;  // two sets of remains; the example has one
    CAPTURE(name);
    const auto& text = tables.at(name);
    CHECK(std::count(text.begin(), text.end(), '\n') > 1);
  }
}

TEST_CASE("schema: columns of the other form are unknown columns, and are not read") {
  CaseFolder folder;
  folder.tables
      ["remains.csv"] = "remains_id,sex,birth_date,last_seen_date,teeth_source\nR1,M,1960-02-03,1992-07-11,record\n";
  folder
      .tables["missing_persons.csv"] = "missing_id,family_id,age_min,recovery_date,femur_mm\nMi,F1,20,1999-05-20,450\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  for (const char* column : {"birth_date", "last_seen_date", "teeth_source"}) {
    CHECK(has_warning(reading, "remains.csv", 1, column, "not one of missing_persons.csv"));
  }
  for (const char* column : {"age_min", "recovery_date", "femur_mm"}) {
    CHECK(has_warning(reading, "missing_persons.csv", 1, column, "not one of remains.csv"));
  }
  CHECK_FALSE(reading.content->remains[0].description.age);
  CHECK_FALSE(reading.content->missing[0].description.age);
  CHECK_FALSE(reading.content->missing[0].description.stature);
}

TEST_CASE("schema: the columns that are known but not in a header are read, too") {
  for (const auto& table : table_specs()) {
    for (const auto& column : table.columns) {
      if (column.need != Need::besides) continue;
      CAPTURE(column.name);
      CaseFolder folder;
      REQUIRE(table.file == "markers.csv");
      folder.tables["markers.csv"] = "marker," + std::string(column.name) + "\n";
      const auto reading = folder.read();
      CHECK_FALSE(has_warning(reading, "markers.csv", 1, column.name));
    }
  }
}

TEST_CASE("schema: docs/case-format.md names every table and every column") {
  const auto text = docs("case-format.md");
  for (const auto& table : table_specs()) {
    if (table.columns.empty()) continue;
    CHECK_MESSAGE(text.find('`' + std::string(table.file) + '`') != std::string::npos, table.file);
    for (const auto& column : table.columns) {
      const bool by_sex = column.name.ends_with("_male") || column.name.ends_with("_female");
      const auto name = by_sex ? column.name.substr(0, column.name.rfind('_')) : column.name;
      CHECK_MESSAGE(text.find('`' + std::string(name) + '`') != std::string::npos, table.file << ": " << name);
    }
  }
}

TEST_CASE("unknown columns: the column that is likely meant is named") {
  const std::tuple<const char*, const char*, const char*> meant[] = {
      {"missing_persons.csv", "height", "stature_cm"},
      {"missing_persons.csv", "dob", "birth_date"},
      {"missing_persons.csv", "Date of birth", "birth_date"},
      {"missing_persons.csv", "hair colour", "hair"},
      {"missing_persons.csv", "bloodgrup", "blood_group"},
      {"missing_persons.csv", "last_sene_date", "last_seen_date"},
      {"missing_persons.csv", "tattoos", "marks"},
      {"missing_persons.csv", "shoes", "clothing"},
      {"remains.csv", "trousers", "clothing"},
      {"remains.csv", "stature", "stature_cm"},
      {"remains.csv", "femur", "femur_mm"},
      {"remains.csv", "bone", "body_part"},
      {"remains.csv", "date recovered", "recovery_date"},
      {"frequencies.csv", "2N", "chromosomes"},
      {"frequencies.csv", "pop", "population"},
      {"markers.csv", "Fst", "theta"},
      {"markers.csv", "statoinary", "stationary"},
      {"relatives.csv", "relationship", "relation"},
      {"profiles.csv", "partail", "partial"},
      {"profiles.csv", "dropout_homozygot", "dropout_homozygote"}};
  for (const auto& [table, written, column] : meant) {
    const auto reading = with_column(table, written);
    const std::string tried(written);
    CAPTURE(tried);
    INFO(all_problems(reading));
    CHECK(has_warning(reading, table, 1, written, std::string(column) + ", if that is meant"));
  }
  // A column that is there is not suggested; what is near nothing has no suggestion.
  CHECK(has_warning(with_column("relatives.csv", "shoe size"), "relatives.csv", 1, "shoe size", "a column Kith knows"));
  CHECK(has_warning(with_column("remains.csv", "gender"), "remains.csv", 1, "gender", "a column Kith knows"));
}

TEST_CASE("unknown columns: one that belongs to another table is said to") {
  CHECK(has_warning(with_column("missing_persons.csv", "femur_mm"), "missing_persons.csv", 1, "femur_mm",
                    "not one of remains.csv"));
  CHECK(has_warning(with_column("remains.csv", "last_seen_date"), "remains.csv", 1, "last_seen_date",
                    "not one of missing_persons.csv"));
  CHECK(has_warning(with_column("relatives.csv", "stature_cm"), "relatives.csv", 1, "stature_cm",
                    "not one of missing_persons.csv"));
  CHECK(has_warning(with_column("frequencies.csv", "rate_male"), "frequencies.csv", 1, "rate_male",
                    "not one of markers.csv"));
}

TEST_CASE("missing columns: one message names all, with the headings that stand for them") {
  CaseFolder folder;
  folder.tables["relatives.csv"] = "famid,id,fid,mid,gender,status\nF1,Fa,,,M,reference\nF1,Mi,Fa,,M,missing\n";
  auto reading = folder.read();
  INFO(all_problems(reading));
  const auto of_relatives = [](const kith::Problem& problem) { return problem.file == "relatives.csv"; };
  const auto& problems = reading.problems.problems();
  CHECK(std::count_if(problems.begin(), problems.end(), of_relatives) == 1);
  for (const char* pair : {"'famid' for family_id", "'id' for person_id", "'fid' for father_id", "'mid' for mother_id",
                           "'gender' for sex", "'status' for role"}) {
    CHECK(has_error(reading, "relatives.csv", 1, "", pair));
  }
  folder = {};
  folder.tables["profiles.csv"].replace(10, 10, "subject");
  reading = folder.read();
  INFO(all_problems(reading));
  CHECK(has_error(reading, "profiles.csv", 1, "subject_id", "is it 'subject'?"));
  CHECK(reading.problems.n_errors() == 1);
}

TEST_CASE("missing columns: a table that stands in another's place is recognised") {
  CaseFolder folder;
  std::swap(folder.tables["missing_persons.csv"], folder.tables["remains.csv"]);
  const auto reading = folder.read();
  INFO(all_problems(reading));
  CHECK(has_error(reading, "missing_persons.csv", 1, "", "this looks like remains.csv"));
  CHECK(has_error(reading, "remains.csv", 1, "remains_id", "this looks like missing_persons.csv"));
}

TEST_CASE("spelling: distance and how much of it is a slip") {
  CHECK(spelling_distance("profiles", "profiles") == 0);
  CHECK(spelling_distance("profiels", "profiles") == 1);  // neighbours swapped
  CHECK(spelling_distance("", "abc") == 3);
  CHECK(spelling_distance("kitten", "sitting") == 3);  // the textbook's example
  CHECK(is_misspelling("frequences", "frequencies"));
  CHECK_FALSE(is_misspelling("notes", "sites"));
  CHECK_FALSE(is_misspelling("agents", "events"));
  CHECK_FALSE(is_misspelling("se", "sex"));
}

TEST_CASE("names of files are compared without endings, separators and what copies add") {
  for (const char* name : {"profiles.csv", "Profiles.CSV", "profiles.csv.txt", "profiles (2).csv", "profiles2.xlsx",
                           "profiles - Copy.csv", "profiles - Copy (3).csv", "profiles.csv.gz"}) {
    CHECK_MESSAGE(file_key(name) == "profiles", name);
  }
  CHECK(file_key("event_sites.csv") == "eventsites");
}
