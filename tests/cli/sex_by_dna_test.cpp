// Remains whose DNA shows the other sex than the missing person has: what the column of the sex and the tables say of
// them.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "cli/run_kith.hpp"
#include "support/shared.hpp"

using namespace kith::testing;

namespace {

/// The cell of the first pair in matches.csv.
std::string first_cell(const Scratch& scratch, const std::string& column) {
  const auto rows = csv_rows(scratch / "out/matches.csv");
  REQUIRE(rows.size() > 1);
  const auto at = std::find(rows[0].begin(), rows[0].end(), column);
  REQUIRE(at != rows[0].end());
  return rows[1][static_cast<std::size_t>(at - rows[0].begin())];
}

std::string match(const Scratch& scratch, const std::string& folder) {
  const Run run = run_kith({"match", folder, "--out", scratch / "out", "--threshold", "-1000", "--mutation-model",
                            "equal", "--rate-male", ".002", "--rate-female", ".0005"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  return run.out;
}

/// With the attribute's floor of 0.005.
double weighted(double lr) { return std::log10(0.995 * lr + 0.005); }

/// A missing man (or woman) of two typed parents; the remains fit, and have `more` rows.
void write_case(const Scratch& scratch, const std::string& sex, const std::string& more) {
  std::filesystem::create_directory(scratch / "case");
  write_text(scratch / "case/frequencies.csv",
             "marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3,0.5\n"
             "DXS8378,10,0.5\nDXS8378,11,0.5\nHPRTB,12,0.2\nHPRTB,13,0.8\n");
  write_text(
      scratch / "case/relatives.csv",
      "family_id,person_id,father_id,mother_id,sex,role\nF1,Fa,,,M,reference\nF1,Mo,,,F,reference\nF1,Mi,Fa,Mo," + sex +
          ",missing\n");
  write_text(scratch / "case/profiles.csv",
             "sample_id,subject_id,marker,allele_1,allele_2\nS1,Fa,TH01,6,6\nS2,Mo,TH01,7,7\nS3,R1,TH01,6,7\n" + more);
}

}  // namespace

// One missing man: share of males (1 + 1) / (1 + 2). q of HPRTB: .2^2 + .8^2 = .68, of both .34 = 10^-0.5 (rounded to a
// tenth).
TEST_CASE("sex by DNA: two alleles at one X-linked marker beside a missing man") {
  const Scratch scratch;
  write_case(scratch, "M", "S3,R1,DXS8378,10,11\nS3,R1,HPRTB,13,13\n");
  CHECK_FALSE(contains(match(scratch, scratch / "case"), "note: the sex differs"));  // LR below 1: no best pair
  const double q = std::pow(10, -0.5);
  const double man = 0.0015 * (1 - q) + 0.9985 * 0.001, woman = 1 - q;
  const double male = (2.0 / 3 * 0.999) / (2.0 / 3 * 0.999 + 1.0 / 3 * 0.001);
  const double lr = (male * man + (1 - male) * woman) / (2.0 / 3 * man + 1.0 / 3 * woman);
  CHECK(std::stod(first_cell(scratch, "log10_lr_attributes")) == doctest::Approx(weighted(lr)).epsilon(1e-5));
  CHECK(first_cell(scratch, "sex_conflict") == "yes");
}

TEST_CASE("sex by DNA: two Y-linked markers beside a missing woman; one alone says nothing") {
  const Scratch scratch;
  write_case(scratch, "F", "S3,R1,DYS19,15,\nS3,R1,DYS391,10,\n");
  CHECK_FALSE(contains(match(scratch, scratch / "case"), "note: the sex differs"));  // LR below 1: no best pair
  CHECK(first_cell(scratch, "sex_conflict") == "yes");
  const Scratch other;
  write_case(other, "F", "S3,R1,DYS391,10,\n");
  const Run run = run_kith({"match", other / "case", "--out", other / "out", "--threshold", "-1000"});
  REQUIRE(run.status == 0);
  CHECK(first_cell(other, "sex_conflict") == "unknown");
}

TEST_CASE("sex by DNA: drop-in takes no Y away, and a result that may hold a foreign allele is no second X") {
  const Scratch scratch;
  write_case(scratch, "M", "S3,R1,DXS8378,10,11\n");
  const Run run = run_kith(
      {"match", scratch / "case", "--out", scratch / "out", "--threshold", "-1000", "--drop-in", "0.02"});
  REQUIRE(run.status == 0);
  CHECK(first_cell(scratch, "sex_conflict") == "unknown");
}

TEST_SUITE("shared") {
  TEST_CASE("field: heterozygous X-linked markers against a missing man") {
    const auto field = shared("field/x_heterozygotes_against_a_missing_man/case");
    if (!field) return;
    const Scratch scratch;
    CHECK(contains(match(scratch, *field), "note: the sex differs"));
    // q is below 10^-3 at ten markers: a woman nearly always shows two alleles somewhere; share of males 2/3.
    const double man = 0.0015 + 0.9985 * 0.001;
    const double male = (2.0 / 3 * 0.999) / (2.0 / 3 * 0.999 + 1.0 / 3 * 0.001);
    const double lr = (male * man + (1 - male)) / (2.0 / 3 * man + 1.0 / 3);
    CHECK(std::stod(first_cell(scratch, "log10_lr_attributes")) == doctest::Approx(weighted(lr)).epsilon(1e-3));
    CHECK(first_cell(scratch, "sex_conflict") == "yes");
  }

  TEST_CASE("field: a Y haplotype against a missing woman") {
    const auto field = shared("field/y_profile_against_a_missing_woman/case");
    if (!field) return;
    const Scratch scratch;
    CHECK(contains(match(scratch, *field), "note: the sex differs"));
    const double female = (2.0 / 3 * 0.999) / (2.0 / 3 * 0.999 + 1.0 / 3 * 0.001);
    const double lr = (female * 0.001 + (1 - female) * 0.999) / (1.0 / 3 * 0.999 + 2.0 / 3 * 0.001);
    CHECK(std::stod(first_cell(scratch, "log10_lr_attributes")) == doctest::Approx(weighted(lr)).epsilon(1e-6));
    CHECK(first_cell(scratch, "sex_conflict") == "yes");
  }
}
