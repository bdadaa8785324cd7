// Alleles as the field writes them, from the tables to the score: the folders of shared/field about alleles, and the
// same inline.
#include <doctest/doctest.h>

#include <cmath>

#include "cli/run_kith.hpp"
#include "support/shared.hpp"

using namespace kith::testing;

namespace {

/// log10_lr of the one pair in a result folder.
double log10_lr(const std::string& folder) {
  const auto rows = csv_rows(folder + "/matches.csv");
  REQUIRE(rows.size() == 2);
  REQUIRE(rows[0][4] == "log10_lr");
  return std::stod(rows[1][4]);
}

double score(const Scratch& scratch, const std::string& case_folder) {
  const Run run = run_kith({"match", case_folder, "--out", scratch / "out", "--force", "--attributes", "off",
                            "--threshold", "-1000", "--defaults", "exact"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  return log10_lr(scratch / "out");
}

/// A father 14/15 and remains; p13 = p11 = 0.3, p14 = p15 = 0.2.
std::string d8_case(const Scratch& scratch, const std::string& profiles) {
  std::filesystem::create_directories(scratch / "case");
  write_text(scratch / "case/frequencies.csv",
             "marker,allele,frequency\nD8S1179,11,0.3\nD8S1179,13,0.3\nD8S1179,14,0.2\nD8S1179,15,0.2\n");
  write_text(scratch / "case/relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,dad,,,M,reference\nF1,mp,dad,,M,missing\n");
  write_text(scratch / "case/profiles.csv", profiles);
  return scratch / "case";
}

/// The child of a 14/15 has a 13 only from the other parent; anybody has one unless both alleles are others.
const double kChildShows13 = std::log10(0.3 / (1 - 0.7 * 0.7));
/// Parent and child 13/14: (p13 + p14) / (4 p13 p14).
const double kBoth1314 = std::log10((0.3 + 0.2) / (4 * 0.3 * 0.2));

}  // namespace

TEST_CASE("a lost allele is not known: the score of a partial genotype") {
  for (const std::string sign : {"?", "0", "-", "OL"}) {
    CAPTURE(sign);
    const Scratch scratch;
    const auto folder = d8_case(
        scratch, "sample_id,subject_id,marker,allele_1,allele_2\nd,dad,D8S1179,14,15\nr,R1,D8S1179,13," + sign + "\n");
    CHECK(score(scratch, folder) == doctest::Approx(kChildShows13).epsilon(1e-5));
  }
}

TEST_CASE("two alleles in one cell are a genotype, in a table with commas and in one with semicolons") {
  for (const std::string profiles :
       {"sample_id,subject_id,marker,allele_1,allele_2\nd,dad,D8S1179,\"13,14\",\nr,R1,D8S1179,\"13,14\",\n",
        "sample_id;subject_id;marker;allele_1;allele_2\nd;dad;D8S1179;13,14;\nr;R1;D8S1179;13,14;\n",
        "sample_id\tsubject_id\tD8S1179\nd\tdad\t13,14\nr\tR1\t14 13\n"}) {
    CAPTURE(profiles);
    const Scratch scratch;
    CHECK(score(scratch, d8_case(scratch, profiles)) == doctest::Approx(kBoth1314).epsilon(1e-5));
  }
}

TEST_CASE("import genemapper --partial marks samples by name or by what is improbable") {
  const Scratch scratch;
  std::string text = "Sample Name\tMarker\tAllele 1\tAllele 2\n";
  for (const auto* marker : {"D3S1358", "vWA", "D16S539", "D8S1179", "D18S51", "TH01", "D19S433", "CSF1PO", "D5S818"})
    text += std::string("S1\t") + marker + "\t11\t\nS2\t" + marker + "\t11\t12\n";
  write_text(scratch / "run.txt", text);
  const auto import = [&](const std::string& list) {
    return run_kith(
        {"import", "genemapper", scratch / "run.txt", "--out", scratch / "profiles.csv", "--force", "--partial", list});
  };
  Run run = import("auto");
  CHECK(run.status == 0);
  CHECK(contains(run.err, "one allele alone at 9 of 9 autosomal markers of sample S1"));
  CHECK(contains(read_text(scratch / "profiles.csv"), "S1,S1,vWA,11,,yes\n"));
  CHECK(contains(read_text(scratch / "profiles.csv"), "S2,S2,vWA,11,12,\n"));
  run = import("S2");
  CHECK(run.status == 0);
  CHECK(contains(read_text(scratch / "profiles.csv"), "S2,S2,vWA,11,12,yes\n"));
  CHECK(import("S1,S3").status == 2);
}

TEST_SUITE("shared") {
  TEST_CASE("field: two alleles in one cell") {
    const auto field = shared("field/02_two_alleles_in_one_cell_read_as_decimal");
    if (!field) return;
    const Scratch scratch;
    CHECK(score(scratch, *field / "auto") == doctest::Approx(kBoth1314).epsilon(1e-5));
    CHECK(score(scratch, *field / "auto_semicolon") == doctest::Approx(kBoth1314).epsilon(1e-5));
    const double in_two_columns = score(scratch, *field / "ystr_right");
    CHECK(in_two_columns < -2);
    CHECK(score(scratch, *field / "ystr") == in_two_columns);
    // 200 haplotypes: DYS19 14, 15, 16 in turn, DYS385 11/14, 12/15, ... : those equal to 14 and 11,14 are every sixth
    // from 0 on.
    const double equal = score(scratch, *field / "ystr_db");
    CHECK(equal == doctest::Approx(0.66).epsilon(0.01));
    const Run codis = run_kith({"import", "codis", *field / "one_cell.xml", "--out", scratch / "codis"});
    CHECK(codis.status == 2);
    CHECK(contains(codis.err, "two alleles in one cell"));
    const Run ladder = run_kith({"import", "frequencies", *field / "ladder.csv", "--out", scratch / "f.csv"});
    CHECK(ladder.status == 2);
    CHECK(contains(ladder.err, "two alleles in one cell"));
  }

  TEST_CASE("field: DYS385 11,14") {
    const auto field = shared("field/dys385_comma_pair_read_as_11.1");
    if (!field) return;
    // All of the database's haplotypes are equal (30 of 30): LR = P(no mutation in one meiosis), two copies of DYS385.
    const double dys385 = 2 * std::log10(1 - 32.0 / 26171);
    const double dys19 = std::log10(1 - 36.0 / 16090);
    const Scratch scratch;
    CHECK(score(scratch, *field / "profiles") == doctest::Approx(dys385 + dys19).epsilon(0.01));
    CHECK(score(scratch, *field / "database_comma") == doctest::Approx(dys385).epsilon(0.01));
    CHECK(score(scratch, *field / "database_slash") == doctest::Approx(dys385).epsilon(0.01));
  }

  TEST_CASE("field: a lost second allele") {
    const auto field = shared("field/07_lost_second_allele_becomes_homozygote");
    if (!field) return;
    const Scratch scratch;
    CHECK(score(scratch, *field / "case") == doctest::Approx(kChildShows13).epsilon(1e-5));
    for (const std::string name : {"empty_allele", "question"}) {
      const Run run = run_kith({"import", "codis", *field / (name + ".xml"), "--out", scratch / name});
      CHECK(run.status == 0);
      CHECK(contains(read_text(scratch / (name + "/profiles.csv")), "S1,S1,D21S11,29,,yes\n"));
    }
    const Run run = run_kith({"import", "familias", *field / "empty_allele2.fam", "--out", scratch / "fam"});
    CHECK(run.status == 0);
    CHECK(contains(read_text(scratch / "fam/profiles.csv"), "L1,1,,yes\n"));
  }

  TEST_CASE("field: amelogenin with drop-in alone") {
    const auto field = shared("field/amelogenin_sex_lost_with_drop_in_alone/case");
    if (!field) return;
    const Scratch scratch;
    const Run run = run_kith({"match",         *field,         "--out",
                              scratch / "out", "--attributes", "off",
                              "--threshold",   "-1000",        "--min-frequency",
                              "0.001",         "--theta",      "0.02",
                              "--drop-in",     "0.02",         "--mutation-model",
                              "stepwise",      "--rate-male",  "0.01",
                              "--rate-female", "0.0",          "--rate2",
                              "0.001"});
    CAPTURE(run.err);
    REQUIRE(run.status == 0);
    // The remains are a woman's by DNA, the missing person is a man: X-linked markers do not count.
    bool any = false;
    const auto rows = csv_rows(scratch / "out/matches.csv");
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (rows[i][1] != "R1" || rows[i][3] != "F0-0") continue;
      any = true;
      CHECK(std::stod(rows[i][4]) == 0);
    }
    CHECK(any);
  }
}
