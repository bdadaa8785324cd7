// profiles.csv: layouts, samples and replicates, and what becomes of results that do not go together.
#include <doctest/doctest.h>

#include "intake/case_folder.hpp"

using namespace kith::testing;
using kith::genetics::Observation;

namespace {

constexpr const char* kLong = "sample_id,subject_id,marker,allele_1,allele_2\n";

kith::intake::CaseReading read_profiles(const std::string& text) {
  CaseFolder folder;
  folder.tables["profiles.csv"] = text;
  return folder.read();
}

/// The genotype of the remains R1 at TH01 for these rows.
std::string th01_of_remains(const std::string& rows) {
  const auto reading = read_profiles(kLong + rows);
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  return genotype_text(reading.content->panel, reading.content->remains[0].profile, "TH01");
}

const Observation& observation_of_remains(const kith::intake::CaseReading& reading) {
  REQUIRE(reading.content);
  return reading.content->panel.observed(reading.content->remains[0].profile, 0);
}

}  // namespace

TEST_CASE("profiles: every wide layout says the same as the long one") {
  for (const std::string text : {
           "sample_id,subject_id,TH01_1,TH01_2,vWA_1,vWA_2\nS1,Fa,6,9.3,16,17\nS3,R1,6,7,17,17\n",
           "sample_id,subject_id,TH01,TH01.1,vWA,vWA.1\nS1,Fa,6,9.3,16,17\nS3,R1,6,7,17,17\n",
           "sample_id,subject_id,TH01,TH01,VWA,VWA\nS1,Fa,6,9.3,16,17\nS3,R1,6,7,17,17\n",
           "sample_id,subject_id,TH01,,vWA,\nS1,Fa,6,9.3,16,17\nS3,R1,6,7,17,\n",
           "sample_id,subject_id,THO1 a,THO1 b,vWA-1,vWA-2\nS1,Fa,6,9.3,16,17\nS3,R1,7,6,17,17\n",
           "sample_id,subject_id,TH01,vWA\nS1,Fa,6/9.3,16/17\nS3,R1,6-7,17\n",
           "sample_id,subject_id,TH01,vWA\nS1,Fa,\"6,9.3\",16 17\nS3,R1,\"6, 7\",\"17,17\"\n",
           "sample_id;subject_id;TH01;vWA\nS1;Fa;6/9,3;16|17\nS3;R1;6/7;17\n",
       }) {
    CAPTURE(text);
    const auto reading = read_profiles(text);
    INFO(all_problems(reading));
    REQUIRE(reading.content);
    const auto& panel = reading.content->panel;
    CHECK(genotype_text(panel, reading.content->families[0].profiles[0], "TH01") == "6/9.3");
    CHECK(genotype_text(panel, reading.content->families[0].profiles[0], "vWA") == "16/17");
    CHECK(genotype_text(panel, reading.content->remains[0].profile, "TH01") == "6/7");
    CHECK(genotype_text(panel, reading.content->remains[0].profile, "vWA") == "17");
    CHECK(reading.problems.n_warnings() == 1);  // Mo is a reference without a genotype
  }
}

TEST_CASE("profiles: a long table without a second column of alleles is one of single alleles") {
  const std::string head = "sample_id,subject_id,marker,allele_1";
  auto reading = read_profiles(head + "\nS1,Fa,TH01,6\nS3,R1,TH01,7\nS3,R1,vWA,16/17\n");
  INFO(all_problems(reading));
  REQUIRE(reading.content);
  CHECK(genotype_text(reading.content->panel, reading.content->remains[0].profile, "TH01") == "7");
  CHECK(genotype_text(reading.content->panel, reading.content->remains[0].profile, "vWA") == "16/17");
  // partial, as in any other table
  reading = read_profiles(head + ",partial\nS1,Fa,TH01,6,\nS3,R1,TH01,7,yes\n");
  REQUIRE(reading.content);
  CHECK(genotype_text(reading.content->panel, reading.content->remains[0].profile, "TH01") == "7/?");
  // a column of words or of heights is no second allele; one that holds alleles may be, and is not left out in silence
  reading = read_profiles(head + ",height,remark\nS1,Fa,TH01,6,812,good\nS3,R1,TH01,7,403,bad\n");
  CHECK(reading.content);
  CHECK(reading.problems.n_warnings() >= 2);
  for (const char* second : {"other", "allele_b", "Allel B"}) {
    CAPTURE(second);
    reading = read_profiles(head + "," + second + "\nS1,Fa,TH01,6,9.3\nS3,R1,TH01,7,9.3\n");
    CHECK_FALSE(reading.content);
    CHECK(has_error(reading, "profiles.csv", 1, "allele_2", "the header lacks a column named allele_2"));
  }
  // one row an allele: two results that contradict each other, and no genotype
  reading = read_profiles(head + "\nS3,R1,TH01,6\nS3,R1,TH01,7\n");
  CHECK_FALSE(reading.content);
}

TEST_CASE("profiles: problems of wide tables name the column of the marker") {
  auto reading = read_profiles("sample_id,subject_id,TH01_1,TH01_2,Sex,XX1_1,XX1_2\nS1,Fa,6,9y,M,,\nS3,R1,6,7,M,4,5\n");
  CHECK(has_error(reading, "profiles.csv", 2, "TH01_2", "an allele label"));
  CHECK(has_error(reading, "profiles.csv", 1, "XX1_1", "of frequencies.csv or of markers.csv, which XX1 is not"));
  CHECK(has_warning(reading, "profiles.csv", 1, "Sex", "ignored"));
  reading = read_profiles("sample_id;subject_id;TH01\nS1;Fa;9,3\n");
  CHECK(has_error(reading, "profiles.csv", 2, "TH01", "two alleles as 9/9.3"));
  reading = read_profiles("sample_id;subject_id;TH01\nS1;Fa;9,30\nS2;Mo;6,10\n");
  CHECK(has_error(reading, "profiles.csv", 2, "TH01", "a decimal point in an allele"));
  CHECK_FALSE(has_error(reading, "profiles.csv", 3, "TH01"));
  reading = read_profiles("sample_id,subject_id,height\nS1,Fa,180\n");
  CHECK(has_error(reading, "profiles.csv", 1, "marker", "columns named after markers"));
}

TEST_CASE("profiles: one allele is a homozygote, missing ones are untyped, labels are brought to one spelling") {
  CHECK(th01_of_remains("S3,R1,TH01,7,\n") == "7");
  CHECK(th01_of_remains("S3,R1,TH01,NA,-\n") == "");
  CHECK(th01_of_remains("S3,R1,TH01,,9.30\n") == "9.3");
  CHECK(th01_of_remains("S3,R1,TH01,7.0,6\n") == "6/7");
  CHECK(th01_of_remains("S3,R1,TH01,07,06\n") == "6/7");
  CHECK(th01_of_remains("S3,R1,TH01,00,0.0\n") == "");
}

TEST_CASE("profiles: what is no allele of a marker with repeat numbers") {
  for (const char* cell : {"F", "9.300000000000001", "12345", "6*", "30>"}) {
    CAPTURE(cell);
    const auto reading = read_profiles(kLong + ("S3,R1,TH01,6," + std::string(cell) + "\n"));
    CHECK(has_error(reading, "profiles.csv", 2, "allele_2", cell));
  }
}

TEST_CASE(
    "profiles: an off-ladder allele beside one leaves it partial, more than two alleles leave the marker untyped") {
  auto reading = read_profiles(std::string(kLong) + "S3,R1,TH01,OL,7\n");
  CHECK(observation_of_remains(reading) == Observation::partial(1));
  CHECK(has_warning(reading, "profiles.csv", 2, "allele_1", "off-ladder"));
  reading = read_profiles(std::string(kLong) + "S3,R1,TH01,OL,\n");
  CHECK(observation_of_remains(reading).is_untyped());
  CHECK(has_warning(reading, "profiles.csv", 2, "allele_1", "off-ladder"));
  reading = read_profiles(
      "sample_id,subject_id,marker,allele_1,allele_2,allele_3\nS3,R1,TH01,6,7,9.3\nS1,Fa,vWA,16,17,16\n");
  CHECK(observation_of_remains(reading).is_untyped());
  CHECK(has_warning(reading, "profiles.csv", 2, "TH01", "6/7/9.3 in sample S3"));
  CHECK(genotype_text(reading.content->panel, reading.content->families[0].profiles[0], "vWA") == "16/17");
}

TEST_CASE("profiles: the same row twice counts once; two results of one sample are an error") {
  auto reading = read_profiles(std::string(kLong) + "S3,R1,TH01,6,7\nS3,R1,TH01,7,6\n");
  CHECK(has_warning(reading, "profiles.csv", 3, "TH01", "the same result is in row 2 and counts once"));
  CHECK(observation_of_remains(reading).replicates.size() == 1);
  reading = read_profiles(std::string(kLong) + "S3,R1,TH01,6,7\nS3,R1,TH01,6,6\n");
  CHECK(has_error(reading, "profiles.csv", 3, "TH01", "the result of row 2 (6/7)"));
}

TEST_CASE("profiles: samples of one subject fill each other up, agree, or set the marker aside") {
  CHECK(th01_of_remains("S3,R1,TH01,6,7\nS4,R1,TH01,7,6\n") == "6/7");
  CHECK(th01_of_remains("S3,R1,vWA,17,17\nS4,R1,TH01,7,6\n") == "6/7");
  const auto reading = read_profiles(std::string(kLong) + "S3,R1,TH01,6,7\nS4,R1,TH01,6,6\nS4,R1,vWA,16,16\n");
  CHECK(observation_of_remains(reading).is_untyped());
  CHECK(has_warning(reading, "profiles.csv", 3, "TH01",
                    "agrees with 6/7 of sample S3 (row 2); the marker counts as untyped for R1"));
  CHECK(genotype_text(reading.content->panel, reading.content->remains[0].profile, "vWA") == "16");
  CHECK(reading.content->remains[0].samples == std::vector<std::string>{"S3", "S4"});
}

TEST_CASE("profiles: partial samples") {
  const std::string head = "sample_id,subject_id,marker,allele_1,allele_2,partial\n";
  const auto remains = [&](const std::string& rows) {
    const auto reading = read_profiles(head + rows);
    INFO(all_problems(reading));
    REQUIRE(reading.content);
    return genotype_text(reading.content->panel, reading.content->remains[0].profile, "TH01");
  };
  CHECK(remains("S3,R1,TH01,6,,yes\n") == "6/?");
  CHECK(remains("S3,R1,TH01,6,7,yes\n") == "6/7");
  CHECK(remains("S3,R1,TH01,6,,no\n") == "6");
  CHECK(remains("S3,R1,TH01,6,,yes\nS4,R1,TH01,7,,yes\n") == "6/7");
  CHECK(remains("S3,R1,TH01,6,,yes\nS4,R1,TH01,6,7,\n") == "6/7");
  CHECK(remains("S3,R1,TH01,6,,yes\nS4,R1,TH01,7,7,\n") == "");
  CHECK(remains("S3,R1,TH01,6,,yes\nS4,R1,TH01,7,,yes\nS5,R1,TH01,9.3,,yes\n") == "");
  CHECK(has_error(read_profiles(head + "S3,R1,TH01,6,,maybe\n"), "profiles.csv", 2, "partial", "yes or no"));
}

TEST_CASE("profiles: dropout and drop-in become the replicate's model, from the row or from the marker") {
  const std::string
      head = "sample_id,subject_id,marker,allele_1,allele_2,replicate,dropout,dropout_homozygote,drop_in\n";
  auto reading = read_profiles(head + "S3,R1,TH01,6,,1,0.2,,0.01\nS3,R1,TH01,6,7,2,0.2,0.1,\n");
  INFO(all_problems(reading));
  const auto& observed = observation_of_remains(reading);
  REQUIRE(observed.replicates.size() == 2);
  CHECK(observed.replicates[0].model == kith::genetics::DropModel{0.2, 0.2 * 0.2, 0.01});
  CHECK(observed.replicates[1].model == kith::genetics::DropModel{0.2, 0.1, 0});
  CHECK(observed.replicates[1].seen.size() == 2);

  CaseFolder folder;
  folder.tables["markers.csv"] = "marker,mutation_model,dropout,drop_in\nTH01,none,0.1,0.02\nvWA,none,,\n";
  folder.tables["profiles.csv"] = head + "S3,R1,TH01,6,,,,,\nS1,Fa,TH01,6,6,,0,,0\n";
  reading = folder.read();
  CHECK(observation_of_remains(reading).replicates[0].model == kith::genetics::DropModel{0.1, 0.1 * 0.1, 0.02});
  CHECK(reading.content->panel.observed(reading.content->families[0].profiles[0], 0) == Observation::genotype(0, 0));
  CHECK(has_error(read_profiles(head + "S3,R1,TH01,6,,,1.5,,\n"), "profiles.csv", 2, "dropout", "from 0 to below 1"));
}

TEST_CASE("profiles: with drop-in three alleles of remains are kept; without it, impossible replicates are set aside") {
  const std::string head = "sample_id,subject_id,marker,allele_1,allele_2,allele_3,replicate,dropout,drop_in\n";
  auto reading = read_profiles(head + "S3,R1,TH01,6,7,9.3,,0.1,0.05\nS1,Fa,TH01,6,7,9.3,,0.1,0.05\n");
  INFO(all_problems(reading));
  CHECK(observation_of_remains(reading).replicates[0].seen.size() == 3);
  CHECK(has_warning(reading, "profiles.csv", 3, "TH01", "untyped for Fa"));
  reading = read_profiles(head + "S3,R1,TH01,6,7,,1,0.1,\nS3,R1,TH01,9.3,,,2,0.1,\n");
  CHECK(observation_of_remains(reading).is_untyped());
  CHECK(has_warning(reading, "profiles.csv", 2, "TH01", "that no genotype can give together"));
}
