// One cause, one message: what follows from a missing file, a wrong header or a wrong name is not listed beside it.
#include <doctest/doctest.h>

#include "intake/case_folder.hpp"

using namespace kith::testing;

namespace {

/// A case with every table that refers to another one.
CaseFolder full_case() {
  CaseFolder folder;
  folder.tables["missing_persons.csv"] = "missing_id,family_id,sex,age,event_id\nMi,F1,M,34,E1\n";
  folder.tables["remains.csv"] = "remains_id,sex,site_id\nR1,M,S1\n";
  folder.tables["events.csv"] = "event_id,date_from\nE1,1992-07-14\n";
  folder.tables["sites.csv"] = "site_id,kind\nS1,primary\n";
  folder.tables["event_sites.csv"] = "event_id,site_id,identified\nE1,S1,3\n";
  folder.tables["attributes.csv"] = "attribute,parameter,value\nage,delay,1\n";
  folder.tables["haplotypes.csv"] = "haplotype_id,marker,allele_1\nH1,DYS391,10\n";
  return folder;
}

}  // namespace

TEST_CASE("one cause: each required table that is not there is one error") {
  for (const char* name : {"frequencies.csv", "relatives.csv", "profiles.csv"}) {
    CAPTURE(name);
    CaseFolder folder = full_case();
    folder.tables.erase(name);
    const auto reading = folder.read();
    INFO(all_problems(reading));
    CHECK(reading.problems.n_errors() == 1);
    CHECK(reading.problems.n_warnings() == 0);
    CHECK(has_error(reading, name, 0, "", "this file in the case folder"));
  }
}

TEST_CASE("one cause: a required column under another name is one error, which names the header") {
  const CaseFolder whole = full_case();
  const std::pair<const char*, std::vector<const char*>> required[] = {
      {"frequencies.csv", {"marker", "allele", "frequency"}},
      {"markers.csv", {"marker"}},
      {"relatives.csv", {"family_id", "person_id", "father_id", "mother_id", "sex", "role"}},
      {"missing_persons.csv", {"missing_id", "family_id"}},
      {"remains.csv", {"remains_id"}},
      {"profiles.csv", {"sample_id", "subject_id", "allele_1", "allele_2"}},
      {"events.csv", {"event_id"}},
      {"sites.csv", {"site_id"}},
      {"event_sites.csv", {"event_id", "site_id", "identified"}},
      {"attributes.csv", {"attribute", "parameter", "value"}},
      {"haplotypes.csv", {"haplotype_id", "allele_1"}}};
  for (const auto& entry : required) {
    const std::string table = entry.first;
    for (const std::string column : entry.second) {
      CAPTURE(table);
      CAPTURE(column);
      CaseFolder folder = whole;
      auto& text = folder.tables[table];
      text.replace(text.find(column), column.size(), "Kolonne");
      const auto reading = folder.read();
      INFO(all_problems(reading));
      CHECK(reading.problems.n_errors() == 1);
      CHECK(has_error(reading, table, 1, column, "a column named " + column));
      CHECK(has_error(reading, table, 1, column, "Kolonne"));
      CHECK(reading.problems.n_warnings() <= 1);
    }
  }
}

TEST_CASE("one cause: a wrong delimiter is one error") {
  for (const std::string name :
       {"frequencies.csv", "relatives.csv", "missing_persons.csv", "remains.csv", "profiles.csv"}) {
    CAPTURE(name);
    CaseFolder folder = full_case();
    auto& text = folder.tables[name];
    for (char& c : text) c = c == ',' ? '|' : c;
    const auto reading = folder.read();
    INFO(all_problems(reading));
    CHECK(reading.problems.n_errors() == 1);
    CHECK(all_problems(reading).find("cells are told apart by commas, semicolons or tabs") != std::string::npos);
  }
}

TEST_CASE("one cause: a table without a header, or with a title above it, is one error") {
  const auto tables = full_case().tables;
  for (const auto& entry : tables) {
    const std::string& name = entry.first;
    for (const std::string& spoilt : {std::string(), "Table of the commission\n" + entry.second,
                                      "Table of the commission, 2024\n" + entry.second}) {
      CAPTURE(name);
      CAPTURE(spoilt);
      CaseFolder folder = full_case();
      folder.tables[name] = spoilt;
      const auto reading = folder.read();
      INFO(all_problems(reading));
      CHECK(reading.problems.n_errors() == 1);
      CHECK(reading.problems.n_warnings() == 0);
      CHECK(reading.problems.problems()[0].file == name);
    }
  }
}

TEST_CASE("one cause: a column of rates that is not there is one error") {
  for (const std::string column : {"rate_male", "rate_female"}) {
    CaseFolder folder = full_case();
    auto& text = folder.tables["markers.csv"];
    text.replace(text.find(column), column.size(), "Kolonne");
    const auto reading = folder.read();
    INFO(all_problems(reading));
    CHECK(reading.problems.n_errors() == 1);
    CHECK(has_error(reading, "markers.csv", 2, column, "there is no such column"));
  }
}

TEST_CASE("one cause: no heading that names a marker is one error") {
  for (const char* name : {"profiles.csv", "haplotypes.csv"}) {
    CAPTURE(name);
    CaseFolder folder = full_case();
    auto& text = folder.tables[name];
    text.replace(text.find("marker"), 6, "Kolonne");
    const auto reading = folder.read();
    INFO(all_problems(reading));
    CHECK(reading.problems.n_errors() == 1);
    CHECK(reading.problems.n_warnings() == 0);
    CHECK(has_error(reading, name, 1, "marker", "a column named marker"));
  }
}

TEST_CASE("one cause: a population that the table does not have is one error") {
  CaseFolder folder = full_case();
  folder.tables["frequencies.csv"] =
      "marker,allele,frequency,population\nTH01,6,0.25,A\nTH01,7,0.25,A\nTH01,9.3,0.5,A\nvWA,16,0.4,A\nvWA,17,0.6,A\n";
  const auto reading = folder.read({.population = "Atlantis"});
  INFO(all_problems(reading));
  CHECK(reading.problems.n_errors() == 1);
  CHECK(has_error(reading, "frequencies.csv", 0, "population", "'Atlantis'"));
  CHECK(full_case().read({.population = "Atlantis"}).problems.n_errors() == 1);
}

TEST_CASE("one cause: a table of frequencies with a header and nothing below is one error") {
  CaseFolder folder = full_case();
  folder.tables["frequencies.csv"] = "marker,allele,frequency\n";
  folder.tables.erase("markers.csv");
  const auto reading = folder.read();
  INFO(all_problems(reading));
  CHECK(reading.problems.n_errors() == 1);
  CHECK(has_error(reading, "profiles.csv", 2, "marker", "which lists none"));
}

TEST_CASE("one cause: the whole case has nothing to say") {
  const auto reading = full_case().read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.problems.problems().empty());
}
