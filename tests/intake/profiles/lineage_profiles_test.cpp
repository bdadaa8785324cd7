// Y-STR and mtDNA rows of a case folder: what is read, joined, set aside and refused.
#include "intake/profiles/lineage_profiles.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "intake/case_folder.hpp"
#include "intake/draft/case_writer.hpp"

using namespace kith::testing;

namespace {

/// The small case with these rows added to profiles.csv, from line 7 on.
kith::intake::CaseReading read_with(const std::string& rows, const std::map<std::string, std::string>& tables = {}) {
  CaseFolder folder;
  folder.tables["profiles.csv"] += rows;
  for (const auto& [name, text] : tables) folder.tables[name] += text;
  return folder.read();
}

/// "DYS19 15, DYS385 11/14"
std::string y_text(const kith::matching::Case& content, const kith::genetics::YHaplotype& haplotype) {
  std::string text;
  for (std::size_t locus = 0; locus < haplotype.size(); ++locus) {
    if (haplotype[locus].empty()) continue;
    text += (text.empty() ? "" : ", ") + content.y_markers[locus].name;
    for (std::size_t i = 0; i < haplotype[locus].size(); ++i) {
      text += (i == 0 ? " " : "/") + kith::genetics::y_allele_text(haplotype[locus][i]);
    }
  }
  return text;
}

std::string mt_text(const kith::genetics::MtHaplotype& haplotype) {
  return kith::genetics::to_string(haplotype.ranges) + ": " + kith::genetics::differences_text(haplotype);
}

TEST_CASE("Y rows: copies, DYS389II less DYS389I, duplications, rates of markers.csv") {
  const auto reading = read_with(
      "S1,Fa,DYS19,15,15\nS1,Fa,DYS385,14,11\nS1,Fa,DYS389I,13,\nS1,Fa,DYS389 II,29,\nS3,R1,DYS385a/b,12,\n"
      "S3,R1,DYS19,14,15\nS3,R1,DYS458,17.2,\n",
      {{"markers.csv", "DYS19,,0.004,,\n"}});
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.problems.problems().empty());
  const auto& content = *reading.content;
  CHECK(y_text(content, content.families[0].y[0]) == "DYS19 15, DYS385 11/14, DYS389I 13, DYS389II-I 16");
  CHECK(y_text(content, content.remains[0].y) == "DYS19 14/15, DYS385 12/12, DYS458 17.2");
  CHECK(content.y_markers[0].mutation_rate == 0.004);
  CHECK(content.y_markers[1].mutation_rate == kith::genetics::y_marker("DYS385").mutation_rate);
}

TEST_CASE("Y rows: results that disagree, off-ladder, and what is no allele") {
  auto reading = read_with("S1,Fa,DYS19,15,\nS9,Fa,DYS19,16,\nS1,Fa,DYS391,10,\nS1,Fa,DYS390,OL,\n");
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(y_text(*reading.content, reading.content->families[0].y[0]) == "DYS391 10");
  CHECK(has_warning(reading, "profiles.csv", 8, "DYS19", "results of one person that agree"));
  CHECK(has_warning(reading, "profiles.csv", 10, "DYS390", "untyped in this sample"));
  REQUIRE(reading.set_aside.size() == 1);
  CHECK(reading.set_aside[0].found == "16 against 15 in row 7");

  reading = read_with("S1,Fa,DYS19,15,\nS1,Fa,DYS19,16,\nS1,Fa,DYS391,ten,\n");
  CHECK_FALSE(reading.content);
  CHECK(has_error(reading, "profiles.csv", 8, "DYS19", "of the same sample and marker"));
  CHECK(has_error(reading, "profiles.csv", 9, "DYS391", "a repeat number"));
}

TEST_CASE("Y rows: one allele of two copies in a partial sample says nothing") {
  CaseFolder folder;
  folder.tables["profiles.csv"] =
      "sample_id,subject_id,marker,allele_1,allele_2,partial\nS1,Fa,TH01,6,7,\nS3,R1,DYS385,11,,yes\nS3,R1,DYS19,15,,"
      "yes\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(y_text(*reading.content, reading.content->remains[0].y) == "DYS19 15");
}

TEST_CASE("Y rows: the copies of one marker in rows of their own are one result") {
  auto reading = read_with(
      "S1,Fa,DYS385a,11,\nS1,Fa,DYS385b,14,\nS3,R1,DYS385.2,14,14\nS3,R1,YCAII a,19,\nS3,R1,YCAIIb,,\n"
      "S3,R1,DYS385-1,11,\n",
      {{"markers.csv", "DYS385a,,0.001,,\nDYS385b,,0.001,,\n"}});
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(y_text(*reading.content, reading.content->families[0].y[0]) == "DYS385 11/14");
  CHECK(y_text(*reading.content, reading.content->remains[0].y) == "DYS385 11/14, YCAII 19/19");
  CHECK(reading.content->y_markers[0].mutation_rate == 0.001);

  // One copy alone says nothing of the marker; the same copy twice is two results.
  reading = read_with("S1,Fa,DYS385a,11,\nS1,Fa,DYS19,15,\n");
  REQUIRE(reading.content);
  CHECK(y_text(*reading.content, reading.content->families[0].y[0]) == "DYS19 15");
  CHECK(has_warning(reading, "profiles.csv", 7, "DYS385", "the other copy of DYS385 as well; not used for Fa"));
  reading = read_with("S1,Fa,DYS385a,11,\nS1,Fa,DYS385b,14,\nS1,Fa,DYS385a,12,\nS1,Fa,DYS385b,14,\n");
  CHECK(has_error(reading, "profiles.csv", 9, "DYS385", "the result of row 7 (11/14)"));
  CHECK(has_error(read_with("", {{"markers.csv", "DYS385a,,0.001,,\nDYS385b,,0.002,,\n"}}), "markers.csv", 5, "marker",
                  "every marker once"));
}

TEST_CASE("Y columns of a wide table") {
  CaseFolder folder;
  folder.tables["profiles.csv"] =
      "sample_id,subject_id,TH01_1,TH01_2,DYS19,DYS385,mtDNA\nS1,Fa,6,7,15,11/14,16024-16365 16126C 16294T\n"
      "S3,R1,6,9.3,14,,\n";
  const auto reading = folder.read();
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const auto& content = *reading.content;
  CHECK(y_text(content, content.families[0].y[0]) == "DYS19 15, DYS385 11/14");
  CHECK(y_text(content, content.remains[0].y) == "DYS19 14");
  CHECK(mt_text(content.families[0].mt[0]) == "16024-16365: 16126C 16294T");
}

TEST_CASE("mtDNA rows: ranges by row, by cell, by the region's name") {
  const auto reading = read_with(
      "S2,Mo,HV1,16126C,16294T\nS2,Mo,HV1_RANGE,16050,16365\nS2,Mo,HV2,73G 263G,RANGE 73-340\n"
      "S3,R1,CR,rCRS,\nS1,Fa,mtDNA,16126C,RANGE 16024-576\n");
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const auto& content = *reading.content;
  CHECK(mt_text(content.families[0].mt[1]) == "73-340, 16050-16365: 73G 263G 16126C 16294T");
  CHECK(mt_text(content.remains[0].mt) == "1-576, 16024-16569: rCRS");
  CHECK(mt_text(content.families[0].mt[0]) == "1-576, 16024-16569: 16126C");
  CHECK(reading.problems.n_warnings() == 1);
  CHECK(has_warning(reading, "profiles.csv", 10, "CR", "taken for 1-576, 16024-16569"));
}

TEST_CASE("mtDNA rows: two samples are joined where they agree, set aside where they do not") {
  auto reading = read_with(
      "S2,Mo,HV1,16126C 16093Y,16024-16365\nS9,Mo,HV1,16126C 16093C,16024-16365\nS9,Mo,HV2,263G,73-340\n");
  REQUIRE(reading.content);
  CHECK(mt_text(reading.content->families[0].mt[1]) == "73-340, 16024-16365: 263G 16093Y 16126C");
  reading = read_with("S2,Mo,HV1,16126C,16024-16365\nS9,Mo,HV1,16223T,16024-16365\n");
  REQUIRE(reading.content);
  CHECK(reading.content->families[0].mt.empty());
  CHECK(has_warning(reading, "profiles.csv", 8, "HV1", "sequences of one person that agree"));
  CHECK(reading.set_aside.size() == 1);
}

TEST_CASE("mtDNA rows: what cannot be read") {
  auto reading = read_with("S2,Mo,HV1,C73G,16X\nS2,Mo,HV1_RANGE,1,99999\nS1,Fa,HV2,309.2C,73-340\n");
  CHECK_FALSE(reading.content);
  CHECK(has_error(reading, "profiles.csv", 7, "HV1", "the rCRS has A at 73"));
  CHECK(has_error(reading, "profiles.csv", 8, "HV1_RANGE", "a range"));
  CHECK(has_error(reading, "profiles.csv", 9, "HV2", "309.1"));
  reading = read_with("S2,Mo,mtDNA,16126C,\nS1,Fa,HV1,16126C 263G,16024-16365\n");
  REQUIRE(reading.content);
  CHECK(has_warning(reading, "profiles.csv", 7, "mtDNA", "a range: without it"));
  CHECK(has_warning(reading, "profiles.csv", 8, "HV1", "inside 16024-16365"));
  CHECK(mt_text(reading.content->families[0].mt[0]) == "16024-16365: 16126C");
}

TEST_CASE("mtDNA rows: one sequence, one spelling; both bases of a heteroplasmy") {
  const auto reading = read_with(
      "S2,Mo,CR,263G 248-,16024-576\nS3,R1,CR,263G 249D,16024-576\nS1,Fa,HVR1,16093C 16093T,16024-16365\n"
      "S1,Fa,HVR2,263G,73-340\n");
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(mt_text(reading.content->families[0].mt[1]) == "1-576, 16024-16569: 249- 263G");
  CHECK(reading.content->remains[0].mt == reading.content->families[0].mt[1]);
  CHECK(mt_text(reading.content->families[0].mt[0]) == "73-340, 16024-16365: 263G 16093Y");
  CHECK(reading.problems.n_warnings() == 1);
  CHECK(has_warning(reading, "profiles.csv", 8, "CR",
                    "D was read as a deletion; a mixture of A, G and T is written 249A"));
}

TEST_CASE("mtDNA rows: separators, mixtures with a slash, small letters throughout") {
  const auto reading = read_with("S2,Mo,HV1,16093C/T 16126C/16294T,16024-16365\nS3,R1,HV2,73g 263g,73-340\n");
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(mt_text(reading.content->families[0].mt[1]) == "16024-16365: 16093Y 16126C 16294T");
  CHECK(has_warning(reading, "profiles.csv", 8, "HV2", "capital letters for bases"));
}

TEST_CASE("haplotypes.csv: what cannot be read sets its haplotype aside, counted and said") {
  std::string table = "haplotype_id,marker,allele_1,allele_2\nA,CR,263G,16024-576\nB,CR,263G 523-524d,16024-576\n";
  for (const auto* id : {"C", "D", "E", "F"}) table += std::string(id) + ",CR,152C! 263G,16024-576\n";
  table += "C,DYS19,15,\nG,DYS19,15x,\nH,DYS19,15,\n";
  const auto reading = read_with("", {{"haplotypes.csv", table}});
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(reading.content->haplotypes.mt.size() == 2);
  CHECK(reading.content->haplotypes.y.size() == 1);
  CHECK(has_warning(reading, "haplotypes.csv", 4, "CR", "haplotype C does not count"));
  CHECK(reading.set_aside.size() == 5);
  CHECK(reading.problems.n_warnings() == 4);  // three haplotypes and the count
  CHECK(all_problems(reading).find("5 of 8 haplotypes") != std::string::npos);
  CHECK_FALSE(read_with("S2,Mo,CR,152C!,16024-576\n").content);  // of a relative it is an error
}

TEST_CASE("haplotypes.csv: both systems, and markers only its system column knows") {
  const std::string table =
      "haplotype_id,system,marker,allele_1,allele_2\nA,Y,DYS19,15,\nA,Y,DYS385,11,14\nA,y,RM7,30,\nB,,DYS19,14,\n"
      "C,mt,HV1,16126C,16024-16365\n";
  auto reading = read_with("", {{"haplotypes.csv", table}});
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const auto& content = *reading.content;
  REQUIRE(content.haplotypes.y.size() == 2);
  CHECK(y_text(content, content.haplotypes.y[0]) == "DYS19 15, DYS385 11/14, RM7 30");
  CHECK(y_text(content, content.haplotypes.y[1]) == "DYS19 14");
  REQUIRE(content.haplotypes.mt.size() == 1);
  CHECK(std::find(reading.input_files.begin(), reading.input_files.end(), "haplotypes.csv") !=
        reading.input_files.end());

  reading = read_with("", {{"haplotypes.csv", table + "D,mt,DYS19,14,\nE,,RM8,14,\nF,X,RM8,14,\n"}});
  CHECK_FALSE(reading.content);
  CHECK(has_error(reading, "haplotypes.csv", 7, "system", "the marker's own system"));
  CHECK(has_error(reading, "haplotypes.csv", 8, "marker", "or its system beside it"));
  CHECK(has_error(reading, "haplotypes.csv", 9, "system", "Y or mt"));
}

TEST_CASE(
    "haplotypes.csv, wide: copies wherever they stand, mtDNA beside them; what is no lineage marker is an error") {
  auto reading = read_with("",
                           {{"haplotypes.csv",
                             "DYS385b,haplotype_id,DYS19,note,DYS385a,HV1,HV1_RANGE\n14,A,15,x,11,16126C,16024-16365"
                             "\n,B,14,,,,\n"}});
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const auto& content = *reading.content;
  REQUIRE(content.haplotypes.y.size() == 2);
  CHECK(y_text(content, content.haplotypes.y[0]) == "DYS19 15, DYS385 11/14");
  CHECK(y_text(content, content.haplotypes.y[1]) == "DYS19 14");
  REQUIRE(content.haplotypes.mt.size() == 1);
  CHECK(mt_text(content.haplotypes.mt[0]) == "16024-16365: 16126C");
  CHECK(has_warning(reading, "haplotypes.csv", 1, "note", "ignored"));

  reading = read_with("", {{"haplotypes.csv", "haplotype_id,TH01,DYS19,DYS385_2\nA,6/7,14,11\n"}});
  CHECK(has_error(reading, "haplotypes.csv", 1, "TH01", "a Y-STR or mtDNA marker"));
  CHECK(has_error(reading, "haplotypes.csv", 1, "DYS385_2", "the other copy of DYS385"));
  reading = read_with("", {{"haplotypes.csv", "haplotype_id,lab\nA,X\n"}});
  CHECK(has_error(reading, "haplotypes.csv", 1, "marker", "columns named after Y-STR or mtDNA markers"));
}

TEST_CASE("lineage markers: written and read again") {
  const auto reading = read_with(
      "S1,Fa,DYS389I,13,\nS1,Fa,DYS389II,29,\nS1,Fa,DYS385,11,14\nS3,R1,DYS385,12,\nS2,Mo,mtDNA,16126C "
      "309+CC,16024-576\n",
      {{"haplotypes.csv",
        "haplotype_id,marker,allele_1,allele_2\nA,DYS389I,13,\nA,DYS389II,30,\nB,HV1,rCRS,16024-16365\n"},
       {"markers.csv", "DYS385,,0.001,,\n"}});
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  const TempFolder parent;
  const auto folder = parent.path() / "case";
  REQUIRE(kith::intake::write_case(kith::intake::draft_of(*reading.content), folder));
  const auto again = kith::intake::read_case(folder);
  INFO(all_problems(again));
  REQUIRE(again.content);
  CHECK(again.problems.problems().empty());
  const auto& a = *reading.content;
  const auto& b = *again.content;
  const auto sorted = [](std::string text) {
    std::sort(text.begin(), text.end());
    return text;
  };
  CHECK(sorted(y_text(a, a.families[0].y[0])) == sorted(y_text(b, b.families[0].y[0])));
  CHECK(sorted(y_text(a, a.remains[0].y)) == sorted(y_text(b, b.remains[0].y)));
  CHECK(a.families[0].mt == b.families[0].mt);
  CHECK(sorted(y_text(a, a.haplotypes.y.at(0))) == sorted(y_text(b, b.haplotypes.y.at(0))));
  CHECK(a.haplotypes.mt == b.haplotypes.mt);
  for (const auto& marker : b.y_markers) {
    if (marker.name == "DYS385") CHECK(marker.mutation_rate == 0.001);
  }
}

}  // namespace
