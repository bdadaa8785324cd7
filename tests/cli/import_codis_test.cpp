// kith import codis as a user runs it; the reader itself is tested in tests/io.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "cli/run_kith.hpp"

using namespace kith::testing;
namespace fs = std::filesystem;

namespace {

std::string specimen(const std::string& id, const std::string& category, const std::string& family,
                     const std::string& alleles) {
  return "<SPECIMEN CASEID=\"" + family + "\"><SPECIMENID>" + id + "</SPECIMENID><SPECIMENCATEGORY>" + category +
         "</SPECIMENCATEGORY><LOCUS><LOCUSNAME>TH01</LOCUSNAME>" + alleles + "</LOCUS></SPECIMEN>";
}

std::string allele(const std::string& value) { return "<ALLELE><ALLELEVALUE>" + value + "</ALLELEVALUE></ALLELE>"; }

/// A father and a mother of family X1, remains X9 that could be their child's, and a member of staff.
std::string two_parents() {
  return "<?xml version=\"1.0\"?><CODISImportFile><HEADERVERSION>3.2</HEADERVERSION>" +
         specimen("FA", "Biological Father", "X1", allele("6") + allele("7")) +
         specimen("MO", "Biological Mother", "X1", allele("9.3")) +
         specimen("X9", "Unidentified Person", "", allele("6") + allele("9.3")) +
         specimen("ST", "Staff", "", allele("8")) + "</CODISImportFile>";
}

std::map<std::string, std::string> texts_in(const fs::path& folder) {
  std::map<std::string, std::string> texts;
  for (const auto& entry : fs::directory_iterator(folder))
    texts[entry.path().filename().string()] = read_text(entry.path());
  return texts;
}

}  // namespace

TEST_CASE("kith import codis --into: the new rows come below the old ones, the old folder stays as it is") {
  const Scratch scratch;
  write_text(scratch / "export.xml", two_parents());
  copy_demo(scratch / "old");
  const auto before = texts_in(scratch / "old");
  const Run run = run_kith(
      {"import", "codis", scratch / "export.xml", "--into", scratch / "old", "--out", scratch / "new"});
  CAPTURE(run.out);
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  CHECK(texts_in(scratch / "old") == before);
  const auto after = texts_in(scratch / "new");
  for (const auto& file : before) {
    const auto& name = file.first;
    const auto& text = file.second;
    CAPTURE(name);
    REQUIRE(after.count(name) == 1);
    const bool grows = name == "relatives.csv" || name == "missing_persons.csv" || name == "remains.csv" ||
                       name == "profiles.csv";
    if (!grows) CHECK(after.at(name) == text);
    if (grows) CHECK(csv_rows(scratch / ("new/" + name)).size() > csv_rows(scratch / ("old/" + name)).size());
  }
  CHECK(contains(after.at("elimination.csv"), "ST"));
  CHECK_FALSE(contains(after.at("profiles.csv"), "ST,"));

  // The demo's people score as before, and the new remains are the new parents' child.
  REQUIRE(run_kith({"match", scratch / "new", "--out", scratch / "result", "--top", "50"}).status == 0);
  REQUIRE(run_kith({"match", scratch / "old", "--out", scratch / "alone", "--top", "50"}).status == 0);
  const auto rows = csv_rows(scratch / "result/matches.csv");
  std::map<std::pair<std::string, std::string>, std::string> scores;
  std::string best_of_x9;
  const auto rank = static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), "remains_rank") -
                                             rows[0].begin());
  for (std::size_t i = 1; i < rows.size(); ++i) {
    scores[{rows[i][1], rows[i][3]}] = rows[i][4];
    if (rows[i][1] == "X9" && rows[i][rank] == "1") best_of_x9 = rows[i][2];
  }
  CHECK(best_of_x9 == "X1");
  for (const auto& row : csv_rows(scratch / "alone/matches.csv")) {
    if (row[0] != "rank") CHECK(scores.at({row[1], row[3]}) == row[4]);
  }
}

#if !defined(__SANITIZE_ADDRESS__)  // which needs more address space than any limit leaves
TEST_CASE("memory that cannot be had is status 3, not a crash") {
  const Scratch scratch;
  write_text(scratch / "large.xml", "<");
  fs::resize_file(scratch / "large.xml", std::uint64_t{3} << 30);  // sparse: nothing is written
  const Run run = run_kith_within(std::uint64_t{2} << 30,
                                  {"import", "codis", scratch / "large.xml", "--out", scratch / "new"});
  CHECK(run.status == 3);
  CHECK(run.err == "kith: out of memory\n");
  CHECK(run.out.empty());
}
#endif

TEST_CASE("kith import codis --into: what cannot be joined leaves nothing behind") {
  const Scratch scratch;
  write_text(scratch / "export.xml", two_parents());
  const auto import = [&] {
    return run_kith({"import", "codis", scratch / "export.xml", "--into", scratch / "old", "--out", scratch / "new"});
  };
  Run run = import();
  CHECK(run.status == 2);
  CHECK(contains(run.err, "nothing was written"));
  copy_demo(scratch / "old");
  write_text(scratch / "old/profiles.csv", "sample_id,subject_id,TH01_1,TH01_2\nS,R01,6,7\n");
  run = import();
  CHECK(run.status == 2);
  CHECK(contains(run.err, "--into needs the layout with a column marker"));
  write_text(scratch / "old/profiles.csv", "sample_id;subject_id;marker;allele_1;allele_2\nS;R01;TH01;6;7\n");
  run = import();
  CHECK(run.status == 2);
  CHECK(contains(run.err, "--into needs tables with commas"));
  CHECK(scratch.names() == std::vector<std::string>{"export.xml", "old"});
}
