#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <sstream>

#include "cli/run_kith.hpp"

using namespace kith::testing;
namespace fs = std::filesystem;

TEST_CASE("kith simulate demo: an ordinary case that check and match read, and the truth beside it") {
  const Scratch scratch;
  const Run run = run_kith({"simulate", "demo", "--out", scratch / "case", "--seed", "1"});
  REQUIRE(run.status == 0);
  CHECK(run.err.empty());
  CHECK(contains(run.out, "miss 30 persons"));
  const Run match = run_kith({"match", scratch / "case", "--out", scratch / "out", "--linkage", "off"});
  REQUIRE(match.status == 0);
  std::istringstream said(match.err);  // of families as they are: in-laws, half siblings
  for (std::string line; std::getline(said, line);)
    CHECK((contains(line, "typed and not linked to") || contains(line, "half sibling")));

  // Where the best missing person reaches 99.99 %, it is the right one, or one DNA cannot tell from him.
  std::map<std::string, std::string> truth;
  for (const auto& row : csv_rows(scratch.path() / "case/truth.csv")) truth[row[0]] = row[1];
  CHECK(truth.size() == 37);
  std::map<std::string, double> best;
  std::map<std::string, double> true_score;
  for (const auto& row : csv_rows(scratch.path() / "out/matches.csv")) {
    if (row[0] == "rank" || row[4] == "-inf") continue;
    const double score = std::stod(row[4]);
    if (best.count(row[1]) == 0 || score > best[row[1]]) best[row[1]] = score;
    if (truth[row[1]] == row[3]) true_score[row[1]] = score;
  }
  std::size_t n_sure = 0;
  for (const auto& entry : best) {
    if (entry.second < 8) continue;
    CAPTURE(entry.first);
    CHECK(true_score.count(entry.first) == 1);
    ++n_sure;
  }
  CHECK(n_sure > 10);
}

TEST_CASE("kith simulate: the same bytes for one and for four threads") {
  const Scratch scratch;
  for (const auto* threads : {"1", "4"}) {
    REQUIRE(run_kith({"simulate", "demo", "--out", scratch / threads, "--threads", threads, "--quiet"}).status == 0);
  }
  for (const auto& entry : fs::directory_iterator(scratch / "1")) {
    CHECK(read_text(entry.path()) == read_text(scratch.path() / "4" / entry.path().filename()));
  }
}

TEST_CASE("kith simulate: a file of one's own, and numbers set on the command line") {
  const Scratch scratch;
  write_text(scratch / "mine.ini", "[missing]\ncount = 5\n[remains]\npersons = 2\nsamples = 3\n");
  const Run run = run_kith({"simulate", scratch / "mine.ini", "--out", scratch / "case", "--set", "remains.samples=4"});
  REQUIRE(run.status == 0);
  CHECK(contains(run.out, "miss 5 persons"));
  CHECK(contains(run.out, "2 persons were found in 4 samples"));
  CHECK(contains(read_text(scratch / "case/scenario.ini"), "samples = 4"));
}

TEST_CASE("kith simulate: what cannot be done is said and nothing is written") {
  const Scratch scratch;
  const auto fails = [&](std::vector<std::string> arguments, std::string_view part) {
    arguments.insert(arguments.begin(), "simulate");
    arguments.insert(arguments.end(), {"--out", scratch / "case"});
    const Run run = run_kith(arguments);
    CHECK(run.status == 2);
    CHECK_MESSAGE(contains(run.err, part), run.err);
    CHECK_FALSE(fs::exists(scratch / "case"));
  };
  fails({"karabagh"}, "there is no scenario 'karabagh', and no file of that name; did you mean karabakh?");
  fails({"demo", "--set", "families.sample=5"},
        "did you mean families.samples, families.unsampled or families.whole?; known are: title, population.");
  fails({"demo", "--set", "families.samples"}, "expected NAME=VALUE");
  fails({"demo", "--set", "missing.male=2"}, "--set missing.male: found '2'; expected a number from 0 to 1");
  fails({"demo", "--set", "remains.samples=1"}, "is below remains.persons");
  fails({"demo", "--set", "population.frequencies=nowhere.csv"}, "nowhere.csv");
  fails({"demo", "--threads", "-1"}, "--threads");
  fails({"demo", "--seed", "-1"}, "--seed: expected a whole number, 0 or more");
  write_text(scratch / "bad.ini", "[missing]\ncount = 5\nsurnames = 3\n");
  fails({scratch / "bad.ini"}, "bad.ini: there is no setting 'missing.surnames'");
  write_text(scratch / "bad.ini", "[missing]\nwhat is this\n");
  fails({scratch / "bad.ini"}, "what is this");
}

TEST_CASE("kith simulate: --force replaces its own folders only") {
  const Scratch scratch;
  REQUIRE(run_kith({"simulate", "demo", "--out", scratch / "case"}).status == 0);
  CHECK(run_kith({"simulate", "demo", "--out", scratch / "case"}).status == 2);
  CHECK(run_kith({"simulate", "demo", "--out", scratch / "case", "--force"}).status == 0);
  fs::remove(scratch.path() / "case/scenario.ini");
  const Run refused = run_kith({"simulate", "demo", "--out", scratch / "case", "--force"});
  CHECK(refused.status == 2);
  CHECK(contains(refused.err, "was not written by kith simulate"));
  CHECK(fs::exists(scratch.path() / "case/truth.csv"));
}

TEST_CASE("kith simulate list names the shipped scenarios") {
  const Run run = run_kith({"simulate", "list"});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "karabakh      4010 missing,  11200 relatives' samples,   1500 of bones"));
  CHECK(run_kith({"simulate"}).status == 2);
  CHECK(contains(run_kith({"simulate", "--help"}).out, "--seed"));
}

TEST_CASE("simulated: for strangers the LR averages to 1, and LR >= t is rarer than 1 / t") {
  // Two loci, so that the average is not made by events that a sample never shows. Dropout, drop-in and mutation are
  // on.
  const Scratch scratch;
  const std::vector<std::string> world{
      "population.loci=2",       "population.mutation_factor=5", "missing.count=80",     "families.samples=0",
      "remains.persons=600",     "remains.samples=600",          "remains.unreported=1", "laboratory.share_good=0.2",
      "laboratory.drop_in=0.05", "written.descriptions=off"};
  std::vector<std::string> arguments{"simulate", "demo", "--out", scratch / "case", "--seed", "5"};
  for (const auto& setting : world) arguments.insert(arguments.end(), {"--set", setting});
  REQUIRE(run_kith(arguments).status == 0);
  const Run match = run_kith({"match", scratch / "case", "--out", scratch / "out", "--matrix", "--quiet", "--linkage",
                              "off", "--bodies", "off", "--joint", "off"});
  REQUIRE(match.status == 0);
  std::vector<double> means;
  double n_pairs = 0;
  double n_large = 0;
  constexpr double kLarge = 100;
  for (const auto& row : csv_rows(scratch.path() / "out/lr_matrix.csv")) {
    if (row[0] == "remains_id") continue;
    double sum = 0;
    for (std::size_t i = 1; i < row.size(); ++i) {
      const double lr = row[i] == "-inf" ? 0 : std::pow(10, std::stod(row[i]));
      sum += lr;
      n_large += lr >= kLarge ? 1 : 0;
    }
    n_pairs += static_cast<double>(row.size() - 1);
    means.push_back(sum / static_cast<double>(row.size() - 1));
  }
  REQUIRE(means.size() == 600);
  double mean = 0;
  for (const double m : means) mean += m / static_cast<double>(means.size());
  double variance = 0;
  for (const double m : means) variance += (m - mean) * (m - mean) / static_cast<double>(means.size() - 1);
  const double error = std::sqrt(variance / static_cast<double>(means.size()));
  CAPTURE(mean);
  CAPTURE(error);
  CHECK(error < 0.1);
  CHECK(std::abs(mean - 1) < 4 * error);
  CHECK(n_large / n_pairs <= 1 / kLarge);
}
