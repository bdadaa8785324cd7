// Tables of frequencies in the layouts they are published in. All numbers are invented.
#include "intake/frequencies/frequency_import.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "intake/case_folder.hpp"
#include "support/shared.hpp"
#include "text/text_encoding.hpp"

using namespace kith::intake;
using namespace kith::text;
using kith::Severity;
using kith::testing::shared;

namespace {

FrequencyImport import(const std::string& text, const FrequencyImportOptions& options = {}) {
  FrequencyImport result;
  add_frequencies(text, "table", options, result);
  finish_frequencies(options, result);
  return result;
}

std::string problems(const FrequencyImport& import) {
  std::string text;
  for (const auto& problem : import.problems.problems()) text += to_string(problem) + '\n';
  return text;
}

bool says(const FrequencyImport& import, std::string_view words) {
  return problems(import).find(words) != std::string::npos;
}

constexpr const char* kExpected = "marker,allele,frequency\nTH01,6,0.25\nTH01,9.3,0.75\nvWA,16,0.5\nvWA,17,0.5\n";

}  // namespace

TEST_CASE("every layout says the same") {
  for (const std::string text : {
           "marker,allele,frequency\nTH01,6,0.25\nTH01,9.3,0.75\nvWA,16,0.5\nvWA,17,0.5\n",
           "Locus;Allele;Freq\nTHO1;9,3;0,75\nTHO1;6;0,25\nVWA;16;0,5\nVWA;17;0,5\n",
           "Allele,TH01,VWA\n6,0.25,\n9.3,0.75,NA\n16,,0.5\n17,0,0.5\n",
           "\"Allele\",\"TH01\",\"VWA\"\n\"6\",\"0.25\",\"\"\n\"9.3\",\"7.5E-1\",\"\"\n\"16\",\"\",\"0.5\"\n\"17\","
           "\"\",\"0.5\"\n",
           "Allele;TH01;vWA\n6;0,25;\n9,3;0,75;\n16;;0,5\n17;;0,5\n",
           "Allele\tTH01\tvWA\n6\t0.25\t\n9.3\t0.75\t\n16\t\t0.5\n17\t\t0.5\n",
           "TH01\n6\t0.25\n9.3\t0.75\n\nvWA\n16\t0,5\n17\t0,5\n",
       }) {
    CAPTURE(text);
    const auto result = import(text);
    INFO(problems(result));
    CHECK_FALSE(result.problems.has_errors());
    CHECK(frequencies_text(result.markers) == kExpected);
  }
}

TEST_CASE("every layout says the same in the languages of those who write it") {
  for (const std::string text : {
           "Marcador;Alelo;Frecuencia\nTH01;6;0,25\nTH01;9,3;0,75\nvWA;16;0,5\nvWA;17;0,5\n",
           "Locus;Allèle;Fréquence\nTH01;6;0,25\nTH01;9,3;0,75\nvWA;16;0,5\nvWA;17;0,5\n",
           "Marker;Allel;Häufigkeit\nTH01;6;0,25\nTH01;9,3;0,75\nvWA;16;0,5\nvWA;17;0,5\n",
           "Маркер;Аллель;Частота\nTH01;6;0,25\nTH01;9,3;0,75\nvWA;16;0,5\nvWA;17;0,5\n",
           "Lokus;Alel;Sıklık\nTH01;6;0,25\nTH01;9,3;0,75\nvWA;16;0,5\nvWA;17;0,5\n",
           "LOKUS\tALEL\tFREKANS\nTH01\t6\t0,25\nTH01\t9,3\t0,75\nvWA\t16\t0,5\nvWA\t17\t0,5\n",
           "Marcatore,Allele,Frequenza\nTH01,6,0.25\nTH01,9.3,0.75\nvWA,16,0.5\nvWA,17,0.5\n",
           "Marcador,Alelo,Frequência\nTH01,6,0.25\nTH01,9.3,0.75\nvWA,16,0.5\nvWA,17,0.5\n",
           "Аллель;TH01;vWA\n6;0,25\n9,3;0,75\n16;;0,5\n17;;0,5\n",
           "Allèle,TH01,vWA\n6,0.25\n9.3,0.75\n16,,0.5\n17,,0.5\n",
       }) {
    CAPTURE(text);
    const auto result = import(text);
    INFO(problems(result));
    CHECK_FALSE(result.problems.has_errors());
    CHECK(frequencies_text(result.markers) == kExpected);
  }
}

TEST_CASE("long tables that count persons: twice as many chromosomes; of X-linked markers not known") {
  const auto result = import(
      "Marcador,Individuos,Total Muestras,Alelo,n,freq\nTPOX,4,5,8,6,0.75\nTPOX,4,5,11,2,0.25\nDXS10103,4,5,16,6,0.75\n"
      "DXS10103,4,5,17,2,0.25\n");
  INFO(problems(result));
  REQUIRE_FALSE(result.problems.has_errors());
  REQUIRE(result.markers.size() == 2);
  CHECK(result.markers[0].chromosomes == 8);
  CHECK_FALSE(result.markers[1].chromosomes);
}

TEST_CASE(
    "the null allele is left out, with the silent frequency to give; what it leaves is a Rest allele if it is much") {
  for (const std::string text :
       {"alelo;TH01\n0;0,0005\n6;0,25\n9,3;0,7495\n", "Allele,TH01\nnull,0.0005\n6,0.25\n9.3,0.7495\n",
        "marker,allele,frequency\nTH01,silent,0.0005\nTH01,6,0.25\nTH01,9.3,0.7495\n"}) {
    CAPTURE(text);
    const auto result = import(text);
    INFO(problems(result));
    REQUIRE_FALSE(result.problems.has_errors());
    CHECK(result.markers[0].alleles == std::vector<std::string>{"6", "9.3"});
    CHECK(says(result, "silent_frequency of 0.0005 in markers.csv"));
  }
  const auto much = import("alelo,TH01\n0,0.01\n6,0.25\n9.3,0.74\n");
  REQUIRE_FALSE(much.problems.has_errors());
  CHECK(much.markers[0].alleles.back() == "Rest allele");
  CHECK(much.markers[0].frequencies.back() == doctest::Approx(0.01));
}

TEST_CASE("a table whose columns are not known is refused by their names, not read as a ladder") {
  for (const std::string text :
       {"Genort,Alelo,Wert\nTPOX,8,0.75\nTPOX,11,0.25\n", "Allele,Nom du site,TPOX\n8,Paris,0.75\n",
        "alelo;Muestras;TPOX\n8;9211;0,75\n11;9211;0,25\n"}) {
    CAPTURE(text);
    const auto result = import(text);
    INFO(problems(result));
    CHECK(result.problems.n_errors() == 1);
    CHECK(says(result, "columns not known: "));
  }
  CHECK(says(import("Genort,Alelo,Wert\nTPOX,8,0.75\n"), "Genort"));
}

TEST_CASE("heterozygosity below 0.5 is doubted of STRs only: 1 - sum p^2 cannot pass it with two alleles") {
  std::string snps = "\"Allele\"", a = "\"A\"", g = "\"G\"";
  for (int i = 1; i <= 136; ++i) {
    snps += ",\"rs" + std::to_string(i) + "\"";
    a += ",0.445";
    g += ",0.555";
  }
  const auto result = import(snps + "\n" + a + "\n" + g + "\n");
  INFO(problems(result));
  CHECK(result.problems.problems().empty());
  CHECK(result.markers.size() == 136);
  CHECK(import("Allele,rs1\nA,0.9\nC,0.05\nT,0.05\n").problems.problems().empty());  // three alleles, and no STR
  CHECK(import("Allele,MID1\n1,0.9\n2,0.1\n").problems.problems().empty());          // an InDel, numbered
  CHECK(says(import("Allele,TH01\n6,0.9\n7,0.05\n8,0.05\n"), "heterozygosity of 0.185"));
}

TEST_CASE("ladders: rows that are no alleles, and the number counted") {
  const auto result = import(
      "Allele,TH01,DYS391,vWA\n\"X,Y\",0.5,,\n6,0.25,1,\n9.3,0.75,,\n16,,,0.5\n17,,,0.5\nfmin,0.01,,0.01\nN,400,,50\n");
  INFO(problems(result));
  REQUIRE(result.markers.size() == 2);
  CHECK(result.markers[0].chromosomes == 400);
  CHECK(result.markers[1].chromosomes == 50);
  CHECK(says(result, "DYS391"));
  CHECK(says(result, "fmin"));
  const auto persons = import("Allele,TH01\n6,0.125\n9.3,0.875\nN,4\n");  // an eighth takes eight chromosomes
  CHECK(persons.markers[0].chromosomes == 8);
  CHECK(says(persons, "taken as persons"));
}

TEST_CASE("ladders: several databases in one table") {
  const auto result = import("Database\tN\tAllele\tTH01\nA\t8\t6\t0.25\nA\t8\t7\t0.75\nB\t10\t6\t0.5\nB\t10\t7\t0.5\n");
  INFO(problems(result));
  CHECK(frequencies_text(result.markers) ==
        "marker,allele,frequency,chromosomes,population\nTH01,6,0.25,8,A\nTH01,7,0.75,8,A\nTH01,6,0.5,10,B\nTH01,7,0.5,"
        "10,B\n");
}

TEST_CASE("STRidER: origins are populations, n counts persons") {
  const std::string xml =
      "<?xml version=\"1.0\"?><frequencies><marker><name>VWA</name><alleles>16, 17</alleles>\n"
      "<origin name=\"X\" n=\"10\"><frequency allele=\"17\">7.5e-1</frequency><frequency "
      "allele=\"16\">2.5e-1</frequency></origin>\n"
      "<origin name=\"Y\" n=\"20\"><frequency allele=\"16\">1</frequency></origin></marker></frequencies>";
  auto result = import(xml);
  INFO(problems(result));
  REQUIRE(result.markers.size() == 2);
  CHECK(result.markers[0].name == "vWA");
  CHECK(result.markers[0].population == "X");
  CHECK(result.markers[0].chromosomes == 20);
  CHECK(result.markers[0].alleles == std::vector<std::string>{"16", "17"});
  CHECK(says(result, "one allele"));
  result = import(xml, {.population = "X"});
  CHECK(result.markers.size() == 1);
  CHECK(says(import(xml, {.population = "Z"}), "one of the table's populations: X, Y"));
  CHECK(import("<!DOCTYPE a []>" + xml).problems.has_errors());
  CHECK(import("<frequencies><marker>").problems.has_errors());
  CHECK(import("<other/>").problems.has_errors());
}

TEST_CASE("sums: completed, scaled or refused, never in silence") {
  auto result = import("marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.65\n");
  CHECK(result.markers[0].alleles.back() == "Rest allele");
  CHECK(result.markers[0].frequencies.back() == doctest::Approx(0.1));
  CHECK(says(result, "a sum of 0.9"));
  result = import("marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.65\n", {.scale = true});
  CHECK(result.markers[0].frequencies[0] == doctest::Approx(0.25 / 0.9));
  CHECK(import("marker,allele,frequency\nTH01,6,0.5\nTH01,7,0.6\n").problems.has_errors());
}

TEST_CASE("counts: a table of 2N completes the one before it, and frequencies are checked against it") {
  FrequencyImport result;
  add_frequencies("marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.75\n", "a", {}, result);
  add_frequencies("marker,chromosomes_2N\nTHO1,402\n", "b", {}, result);
  finish_frequencies({}, result);
  CHECK(result.markers[0].chromosomes == 402);
  CHECK(says(result, "whole numbers of 402 chromosomes"));
}

TEST_CASE("every wrong cell is named with file, row and column") {
  CHECK(says(import("marker,allele,frequency\nTH01,6,abc\nTH01,7,1\n"), "table:2: column frequency: found 'abc'"));
  CHECK(says(import("Allele,TH01\n6,0.5\n6.0,0.5\n"), "table:3: column TH01"));
  CHECK(says(import("Allele,TH01\nsix,0.5\n7,0.5\n"), "table:2: column Allele: found 'six'"));
  CHECK(says(import("TH01\n6\t0.5\n7\n"), "table:3"));
  CHECK(import("a,b\n1,2\n").problems.has_errors());
  CHECK(import("").problems.has_errors());
  CHECK(import("marker,allele,frequency\n").problems.has_errors());
  CHECK(says(import("marker,allele,frequency\nTH01,6,0.9\nTH01,7,0.08\nTH01,8,0.02\n"), "heterozygosity of 0.183"));
}

TEST_CASE("what is written is read as a case's frequencies") {
  kith::testing::CaseFolder folder;
  folder.tables["frequencies.csv"] = frequencies_text(
      import("Allele;TH01;vWA\n6;0,25;\n7;0,25;\n9,3;0,5;\n16;;0,5\n17;;0,5\nN;400;400\n", {.population = "P"})
          .markers);
  const auto reading = folder.read();
  INFO(kith::testing::all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.content->panel.markers[0].spec().chromosomes == 400);
}

TEST_SUITE_BEGIN("shared");

TEST_CASE("the tables of GENis are imported: ladders with a null allele, and long ones that count persons") {
  const auto folder = shared("field/11_genis_tables");
  if (!folder) return;
  for (const char* name : {"base_frequency_format.csv", "fmin.csv", "shdg_arg_2009.csv"}) {
    CAPTURE(name);
    FrequencyImport result;
    add_frequencies(read_file(*folder / name).value(), name, {}, result);
    finish_frequencies({}, result);
    INFO(problems(result));
    CHECK_FALSE(result.problems.has_errors());
    REQUIRE(result.markers.size() == 3);
    CHECK(says(result, "silent_frequency of 0.00011"));
    for (const auto& marker : result.markers) {
      CHECK(std::find(marker.alleles.begin(), marker.alleles.end(), "0") == marker.alleles.end());
      if (std::string_view(name).starts_with("shdg") && marker.name == "TPOX")
        CHECK(marker.chromosomes == 3 + 48 + 26 + 8876 + 1430 + 874 + 5317 + 1732 + 47 + 2 + 3);  // the sum of its n
    }
  }
}

TEST_CASE("a table of SNPs is imported without a warning") {
  const auto folder = shared("field/17_snp_tables_flooded_with_warnings");
  if (!folder) return;
  FrequencyImport result;
  add_frequencies(read_file(*folder / "snp.csv").value(), "snp.csv", {}, result);
  finish_frequencies({}, result);
  INFO(problems(result));
  CHECK(result.problems.problems().empty());
  CHECK(result.markers.size() == 3);
}

TEST_CASE("every published frequency table is imported") {
  const auto folder = shared("data/frequencies");
  if (!folder) return;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    const auto name = entry.path().filename().string();
    if (name.find(".n.csv") != std::string::npos) continue;
    CAPTURE(name);
    FrequencyImport result;
    add_frequencies(read_file(entry.path()).value(), name, {}, result);
    auto counts = entry.path();
    add_frequencies(read_file(counts.replace_extension(".n.csv")).value(), "counts", {}, result);
    finish_frequencies({}, result);
    INFO(problems(result));
    CHECK_FALSE(result.problems.has_errors());
    CHECK(result.markers.size() >= 15);
  }
}

TEST_SUITE_END();

TEST_CASE("two alleles in one cell of a ladder or a list are refused, a decimal comma is read") {
  for (const std::string text :
       {"allele,TH01\n\"13,14\",0.5\n14,0.5\n", "allele;TH01\n13,14;0,5\n14;0,5\n", "allele,TH01\n13.14,0.5\n14,0.5\n",
        "marker,allele,frequency\nTH01,6/7,0.5\nTH01,7,0.5\n", "TH01\n13,14\t0.5\n14\t0.5\n"}) {
    CAPTURE(text);
    const auto result = import(text);
    CHECK(result.problems.has_errors());
    CHECK(says(result, "two alleles in one cell"));
  }
  CHECK(says(import("allele,TH01\n9.4,0.5\n14,0.5\n"), "repeat of 4 bases"));
  CHECK_FALSE(import("allele,Penta E\n15.4,0.5\n14,0.5\n").problems.has_errors());
}
