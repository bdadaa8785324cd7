// Valid inputs with random damage: the readers answer or refuse, whatever stands in the file. Seeded, so that a failure
// can be had again; worth most under the sanitizers.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_names.hpp"
#include "intake/draft/case_writer.hpp"
#include "intake/familias/familias_import.hpp"
#include "intake/familias_text.hpp"
#include "intake/genotypes/genemapper_import.hpp"
#include "text/csv_table.hpp"

#include "intake/case_folder.hpp"

using namespace kith::testing;

namespace {

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t n) { return n == 0 ? 0 : random() % n; }

/// One to six changes: a byte replaced, dropped or inserted, a stretch copied or cut.
std::string damaged(std::string text, Random& random) {
  static const std::string kSpecial("\",;\t\r\n\0[]=#0123456789-.\xFF\xC3", 26);
  for (std::size_t n = 1 + below(random, 6); n > 0 && !text.empty(); --n) {
    const auto at = below(random, text.size());
    const char byte = random() % 2 == 0 ? kSpecial[below(random, kSpecial.size())] : static_cast<char>(random());
    switch (random() % 5) {
      case 0:
        text[at] = byte;
        break;
      case 1:
        text.erase(at, 1);
        break;
      case 2:
        text.insert(at, 1, byte);
        break;
      case 3: {
        const auto copied = text.substr(at, below(random, 40));
        text.insert(below(random, text.size()), copied);
        break;
      }
      default:
        text.erase(at, below(random, 60));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("damaged tables: the CSV reader returns rows as wide as the header") {
  const std::string
      text = "marker,allele,\"free, text\"\nTH01,9.3,\"two\nlines\"\r\nvWA,16,\"a \"\"b\"\"\"\n;,x,\n1,2,3\n";
  Random random(1);
  for (int i = 0; i < 5000; ++i) {
    CAPTURE(i);
    kith::ProblemLog log;
    const auto table = kith::text::CsvTable::parse(damaged(text, random), "t.csv", log);
    std::size_t total = 0;
    for (std::size_t row = 0; row < table.n_rows(); ++row) {
      for (std::size_t column = 0; column < table.n_columns(); ++column) total += table.cell(row, column).size();
    }
    CHECK(total <= text.size() + 6 * 40 * 4);
  }
}

TEST_CASE("damaged Familias files: parsed and imported, or refused") {
  Random random(2);
  for (int i = 0; i < 3000; ++i) {
    CAPTURE(i);
    const auto project = kith::intake::familias::parse(
        damaged(i % 2 == 0 ? small_dvi_project() : small_paternity_project(), random));
    if (!project) {
      CHECK_FALSE(project.error().message.empty());
      continue;
    }
    const auto import = kith::intake::familias::to_case(project.value());
    CHECK(import.draft.markers.size() == project.value().markers.size());
  }
}

TEST_CASE("damaged case folders: a case or errors, never both, never neither") {
  Random random(3);
  for (int i = 0; i < 1500; ++i) {
    CAPTURE(i);
    CaseFolder folder;
    auto table = folder.tables.begin();
    std::advance(table, static_cast<std::ptrdiff_t>(below(random, folder.tables.size())));
    table->second = damaged(table->second, random);
    const auto reading = folder.read();
    CHECK(reading.content.has_value() != reading.problems.has_errors());
  }
}

TEST_CASE("damaged headings of wide tables: a case or errors, in one piece as in many") {
  Random random(6);
  for (int i = 0; i < 600; ++i) {
    CAPTURE(i);
    CaseFolder folder;
    std::string header = damaged("sample_id,subject_id,TH01_1,TH01_2,vWA,,DYS385a,DYS385b,DYS999.1,AMEL Allele 1,...12",
                                 random);
    header.erase(std::remove(header.begin(), header.end(), '\n'), header.end());
    folder.tables["profiles.csv"] = header + "\nS1,Fa,6,7,16,17,11,14,15,X,Y\nS3,R1,9.3,7,16,,11,14,15,X,Y\n";
    const TempFolder temp;
    folder.write_to(temp.path());
    const auto whole = kith::intake::read_case(temp.path());
    const auto pieces = kith::intake::read_case(temp.path(), {}, {}, {.bytes = 20, .samples = 1});
    CHECK(whole.content.has_value() != whole.problems.has_errors());
    CHECK(all_problems(whole) == all_problems(pieces));
  }
}

TEST_CASE("what an import of damaged files writes is read or refused with a reason") {
  Random random(4);
  for (int i = 0; i < 300; ++i) {
    CAPTURE(i);
    const auto project = kith::intake::familias::parse(damaged(small_dvi_project(), random));
    if (!project) continue;
    const auto import = kith::intake::familias::to_case(project.value());
    if (!import.errors.empty()) continue;
    const TempFolder temp;
    REQUIRE(kith::intake::write_case(import.draft, temp.path() / "case"));
    const auto reading = kith::intake::read_case(temp.path() / "case");
    CHECK(reading.content.has_value() != reading.problems.has_errors());
  }
}

TEST_CASE("damaged genotype tables: errors, or results that profiles.csv can hold, each sample and marker once") {
  const std::string narrow =
      "Sample Name\tSample Type\tMarker\tAllele 1\tAllele 2\nS1\tSample\tTH01\t6\t9.3\nS1\tSample\tvWA\tOL\t17\n"
      "L\tAllelic Ladder\tTH01\t4\t5\nS2\tSample\tTH01\t7\t7\nS2\tSample\tAMEL\tX\tY\n";
  const std::string wide =
      "Sample File;Sample Name;TH01;Height;vWA_1;vWA_2;QS1;\na.fsa;S1;6, 9,3, ;80, 90;16;17*;1;\nb;S2;7/8;;INC;14;;\n";
  Random random(5);
  for (int i = 0; i < 5000; ++i) {
    CAPTURE(i);
    kith::intake::GenotypeImport import;
    import.add_table(damaged(i % 2 == 0 ? narrow : wide, random), "t");
    import.map_subjects(damaged("sample_id,subject_id\nS1,A\nS2,B\n", random), "map");
    if (import.problems().has_errors()) continue;
    kith::ProblemLog log;
    const auto written = kith::intake::typings_table("profiles.csv", import.typings());
    const auto table = kith::text::CsvTable::parse(written.text, written.name, log);
    CHECK(table.n_rows() == import.typings().size());
    CHECK_FALSE(log.has_errors());
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& typing : import.typings()) {
      CHECK_FALSE(typing.alleles.empty());
      CHECK(seen.emplace(typing.sample, kith::genetics::marker_key(typing.marker)).second);
      for (const auto& allele : typing.alleles) CHECK(kith::genetics::is_allele_label(allele));
    }
  }
}
