// CODIS Common Message Format files. The specimens are invented.
#include "intake/codis/codis_import.hpp"

#include <doctest/doctest.h>

#include <random>

#include "intake/case_folder.hpp"
#include "intake/draft/case_writer.hpp"
#include "support/shared.hpp"
#include "text/table_union.hpp"
#include "text/text_encoding.hpp"

using namespace kith::intake;
using namespace kith::text;

namespace {

std::string locus(const std::string& name, const std::string& first, const std::string& second = "") {
  std::string text = "<LOCUS><LOCUSNAME>" + name + "</LOCUSNAME><ALLELE><ALLELEVALUE>" + first +
                     "</ALLELEVALUE></ALLELE>";
  if (!second.empty()) text += "<ALLELE><ALLELEVALUE>" + second + "</ALLELEVALUE></ALLELE>";
  return text + "</LOCUS>";
}

std::string specimen(const std::string& id, const std::string& category, const std::string& case_id,
                     const std::string& loci, const std::string& attributes = "") {
  return "<SPECIMEN CASEID=\"" + case_id + "\" " + attributes + ">\n<SPECIMENID>" + id +
         "</SPECIMENID><SPECIMENCATEGORY>" + category + "</SPECIMENCATEGORY>" + loci + "</SPECIMEN>\n";
}

std::string file(const std::string& specimens, const std::string& xmlns = " xmlns=\"urn:CODISImportFile-schema\"") {
  return "<?xml version=\"1.0\"?>\n<CODISImportFile" + xmlns + "><HEADERVERSION>3.2</HEADERVERSION>\n" + specimens +
         "</CODISImportFile>";
}

std::string family() {
  return specimen("MO", "Biological Mother", "F1", locus("THO1", "7", "9.3") + locus("AMEL", "X")) +
         specimen("CH", "Biological Child", "F1", locus("TH01", "6", "9.3")) +
         specimen("SI", "Biological Sibling", "F1", locus("TH01", "6")) +
         specimen("TB", "Missing Person", "F1", locus("TH01", "6", "7") + locus("AMEL", "X", "Y"));
}

const DraftPerson& person(const CodisImport& import, std::string_view id) {
  for (const auto& candidate : import.draft.persons) {
    if (candidate.id == id) return candidate;
  }
  FAIL("no person ", std::string(id));
  return import.draft.persons.front();
}

bool has_error(const CodisImport& import, std::string_view words) {
  for (const auto& problem : import.problems.problems()) {
    if (problem.severity == kith::Severity::error && to_string(problem).find(words) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("codis: remains keep their loci, off-ladder bins and Y loci; PARTIAL marks the sample") {
  const auto import = import_codis(
      file(specimen("B1", "Unidentified Person", "U-7",
                    locus("TH01", "9.3") + locus("FGA", "&lt;18", "22.2") + locus("DYS389 II", "30"),
                    "PARTIAL=\"true\"")),
      "f");
  CHECK_FALSE(import.problems.has_errors());
  REQUIRE(import.draft.remains.size() == 1);
  CHECK(import.draft.remains[0].id == "B1");
  CHECK(import.draft.remains[0].attributes.front().second == "U-7");
  REQUIRE(import.draft.typings.size() == 3);
  CHECK(import.draft.typings[0].partial);
  CHECK(import.draft.typings[0].alleles == std::vector<std::string>{"9.3"});
  CHECK(import.draft.typings[1].alleles == std::vector<std::string>{"<18", "22.2"});
}

TEST_CASE("codis: mtDNA as differences and ranges") {
  const auto import = import_codis(
      file(specimen(
          "B1", "Deceased", "",
          locus("HV1", "16126C", "16294T") + locus("HV1_RANGE", "16024", "16365") + locus("HV2", "309.1C", "249DEL"))),
      "f");
  CHECK_FALSE(import.problems.has_errors());
  REQUIRE(import.draft.typings.size() == 3);
  CHECK(import.draft.typings[0].alleles == std::vector<std::string>{"16126C", "16294T"});
  CHECK(import.draft.typings[1].alleles == std::vector<std::string>{"16024", "16365"});
  CHECK(import.draft.typings[2].alleles == std::vector<std::string>{"309.1C", "249DEL"});
  CHECK(import_codis(file(specimen("B1", "Deceased", "", locus("HV1", "9.3x"))), "f").problems.has_errors());
}

TEST_CASE("codis: namespaces are optional, prefixes are accepted, unknown elements are skipped") {
  const auto one = specimen("B1", "Deceased", "", locus("TP0X", "8") + "<OTHER><X/></OTHER>");
  CHECK(import_codis(file(one, ""), "f").draft.typings.size() == 1);
  CHECK(import_codis("\xEF\xBB\xBF" + file(one), "f").draft.typings[0].marker == "TPOX");
  const auto prefixed = import_codis(
      "<c:CODISImportFile xmlns:c=\"urn:CODISImportFile-schema\"><c:HEADERVERSION>3.3</c:HEADERVERSION><c:SPECIMEN>"
      "<c:SPECIMENID>B1</c:SPECIMENID><c:SPECIMENCATEGORY>Deceased</c:SPECIMENCATEGORY></c:SPECIMEN></"
      "c:CODISImportFile>",
      "f");
  CHECK(prefixed.draft.remains.size() == 1);
  CHECK(prefixed.problems.problems().empty());
}

TEST_CASE("codis: parents and children are linked, others are left to somebody who knows the family") {
  const auto import = import_codis(file(family()), "f");
  CHECK_FALSE(import.problems.has_errors());
  REQUIRE(import.draft.persons.size() == 4);
  const auto& missing = person(import, "F1/TB");
  CHECK(missing.role == kith::matching::Role::missing);
  CHECK(missing.sex == kith::genetics::Sex::male);
  CHECK(missing.mother == "F1/MO");
  CHECK(person(import, "F1/CH").father == "F1/TB");
  CHECK(person(import, "F1/SI").father.empty());
  CHECK(person(import, "F1/SI").relation == "Biological Sibling");
  REQUIRE(import.to_fill_in.size() == 1);
  CHECK(import.to_fill_in[0].find("F1/SI (Biological Sibling)") != std::string::npos);
}

TEST_CASE("codis: staff go into a table of their own; offenders are left out with a warning") {
  const auto import = import_codis(file(specimen("A1", "Staff", "", locus("TH01", "6", "7")) +
                                        specimen("O1", "Convicted Offender", "", locus("TH01", "6", "7"))),
                                   "f");
  CHECK(import.elimination.size() == 1);
  CHECK(import.draft.typings.empty());
  CHECK(import.problems.n_warnings() == 1);
}

TEST_CASE("codis: what is wrong is named with its line") {
  CHECK(has_error(import_codis(file(specimen("B1", "Deceased", "", locus("TH01", "nine"))), "f"), "f:4"));
  CHECK(has_error(import_codis(file(specimen("B1", "Deceased", "", "") + specimen("B1", "Deceased", "", "")), "f"),
                  "every specimen once"));
  CHECK(has_error(import_codis(file(specimen("", "Deceased", "", "")), "f"), "the id of the specimen"));
  CHECK(has_error(import_codis(file(specimen("B1", "Deceased", "", locus("TH01", "6") + locus("THO1", "7"))), "f"),
                  "every locus once"));
  CHECK(has_error(import_codis("<!DOCTYPE a [<!ENTITY x \"y\">]>" + file(""), "f"), "without a document type"));
  CHECK(has_error(import_codis("<CODISImportFile>", "f"), "well-formed"));
  CHECK(has_error(import_codis("<other/>", "f"), "CODISImportFile"));
  CHECK(has_error(import_codis("<html/>", "f"), "a web page"));
  CHECK(has_error(import_codis("", "f"), "well-formed"));
}

TEST_CASE("codis: the written tables and a table of frequencies are a case") {
  const auto import = import_codis(file(family() + specimen("B1", "Unidentified Person", "", locus("TH01", "6", "7"))),
                                   "f");
  const kith::testing::TempFolder temp;
  REQUIRE(write_tables(case_tables(import.draft), temp.path() / "case"));
  std::ofstream(temp.path() / "case" / "frequencies.csv")
      << "marker,allele,frequency\nTH01,6,0.3\nTH01,7,0.3\nTH01,9.3,0.4\n";
  const auto reading = read_case(temp.path() / "case");
  INFO(kith::testing::all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.content->missing.size() == 1);
  CHECK(reading.content->remains.size() == 1);
  CHECK(reading.n_typed_genotypes == 5);
}

TEST_CASE("codis: damaged files are refused or read, never worse") {
  const auto whole = file(family() + specimen("B1", "Unidentified Person", "U", locus("TH01", "6", "7")));
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    auto damaged = whole;
    for (int k = 0; k < 3; ++k) damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
    if (round % 3 == 0) damaged.resize(random() % damaged.size());
    static_cast<void>(import_codis(damaged, "f"));
  }
}

TEST_CASE("table_union: columns of both, rows of the old one first") {
  kith::ProblemLog log;
  const auto old_table = CsvTable::parse("a,b\n1,2\n", "old", log);
  const auto new_table = CsvTable::parse("B,c\n\"3,4\",5\n", "new", log);
  CHECK(table_union(old_table, new_table) == "a,b,c\n1,2,\n,\"3,4\",5\n");
}

TEST_SUITE_BEGIN("shared");

TEST_CASE("codis: the published example") {
  const auto path = kith::testing::shared("formats/examples/demo_cmf.xml");
  if (!path) return;
  const auto import = import_codis(read_file(*path).value(), "demo");
  CHECK(import.problems.problems().empty());
  CHECK(import.draft.remains.size() == 1);
  CHECK(import.draft.persons.size() == 2);
}

TEST_SUITE_END();

TEST_CASE("codis: an element that is empty or names no allele beside one leaves the other allele open") {
  for (const std::string other :
       {"<ALLELE/>", "<ALLELE><ALLELEVALUE/></ALLELE>", "<ALLELE><ALLELEVALUE>?</ALLELEVALUE></ALLELE>",
        "<ALLELE><ALLELEVALUE>0</ALLELEVALUE></ALLELE>", "<ALLELE><ALLELEVALUE>OL</ALLELEVALUE></ALLELE>",
        "<ALLELE><ALLELEVALUE>NULL</ALLELEVALUE></ALLELE>"}) {
    CAPTURE(other);
    auto loci = locus("D21S11", "29");
    loci.insert(loci.find("</LOCUS>"), other);
    const auto import = import_codis(file(specimen("S1", "Unidentified Person", "C1", loci + locus("TH01", "6"))), "f");
    CHECK_FALSE(import.problems.has_errors());
    CHECK(import.problems.n_warnings() == 1);
    REQUIRE(import.draft.typings.size() == 2);
    CHECK(import.draft.typings[0].alleles == std::vector<std::string>{"29"});
    CHECK(import.draft.typings[0].partial);
    CHECK_FALSE(import.draft.typings[1].partial);  // one element alone is a homozygote
  }
}

TEST_CASE(
    "codis: one allele alone is partial where the file writes homozygotes in full, unless PARTIAL says otherwise") {
  const auto import = import_codis(
      file(specimen("S1", "Unidentified Person", "C1",
                    locus("D21S11", "29", "29") + locus("TH01", "6") + locus("AMEL", "X")) +
           specimen("S2", "Unidentified Person", "C2", locus("TH01", "7"), "PARTIAL=\"false\"")),
      "f");
  REQUIRE(import.draft.typings.size() == 4);
  CHECK_FALSE(import.draft.typings[0].partial);
  CHECK(import.draft.typings[1].partial);
  CHECK_FALSE(import.draft.typings[2].partial);
  CHECK_FALSE(import.draft.typings[3].partial);
  CHECK(import.problems.n_warnings() == 1);
}

TEST_CASE("codis: two alleles in one element and impossible parts of a repeat are refused") {
  for (const auto* value : {"29,30", "29/30", "29.30.2", "29.32", "29 30"}) {
    CAPTURE(value);
    CHECK(import_codis(file(specimen("S1", "Unidentified Person", "C1", locus("D21S11", value))), "f")
              .problems.has_errors());
  }
  CHECK(has_error(import_codis(file(specimen("S1", "Unidentified Person", "C1", locus("D21S11", "29,30"))), "f"),
                  "two alleles in one cell"));
  CHECK(has_error(import_codis(file(specimen("S1", "Unidentified Person", "C1", locus("TH01", "9.4"))), "f"),
                  "repeat of 4 bases"));
  const auto decimal = import_codis(file(specimen("S1", "Unidentified Person", "C1", locus("TH01", "9,3", "9.30"))),
                                    "f");
  CHECK(decimal.draft.typings[0].alleles == std::vector<std::string>{"9.3"});
}
