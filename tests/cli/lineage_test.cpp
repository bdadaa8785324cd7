// Y-STR and mtDNA from the case folder to `kith explain`, `kith match` and `kith check`.
#include <doctest/doctest.h>

#include "cli/run_kith.hpp"

using namespace kith::testing;

namespace {

/// A missing man known by his uncle's Y haplotype and his sister's mtDNA; two sets of remains.
void write_lineage_case(const Scratch& scratch) {
  std::filesystem::create_directory(scratch / "case");
  write_text(scratch / "case/frequencies.csv", "marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3,0.5\n");
  write_text(scratch / "case/markers.csv", "marker,mutation_model\nTH01,none\n");
  write_text(scratch / "case/relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,GF,,,M,other\nF1,Fa,GF,,M,other\nF1,Mo,,,F,other\n"
             "F1,Uncle,GF,,M,reference\nF1,Sister,Fa,Mo,F,reference\nF1,Mi,Fa,Mo,M,missing\n");
  write_text(scratch / "case/profiles.csv",
             "sample_id,subject_id,marker,allele_1,allele_2\n"
             "S1,Uncle,DYS19,15,\nS1,Uncle,DYS385,11,14\nS2,Sister,HV1,16126C 16294T,16024-16365\n"
             "S3,R1,DYS19,15,\nS3,R1,DYS385,14,11\nS3,R1,HV1,16126C 16294T,16024-16365\n"
             "S4,R2,DYS19,18,\nS4,R2,DYS385,11,14\nS4,R2,HV1,16223T,16024-16365\n");
}

TEST_CASE("lineage markers: explained, with the case's own lines where there is no database") {
  const Scratch scratch;
  write_lineage_case(scratch);
  Run run = run_kith({"explain", scratch / "case", "--missing", "Mi", "--remains", "R1"});
  CAPTURE(run.out);
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  CHECK(contains(run.out, "reference Uncle, 3 meioses; 2 markers compared, all equal"));
  CHECK(contains(run.out,
                 "reference Sister, 2 meioses; 16024-16365 compared, 0 differences: the line cannot be excluded"));
  CHECK(contains(run.out, "Y-STR: haplotype frequencies by counting over 1 lines of the case's own families"));
  CHECK(contains(run.out, "2 loci compared, 0 incompatible"));

  run = run_kith({"explain", scratch / "case", "--missing", "Mi", "--remains", "R2"});
  CHECK(contains(run.out, "DYS19 15 -> 18"));
  CHECK(contains(run.out, "two or more: taken for another line"));
  CHECK(contains(run.out, "2 loci compared, 2 incompatible"));
}

TEST_CASE("lineage markers: a database, another estimator, the record of the run") {
  const Scratch scratch;
  write_lineage_case(scratch);
  std::string table = "haplotype_id,marker,allele_1,allele_2\n";
  for (int i = 0; i < 19; ++i) {
    const std::string id = "H" + std::to_string(i);
    table += id + ",DYS19,14,\n" + id + ",DYS385,13,13\n";
  }
  write_text(scratch / "case/haplotypes.csv", table);
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out", "--haplotype-frequency", "plus-one"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  const std::string record = read_text(scratch / "out/run.json");
  CHECK(contains(record, "Y-STR: haplotype frequencies by plus-one over 19 haplotypes of haplotypes.csv"));
  CHECK(contains(record, "mtDNA: haplotype frequencies by plus-one over 1 lines of the case's own families"));
  const std::string breakdown = read_text(scratch / "out/breakdown.csv");
  CHECK(contains(breakdown, "DYS19=15 DYS385=11,14"));
  CHECK(contains(breakdown, "reference Uncle, 3 meioses"));
  CHECK(contains(
      run_kith({"explain", scratch / "case", "--missing", "Mi", "--remains", "R1", "--haplotype-frequency", "plus-one"})
          .out,
      "frequency 0.05 (plus-one, 0 of 19 haplotypes)"));
  CHECK(run_kith({"match", scratch / "case", "--out", scratch / "no", "--haplotype-frequency", "mean"}).status == 2);
}

TEST_CASE("lineage markers: references of one line that conflict are a finding") {
  const Scratch scratch;
  write_lineage_case(scratch);
  spoil(scratch / "case/profiles.csv", "S2,Sister", "S5,GF,DYS19,12,\nS2,Sister");
  const Run run = run_kith({"check", scratch / "case"});
  CHECK(run.status == 1);
  CHECK(contains(run.out, "one paternal line by the pedigree, but their Y haplotypes are 3 steps apart (1 meioses"));
  CHECK(contains(run.out, "Lines that do not fit their pedigree"));
  CHECK(contains(run.out, "    DYS19\n"));
}

// Mother 16/17, father 17, remains of a son with 16: a son has his mother's X only, so LR = (1/2) / p16 = 2.5. Taken as
// autosomal the father's 17 would exclude him.
TEST_CASE("X-linked markers: a son has his mother's allele, whatever the father's") {
  const Scratch scratch;
  std::filesystem::create_directory(scratch / "case");
  write_text(scratch / "case/frequencies.csv",
             "marker,allele,frequency\nDXS10074,16,0.2\nDXS10074,17,0.8\nRM1,16,0.2\nRM1,17,0.8\n");
  write_text(scratch / "case/markers.csv", "marker,kind,mutation_model\nDXS10074,,none\nRM1,x,none\n");
  write_text(scratch / "case/relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,Fa,,,M,reference\nF1,Mo,,,F,reference\n"
             "F1,Mi,Fa,Mo,M,missing\n");
  write_text(
      scratch / "case/profiles.csv",
      "sample_id,subject_id,marker,allele_1,allele_2\nS1,Fa,DXS10074,17,\nS2,Mo,DXS10074,16,17\nS3,R1,DXS10074,16,\n"
      "S1,Fa,RM1,17,17\nS2,Mo,RM1,16,17\nS3,R1,RM1,16,16\n");
  write_text(scratch / "case/remains.csv", "remains_id,sex\nR1,M\n");
  const Run run = run_kith({"explain", "--attributes", "off", scratch / "case", "--missing", "Mi", "--remains", "R1"});
  CAPTURE(run.out);
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  CHECK(contains(run.out, "Fa 17, Mo 16/17"));
  CHECK(contains(run.out, "LR 6.25: 2 loci compared, 0 incompatible"));  // 2.5 at both
}

}  // namespace
