// Wide headings and names of Y-STR copies, from the case folder to the score: the field's inputs and others of their
// kind.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/run_kith.hpp"
#include "support/shared.hpp"

using namespace kith::testing;
namespace fs = std::filesystem;

namespace {

constexpr double kRounding = 1e-12;  // of a sum of two logarithms

const char* const
    kFather = "family_id,person_id,father_id,mother_id,sex,role\nF1,dad,,,M,reference\nF1,mp,dad,,M,missing\n";

void write_case(const fs::path& folder, const std::string& frequencies, const std::string& profiles,
                const std::string& haplotypes = "") {
  fs::create_directories(folder);
  write_text(folder / "relatives.csv", kFather);
  write_text(folder / "frequencies.csv", "marker,allele,frequency\n" + frequencies);
  write_text(folder / "profiles.csv", profiles);
  if (!haplotypes.empty()) write_text(folder / "haplotypes.csv", haplotypes);
}

struct Column {
  std::string observation;
  double log10_lr = 0;
  std::string status;
  std::string words;
};

/// Rows of breakdown.csv by column. Cells with commas are quoted in it.
std::map<std::string, Column> breakdown(const fs::path& out) {
  std::map<std::string, Column> columns;
  const std::string text = read_text(out / "breakdown.csv");
  std::size_t at = text.find('\n') + 1;
  while (at < text.size()) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (; at < text.size() && text[at] != '\n'; ++at) {
      if (text[at] == '"') {
        quoted = !quoted;
      } else if (text[at] == ',' && !quoted) {
        cells.emplace_back();
      } else {
        cells.back() += text[at];
      }
    }
    ++at;
    columns[cells.at(3)] = {cells.at(4), std::stod(cells.at(5)), cells.at(7), cells.at(8)};
  }
  return columns;
}

std::map<std::string, Column> match(const fs::path& folder, std::string* messages = nullptr) {
  const Scratch scratch;
  const Run run = run_kith({"match", folder.string(), "--out", scratch / "out", "--defaults", "exact"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  if (messages != nullptr) *messages = run.err;
  return breakdown(scratch / "out");
}

/// LR of a father and a heterozygous child of whom nothing else is known: with the father's two alleles (p + q) / 4pq,
/// with one of them 1 / 4p.
double both_shared(double p, double q) { return std::log10((p + q) / (4 * p * q)); }
double one_shared(double p) { return std::log10(1 / (4 * p)); }

void check_apart(const fs::path& folder) {
  const auto columns = match(folder);
  CHECK(columns.at("TPOX").observation == "8/10");
  CHECK(std::abs(columns.at("TPOX").log10_lr - both_shared(0.5, 0.1)) < kRounding);
  CHECK(columns.at("TH01").observation == "6/9.3");
  CHECK(std::abs(columns.at("TH01").log10_lr - one_shared(0.2)) < kRounding);
}

void check_swapped(const fs::path& folder) {
  const auto columns = match(folder);
  CHECK(columns.at("TPOX").observation == "8/10");
  CHECK(std::abs(columns.at("TPOX").log10_lr - both_shared(0.5, 0.1)) < kRounding);
}

void check_third_allele(const fs::path& folder) {
  std::string messages;
  const auto columns = match(folder, &messages);
  CHECK(columns.count("TPOX") == 0);
  CHECK(contains(messages, "found '8/10/11 in sample s2'; expected at most two alleles"));
}

void check_d_numbers(const fs::path& folder) {
  const auto columns = match(folder);
  CHECK(columns.at("D3S1358").observation == "15/16");
  CHECK(columns.at("TH01").observation == "6/7");
  CHECK(std::abs(columns.at("D3S1358").log10_lr - both_shared(0.5, 0.5)) < kRounding);
}

/// Copies of one line, and a haplotype that 34 of 200 men of the database have (every sixth).
void check_copies(const fs::path& folder, const std::string& observation, const std::string& n_markers) {
  const auto y = match(folder).at("Y-STR");
  CHECK(y.observation == observation);
  CHECK(contains(y.words, n_markers + " markers compared, all equal"));
  CHECK(contains(y.words, "34 of 200 haplotypes"));
}

std::string database() {
  std::string text = "haplotype_id,DYS385b,DYS19,DYS389-2,DYS385a,DYS389-1\n";
  for (int i = 0; i < 200; ++i) {
    text += "H" + std::to_string(i) + ',' + std::to_string(14 + i % 3) + ',' + std::to_string(14 + i % 3) + ',' +
            std::to_string(29 + i % 2) + ',' + std::to_string(11 + i % 2) + ",13\n";
  }
  return text;
}

const std::string kTpox = "TPOX,8,0.5\nTPOX,10,0.1\nTPOX,11,0.4\n";

}  // namespace

TEST_CASE("headings: columns apart, swapped or written by pivot_wider give the heterozygote's LR") {
  const Scratch scratch;
  const std::string th01 = "TH01,6,0.2\nTH01,7,0.3\nTH01,9.3,0.5\n";
  for (const std::string header :
       {"TPOX_1,TH01_1,TPOX_2,TH01_2", "allele_1_TPOX,allele_1_TH01,allele_2_TPOX,allele_2_TH01",
        "TPOX,TH01,TPOX.1,TH01.1", "TPOX...3,TH01...4,TPOX...5,TH01...6", "TPOX,TH01,TPOX,TH01"}) {
    CAPTURE(header);
    write_case(scratch / "apart", kTpox + th01,
               "sample_id,subject_id," + header + "\ns1,dad,8,6,10,7\ns2,R1,8,6,10,9.3\n");
    check_apart(scratch / "apart");
  }
  write_case(scratch / "swapped", kTpox, "sample_id,subject_id,TPOX_2,TPOX_1\ns1,dad,8,10\ns2,R1,8,10\n");
  check_swapped(scratch / "swapped");
}

TEST_CASE("headings: a third copy is a third allele, in every form") {
  const Scratch scratch;
  for (const std::string header : {"TPOX_1,TPOX_2,TPOX_3", "TPOX,,", "TPOX,TPOX.1,TPOX.2", "TPOX a,TPOX b,TPOX c"}) {
    CAPTURE(header);
    write_case(scratch / "case", kTpox, "sample_id,subject_id," + header + "\ns1,dad,8,10,\ns2,R1,8,10,11\n");
    check_third_allele(scratch / "case");
  }
}

TEST_CASE("headings: D-numbers with a copy behind them, and a lone or misspelt one") {
  const Scratch scratch;
  const std::string d3 = "D3S1358,15,0.5\nD3S1358,16,0.5\nTH01,6,0.5\nTH01,7,0.5\n";
  const std::string rows = "\ns1,dad,15,16,6,7\nr,R1,15,16,6,7\n";
  write_case(scratch / "case", d3, "sample_id,subject_id,D3S1358_1,D3S1358_2,TH01_1,TH01_2" + rows);
  check_d_numbers(scratch / "case");
  for (const auto& [header, message] : std::vector<std::pair<std::string, std::string>>{
           {"D3S1538_1,D3S1538_2,TH01_1,TH01_2", "the nearest name is D3S1358"},
           {"D3S1358_1,D3S1358_3,TH01_1,TH01_2", "every copy of D3S1358"},
           {"D3S1358_1,D3S1358_1,TH01_1,TH01_2", "the header has two"}}) {
    write_case(scratch / "case", d3, "sample_id,subject_id," + header + rows);
    const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out", "--force"});
    CHECK(run.status == 2);
    CHECK(contains(run.err, message));
  }
}

TEST_CASE("headings: copies of DYS385 in rows or columns of their own, DYS389.1 and .2, a wide database") {
  const Scratch scratch;
  const std::string one_row = "d,dad,DYS19,14,\nr,R1,DYS19,14,\n";
  const std::string head = "sample_id,subject_id,marker,allele_1,allele_2\n";
  for (const std::string rows : {"d,dad,DYS385a,11,\nd,dad,DYS385b,14,\nr,R1,DYS385,11,14\n",
                                 "d,dad,DYS385a,11,\nd,dad,DYS385b,14,\nr,R1,DYS385a,14,\nr,R1,DYS385b,11,\n",
                                 "d,dad,DYS385.2,14,\nd,dad,DYS385.1,11,11\nr,R1,DYS385-a,14,\nr,R1,DYS385 B,11,\n",
                                 "d,dad,DYS385I,11,\nd,dad,DYS385II,14,\nr,R1,DYS385 a/b,14,11\n"}) {
    CAPTURE(rows);
    write_case(scratch / "case", "", head + one_row + rows, database());
    check_copies(scratch / "case", "DYS19=14 DYS385=11,14", "2");
  }
  write_case(scratch / "case", "", "sample_id,subject_id,DYS385b,DYS19,DYS385a\nd,dad,14,14,11\nr,R1,11,14,14\n",
             database());
  check_copies(scratch / "case", "DYS19=14 DYS385=11,14", "2");
  write_case(scratch / "case", "",
             head + one_row + "d,dad,DYS389.1,13,\nd,dad,DYS389.2,29,\nr,R1,DYS389I,13,\nr,R1,DYS389II,29,\n",
             database());
  check_copies(scratch / "case", "DYS19=14 DYS389I=13 DYS389II-I=16", "3");
}

TEST_CASE("headings: a Y-STR that no list has is told once, in long and wide tables alike, with the nearest name") {
  const Scratch scratch;
  const std::string long_rows =
      "sample_id,subject_id,marker,allele_1,allele_2\nd,dad,DYS339,14,\nr,R1,DYS339,14,\nr,R1,DYS19,14,\n"
      "d,dad,DYS19,14,\n";
  const std::string wide_rows = "sample_id,subject_id,DYS339,DYS19\nd,dad,14,14\nr,R1,14,14\n";
  const std::string long_base = "haplotype_id,marker,allele_1\nH0,DYS339,15\nH0,DYS19,14\n";
  const std::string wide_base = "haplotype_id,DYS339_1,DYS19_1\nH0,15,14\n";
  for (const auto& profiles : {long_rows, wide_rows}) {
    for (const auto& base : {long_base, wide_base}) {
      write_case(scratch / "case", "", profiles, base);
      std::string messages;
      CHECK(match(scratch / "case", &messages).at("Y-STR").observation.find("DYS339=14") != std::string::npos);
      const auto first = messages.find("the nearest name is DYS393");
      REQUIRE(first != std::string::npos);
      CHECK(messages.find("the nearest name", first + 1) == std::string::npos);
    }
  }
}

TEST_CASE("headings: elimination.csv refuses a misspelt marker and takes the copies from anywhere") {
  const Scratch scratch;
  write_case(scratch / "case", kTpox, "sample_id,subject_id,TPOX\ns1,dad,8/10\ns2,R1,8/10\n");
  write_text(fs::path(scratch / "case") / "elimination.csv", "sample_id,subject_id,TPXO_1,TPXO_2\nx,Ann,8,10\n");
  Run run = run_kith({"match", scratch / "case", "--out", scratch / "out", "--force"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "elimination.csv:1: column TPXO_1"));
  CHECK(contains(run.err, "the nearest name is TPOX"));
  write_text(fs::path(scratch / "case") / "elimination.csv",
             "sample_id,TPOX_2,D6S1043,subject_id,TPOX_1\nx,10,11/12,Ann,8\n");
  run = run_kith({"match", scratch / "case", "--out", scratch / "out", "--force"});
  CHECK(run.status == 0);
}

TEST_SUITE_BEGIN("shared");

TEST_CASE("field: wide tables of others, and names of Y-STR copies") {
  const auto field = shared("field");
  if (!field) return;
  check_d_numbers(*field / "01_wide_D_markers_not_recognised/case");
  CHECK(match(*field / "01_wide_D_markers_not_recognised/case_y").at("Y-STR").observation == "DYS19=14 DYS385=11,14");
  check_third_allele(*field / "03_wide_third_allele_dropped/case_named");
  check_third_allele(*field / "03_wide_third_allele_dropped/case_blank");
  check_apart(*field / "04_wide_columns_apart_become_homozygotes/apart");
  check_swapped(*field / "04_wide_columns_apart_become_homozygotes/swapped");
  for (const char* name : {"ab_vs_one", "ab_swapped"}) {
    check_copies(*field / "13_y_names_silently_new_markers" / name, "DYS19=14 DYS385=11,14", "2");
  }
  check_copies(*field / "13_y_names_silently_new_markers/dys389", "DYS19=14 DYS389I=13 DYS389II-I=16", "3");
}

TEST_CASE("field: wide tables through the importer") {
  const auto field = shared("field");
  if (!field) return;
  const Scratch scratch;
  const auto imported = [&](const std::string& file) {
    const Run run = run_kith({"import", "genemapper", (*field / file).string(), "--out", scratch / "p.csv", "--force"});
    CHECK(run.status == 0);
    return read_text(scratch / "p.csv");
  };
  const auto codis = imported("01_wide_D_markers_not_recognised/codis_export.csv");
  for (const char* row : {"AAA#1,AAA#1,D3S1358,15,18", "AAA#1,AAA#1,D21S11,28,29", "AAA#1,AAA#1,FGA,23,24",
                          "AAA#2,AAA#2,TH01,7,8", "AAA#2,AAA#2,D21S11,31.2"}) {
    CHECK(contains(codis, row));
  }
  const auto third = imported("03_wide_third_allele_dropped/wide.csv");
  CHECK(contains(third, "S1,S1,TPOX,8,10,11\n"));
  CHECK(contains(third, "S1,S1,TH01,6,7,9.3\n"));
}

TEST_SUITE_END();
