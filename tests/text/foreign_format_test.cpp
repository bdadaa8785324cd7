// A file that is not what its reader takes is named in one sentence, by every reader.
#include "text/foreign_format.hpp"

#include <doctest/doctest.h>

#include <array>

#include "intake/case_folder.hpp"
#include "intake/codis/codis_import.hpp"
#include "intake/familias/familias_import.hpp"
#include "intake/familias/familias_project.hpp"
#include "intake/frequencies/frequency_import.hpp"
#include "intake/genotypes/genemapper_import.hpp"

using namespace kith::testing;
using namespace kith::intake;
using namespace kith::text;

namespace {

using namespace std::string_literals;

/// The beginnings of files, as their formats define them.
const std::string kXlsx = "PK\x03\x04\x14\x00\x06\x00"s + "[Content_Types].xml" + "xl/workbook.xml";
const std::string kOds = "PK\x03\x04\x14\x00\x00\x00"s + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
const std::string kXls = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(64, '\0');
const std::string kPdf = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
const std::string kGedcom = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n0 @I1@ INDI\n1 SEX F\n0 TRLR\n";
const std::string kPlinkFam = "FAM7 Wife 0 0 2 1\nFAM7 MP 0 0 1 2\nFAM7 Dau MP Wife 2 1\n";
const std::string kPlinkTabs = "1\tA\t0\t0\t1\t-9\n1\tB\tA\t0\t2\t-9\n";
const std::string kPed = "FAM7 Wife 0 0 2 1 6 9 0 0\nFAM7 MP 0 0 1 2 0 0 0 0\n";
const std::string kFamilias = "\"Output from Familias, version 3.3\"\n";
const std::string kCodis = "<?xml version=\"1.0\"?>\n<CODISImportFile xmlns=\"urn:CODISImportFile-schema\"/>\n";
const std::string kStrider = "<frequencies><marker><name>TH01</name></marker></frequencies>";
const std::string kHtml = "<html><table><tr><td>TH01</td></tr></table></html>";

struct Foreign {
  const std::string& bytes;
  const char* what;
  const char* todo;
};

const std::array kNothingReads{Foreign{kXlsx, "an Excel workbook (.xlsx)", "CSV UTF-8"},
                               Foreign{kOds, "a LibreOffice document", "CSV UTF-8"},
                               Foreign{kXls, "an old Excel workbook", "CSV UTF-8"},
                               Foreign{kPdf, "a PDF", "CSV"},
                               Foreign{kGedcom, "a GEDCOM family tree", "relatives.csv"},
                               Foreign{kPlinkFam, "a PLINK family file", "relatives.csv"},
                               Foreign{kPlinkTabs, "a PLINK family file", "relatives.csv"},
                               Foreign{kPed, "a PED file", "relatives.csv"},
                               Foreign{kHtml, "a web page", "CSV"}};

/// The one error of a log.
std::string only_error(const kith::ProblemLog& log) {
  REQUIRE(log.n_errors() == 1);
  return to_string(log.problems().front());
}

std::string as_table(const std::string& bytes) {
  kith::ProblemLog log;
  (void)CsvTable::parse(bytes, "f", log);
  return only_error(log);
}
std::string as_genotypes(const std::string& bytes) {
  GenotypeImport import;
  import.add_table(bytes, "f");
  return only_error(import.problems());
}
std::string as_frequencies(const std::string& bytes) {
  FrequencyImport import;
  add_frequencies(bytes, "f", {}, import);
  return only_error(import.problems);
}
std::string as_codis(const std::string& bytes) { return only_error(import_codis(bytes, "f").problems); }
std::string as_familias(const std::string& bytes) {
  const auto project = familias::parse(bytes, "CP1252");
  REQUIRE_FALSE(project);
  return project.error().message;
}

}  // namespace

TEST_CASE("foreign formats: every reader says in one sentence what a file is and what to do with it") {
  for (const auto& [bytes, what, todo] : kNothingReads) {
    for (const auto& sentence :
         {as_table(bytes), as_genotypes(bytes), as_frequencies(bytes), as_codis(bytes), as_familias(bytes)}) {
      CAPTURE(sentence);
      CHECK(sentence.find(what) != std::string::npos);
      CHECK(sentence.find(todo) != std::string::npos);
    }
  }
}

TEST_CASE("foreign formats: a file for another importer is sent there") {
  for (const auto& sentence :
       {as_table(kFamilias), as_genotypes(kFamilias), as_frequencies(kFamilias), as_codis(kFamilias)})
    CHECK(sentence.find("kith import familias") != std::string::npos);
  for (const auto& sentence : {as_table(kCodis), as_genotypes(kCodis), as_familias(kCodis)})
    CHECK(sentence.find("kith import codis") != std::string::npos);
  for (const auto& sentence : {as_table(kStrider), as_genotypes(kStrider), as_familias(kStrider)})
    CHECK(sentence.find("kith import frequencies") != std::string::npos);
}

TEST_CASE("foreign formats: what a reader takes is let through") {
  CHECK_FALSE(foreign_format(kFamilias, Reads::familias));
  CHECK_FALSE(foreign_format(kCodis, Reads::codis));
  CHECK_FALSE(foreign_format(kStrider, Reads::frequencies));
  for (const char* table :
       {"", "\n", "marker,allele,frequency\nTH01,6,1\n", "family_id\tperson_id\tfather_id\tmother_id\tsex\trole\n",
        "1,2,3,4,1,6\n", "Sample Name\tMarker\tAllele 1\tAllele 2\tSize 1\tSize 2\n", "TH01\n6\t0.21\n9.3\t0.33\n",
        "F1 P1 0 0 male 1\n", "a b c d 1 f\n", "0 HEA\n", "\xEF\xBB\xBFmarker;allele\n"}) {
    CAPTURE(table);
    CHECK_FALSE(foreign_format(table, Reads::table));
    CHECK_FALSE(foreign_format(table, Reads::frequencies));
  }
}

TEST_CASE("foreign formats: a table of a case that is a workbook is one error, and no missing columns besides") {
  CaseFolder folder;
  folder.tables["profiles.csv"] = kXlsx;
  const auto reading = folder.read();
  INFO(all_problems(reading));
  CHECK(has_error(reading, "profiles.csv", 0, "", "an Excel workbook"));
  CHECK(reading.problems.n_errors() == 1);
}

TEST_CASE("genotype tables: title lines above the header (GeneMarker), rows of one allele each (OSIRIS)") {
  GenotypeImport marker;
  marker.add_table(
      "GeneMarker Allele Report\nProject: dvi\nDate: 2020-01-01\n\nSample Name\tMarker\tAllele#1\tAllele#2\n"
      "B-17\tTH01\t6\t9.3\n",
      "f");
  CHECK(only_error(marker.problems()).find("4 lines of title") != std::string::npos);
  CHECK(only_error(marker.problems()).find("delete what stands above") != std::string::npos);
  CHECK(title_lines("Sample Name\tMarker\tAllele 1\nB\tTH01\t6\n") == 0);
  CHECK(title_lines("a,b,c\n1,2,3\n") == 0);

  GenotypeImport osiris;
  osiris.add_table("Sample Name\tMarker\tAllele\tRFU\nB-17\tTH01\t6\t812\nB-17\tTH01\t9.3\t640\n", "f");
  CHECK(only_error(osiris.problems()).find("Allele 1, Allele 2") != std::string::npos);
}

TEST_CASE("genotype tables: STRmix and SmartRank write what LRmix does") {
  for (const char* text :
       {"Sample,Locus,Allele1,Allele2\nB-17,TH01,6,9.3\n",
        "SampleName,Marker,Allele1,Allele2,Size1,Size2,Height1,Height2\nB-17,TH01,6,9.3,1,2,3,4\n",
        "\"SampleName\",\"Marker\",\"Allele1\",\"Allele2\",\"Allele3\"\n\"B-17\",\"TH01\",\"6\",\"9.3\",\"\"\n"}) {
    GenotypeImport import;
    import.add_table(text, "f");
    CHECK_FALSE(import.problems().has_errors());
    REQUIRE(import.typings().size() == 1);
    CHECK(import.typings()[0].alleles == std::vector<std::string>{"6", "9.3"});
  }
}
