// mtDNA as the field writes it, and counts from outside, through `kith match`.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "cli/run_kith.hpp"
#include "genetics/haplotypes/haplotype_frequency.hpp"
#include "genetics/haplotypes/mt_haplotype.hpp"
#include "support/shared.hpp"

using namespace kith::testing;

namespace {

/// log10 LR of a mother and her missing son at no difference over the control region, by counting x of n.
double log10_lr_of_equal(std::size_t x, std::size_t n) {
  const double lambda = 3.0 / 705 * (1 + 512.0 / 6100) +
                        0.001;  // 610 hypervariable and 512 other positions, one meiosis
  return std::log10(std::exp(-lambda) / kith::genetics::clopper_pearson_upper(x, n));
}

/// log10 LR in the row of mtDNA in breakdown.csv.
double log10_lr_of(const std::string& breakdown) {
  const auto row = breakdown.find(",mtDNA,\"");
  REQUIRE(row != std::string::npos);
  const auto end_of_row_text = breakdown.find("\",", row + 8);
  return std::stod(breakdown.substr(end_of_row_text + 2));
}

/// A mother, her missing son and remains R1; a database of `n` other haplotypes.
void write_case(const Scratch& scratch, const std::string& mother, const std::string& remains, int n,
                const std::string& other = "263G 315.1C 146C 152C 195C 73G") {
  std::filesystem::remove_all(scratch / "case");
  std::filesystem::create_directory(scratch / "case");
  write_text(scratch / "case/frequencies.csv", "marker,allele,frequency\n");
  write_text(scratch / "case/relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,mum,,,F,reference\nF1,mp,,mum,M,missing\n");
  write_text(scratch / "case/profiles.csv", "sample_id,subject_id,marker,allele_1,allele_2\nm,mum,CR," + mother +
                                                ",16024-576\nr,R1,CR," + remains + ",16024-576\n");
  std::string table = "haplotype_id,marker,allele_1,allele_2\n";
  for (int i = 0; i < n; ++i) table += "H" + std::to_string(i) + ",CR," + other + ",16024-576\n";
  if (n > 0) write_text(scratch / "case/haplotypes.csv", table);
}

std::string breakdown_of(const Scratch& scratch, const std::string& folder) {
  const Run run = run_kith(
      {"match", folder, "--out", scratch / "out", "--force", "--attributes", "off", "--threshold", "-1000"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  return read_text(scratch / "out/breakdown.csv");
}

TEST_CASE("mtDNA: one sequence in two spellings is no difference, in relatives, remains and database") {
  const Scratch scratch;
  const std::vector<std::pair<std::string, std::string>> same{{"263G 249-", "263G 248-"},
                                                              {"263G 290- 291-", "263G 286- 287-"},
                                                              {"263G 523-524d", "263G 514-515del"},
                                                              {"16183- 16189C 16193.1C", "A16183C T16189C"},
                                                              {"16093C 16093T", "263A"},
                                                              {"249D", "m.248del"}};
  for (const auto& [mother, remains] : same) {
    const std::string tried(mother);
    CAPTURE(tried);
    write_case(scratch, mother, remains, 100);
    CHECK(log10_lr_of(breakdown_of(scratch, scratch / "case")) ==
          doctest::Approx(log10_lr_of_equal(0, 100)).epsilon(1e-9));
    write_case(scratch, mother, mother, 100, remains);  // the database spells it as the remains did
    CHECK(log10_lr_of(breakdown_of(scratch, scratch / "case")) ==
          doctest::Approx(log10_lr_of_equal(100, 100)).epsilon(1e-9));
  }
}

TEST_CASE("haplotype counts: x of n from outside, instead of the database, hashed with the inputs") {
  const Scratch scratch;
  write_case(scratch, "263G 16126C", "263G 16126C", 100);
  write_text(scratch / "case/haplotype_counts.csv",
             "subject_id,system,database,matches,size,date\nmum,mt,EMPOP R13,7,48000,2024-05\n");
  const auto breakdown = breakdown_of(scratch, scratch / "case");
  CHECK(log10_lr_of(breakdown) == doctest::Approx(log10_lr_of_equal(7, 48000)).epsilon(1e-9));
  CHECK(contains(breakdown, "7 of 48000 haplotypes of EMPOP R13 (2024-05)"));
  const auto record = read_text(scratch / "out/run.json");
  CHECK(contains(record, "haplotype_counts.csv"));
  CHECK(contains(record, "of 1 by the counts of haplotype_counts.csv"));
  // remains of another haplotype are judged by the database
  write_case(scratch, "263G 16126C", "263G 16126C 16294T", 100, "263G 16294T");
  const auto without = log10_lr_of(breakdown_of(scratch, scratch / "case"));
  write_text(scratch / "case/haplotype_counts.csv", "subject_id,database,matches,size\nR1,EMPOP,7,48000\n");
  CHECK(log10_lr_of(breakdown_of(scratch, scratch / "case")) == without);
}

TEST_CASE("haplotype counts: what is wrong is said with row and column") {
  const Scratch scratch;
  write_case(scratch, "263G", "263G", 10);
  write_text(scratch / "case/haplotype_counts.csv",
             "subject_id,system,database,matches,size,range,date\nmum,mt,EMPOP,8,7,,\nnobody,mt,EMPOP,1,7,,\n"
             "mum,mt,EMPOP,1.5,7,,\nmum,mt,EMPOP,1,7,1-600,\nmum,mt,EMPOP,1,7,,\nmum,X,EMPOP,1,7,,yesterday\n"
             "R1,Y,YHRD,1,7,,\nR1,mt,,0,0,,\n");
  const Run run = run_kith({"check", scratch / "case"});
  CHECK(run.status == 2);
  for (const auto* text :
       {"haplotype_counts.csv:2: column matches: found '8'; expected at most the size of the database, 7",
        "haplotype_counts.csv:3: column subject_id: found 'nobody'",
        "haplotype_counts.csv:4: column matches: found '1.5'",
        "haplotype_counts.csv:5: column range: found '1-600'; expected positions that were read",
        "haplotype_counts.csv:6: column subject_id: found 'mum'; expected one row for a subject and a system",
        "haplotype_counts.csv:7: column date: found 'yesterday'", "haplotype_counts.csv:7: column system: found 'X'",
        "haplotype_counts.csv:8: column subject_id: found 'R1'; expected a subject with a Y-STR haplotype",
        "haplotype_counts.csv:9: column size: found '0'", "haplotype_counts.csv:9: column database"}) {
    CHECK_MESSAGE(contains(run.err, text), text);
  }
}

TEST_CASE("import mtdna: an EMPOP file becomes the database of a case") {
  const Scratch scratch;
  write_case(scratch, "263G 523-524d", "263G 522-523del", 0);
  write_text(scratch / "db.emp",
             "#! 16024-576\nA\tH\t2\t263G\t523DEL\t524DEL\nB\tH\t1\t263G\t315.1C\nC\tH\t1\t152C!\n");
  const Run run = run_kith(
      {"import", "mtdna", scratch / "db.emp", "--as", "haplotypes", "--out", scratch / "case/haplotypes.csv"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  CHECK(contains(run.err, "haplotype C does not count"));
  CHECK(contains(run.out, "2 haplotypes are in"));
  // 522-523 is another pair of the repeat than 523-524 only in spelling; two of three persons show it
  CHECK(log10_lr_of(breakdown_of(scratch, scratch / "case")) == doctest::Approx(log10_lr_of_equal(2, 3)).epsilon(1e-9));
  CHECK(run_kith({"import", "mtdna", scratch / "db.emp", "--out", scratch / "p.csv"}).status == 2);
  CHECK_FALSE(std::filesystem::exists(scratch / "p.csv"));
}

TEST_SUITE("shared") {
  TEST_CASE("field: mtDNA") {
    struct Folder {
      const char* name;
      std::size_t n;
    };
    for (const auto& [name, n] : {Folder{"05_mtdna_alignment_false_exclusion/249_248", 100},
                                  {"05_mtdna_alignment_false_exclusion/290_286", 100},
                                  {"06_mtdna_heteroplasmy_with_reference_base/case", 100},
                                  {"mt_same_sequence_written_differently/del249", 50},
                                  {"mt_same_sequence_written_differently/del290", 50},
                                  {"mt_same_sequence_written_differently/del_D", 50},
                                  {"mt_same_sequence_written_differently/het_list", 50},
                                  {"mt_same_sequence_written_differently/same", 50}}) {
      const auto folder = shared(std::string("field/") + name);
      if (!folder) return;
      const std::string tried(name);
      CAPTURE(tried);
      const Scratch scratch;
      CHECK(log10_lr_of(breakdown_of(scratch, folder->string())) ==
            doctest::Approx(log10_lr_of_equal(0, n)).epsilon(1e-9));
    }
    const auto refused = shared("field/16_mtdna_notations_refused");
    if (!refused) return;
    for (const auto* name : {"range_del", "hvr1"}) CHECK(run_kith({"check", (*refused / name).string()}).status != 2);
  }
}

}  // namespace
