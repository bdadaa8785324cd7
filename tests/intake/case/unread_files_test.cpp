// Files of a case folder that nobody reads: near names are errors, strange tables warnings, the rest is not mentioned.
#include "intake/case/unread_files.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "intake/case/case_schema.hpp"
#include "intake/case_folder.hpp"
#include "support/shared.hpp"

using namespace kith::testing;
using kith::Severity;

namespace {

constexpr const char* kNote = "who,what\nX,Y\n";

/// The valid case with one more file.
kith::intake::CaseReading with_file(const std::string& name, const std::string& text = kNote, bool ignore = false) {
  CaseFolder folder;
  folder.tables[name] = text;
  return folder.read({.ignore_unread = ignore});
}

}  // namespace

TEST_CASE("unread files: a table under a near name is an error that names it") {
  const std::pair<const char*, const char*> near[] = {{"missing_person.csv", "missing_persons.csv"},
                                                      {"missingpersons.csv", "missing_persons.csv"},
                                                      {"Missing_Persons.csv", "missing_persons.csv"},
                                                      {"profile.csv", "profiles.csv"},
                                                      {"profiels.csv", "profiles.csv"},
                                                      {"Remains.CSV", "remains.csv"},
                                                      {"relatives.txt", "relatives.csv"},
                                                      {"relatives.csv.txt", "relatives.csv"},
                                                      {"Frequencies.xlsx", "frequencies.csv"},
                                                      {"frequences.csv", "frequencies.csv"},
                                                      {"profiles (2).csv", "profiles.csv"},
                                                      {"relatives2.csv", "relatives.csv"},
                                                      {"remains - Copy.csv", "remains.csv"},
                                                      {"site.csv", "sites.csv"},
                                                      {"event-sites.csv", "event_sites.csv"},
                                                      {"identification.csv", "identifications.csv"},
                                                      {"haplotype.tsv", "haplotypes.csv"},
                                                      {"haplotype_count.csv", "haplotype_counts.csv"},
                                                      {"synonym.csv", "synonyms.csv"},
                                                      {"profiles", "profiles.csv"},
                                                      {"marker.ods", "markers.csv"},
                                                      {"Case.ini", "case.ini"},
                                                      {"case.ini.txt", "case.ini"},
                                                      {"cases.ini", "case.ini"}};
  for (const auto& [name, intended] : near) {
    const std::string tried(name);
    CAPTURE(tried);
    const auto reading = with_file(name);
    INFO(all_problems(reading));
    CHECK_FALSE(reading.content);
    CHECK(has_error(reading, name, 0, "", intended));
    CHECK(has_error(reading, name, 0, "", "--ignore-unread"));
    CHECK(reading.problems.problems().size() == 1);

    const auto ignored = with_file(name, kNote, true);
    CHECK(ignored.content);
    CHECK(has_warning(ignored, name, 0, "", intended));
  }
}

TEST_CASE("unread files: what others call a table is an error where the table is missing, else a warning") {
  CaseFolder folder;
  folder.tables.erase("remains.csv");
  folder.tables["bodies.csv"] = "id,sex\nR1,M\n";
  CHECK(has_error(folder.read(), "bodies.csv", 0, "", "remains.csv"));
  CaseFolder misnamed;
  misnamed.tables["frequency.csv"] = misnamed.tables["frequencies.csv"];
  CHECK(has_warning(misnamed.read(), "frequency.csv", 0, "", "frequencies.csv"));
  misnamed.tables.erase("frequencies.csv");
  CHECK(has_error(misnamed.read(), "frequency.csv", 0, "", "frequencies.csv"));
  CHECK(misnamed.read().problems.n_errors() == 1);
  CHECK(has_warning(with_file("bodies.csv"), "bodies.csv", 0, "", "remains.csv"));
  CHECK(has_warning(with_file("profiles_lab2.csv"), "profiles_lab2.csv", 0, "", "profiles.csv"));
  CHECK(has_error(with_file("my_events.csv"), "my_events.csv", 0, "", "events.csv"));
}

TEST_CASE("unread files: a table is known by its columns, whatever its name") {
  CaseFolder folder;
  folder.tables["stammbaum.csv"] = folder.tables["relatives.csv"];
  CHECK(has_warning(folder.read(), "stammbaum.csv", 0, "", "the columns of relatives.csv"));
  folder.tables.erase("relatives.csv");
  const auto reading = folder.read();
  INFO(all_problems(reading));
  CHECK(has_error(reading, "stammbaum.csv", 0, "", "the columns of relatives.csv"));
  CHECK(reading.problems.n_errors() == 1);  // and not that relatives.csv is missing, nor what follows from that
}

TEST_CASE("unread files: a table that is misnamed, or missing, is one message, and what follows from it is none") {
  for (const char* name : {"relatives.csv", "profiles.csv", "frequencies.csv"}) {
    CAPTURE(name);
    CaseFolder folder;
    folder.tables[std::string("X") + name] = folder.tables[name];  // one letter too many
    folder.tables.erase(name);
    const auto misnamed = folder.read();
    INFO(all_problems(misnamed));
    CHECK(misnamed.problems.n_errors() == 1);
    CHECK(has_error(misnamed, std::string("X") + name, 0, "", name));
    folder.tables.erase(std::string("X") + name);
    const auto missing = folder.read();
    CHECK(missing.problems.n_errors() == 1);
    CHECK(has_error(missing, name, 0, "", "this file in the case folder"));
  }
}

TEST_CASE("unread files: other tables and settings are warnings; a matrix that markers.csv names is read") {
  for (const char* name : {"notes.csv", "dates.csv", "lists.tsv", "matrix.csv", "lab.ini"}) {
    const auto reading = with_file(name);
    CAPTURE(name);
    CHECK(reading.content);
    CHECK(has_warning(reading, name, 0, "", "it was left out"));
    CHECK(reading.problems.problems().size() == 1);
  }
  CaseFolder folder;
  folder.tables["markers.csv"] =
      "marker,mutation_model,rate_male,rate_female,range,mutation_matrix\nTH01,custom,,,,steps.csv\n"
      "vWA,stepwise,0.002,0.001,0.1,\n";
  folder.tables["steps.csv"] = "allele,6,7,9.3\n6,0.9,0.1,0\n7,0.1,0.9,0\n9.3,0,0,1\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  CHECK(reading.content);
  CHECK(reading.problems.problems().empty());
}

TEST_CASE("unread files: readmes, results of Kith, and files that are no tables are not mentioned") {
  for (const char* name : {"README.md",
                           "readme.txt",
                           "README",
                           "scenario.ini",
                           "truth.csv",
                           "matches.csv",
                           "by_missing_person.csv",
                           "breakdown.csv",
                           "lr_matrix.csv",
                           "run.json",
                           "reuse.cbor",
                           "weights.ini",
                           "findings.csv",
                           ".hidden.csv",
                           "report.pdf",
                           "photo.jpg",
                           "letter.docx",
                           "notes.txt",
                           "budget.xlsx",
                           "answers.json",
                           "profiles.csv~",
                           "relatives.pdf",
                           "case.ini"}) {
    CAPTURE(name);
    const auto reading = with_file(name);
    INFO(all_problems(reading));
    CHECK(reading.content);
    CHECK(reading.problems.problems().empty());
  }
  const TempFolder temp;
  CaseFolder{}.write_to(temp.path());
  std::filesystem::create_directories(temp.path() / "results.csv");
  std::filesystem::create_directories(temp.path() / "profile.csv");
  CHECK(kith::intake::read_case(temp.path()).problems.problems().empty());
}

TEST_CASE("unread files: DNA tables beside no profiles are said not to be read") {
  CaseFolder folder;
  for (const char* name : {"frequencies.csv", "markers.csv", "profiles.csv"}) folder.tables.erase(name);
  folder.tables["haplotypes.csv"] = "haplotype_id,marker,allele_1\nH1,DYS19,14\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  CHECK(reading.content);
  CHECK(has_warning(reading, "haplotypes.csv", 0, "", "it has no use without profiles.csv"));
}

TEST_CASE("unread files: a case without a row is said to be one, and nothing else") {
  CaseFolder folder;
  for (auto& [name, text] : folder.tables) {
    if (name != "markers.csv") text.resize(text.find('\n') + 1);
  }
  const auto reading = folder.read();
  INFO(all_problems(reading));
  CHECK(reading.problems.problems().size() == 1);
  CHECK(reading.problems.problems().front().message.find("nothing is in this case yet") != std::string::npos);
  folder.tables["relatives.csv"] += "F1,Fa,,,M,reference\n";
  CHECK(folder.read().content);
}

TEST_SUITE("shared") {
  TEST_CASE("unread files: no case that was right before has one") {
    const auto field = shared("field");
    const auto cases = shared("cases");
    if (!field || !cases) return;
    for (const auto& root : {*field, *cases}) {
      for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (!entry.is_directory() || !std::filesystem::exists(entry.path() / "relatives.csv")) continue;
        CAPTURE(entry.path().string());
        const auto files = kith::intake::find_unread_files(entry.path());
        CHECK(std::none_of(files.begin(), files.end(), [](const auto& file) { return file.is_near; }));
      }
    }
  }
}
