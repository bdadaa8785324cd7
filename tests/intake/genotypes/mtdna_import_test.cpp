// Tables of mtDNA: EMPOP, HSD and GENis files, a line of each kind as these programs write it.
#include "intake/genotypes/mtdna_import.hpp"

#include <doctest/doctest.h>

#include "intake/genotypes/genemapper_import.hpp"

namespace {

using kith::Severity;
using kith::intake::import_mtdna;
using kith::intake::MtdnaImport;

struct Imported {
  MtdnaImport content;
  kith::ProblemLog log;

  [[nodiscard]] std::string cell(const std::string& id) const {
    for (const auto& sample : content.samples) {
      if (sample.id == id) return sample.cell;
    }
    return "none";
  }
  [[nodiscard]] std::string problem(std::size_t i) const { return to_string(log.problems().at(i)); }
};

Imported read(const std::string& text, bool is_database = false) {
  Imported result;
  result.content = import_mtdna(text, "file", is_database, result.log);
  return result;
}

TEST_CASE("import mtdna: an EMPOP file, ranges by #!, numbers of persons") {
  const auto read_in = read(
      "# comment\n#! 16024-576\nAUT1\tH1b\t1\t16189C\t523DEL\t524DEL\t263G\nAUT2\t?\t3\t263G\t315.1C\n"
      "AUT3\tH\t0\t263G\n#AUT4\tH\t1\t263G\n#! 16024-16365\t73-340\nAUT5\tH\t1\n");
  REQUIRE_FALSE(read_in.log.has_errors());
  CHECK(read_in.content.format == "EMPOP");
  CHECK(read_in.content.samples.size() == 3);
  CHECK(read_in.cell("AUT1") == "1-576 16024-16569 263G 523- 524- 16189C");
  CHECK(read_in.content.samples[1].n_persons == 3);
  CHECK(read_in.cell("AUT5") == "73-340 16024-16365 rCRS");
  CHECK(read_in.content.n_left_out == 1);
}

TEST_CASE("import mtdna: an HSD file with and without a header, differences in one cell or in many") {
  for (const auto* header :
       {"", "SampleId\tRange\tHaplogroup\tPolymorphisms\n", "ID\t Range\t Haplogroup\t Polymorphisms \n"}) {
    const auto read_in = read(std::string(header) +
                              "A\t16024-16569;1-576;\t?\t16183-\t16189C\t16193.1C\t\t\r\n"
                              "B\t\"16024-16569; 1-576\"\tH\t263G 315.1C 8d\nC\t1-16569\t\t750G\t8860G\n");
    REQUIRE_MESSAGE(!read_in.log.has_errors(), read_in.problem(0));
    CHECK(read_in.content.format == "HSD");
    CHECK(read_in.cell("A") == "1-576 16024-16569 16183C 16189C");
    CHECK(read_in.cell("B") == "1-576 16024-16569 9- 263G 315.1C");  // rCRS 8-9 is GG
    CHECK(read_in.cell("C") == "1-16569 750G 8860G");
  }
}

TEST_CASE("import mtdna: GENis' table, the rows of a sample add up; also by import genemapper") {
  const std::string text =
      "Sample Name\tSpecimen Category\tUD1\tRange From\tRange To\tMut1\tMut2\tMut3\n"
      "Persona\tIR\tUsuario\t16024\t16569\tT16046C\tG16047DEL\t16048.1C\nPersona\tIR\tUsuario\t1\t400\t399.1A\t\t\n";
  const auto read_in = read(text);
  REQUIRE_FALSE(read_in.log.has_errors());
  // rCRS 16046-16050 is TGGGT: 16047- lies in the run to 16049, and 16048.1C then ends "GC" before "G"
  CHECK(read_in.content.samples.size() == 1);
  CHECK(read_in.content.samples[0].cell.starts_with("1-400 16024-16569 "));
  kith::intake::GenotypeImport import;
  import.add_table(text, "Mitocondrial.txt");
  CHECK_FALSE(import.problems().has_errors());
  REQUIRE(import.typings().size() == 1);
  CHECK(import.typings()[0].marker == "mtDNA");
  CHECK(import.typings()[0].alleles == std::vector<std::string>{read_in.content.samples[0].cell});
}

TEST_CASE("import mtdna: what cannot be read is an error with its row; in a database the haplotype is left out") {
  const std::string text = "#! 16024-576\nA\tH\t1\t263G\nB\tH\t1\t152C!\t263G\nC\tH\t1\t16223\nD\tH\tx\t263G\n";
  auto read_in = read(text);
  CHECK(read_in.log.n_errors() == 3);
  CHECK(read_in.problem(0).find("file:5") == 0);
  CHECK(read_in.problem(1).find("file:3") == 0);
  CHECK(read_in.problem(2).find("16223T is the transition") != std::string::npos);
  read_in = read("#! 16024-576\nA\tH\t1\t263G\nB\tH\t1\t152C!\t263G\nC\tH\t1\t16223\n", true);
  CHECK_FALSE(read_in.log.has_errors());
  CHECK(read_in.log.n_warnings() == 2);
  CHECK(read_in.content.samples.size() == 1);
  CHECK(read_in.content.n_left_out == 2);
  CHECK(read("A\tH\t1\t263G\n").problem(0).find("#! 16024-576") != std::string::npos);
  CHECK(read("").problem(0).find("HSD") != std::string::npos);
  CHECK(read("A\t16024-576\t?\t263G\nA\t16024-576\t?\t73G\n").problem(0).find("row 1") != std::string::npos);
}

}  // namespace
