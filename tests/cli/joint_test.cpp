// Who is who, from the case folder to assignments.csv: hand-derived posteriors under every prior, what the tables
// promise, bad options, and the shared cases with every assignment's likelihood.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/run_kith.hpp"
#include "support/shared.hpp"

namespace fs = std::filesystem;
using namespace kith::testing;

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Two brothers missing, their father typed: 6/9.3. Remains R1 6/7, R2 9.3/7, at one marker.
void write_brothers(const fs::path& folder, bool second) {
  fs::create_directory(folder);
  write_text(folder / "frequencies.csv", "marker,allele,frequency\nTH01,6,0.125\nTH01,7,0.375\nTH01,9.3,0.5\n");
  write_text(folder / "relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,Fa,,,M,reference\nF1,Mo,,,F,other\n"
             "F1,M1,Fa,Mo,M,missing\nF1,M2,Fa,Mo,M,missing\n");
  write_text(folder / "profiles.csv",
             std::string("sample_id,subject_id,marker,allele_1,allele_2\nS1,Fa,TH01,6,9.3\nS2,R1,TH01,6,7\n") +
                 (second ? "S3,R2,TH01,9.3,7\n" : ""));
}

double number(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

/// Of assignments.csv: remains and missing person ("": nobody) -> posterior.
std::map<std::pair<std::string, std::string>, double> posteriors(const Rows& rows) {
  std::map<std::pair<std::string, std::string>, double> of_pair;
  for (std::size_t i = 1; i < rows.size(); ++i) of_pair[{rows[i][0], rows[i][3]}] = number(rows[i][4]);
  return of_pair;
}

Rows assignments_of(const Scratch& scratch, std::vector<std::string> options) {
  std::vector<std::string> words{"match", scratch / "case", "--out", scratch / "out", "--force", "--defaults", "exact"};
  words.insert(words.end(), options.begin(), options.end());
  const Run run = run_kith(words);
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  return csv_rows(scratch / "out/assignments.csv");
}

}  // namespace

TEST_CASE("assignments: a body and two brothers, under each prior, by hand") {
  // One father 6/9.3, no mutation: LR(6/7 of a son) = (1/2 p7) / (2 p6 p7) = 1 / (4 p6) = 2, of either brother.
  const Scratch scratch;
  write_brothers(scratch / "case", false);
  const double lr = 2;
  const auto check = [&](const std::vector<std::string>& options, double each, double nobody) {
    const Rows rows = assignments_of(scratch, options);
    CAPTURE(options);
    REQUIRE(rows.size() == 4);
    auto of_pair = posteriors(rows);
    CHECK(of_pair.at({"R1", "M1"}) == doctest::Approx(each).epsilon(1e-12));
    CHECK(of_pair.at({"R1", "M2"}) == doctest::Approx(each).epsilon(1e-12));
    CHECK(of_pair.at({"R1", ""}) == doctest::Approx(nobody).epsilon(1e-12));
    CHECK(number(rows[1][6]) == doctest::Approx(1 - nobody).epsilon(1e-12));  // of the family
  };
  // odds w: weights w LR, w LR, 1; w = 1/2 for two missing persons.
  check({}, 0.5 * lr / (1 + 2 * 0.5 * lr), 1 / (1 + 2 * 0.5 * lr));
  check({"--prior-odds", "0.1"}, 0.1 * lr / (1 + 2 * 0.1 * lr), 1 / (1 + 2 * 0.1 * lr));
  check({"--assignment-prior", "flat"}, lr / (1 + 2 * lr), 1 / (1 + 2 * lr));
  // closed, U others: U! / (U - (1 - k))! is U for k = 0 and 1 for k = 1.
  check({"--assignment-prior", "closed", "--others", "3"}, lr / (3 + 2 * lr), 3 / (3 + 2 * lr));
}

TEST_CASE("assignments: two bodies that are the two brothers, by hand; which is which nobody can tell") {
  // Joint: the father hands 6 to one and 9.3 to the other, the mother (unknown) 7 to both. Given a mother with one 7
  // (prior 2 p7 (1 - p7)) half of her children get it, with two (p7^2) all: P(7, 7) = 2 p7 (1 - p7) / 4 + p7^2 = p7/2
  // (1 + p7). L = 1/4 * p7/2 (1 + p7); denominators 2 p6 p7 and 2 p9 p7: joint LR = (1 + p7) / (32 p6 p9 p7).
  const double p6 = 0.125;
  const double p7 = 0.375;
  const double p9 = 0.5;
  const double both = (1 + p7) / (32 * p6 * p9 * p7);
  const double one = 1 / (4 * p6);
  const double two = 1 / (4 * p9);
  const double w = 0.5;
  const double z = 1 + 2 * w * one + 2 * w * two + 2 * w * w * both;
  const Scratch scratch;
  write_brothers(scratch / "case", true);
  const Rows rows = assignments_of(scratch, {});
  auto of_pair = posteriors(rows);
  CHECK(of_pair.at({"R1", "M1"}) == doctest::Approx((w * one + w * w * both) / z).epsilon(1e-12));
  CHECK(of_pair.at({"R2", "M1"}) == doctest::Approx((w * two + w * w * both) / z).epsilon(1e-12));
  CHECK(of_pair.at({"R1", ""}) == doctest::Approx((1 + 2 * w * two) / z).epsilon(1e-12));

  // The tables: rows of a body, and of a missing person, sum to 1; matches.csv has the joint posterior, and the old one
  // last.
  std::map<std::string, double> sums;
  for (std::size_t i = 1; i < rows.size(); ++i) sums[rows[i][0]] += number(rows[i][4]);
  for (const auto& [remains, sum] : sums) CHECK(sum == doctest::Approx(1).epsilon(1e-12));
  const Rows by_missing = csv_rows(scratch / "out/by_missing_person.csv");
  sums.clear();
  for (std::size_t i = 1; i < by_missing.size(); ++i) sums[by_missing[i][0]] += number(by_missing[i][7]);
  REQUIRE(sums.size() == 2);
  for (const auto& [missing, sum] : sums) CHECK(sum == doctest::Approx(1).epsilon(1e-12));
  const Rows matches = csv_rows(scratch / "out/matches.csv");
  REQUIRE(matches[0][18] == "posterior_pairwise");
  for (std::size_t i = 1; i < matches.size(); ++i) {
    CHECK(number(matches[i][7]) == doctest::Approx(of_pair.at({matches[i][1], matches[i][3]})).epsilon(1e-12));
    const double pair = std::pow(10, number(matches[i][6])) / 3;  // prior 1/3: odds 1/2
    const double odds = pair * 3 / 2;
    CHECK(number(matches[i][18]) == doctest::Approx(odds / (1 + odds)).epsilon(1e-9));
  }
}

TEST_CASE("assignments: --joint off gives the run without them") {
  const Scratch scratch;
  write_brothers(scratch / "case", true);
  REQUIRE(
      run_kith({"match", scratch / "case", "--out", scratch / "out", "--joint", "off", "--defaults", "exact"}).status ==
      0);
  CHECK_FALSE(fs::exists(scratch / "out/assignments.csv"));
  const Rows matches = csv_rows(scratch / "out/matches.csv");
  CHECK(matches[0].back() == "population");
  CHECK(number(matches[1][7]) == doctest::Approx(0.5));  // LR 2, prior 1/3
}

TEST_CASE("assignments: the same bytes for 1, 2 and 8 threads") {
  const Scratch scratch;
  for (const char* threads : {"1", "2", "8"}) {
    REQUIRE(run_kith({"match", demo_case(), "--out", scratch / threads, "--threads", threads}).status == 0);
    CHECK(read_text(scratch / (std::string(threads) + "/assignments.csv")) == read_text(scratch / "1/assignments.csv"));
  }
}

TEST_CASE("assignments: options that contradict each other are refused") {
  const auto refused = [](std::vector<std::string> options, const std::string& reason) {
    const Scratch scratch;
    std::vector<std::string> words{"match", demo_case(), "--out", scratch / "out"};
    words.insert(words.end(), options.begin(), options.end());
    const Run run = run_kith(words);
    CAPTURE(run.err);
    CHECK(run.status == 2);
    CHECK(contains(run.err, reason));
    CHECK_FALSE(fs::exists(scratch / "out"));
  };
  refused({"--assignment-prior", "closed"}, "--others U beside it");
  refused({"--others", "3"}, "--assignment-prior closed beside it");
  refused({"--assignment-prior", "flat", "--prior-odds", "1"}, "no prior odds beside --assignment-prior flat");
  refused({"--prior-odds", "0"}, "a number above 0");
  refused({"--prior-odds", "inf"}, "a number above 0");
  refused({"--assignment-prior", "uniform"}, "odds, flat or closed");
  refused({"--sex", "maybe"}, "soft or hard");
  refused({"--match-glr", "2"}, "at least that of --probable-glr");
  refused({"--joint", "yes"}, "on or off");
  refused({"--defaults", "field"}, "exact");
}

TEST_CASE("the terminal: a line for each set of remains, with its conclusion and who else it could be") {
  const Scratch scratch;
  const Run run = run_kith({"match", demo_case(), "--out", scratch / "out"});
  REQUIRE(run.status == 0);
  CHECK(contains(run.out, "symmetric with M04B"));  // brothers whom one family misses
  CHECK(contains(run.out, "undisputed"));
  CHECK(contains(run.out, "remains are more probably nobody's who was reported."));
  CHECK(contains(run.out, "Posterior: all remains and missing persons together; prior odds: 1 / N"));
}

TEST_CASE("kith explain --remains: brothers cannot be told apart, and what would tell them is said") {
  const Scratch scratch;
  write_brothers(scratch / "case", false);
  const Run run = run_kith({"explain", scratch / "case", "--remains", "R1"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  CHECK(contains(run.out, "nothing: every column of the evidence is as probable either way"));
  CHECK(contains(run.out, "something M1 used"));
  CHECK_FALSE(contains(run.out, "Mo"));  // the mother of both would not help
  const Run off = run_kith({"explain", scratch / "case", "--remains", "R1", "--joint", "off"});
  CHECK(off.status == 2);
  CHECK(contains(off.err, "was not decided together (--joint off)"));
}

TEST_SUITE_BEGIN("shared");

TEST_CASE("assignments: posteriors, GLRs and conclusions of the shared cases") {
  const auto joint = shared("joint");
  if (!joint) return;
  std::size_t n = 0;
  for (const auto& entry : fs::directory_iterator(*joint)) {
    if (!fs::exists(entry.path() / "answers.json")) continue;
    ++n;
    CAPTURE(entry.path().filename().string());
    const Scratch scratch;
    const Run run = run_kith({"match", entry.path().string(), "--out", scratch / "out", "--assignment-prior", "flat",
                              "--sex", "hard", "--attributes", "off", "--linkage", "off", "--defaults", "exact"});
    CAPTURE(run.err);
    REQUIRE(run.status == 0);
    auto of_pair = posteriors(csv_rows(scratch / "out/assignments.csv"));
    std::ifstream file(entry.path() / "answers.json");
    const auto answers = nlohmann::json::parse(file);
    const auto& posterior = answers.at("posterior");
    const auto& rows = posterior.at("rows");
    const auto& cols = posterior.at("cols");
    const auto& values = posterior.at("values");
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < cols.size(); ++c) {
        const std::string missing = cols[c] == "*" ? "" : cols[c].get<std::string>();
        const double expected = values[r][c].is_null() ? 0 : values[r][c].get<double>();
        const auto found = of_pair.find({rows[r].get<std::string>(), missing});
        const double ours = found == of_pair.end() ? 0 : found->second;
        CAPTURE(rows[r].get<std::string>());
        CAPTURE(missing);
        CHECK(std::abs(ours - expected) <= (found == of_pair.end() ? 1e-6 : 1e-8));
      }
    }
  }
  CHECK(n > 0);
}

TEST_SUITE_END();
