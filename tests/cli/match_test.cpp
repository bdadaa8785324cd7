#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cli/run_kith.hpp"

using namespace kith::testing;
namespace fs = std::filesystem;

namespace {

unsigned mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

/// The demo has one relative whose results count for nothing, the wife of family F13, and nothing else is said of it.
bool is_all_of_demo(const std::string& err) {
  return std::count(err.begin(), err.end(), '\n') == 1 && contains(err, "F13-1 is typed and not linked to M13");
}

const std::vector<std::string> kTables = {"matches.csv", "by_missing_person.csv", "breakdown.csv"};

}  // namespace

TEST_CASE("kith match on the demo finds everybody whose remains are there") {
  const Scratch scratch;
  const Run run = run_kith({"match", demo_case(), "--out", scratch / "out"});
  REQUIRE(run.status == 0);
  CHECK(is_all_of_demo(run.err));
  CHECK(contains(run.out, "R01"));
  CHECK(contains(run.out, "cannot be told apart by this DNA: R06"));
  CHECK(contains(run.out, scratch / "out"));
  CHECK(scratch.names() == std::vector<std::string>{"out"});

  // Rank 1 of each remains is the truth; of the two missing brothers, either.
  std::map<std::string, std::set<std::string>> best;
  for (const auto& row : csv_rows(scratch / "out/matches.csv")) {
    if (row[10] == "1") best[row[1]].insert(row[3]);
  }
  std::size_t n_identified = 0;
  for (const auto& row : csv_rows(fs::path(demo_case()) / "truth.csv")) {
    if (row[0] == "remains_id" || row[1].empty()) continue;
    CAPTURE(row[0]);
    CHECK(best[row[0]].count(row[1]) == 1);
    ++n_identified;
  }
  CHECK(n_identified == 10);
  CHECK(best["R06"] == std::set<std::string>{"M04A", "M04B"});
}

TEST_CASE("matches.csv: ranks follow the LR, posteriors of pairs the stated prior, margins the runner-up") {
  const Scratch scratch;
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "out", "--prior", "0.01"}).status == 0);
  const auto rows = csv_rows(scratch / "out/matches.csv");
  CHECK(rows[0] == std::vector<std::string>{"rank",
                                            "remains_id",
                                            "family_id",
                                            "missing_id",
                                            "log10_lr",
                                            "log10_lr_attributes",
                                            "log10_lr_combined",
                                            "posterior",
                                            "loci_compared",
                                            "incompatible_loci",
                                            "remains_rank",
                                            "runner_up",
                                            "margin",
                                            "sex_conflict",
                                            "loci_not_scored",
                                            "linkage",
                                            "attributes_compared",
                                            "population",
                                            "posterior_pairwise",
                                            "body_id"});
  std::map<std::pair<std::string, std::string>, double> log10_lr;
  for (std::size_t i = 1; i < rows.size(); ++i) log10_lr[{rows[i][1], rows[i][3]}] = std::stod(rows[i][6]);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    CAPTURE(i);
    CHECK(rows[i][0] == std::to_string(i));
    const double log_lr = std::stod(rows[i][6]);
    if (i > 1) CHECK(log_lr <= std::stod(rows[i - 1][6]));
    CHECK(log_lr == doctest::Approx(std::stod(rows[i][4]) + std::stod(rows[i][5])).epsilon(1e-12));
    const double odds = std::pow(10.0, log_lr) * 0.01 / 0.99;
    CHECK(std::stod(rows[i][18]) == doctest::Approx(odds / (1 + odds)).epsilon(1e-12));
    if (!rows[i][11].empty()) {
      CHECK(std::stod(rows[i][12]) == doctest::Approx(log_lr - log10_lr.at({rows[i][1], rows[i][11]})).epsilon(1e-12));
    }
  }
}

TEST_CASE("pairs by themselves: the terminal says of a pair whom these remains fit as well or better") {
  const Scratch scratch;
  const Run run = run_kith({"match", demo_case(), "--out", scratch / "out", "--joint", "off"});
  REQUIRE(run.status == 0);
  std::istringstream lines(run.out);
  int n_tied = 0, n_behind = 0;
  for (std::string line; std::getline(lines, line);) {
    n_tied += line.find("  0.00  M04") != std::string::npos && line.ends_with(" fits as well") ? 1 : 0;
    const bool is_behind = line.find("  -") != std::string::npos && line.find("M13") != std::string::npos;
    n_behind += is_behind && line.ends_with(" fits better") ? 1 : 0;
  }
  CHECK(n_tied == 2);   // M04A and M04B are brothers whom one family misses
  CHECK(n_behind > 0);  // nobody typed: behind whoever the remains are
}

TEST_CASE("breakdown.csv adds up to matches.csv, and by_missing_person.csv names every missing person") {
  const Scratch scratch;
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "out"}).status == 0);
  std::map<std::pair<std::string, std::string>, double> sums;
  const auto breakdown = csv_rows(scratch / "out/breakdown.csv");
  for (std::size_t i = 1; i < breakdown.size(); ++i) {
    sums[{breakdown[i][2], breakdown[i][0]}] += std::stod(breakdown[i][5]);
  }
  const auto matches = csv_rows(scratch / "out/matches.csv");
  CHECK(sums.size() == matches.size() - 1);
  for (std::size_t i = 1; i < matches.size(); ++i) {
    CHECK(sums.at({matches[i][1], matches[i][3]}) == doctest::Approx(std::stod(matches[i][6])).epsilon(1e-12));
  }
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "dna", "--attributes", "off"}).status == 0);
  std::set<std::string> missing;
  const auto by_missing = csv_rows(scratch / "dna/by_missing_person.csv");
  for (std::size_t i = 1; i < by_missing.size(); ++i) missing.insert(by_missing[i][0]);
  CHECK(missing.size() == 14);
  CHECK(by_missing.back()[0] == "M13");
  CHECK(by_missing.back()[14] == "no blood relative is typed");
}

TEST_CASE("--breakdown-limit: the best pairs of matches.csv are taken apart, and what is left out is said") {
  const Scratch scratch;
  const Run run = run_kith({"match", demo_case(), "--out", scratch / "out", "--breakdown-limit", "7"});
  REQUIRE(run.status == 0);
  std::set<std::pair<std::string, std::string>> best;
  const auto matches = csv_rows(scratch / "out/matches.csv");
  for (std::size_t i = 1; i <= 7; ++i) best.emplace(matches[i][1], matches[i][3]);
  std::set<std::pair<std::string, std::string>> taken_apart;
  const auto breakdown = csv_rows(scratch / "out/breakdown.csv");
  for (std::size_t i = 1; i < breakdown.size(); ++i) taken_apart.emplace(breakdown[i][2], breakdown[i][0]);
  CHECK(taken_apart == best);
  CHECK(contains(run.out, "breakdown.csv takes the 7 best pairs apart and leaves out " +
                              std::to_string(matches.size() - 8) + " (--breakdown-limit)"));
  const auto record = nlohmann::json::parse(read_text(scratch / "out/run.json"));
  CHECK(record["counts"]["pairs_in_breakdown"] == 7);
  CHECK(record["counts"]["pairs_left_out_of_breakdown"] == matches.size() - 8);

  const Run none = run_kith({"match", demo_case(), "--out", scratch / "none", "--breakdown-limit", "0"});
  REQUIRE(none.status == 0);
  CHECK(csv_rows(scratch / "none/breakdown.csv").size() == 1);
  CHECK(read_text(scratch / "none/matches.csv") == read_text(scratch / "out/matches.csv"));
  CHECK(run_kith({"match", demo_case(), "--out", scratch / "bad", "--breakdown-limit", "-1"}).status == 2);
}

TEST_CASE("run.json says what was run on what") {
  const Scratch scratch;
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "out", "--threads", "2"}).status == 0);
  const auto record = nlohmann::json::parse(read_text(scratch / "out/run.json"));
  CHECK(record["program"] == "kith");
  CHECK(record["options"]["top"] == "5");  // from the demo's case.ini
  CHECK(record["counts"]["missing_persons"] == 14);
  CHECK(record["counts"]["remains"] == 14);
  CHECK(record["counts"]["pairs_scored"] == 196);
  CHECK(record["prior"]["value"].get<double>() == doctest::Approx(1.0 / 15));
  CHECK(record["threads"] == 2);
  CHECK(record["peak_memory_bytes"].get<std::uint64_t>() > 1'000'000);
  std::set<std::string> inputs;
  for (const auto& input : record["inputs"]) {
    inputs.insert(input["file"].get<std::string>());
    CHECK(input["sha256"].get<std::string>().size() == 64);
  }
  CHECK(inputs == std::set<std::string>{"case.ini", "frequencies.csv", "markers.csv", "missing_persons.csv",
                                        "profiles.csv", "relatives.csv", "remains.csv"});
}

TEST_CASE("run.json's checksums are SHA-256") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  write_text(scratch / "case/case.ini", "");
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "out"}).status == 0);
  // FIPS 180-4: the digest of the empty message.
  CHECK(contains(read_text(scratch / "out/run.json"),
                 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

TEST_CASE("results are for their owner's eyes only") {
  const Scratch scratch;
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "out", "--matrix"}).status == 0);
  CHECK(mode_of(scratch / "out") == 0700U);
  for (const auto& entry : fs::directory_iterator(scratch / "out")) CHECK(mode_of(entry.path()) == 0600U);
}

TEST_CASE("tables are the same bytes for 1, 2 and 8 threads and for every strategy") {
  const Scratch scratch;
  const std::vector<std::vector<std::string>> ways = {
      {"--threads", "1"}, {"--threads", "2"}, {"--threads", "8"}, {"--strategy", "exhaustive"}};
  for (std::size_t i = 0; i < ways.size(); ++i) {
    std::vector<std::string> words{"match", demo_case(), "--matrix", "--out", scratch / std::to_string(i)};
    words.insert(words.end(), ways[i].begin(), ways[i].end());
    const Run run = run_kith(words);
    REQUIRE(run.status == 0);
    CHECK(is_all_of_demo(run.err));
    for (const std::string& table : kTables)
      CHECK(read_text(scratch.path() / std::to_string(i) / table) == read_text(scratch.path() / "0" / table));
    CHECK(read_text(scratch.path() / std::to_string(i) / "lr_matrix.csv") == read_text(scratch / "0/lr_matrix.csv"));
  }
}

TEST_CASE("a score that is no likelihood ratio has no posterior, and says so") {
  const Scratch scratch;
  for (const std::string strategy : {"ibs", "pairwise"}) {
    const Run run = run_kith({"match", demo_case(), "--out", scratch / strategy, "--strategy", strategy});
    REQUIRE(run.status == 0);
    CHECK(run.out.find("it ranks, and gives no probability") != std::string::npos);
    const std::string table = read_text(scratch / (strategy + "/matches.csv"));
    CHECK(table.find("missing_id,score,posterior,") != std::string::npos);
    CHECK(table.find("1,R11,F10,M10,") != std::string::npos);
  }
  const Run refused = run_kith({"match", demo_case(), "--out", scratch / "matrix", "--strategy", "ibs", "--matrix"});
  CHECK(refused.status == 2);
  CHECK(refused.err.find("--strategy ibs has none") != std::string::npos);
}

TEST_CASE("lr_matrix.csv holds every pair, and the reported ones as in matches.csv") {
  const Scratch scratch;
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "out", "--matrix"}).status == 0);
  const auto matrix = csv_rows(scratch / "out/lr_matrix.csv");
  REQUIRE(matrix.size() == 15);
  std::map<std::pair<std::string, std::string>, std::string> cells;
  for (std::size_t r = 1; r < matrix.size(); ++r) {
    REQUIRE(matrix[r].size() == 15);
    for (std::size_t c = 1; c < matrix[r].size(); ++c) cells[{matrix[r][0], matrix[0][c]}] = matrix[r][c];
  }
  for (const auto& row : csv_rows(scratch / "out/matches.csv")) {
    if (row[0] == "rank") continue;  // the matrix multiplies all markers; linked ones are corrected in what is reported
    const double product = std::stod(cells.at({row[1], row[3]}));
    CHECK(product + std::stod(row[15]) == doctest::Approx(std::stod(row[4])).epsilon(1e-12));
  }
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "plain", "--linkage", "off"}).status == 0);
  for (const auto& row : csv_rows(scratch / "plain/matches.csv")) {
    if (row[0] != "rank") CHECK(cells.at({row[1], row[3]}) == row[4]);
  }
}

TEST_CASE("--matrix without mutation writes -inf for impossible pairs") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  fs::remove(scratch / "case/markers.csv");
  REQUIRE(
      run_kith({"match", scratch / "case", "--out", scratch / "out", "--matrix", "--mutation-model", "none"}).status ==
      0);
  CHECK(contains(read_text(scratch / "out/lr_matrix.csv"), ",-inf"));
}

TEST_CASE("an earlier result is replaced with --force only, anything else never") {
  const Scratch scratch;
  const std::string out = scratch / "out";
  REQUIRE(run_kith({"match", demo_case(), "--out", out, "--matrix"}).status == 0);
  const std::string before = read_text(scratch / "out/matches.csv");

  const Run again = run_kith({"match", demo_case(), "--out", out});
  CHECK(again.status == 2);
  CHECK(contains(again.err, "--force"));
  const Run forced = run_kith({"match", demo_case(), "--out", out, "--force"});
  CHECK(forced.status == 0);
  CHECK(read_text(scratch / "out/matches.csv") == before);
  CHECK_FALSE(fs::exists(scratch / "out/lr_matrix.csv"));  // the old run's, not this one's
  CHECK(scratch.names() == std::vector<std::string>{"out"});

  write_text(scratch / "out/notes.txt", "call the family on Monday");
  const Run with_notes = run_kith({"match", demo_case(), "--out", out, "--force"});
  CHECK(with_notes.status == 2);
  CHECK(contains(with_notes.err, "notes.txt"));
  CHECK(read_text(scratch / "out/notes.txt") == "call the family on Monday");

  fs::create_directory(scratch / "mine");
  write_text(scratch / "mine/thesis.tex", "x");
  CHECK(run_kith({"match", demo_case(), "--out", scratch / "mine", "--force"}).status == 2);
  CHECK(read_text(scratch / "mine/thesis.tex") == "x");
  fs::create_directory(scratch / "empty");
  CHECK(run_kith({"match", demo_case(), "--out", scratch / "empty"}).status == 0);
}

TEST_CASE("--quiet says nothing of what is well") {
  const Scratch scratch;
  const Run run = run_kith({"match", demo_case(), "--out", scratch / "out", "--quiet"});
  CHECK(run.status == 0);
  CHECK(run.out.empty());
  CHECK(is_all_of_demo(run.err));
}

TEST_CASE("--max-above: the cap keeps the best pairs, and meeting it is said on the terminal and in run.json") {
  const Scratch scratch;
  const auto run = [&](const std::string& name, const std::string& most) {
    const Run done = run_kith({"match", demo_case(), "--out", scratch / name, "--top", "2", "--threshold", "-1000",
                               "--max-above", most, "--quiet"});
    REQUIRE(done.status == 0);
    std::ifstream json(scratch / (name + "/run.json"));
    CHECK(nlohmann::json::parse(json)["cap_met"] == contains(done.err, "pairs reach --threshold"));
    return std::pair(contains(done.err, "warning: more than " + most + " pairs"),
                     csv_rows(scratch / (name + "/matches.csv")).size());
  };
  const auto all = run("all", "1000000"), capped = run("capped", "3"), none = run("none", "0");
  CHECK_FALSE(all.first);
  CHECK(capped.first);
  CHECK(none.first);
  CHECK(capped.second < all.second);
  CHECK(none.second <= capped.second);
}

// Eleven persons, but theta couples the alleles of four untyped founders of whom too little is known.
TEST_CASE("a family beyond --cost-limit is said before the run, with the numbers, and the run goes on without it") {
  const Scratch scratch;
  fs::create_directory(scratch / "case");
  write_text(scratch / "case/frequencies.csv", "marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3,0.5\n");
  write_text(scratch / "case/markers.csv", "marker,mutation_model,rate,theta\nTH01,equal,0.001,0.01\n");
  write_text(scratch / "case/relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,A,,,M,other\nF1,B,,,F,other\nF1,C,,,M,other\n"
             "F1,D,,,F,other\nF1,Uncle,A,B,M,reference\nF1,P,A,B,M,other\nF1,Aunt,C,D,F,reference\nF1,Q,C,D,F,other\n"
             "F1,T,P,Q,M,missing\nF1,Child,T,,F,reference\nF2,Father,,,M,reference\nF2,Son,Father,,M,missing\n");
  write_text(scratch / "case/profiles.csv",
             "sample_id,subject_id,marker,allele_1,allele_2\nS1,Uncle,TH01,6,7\nS2,Aunt,TH01,7,9.3\nS3,Child,TH01,6,7\n"
             "S4,Father,TH01,6,7\nS5,R1,TH01,6,9.3\n");
  const Run run = run_kith(
      {"match", scratch / "case", "--out", scratch / "out", "--cost-limit", "10000", "--joint", "off"});
  CAPTURE(run.err);
  CHECK(run.status == 0);
  CHECK(contains(run.err, "family F1, missing person T, marker TH01 left out: predicted at least "));
  CHECK(contains(run.err, " multiplications, the limit is 1e+04\n"));
  CHECK_FALSE(contains(run.err, "family F2"));
  CHECK(contains(run.out, "markers beyond --cost-limit, or with more founder alleles than theta can be"));
  CHECK(contains(run.out, "left out for: F1"));
  const auto rows = csv_rows(scratch / "out/matches.csv");
  REQUIRE(rows.size() == 2);
  CHECK(rows[1][3] == "Son");

  // Having no candidate for want of computing is not having been excluded.
  CHECK(contains(run.out, "not compared with any remains, because every marker was left out as too costly: T."));
  const auto by_missing = csv_rows(scratch / "out/by_missing_person.csv");
  REQUIRE(by_missing.size() == 3);
  CHECK(by_missing[1].front() == "T");
  CHECK(by_missing[1].back() == "not compared with any remains: too costly to compute (markers left out: 1)");

  const Run quiet = run_kith({"match", scratch / "case", "--out", scratch / "quiet", "--cost-limit", "1e4", "--quiet"});
  CHECK(quiet.out.empty());
  CHECK(contains(quiet.err, "family F1, missing person T, marker TH01 left out: predicted at least "));
  CHECK(contains(quiet.err, "every marker was left out as too costly: T."));
}

// A cousin in the uncle's place: twelve founder alleles, and no cost limit lets that many be summed over.
TEST_CASE("more unknown founder alleles than theta can be computed with are said as such, with what would help") {
  const Scratch scratch;
  fs::create_directory(scratch / "case");
  write_text(scratch / "case/frequencies.csv", "marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3,0.5\n");
  write_text(scratch / "case/relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,A,,,M,other\nF1,B,,,F,other\nF1,C,,,M,other\n"
             "F1,D,,,F,other\nF1,E,,,F,other\nF1,W,,,F,other\nF1,Uncle,A,B,M,other\nF1,P,A,B,M,other\n"
             "F1,Cousin,Uncle,E,F,reference\nF1,Sister,Uncle,E,F,reference\nF1,Aunt,C,D,F,reference\nF1,Q,C,D,F,other\n"
             "F1,T,P,Q,M,missing\nF1,Child,T,W,F,reference\nF1,Son,T,W,M,reference\n");
  write_text(scratch / "case/profiles.csv",
             "sample_id,subject_id,marker,allele_1,allele_2\nS1,Cousin,TH01,6,7\nS2,Aunt,TH01,7,9.3\n"
             "S3,Child,TH01,6,7\nS4,Son,TH01,7,7\nS5,Sister,TH01,7,7\nS6,R1,TH01,6,7\n");
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out", "--theta", "0.01", "--joint", "off"});
  CAPTURE(run.err);
  CHECK(run.status == 0);
  CHECK(contains(run.err, "family F1, missing person T, marker TH01 left out: theta is above 0 and 12 alleles of its"));
  CHECK(
      contains(run.err, "at most 10 can be summed over, whatever --cost-limit is. Theta 0 or fewer untyped founders"));
  CHECK_FALSE(contains(run.err, "inf"));
  CHECK(contains(csv_rows(scratch / "out/by_missing_person.csv")[1].back(), "too costly to compute"));
  CHECK_FALSE(contains(run_kith({"match", scratch / "case", "--out", scratch / "theta 0"}).err, "left out"));
}

TEST_CASE("--quiet still says warnings") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  spoil(scratch / "case/relatives.csv", "family_id,", "famili,family_id,");
  std::string text = read_text(scratch / "case/relatives.csv");
  for (std::size_t at = text.find('\n') + 1; at < text.size(); at = text.find('\n', at) + 1) text.insert(at, ",");
  write_text(scratch / "case/relatives.csv", text);
  for (const std::string command : {"match", "check"}) {
    const Run run = run_kith({command, scratch / "case", "--out", scratch / command, "--quiet"});
    CAPTURE(command);
    CHECK(contains(run.err, "warning: relatives.csv"));
    CHECK(contains(run.err, "'famili'"));
  }
}
