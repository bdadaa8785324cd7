// Tables of frequencies in the layouts they are published in. All numbers are invented.
#include "io/frequency_import.hpp"

#include <doctest/doctest.h>

#include "case_folder.hpp"
#include "io/text_encoding.hpp"
#include "support/shared.hpp"

using namespace kith::io;
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
  CHECK(says(import("marker,allele,frequency\nTH01,6,0.9\nTH01,7,0.1\n"), "heterozygosity of 0.18"));
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
