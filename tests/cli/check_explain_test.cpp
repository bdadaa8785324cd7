#include <doctest/doctest.h>

#include "cli/run_kith.hpp"

using namespace kith::testing;

TEST_CASE("kith check on the demo: the planted errors, and status 1") {
  const Scratch scratch;
  const Run run = run_kith({"check", demo_case(), "--out", scratch / "findings.csv"});
  CHECK(run.status == 1);
  CHECK(contains(run.out, "family F12"));  // a sister with another father
  CHECK(contains(run.out, "leaving out F12-3 resolves 15 of 15"));
  CHECK(contains(run.out, "R02 and R10: identical at 15 of 15 loci"));  // two bones of one man
  CHECK(contains(run.out, "M13 (family F13): no blood relative is typed"));
  CHECK(contains(run.out, "R14: typed at 6 of 23"));
  CHECK(contains(run.out, ": 4 findings"));
  const auto rows = csv_rows(scratch / "findings.csv");
  CHECK(rows.size() == 5);
  CHECK(rows[0][0] == "kind");

  CHECK(run_kith({"check", demo_case(), "--out", scratch / "findings.csv"}).status == 2);  // exists
  CHECK(run_kith({"check", demo_case(), "--out", scratch / "findings.csv", "--force"}).status == 1);
}

TEST_CASE("kith check: status 0 when there is nothing to find") {
  const Scratch scratch;
  std::filesystem::create_directory(scratch / "case");
  write_text(scratch / "case/frequencies.csv", "marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3,0.5\n");
  write_text(scratch / "case/relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,Fa,,,M,reference\nF1,Mi,Fa,,M,missing\n");
  write_text(scratch / "case/profiles.csv",
             "sample_id,subject_id,marker,allele_1,allele_2\nS1,Fa,TH01,6,9.3\nS2,R1,TH01,6,7\n");
  const Run run = run_kith({"check", scratch / "case"});
  CAPTURE(run.err);
  CHECK(run.status == 0);
  CHECK(contains(run.out, "nothing found"));
}

TEST_CASE("kith check: amelogenin against the form") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  spoil(scratch / "case/remains.csv", "R03,M,", "R03,F,");
  const Run run = run_kith({"check", scratch / "case"});
  CHECK(run.status == 1);
  CHECK(contains(run.out, "R03: the form says female, amelogenin says male"));
}

TEST_CASE("kith check and kith match name remains that show a member of staff") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  std::string staff = "sample_id,subject_id,marker,allele_1,allele_2\n";
  for (const auto& row : csv_rows(scratch / "case/profiles.csv")) {
    if (row[1] == "R03") staff += "E1,W1," + row[2] + "," + row[3] + "," + row[4] + "\n";
  }
  write_text(scratch / "case/elimination.csv", staff);
  const Run check = run_kith({"check", scratch / "case"});
  CHECK(check.status == 1);
  CHECK(contains(check.out, "R03 and W1: the staff profile explains"));
  const Run match = run_kith({"match", scratch / "case", "--out", scratch / "results"});
  CAPTURE(match.err);
  CHECK(match.status == 0);
  CHECK(contains(match.out, "note: profiles of elimination.csv, contamination perhaps: R03."));
}

TEST_CASE("kith explain: a father and remains that share an allele, recomputed by hand") {
  // One marker, no mutation: a father 6/9.3 and remains 6/7 of his child: LR = (1/2 p7) / (2 p6 p7) = 1 / (4 p6).
  const Scratch scratch;
  std::filesystem::create_directory(scratch / "case");
  write_text(scratch / "case/frequencies.csv", "marker,allele,frequency\nTH01,6,0.125\nTH01,7,0.375\nTH01,9.3,0.5\n");
  write_text(scratch / "case/relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,Fa,,,M,reference\nF1,Mi,Fa,,M,missing\n");
  write_text(scratch / "case/profiles.csv",
             "sample_id,subject_id,marker,allele_1,allele_2\nS1,Fa,TH01,6,9.3\nS2,R1,TH01,6,7\n");
  const Run run = run_kith({"explain", scratch / "case", "--missing", "Mi", "--remains", "R1", "--defaults", "exact"});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "Fa 6/9.3"));
  CHECK(contains(run.out, "6: 0.125"));
  CHECK(contains(run.out, "LR 2:"));                // 1 / (4 * 0.125)
  CHECK(contains(run.out, "Posterior  0.666667"));  // prior 1/2: odds 2
  CHECK(contains(run.out, "none: no other missing person"));
}

TEST_CASE("kith explain agrees with kith match and names the runner-up") {
  const Scratch scratch;
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "out"}).status == 0);
  const Run run = run_kith({"explain", demo_case(), "--missing", "M04A", "--remains", "R06"});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "M04B (family F04)"));
  CHECK(contains(run.out, "0.00 ahead"));
  for (const auto& row : csv_rows(scratch / "out/matches.csv")) {
    if (row[1] != "R06" || row[3] != "M04A") continue;
    CHECK(contains(run.out, "log10 LR " + row[6].substr(0, 6)));
  }
}

TEST_CASE("kith explain: unknown ids get suggestions and status 2") {
  const Run missing = run_kith({"explain", demo_case(), "--missing", "M99", "--remains", "R01"});
  CHECK(missing.status == 2);
  CHECK(contains(missing.err, "no missing person 'M99'; did you mean"));
  const Run remains = run_kith({"explain", demo_case(), "--missing", "M01", "--remains", "r1"});
  CHECK(remains.status == 2);
  CHECK(contains(remains.err, "no remains 'r1'; did you mean R01"));
}
