// kith decide: what a board decides changes later runs as derived by hand, and revoking brings the first one back.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <optional>

#include "cli/run_kith.hpp"

namespace fs = std::filesystem;
using namespace kith::testing;

namespace {

// Father and child are missing, the mother is typed. R1 fits the child, R2 the father.
void write_case(const fs::path& folder) {
  fs::create_directories(folder);
  write_text(folder / "frequencies.csv", "marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3,0.5\n");
  write_text(folder / "relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,Fa,,,M,missing\nF1,Mo,,,F,reference\n"
             "F1,Ch,Fa,Mo,M,missing\n");
  write_text(folder / "missing_persons.csv", "missing_id,family_id,sex\nFa,F1,M\nCh,F1,M\n");
  write_text(folder / "remains.csv", "remains_id,sex\nR1,M\nR2,M\nR3,F\n");
  write_text(folder / "profiles.csv",
             "sample_id,subject_id,marker,allele_1,allele_2\nS1,Mo,TH01,7,7\nS2,R1,TH01,6,7\nS3,R2,TH01,6,9.3\n"
             "S4,R3,TH01,7,9.3\n");
}

struct Decider {
  const Scratch& scratch;
  [[nodiscard]] Run operator()(const std::string& decision, const std::string& remains, const std::string& missing,
                               std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"decide",
                                   scratch / "case",
                                   decision,
                                   "--remains",
                                   remains,
                                   "--missing",
                                   missing,
                                   "--by",
                                   "A. Board",
                                   "--why",
                                   "a \"reason\", with a comma"};
    words.insert(words.end(), more.begin(), more.end());
    return run_kith(words);
  }
};

Run match(const Scratch& scratch, const char* out) {
  Run run = run_kith({"match", scratch / "case", "--out", scratch / out, "--bodies", "off", "--attributes", "off",
                      "--defaults", "exact"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  return run;
}

/// log10 LR of the DNA of every pair of matches.csv, by "R1 Ch".
std::map<std::string, double> ratios(const fs::path& result) {
  std::map<std::string, double> found;
  const auto rows = csv_rows(result / "matches.csv");
  for (std::size_t i = 1; i < rows.size(); ++i) found[rows[i][1] + " " + rows[i][3]] = std::stod(rows[i][6]);
  return found;
}

bool knows_remains(const std::map<std::string, double>& pairs, const std::string& id) {
  for (const auto& [pair, ratio] : pairs) {
    if (pair.starts_with(id + " ")) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("kith decide: an accepted body leaves the pool and types its person; revoking brings the first run back") {
  const Scratch scratch;
  write_case(scratch / "case");
  const Decider decide{scratch};
  match(scratch, "first");
  // The mother gives 7, an unknown father 6 with p6: p6 / (2 p6 p7) = 1 / (2 x 0.25) = 2.
  const auto before = ratios(scratch / "first");
  REQUIRE(before.count("R1 Ch") == 1);
  CHECK(before.at("R1 Ch") == doctest::Approx(std::log10(2.0)));
  CHECK(before.at("R2 Fa") == doctest::Approx(0.0));  // a spouse alone says nothing of him

  REQUIRE(decide("accept", "R1", "Ch", {"--result", scratch / "first"}).status == 0);
  const Run second = match(scratch, "second");
  const auto after = ratios(scratch / "second");
  CHECK_FALSE(knows_remains(after, "R1"));
  // The child is 6/7 and its mother 7/7: it has 6 from its father. A father 6/9.3 gives it with 1/2, a stranger with
  // p6.
  REQUIRE(after.count("R2 Fa") == 1);
  CHECK(after.at("R2 Fa") == doctest::Approx(std::log10(0.5 / 0.25)));
  // No father of this child is 7/9.3 without mutation.
  CHECK(after.count("R3 Fa") == 0);
  CHECK_FALSE(contains(second.err, "decisions.csv"));

  REQUIRE(decide("revoke", "R1", "Ch").status == 0);
  match(scratch, "third");
  for (const char* table : {"matches.csv", "by_missing_person.csv", "assignments.csv", "breakdown.csv"})
    CHECK(read_text(scratch / (std::string("first/") + table)) == read_text(scratch / (std::string("third/") + table)));
  CHECK(csv_rows(scratch / "case/decisions.csv").size() == 3);
  CHECK((fs::status(scratch / "case/decisions.csv").permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("kith decide: a rejected pair is in no table and no assignment; premature and more-work change nothing") {
  const Scratch scratch;
  write_case(scratch / "case");
  const Decider decide{scratch};
  match(scratch, "first");
  REQUIRE(decide("premature", "R1", "Ch").status == 0);
  match(scratch, "same");
  CHECK(read_text(scratch / "first/matches.csv") == read_text(scratch / "same/matches.csv"));
  REQUIRE(decide("reject", "R1", "Ch").status == 0);
  match(scratch, "second");
  CHECK(ratios(scratch / "second").count("R1 Ch") == 0);
  for (const auto& row : csv_rows(scratch / "second/assignments.csv")) CHECK_FALSE((row[0] == "R1" && row[3] == "Ch"));
  bool seen = false;
  for (const auto& row : csv_rows(scratch / "first/assignments.csv")) seen = seen || (row[0] == "R1" && row[3] == "Ch");
  CHECK(seen);
}

TEST_CASE("kith decide: contradictions are said by match and check, and what contradicts is not done") {
  const Scratch scratch;
  write_case(scratch / "case");
  write_text(scratch / "case/decisions.csv",
             "date,decision,remains_id,missing_id,by,why,log10_lr\n2026-01-01,accept,R1,Ch,A,x,\n"
             "2026-01-02,accept,R1,Fa,A,x,\n");
  const Run run = match(scratch, "out");
  CHECK(contains(run.err, "remains R1 are accepted as Ch and as Fa: neither is done until one is revoked"));
  CHECK(ratios(scratch / "out").count("R1 Ch") == 1);
  CHECK(contains(run_kith({"check", scratch / "case"}).err, "neither is done"));
  write_text(scratch / "case/decisions.csv",
             "date,decision,remains_id,missing_id,by,why,log10_lr\n2026-01-01,accept,R3,Ch,A,x,-2.5\n"
             "2026-01-02,accept,R1,Ch,A,x,\n");
  const std::string err = match(scratch, "again").err;
  CHECK(contains(err, "R3 are accepted as Ch, and the sexes differ"));
  CHECK(contains(err, "R3 are accepted as Ch with a likelihood ratio below 1"));
  CHECK(contains(err, "remains R3 and R1 are both accepted as Ch"));
}

TEST_CASE("kith decide: refused where ids are not the case's, nothing stands, or the remains are somebody else's") {
  const Scratch scratch;
  write_case(scratch / "case");
  const Decider decide{scratch};
  CHECK(contains(decide("accept", "R9", "Ch").err, "the case has no remains 'R9'"));
  CHECK(contains(decide("accept", "R1", "Chx").err, "the case has no missing person 'Chx'"));
  CHECK(contains(decide("maybe", "R1", "Ch").err, "'maybe' is none of accept, reject, premature, more-work or revoke"));
  CHECK(contains(decide("revoke", "R1", "Ch").err, "no decision on this pair to revoke"));
  CHECK_FALSE(fs::exists(scratch / "case/decisions.csv"));
  REQUIRE(decide("accept", "R1", "Ch").status == 0);
  const Run run = decide("accept", "R1", "Fa");
  CHECK(run.status == 2);
  CHECK(contains(run.err, "these remains are accepted as Ch already; revoke that first"));
  write_text(scratch / "case/decisions.csv", "date,decision,remains_id,missing_id,by,why\nx,accept,R8,Ch,A,x\n");
  const Run unknown = run_kith({"match", scratch / "case", "--out", scratch / "out"});
  CHECK(unknown.status == 2);
  CHECK(contains(unknown.err, "decisions.csv:2"));
}

TEST_CASE("kith decide: a result from before a decision is not of the case any more") {
  const Scratch scratch;
  write_case(scratch / "case");
  match(scratch, "out");
  REQUIRE(Decider{scratch}("accept", "R1", "Ch").status == 0);
  const Run run = run_kith({"explain", scratch / "out", "--remains", "R2"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "decisions.csv is new"));
}
