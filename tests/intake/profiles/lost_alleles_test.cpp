// Alleles that were not seen, two in one cell, far-off ones: profiles.csv, elimination.csv, haplotypes.csv as whole
// tables.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "intake/case_folder.hpp"

using namespace kith::testing;
using kith::genetics::Observation;

namespace {

constexpr const char* kLong = "sample_id,subject_id,marker,allele_1,allele_2\n";

kith::intake::CaseReading read_profiles(const std::string& text, std::map<std::string, std::string> others = {}) {
  CaseFolder folder;
  folder.tables["profiles.csv"] = text;
  for (auto& [name, table] : others) folder.tables[name] = table;
  return folder.read();
}

std::string th01(const kith::intake::CaseReading& reading) {
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  return genotype_text(reading.content->panel, reading.content->remains[0].profile, "TH01");
}

std::string th01_of_rows(const std::string& rows) { return th01(read_profiles(kLong + rows)); }

bool says(const kith::intake::CaseReading& reading, std::string_view words) {
  return all_problems(reading).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("lost alleles: a sign beside an allele leaves the other one open, in every layout") {
  for (const auto* sign : {"?", "0", "-", "NA", "NULL", "OL", "INC"}) {
    CAPTURE(sign);
    CHECK(th01_of_rows(fmt::format("S3,R1,TH01,7,{}\n", sign)) == "7/?");
    CHECK(th01_of_rows(fmt::format("S3,R1,TH01,{},7\n", sign)) == "7/?");
    CHECK(th01(read_profiles(fmt::format("sample_id,subject_id,TH01_1,TH01_2\nS3,R1,7,{}\n", sign))) == "7/?");
    CHECK(th01(read_profiles(fmt::format("sample_id,subject_id,TH01\nS3,R1,7/{}\n", sign))) == "7/?");
    CHECK(th01(read_profiles(fmt::format("sample_id,subject_id,TH01\nS3,R1,\"7,{}\"\n", sign))) == "7/?");
    CHECK(th01_of_rows(fmt::format("S3,R1,TH01,{0},{0}\n", sign)) == "");
  }
  CHECK(th01(read_profiles("sample_id,subject_id,TH01\nS3,R1,7/\n")) == "7/?");
  CHECK(th01_of_rows("S3,R1,TH01,7,off-ladder\n") == "7/?");
  CHECK(th01_of_rows("S3,R1,TH01,\"7,?\",\n") == "7/?");
  CHECK(th01_of_rows("S3,R1,TH01,7,7\n") == "7");
  CHECK(th01_of_rows("S3,R1,TH01,7,\n") == "7");
  const auto reading = read_profiles(std::string(kLong) + "S3,R1,TH01,7,?\nS1,Fa,TH01,6,-\n");
  CHECK(has_warning(reading, "profiles.csv", 2, "", "in 2 genotypes (S3 TH01 7, S1 TH01 6)"));
  const auto off_ladder = read_profiles(std::string(kLong) + "S1,Fa,TH01,6,7\nS2,Mo,TH01,6,7\nS3,R1,TH01,7,OL\n");
  CHECK(off_ladder.problems.n_warnings() == 1);  // one cause, one message
}

TEST_CASE(
    "lost alleles: beside two alleles a sign of padding says nothing, a result without a name spoils the marker") {
  const std::string head = "sample_id,subject_id,marker,allele_1,allele_2,allele_3\n";
  CHECK(th01(read_profiles(head + "S3,R1,TH01,6,7,-\n")) == "6/7");
  CHECK(th01(read_profiles(head + "S3,R1,TH01,7,7,0\n")) == "7");
  CHECK(th01(read_profiles(head + "S3,R1,TH01,6,7,OL\n")) == "");
  const auto reading = read_profiles(head + "S3,R1,TH01,6,7,?\n");
  CHECK(th01(reading) == "");
  CHECK(has_warning(reading, "profiles.csv", 2, "allele_3", "untyped in this sample"));
}

TEST_CASE("lost alleles: one alone where the table writes homozygotes in full; rows that state partial or dropout") {
  const std::string in_full = "S2,Mo,vWA,17,17\n";
  auto reading = read_profiles(kLong + in_full + "S3,R1,TH01,7,\nS1,Fa,TH01,,6\n");
  CHECK(th01(reading) == "7/?");
  CHECK(has_warning(reading, "profiles.csv", 3, "", "one allele alone in 2 genotypes (S3 TH01 7, S1 TH01 6)"));
  // wide tables, and cells with a whole genotype
  CHECK(th01(read_profiles("sample_id,subject_id,TH01_1,TH01_2,vWA_1,vWA_2\nS2,Mo,,,17,17\nS3,R1,7,,16,17\n")) ==
        "7/?");
  CHECK(th01(read_profiles("sample_id,subject_id,TH01,vWA\nS2,Mo,,17/17\nS3,R1,7,16/17\n")) == "7/?");
  CHECK(th01(read_profiles("sample_id,subject_id,TH01,vWA\nS2,Mo,,\"17, 17\"\nS3,R1,7,16 17\n")) == "7/?");
  // neither amelogenin nor signs write a homozygote
  CHECK(th01_of_rows("S2,Mo,AMEL,X,X\nS2,Mo,vWA,-,-\nS3,R1,TH01,7,\n") == "7");
  const std::string head = "sample_id,subject_id,marker,allele_1,allele_2,partial,dropout\n";
  const std::string mother = "S2,Mo,vWA,17,17,,\n";
  CHECK(th01(read_profiles(head + mother + "S3,R1,TH01,7,,,\n")) == "7/?");
  CHECK(th01(read_profiles(head + mother + "S3,R1,TH01,7,,no,\n")) == "7");
  CHECK(th01(read_profiles(head + mother + "S3,R1,TH01,7,,,0\n")) == "7");
  reading = read_profiles(head + mother + "S3,R1,TH01,7,,,0.1\n");
  CHECK_FALSE(says(reading, "one allele alone"));
}

TEST_CASE("lost alleles: whether homozygotes stand in full is told from all pieces of a table") {
  CaseFolder folder;
  auto& profiles = folder.tables["profiles.csv"];
  profiles = kLong;
  for (int i = 0; i < 200; ++i) profiles += fmt::format("S3-{},R1,TH01,7,\n", i);
  profiles += "S2,Mo,vWA,17,17\n";
  const TempFolder disk;
  folder.write_to(disk.path());
  const auto whole = kith::intake::read_case(disk.path());
  const auto pieces = kith::intake::read_case(disk.path(), {}, {}, {.bytes = 64, .samples = 2});
  CHECK(th01(whole) == "7/?");
  CHECK(th01(pieces) == "7/?");
  CHECK(all_problems(whole) == all_problems(pieces));
  CHECK(says(whole, "one allele alone in 200 genotypes"));
}

TEST_CASE("lost alleles: far too many single alleles where homozygotes are written once") {
  // h(TH01) = 1/16 + 1/16 + 1/4 = 0.375 at each of eight such markers: all single has probability 0.375^8 = 0.0004.
  CaseFolder folder;
  auto& frequencies = folder.tables["frequencies.csv"];
  frequencies = "marker,allele,frequency\n";
  folder.tables["markers.csv"] = "marker,mutation_model\n";
  std::string sample, whole;
  for (int m = 0; m < 8; ++m) {
    frequencies += fmt::format("M{0},6,0.25\nM{0},7,0.25\nM{0},9.3,0.5\n", m);
    sample += fmt::format("S3,R1,M{},7,\n", m);
    whole += fmt::format("S1,Fa,M{},{},7\n", m, m < 3 ? "" : "6");
  }
  folder.tables["profiles.csv"] = kLong + sample + whole;
  auto reading = folder.read();
  INFO(all_problems(reading));
  CHECK(
      has_warning(reading, "profiles.csv", 2, "partial", "one allele alone at 8 of 8 autosomal markers of sample S3"));
  CHECK(has_warning(
      reading, "profiles.csv", 2, "partial",
      "by the markers' frequencies about 3.0 homozygotes are expected (so many or more: probability 0.0004); were "
      "alleles lost? mark it partial?"));
  CHECK_FALSE(says(reading, "sample S1"));
  folder.tables["profiles.csv"] = "sample_id,subject_id,marker,allele_1,allele_2,partial\n";
  for (int m = 0; m < 8; ++m) folder.tables["profiles.csv"] += fmt::format("S3,R1,M{},7,,yes\n", m);
  CHECK_FALSE(says(folder.read(), "mark it partial?"));
}

TEST_CASE("two alleles in one cell: a genotype where the row has nothing else, else refused") {
  for (const auto* cell : {"\"6,7\"", "6/7", "6-7", "6 7", "6|7", "6;7"}) {
    CAPTURE(cell);
    CHECK(th01_of_rows(fmt::format("S3,R1,TH01,{},\n", cell)) == "6/7");
    CHECK(th01(read_profiles(fmt::format("sample_id,subject_id,TH01_1,TH01_2\nS3,R1,{},\n", cell))) == "6/7");
    const auto refused = read_profiles(kLong + fmt::format("S3,R1,TH01,{},9.3\n", cell));
    CHECK(has_error(refused, "profiles.csv", 2, "allele_1", "two alleles in one cell"));
  }
  const std::string semicolons = "sample_id;subject_id;marker;allele_1;allele_2\n";
  CHECK(th01(read_profiles(semicolons + "S3;R1;TH01;6,7;\n")) == "6/7");
  CHECK(th01(read_profiles(semicolons + "S3;R1;TH01;9,3;\n")) == "9.3");
  CHECK(th01(read_profiles(semicolons + "S3;R1;TH01;6;9,3\n")) == "6/9.3");
  for (const auto* cell : {"6.07", "13.14", "\"9,3\""}) {
    CHECK(has_error(read_profiles(kLong + fmt::format("S3,R1,TH01,{},\n", cell)), "profiles.csv", 2, "allele_1",
                    "two alleles in one cell"));
  }
  const auto three = read_profiles(std::string(kLong) + "S3,R1,TH01,6/7/9.3,\n");
  CHECK(th01(three) == "");
  CHECK(has_warning(three, "profiles.csv", 2, "TH01", "at most two alleles"));
  for (const auto* row : {"TH01,13,14\",0.5\n", "TH01,\"13,14\",0.5\n", "TH01,13.14,0.5\n"}) {
    const auto reading = read_profiles(std::string(kLong),
                                       {{"frequencies.csv", std::string("marker,allele,frequency\n") + row}});
    CHECK_FALSE(reading.content);
  }
  CHECK(has_error(
      read_profiles(std::string(kLong), {{"frequencies.csv", "marker,allele,frequency\nTH01,\"13,14\",0.5\n"}}),
      "frequencies.csv", 2, "allele", "two alleles in one cell"));
}

TEST_CASE("elimination.csv: two alleles in one cell are a genotype, a sign makes the result partial") {
  const auto alleles = [](const std::string& row) {
    const auto reading = read_profiles(std::string(kLong) + "S3,R1,TH01,6,7\n", {{"elimination.csv", kLong + row}});
    INFO(all_problems(reading));
    REQUIRE(reading.content);
    REQUIRE(reading.content->staff.size() == 1);
    return reading.content->staff[0].alleles[0].size();
  };
  CHECK(alleles("W,W,TH01,\"6,7\",\n") == 2);
  CHECK(alleles("W,W,TH01,6,\n") == 1);
  CHECK(alleles("W,W,TH01,6,?\n") == 0);
}

TEST_CASE("Y markers of two copies: one cell or two, in profiles and in the database, whatever the delimiter") {
  const auto haplotype = [](const std::string& row, char delimiter = ',') {
    std::string head = kLong;
    if (delimiter != ',') std::replace(head.begin(), head.end(), ',', delimiter);
    const auto reading = read_profiles(head + row);
    INFO(all_problems(reading));
    REQUIRE(reading.content);
    const auto& y = reading.content->remains[0].y;
    std::string text;
    for (const auto& locus : y) {
      for (const auto allele : locus) text += (text.empty() ? "" : "/") + kith::genetics::y_allele_text(allele);
    }
    return text;
  };
  for (const auto* cell : {"\"11,14\"", "11/14", "11-14", "11 14", "\"11, 14\"", "14|11"}) {
    CAPTURE(cell);
    CHECK(haplotype(fmt::format("S3,R1,DYS385,{},\n", cell)) == "11/14");
  }
  CHECK(haplotype("S3;R1;DYS385;11,14;\n", ';') == "11/14");
  CHECK(haplotype("S3;R1;DYS385;11,4;\n", ';') == "4/11");
  CHECK(haplotype("S3;R1;DYS385;11,3;\n", ';') == "11.3/11.3");
  CHECK(haplotype("S3,R1,DYF387S1,\"37,38\",\n") == "37/38");
  CHECK(haplotype("S3,R1,DYS385,11,?\n") == "");
  CHECK(haplotype("S3,R1,DYS385,11,0\n") == "");
  CHECK(haplotype("S3,R1,DYS19,14,-\n") == "14");
  for (const auto* row : {"DYS19,15.14,", "DYS385,\"11,14\",12", "DYS385,\"11,3\",", "DYS19,15.4,"}) {
    CAPTURE(row);
    const auto reading = read_profiles(kLong + fmt::format("S3,R1,{}\n", row));
    CHECK(reading.problems.n_errors() == 1);
  }
  const auto reading = read_profiles(
      std::string(kLong) + "S3,R1,DYS385,11,14\n",
      {{"haplotypes.csv", "haplotype_id,marker,allele_1\nH,DYS385,\"11,14\"\nI,DYS385,11/14\n"}});
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  REQUIRE(reading.content->haplotypes.y.size() == 2);
  CHECK(reading.content->haplotypes.y[0] == reading.content->remains[0].y);
  CHECK(reading.content->haplotypes.y[1] == reading.content->remains[0].y);
}

TEST_CASE("alleles that are far off, or not listed, are named with sample and row") {
  auto reading = read_profiles(std::string(kLong) + "S1,Fa,TH01,6,7\nS3,R1,TH01,93,7\nS4,R1,vWA,18,\n");
  INFO(all_problems(reading));
  CHECK(says(reading, "no allele 93 of TH01, which a profile has (row 3 of profiles.csv, sample S3)"));
  CHECK(says(reading, "far outside the published range of TH01 (5 to 11): is it 9.3?"));
  CHECK(says(reading, "no allele 18 of vWA, which a profile has (row 4 of profiles.csv, sample S4): it counts"));
  reading = read_profiles(std::string(kLong) + "S1,Fa,TH01,6,7\nS3,R1,TH01,93,7\nS4,R1,TH01,93,7\n",
                          {{"frequencies.csv", "marker,allele,frequency\nTH01,6,0.3\nTH01,7,0.3\nTH01,93,0.4\n"}});
  CHECK(has_warning(reading, "profiles.csv", 3, "TH01", "row 3 of profiles.csv, sample S3, and 1 more"));
  reading = read_profiles(std::string(kLong) + "S3,R1,DYS19,150,\nS3,R1,DYS390,24,\n");
  CHECK(has_warning(reading, "profiles.csv", 2, "DYS19", "allele 150 of sample S3"));
  CHECK_FALSE(says(reading, "DYS390"));
}

TEST_CASE("amelogenin: drop-in alone takes no Y away") {
  using kith::genetics::Sex;
  const auto sex = [](const std::string& row, const kith::intake::CaseOptions& options) {
    CaseFolder folder;
    folder.tables["profiles.csv"] = std::string(
                                        "sample_id,subject_id,marker,allele_1,allele_2,partial,dropout,drop_in\n") +
                                    row;
    const auto reading = folder.read(options);
    INFO(all_problems(reading));
    REQUIRE(reading.content);
    return reading.content->remains[0].amelogenin;
  };
  CHECK(sex("S3,R1,AMEL,X,X,,,\n", {.drop_in = 0.02}) == Sex::female);
  CHECK(sex("S3,R1,AMEL,X,,,0,\n", {.dropout = 0.3, .drop_in = 0.02}) == Sex::female);
  CHECK(sex("S3,R1,AMEL,X,,,,0.05\n", {}) == Sex::female);
  CHECK(sex("S3,R1,AMEL,X,,,,\n", {.dropout = 0.1, .drop_in = 0.02}) == Sex::unknown);
  CHECK(sex("S3,R1,AMEL,X,,yes,,\n", {.drop_in = 0.02}) == Sex::unknown);
  CHECK(sex("S3,R1,AMEL,X,?,,,\n", {}) == Sex::unknown);
  CHECK(sex("S3,R1,AMEL,X,Y,,,\n", {.drop_in = 0.02}) == Sex::male);
  // one amplification that loses nothing decides
  CHECK(sex("S3,R1,AMEL,X,,,0.2,\nS4,R1,AMEL,X,,,0,0.02\n", {}) == Sex::female);
}
