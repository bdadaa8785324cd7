// kith import genemapper as a user runs it; the reader itself is tested in tests/io.
#include <doctest/doctest.h>

#include "cli/run_kith.hpp"

using namespace kith::testing;
namespace fs = std::filesystem;

namespace {

const std::string kHeader = "Sample File\tSample Name\tSample Type\tMarker\tAllele 1\tAllele 2\tAllele 3\tGQ\n";

/// The demo's results as GeneMapper exports them: homozygotes once, a ladder before each hundredth row.
std::string demo_as_genotypes_table() {
  std::string text = kHeader;
  const auto rows = csv_rows(fs::path(demo_case()) / "profiles.csv");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& row = rows[i];
    if (i % 100 == 0) text += "l.fsa\tL1\tAllelic Ladder\t" + row[2] + "\t4\t5\t6\t1.0\n";
    text += "s.fsa\t" + row[0] + "\tSample\t" + row[2] + "\t" + row[3] + "\t" + (row[3] == row[4] ? "" : row[4]) +
            "\t\t1.0\n";
  }
  return text;
}

std::string demo_subjects() {
  std::string text = "sample_id,subject_id\n";
  const auto rows = csv_rows(fs::path(demo_case()) / "profiles.csv");
  for (std::size_t i = 1; i < rows.size(); ++i) text += rows[i][0] + "," + rows[i][1] + "\n";
  return text;
}

}  // namespace

TEST_CASE("kith import genemapper: the demo's results come back, and kith check and kith match say the same of them") {
  const Scratch scratch;
  write_text(scratch / "run.txt", demo_as_genotypes_table());
  write_text(scratch / "samples.csv", demo_subjects());
  copy_demo(scratch / "case");
  const auto import = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words{"import",
                                   "genemapper",
                                   scratch / "run.txt",
                                   "--subjects",
                                   scratch / "samples.csv",
                                   "--out",
                                   scratch / "case/profiles.csv"};
    words.insert(words.end(), more.begin(), more.end());
    return run_kith(words);
  };
  const Run kept = import({});
  CHECK(kept.status == 2);
  CHECK(contains(kept.err, "exists; --force replaces it"));
  const Run run = import({"--force"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  CHECK(run.err.empty());
  const auto n = csv_rows(fs::path(demo_case()) / "profiles.csv").size() - 1;
  CHECK(contains(run.out, std::to_string(n) + " genotypes of "));
  CHECK(contains(run.out,
                 std::to_string(n / 100) + (n / 100 == 1 ? " row" : " rows") + " with Sample Type Allelic Ladder"));
  CHECK((fs::status(scratch / "case/profiles.csv").permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write));

  const Run before = run_kith({"check", demo_case()});
  const Run after = run_kith({"check", scratch / "case"});
  CHECK(after.status == before.status);
  CHECK(after.out == before.out);
  CHECK(after.err == before.err);
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "before"}).status == 0);
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "after"}).status == 0);
  CHECK(read_text(scratch / "after/matches.csv") == read_text(scratch / "before/matches.csv"));
  CHECK(import({"--force", "--quiet"}).out.empty());
}

TEST_CASE("kith import genemapper: without --subjects a sample is its own subject, and that is said") {
  const Scratch scratch;
  write_text(scratch / "one.txt", kHeader + "a\tR01\tSample\tTH01\tOL\t9.3\t\t\n");
  write_text(scratch / "two.csv", "Sample,vWA\nR02,16/17\n");
  const Run run = run_kith(
      {"import", "genemapper", scratch / "one.txt", scratch / "two.csv", "--out", scratch / "profiles.csv"});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "2 genotypes of 2 samples"));
  CHECK(contains(run.out, "subject_id is each sample's own name"));
  CHECK(contains(run.err, "one.txt:2: column Allele 1: found 'OL'"));
  CHECK(read_text(scratch / "profiles.csv") ==
        "sample_id,subject_id,marker,allele_1,allele_2,partial\nR01,R01,TH01,9.3,,yes\nR02,R02,vWA,16,17,\n");
}

TEST_CASE("kith import genemapper: what is wrong leaves nothing behind") {
  const Scratch scratch;
  write_text(scratch / "good.txt", kHeader + "a\tS\tSample\tTH01\t6\t7\t\t\n");
  write_text(scratch / "bad.txt", kHeader + "a\tS\tSample\tTH01\t6\t9x\t\t\n");
  write_text(scratch / "ladder.txt", kHeader + "a\tL\tAllelic Ladder\tTH01\t6\t7\t\t\n");
  write_text(scratch / "map.csv", "sample_id,subject_id\nT,B-17\n");
  const auto before = scratch.names();
  const auto refused = [&](std::vector<std::string> words, std::string_view reason) {
    CAPTURE(reason);
    words.insert(words.begin(), {"import", "genemapper"});
    const Run run = run_kith(words);
    CHECK(run.status == 2);
    CHECK(contains(run.err, reason));
    CHECK(run.out.empty());
    CHECK(scratch.names() == before);
  };
  const std::string out = scratch / "profiles.csv";
  refused({scratch / "good.txt", scratch / "bad.txt", "--out", out}, "bad.txt:2: column Allele 2: found '9x'");
  refused({scratch / "good.txt", "--subjects", scratch / "map.csv", "--out", out},
          "good.txt:2: column Sample Name: found 'S'; expected a sample_id of");
  refused({scratch / "ladder.txt", "--out", out}, "no genotypes in the input");
  refused({scratch / "absent.txt", "--out", out}, "absent.txt");
  refused({scratch / "good.txt", "--subjects", scratch / "absent.csv", "--out", out}, "absent.csv");
  refused({scratch / "good.txt"}, "--out is missing");
  refused({"--out", out}, "the table to import is missing");
}
