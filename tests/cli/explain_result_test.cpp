// kith explain of a result: the run's case and options, and never another number than kith match wrote.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>

#include "cli/run_kith.hpp"

namespace fs = std::filesystem;
using namespace kith::testing;

namespace {

/// The line of `text` that begins with `start`.
std::string line_of(const std::string& text, const std::string& start) {
  const auto from = text.find('\n' + start);
  if (from == std::string::npos) return "";
  return text.substr(from + 1, text.find('\n', from + 1) - from - 1);
}

/// "Total      log10 LR 8.1523, LR ..." as a number.
double total_of(const std::string& text) {
  const std::string line = line_of(text, "Total");
  const auto number = line.find("log10 LR ") + 9;
  return std::stod(line.substr(number, line.find(',') - number));
}

}  // namespace

TEST_CASE("kith explain RESULT: the total of every pair is that of matches.csv, under the run's options") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  REQUIRE(
      run_kith({"match", scratch / "case", "--out", scratch / "out", "--theta", "0.02", "--dropout", "0.05"}).status ==
      0);
  const auto rows = csv_rows(scratch / "out/matches.csv");
  REQUIRE(rows.size() > 20);
  for (std::size_t i = 1; i < rows.size(); i += 7) {
    const Run run = run_kith({"explain", scratch / "out", "--missing", rows[i][3], "--remains", rows[i][1]});
    CAPTURE(run.err);
    REQUIRE(run.status == 0);
    CHECK_FALSE(contains(run.err, "--since"));  // no word of an earlier result that would not help
    CHECK(std::abs(total_of(run.out) - std::stod(rows[i][6])) <= 0.5e-4);  // as printed
  }
}

TEST_CASE("kith explain RESULT: refused where an input has changed, is gone, or the case is elsewhere") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "out"}).status == 0);
  const std::vector<std::string> words{"explain", scratch / "out", "--missing", "M01", "--remains", "R01"};
  const std::string before = run_kith(words).out;
  CHECK(contains(before, "Missing person M01"));

  fs::rename(scratch / "case", scratch / "moved");
  Run run = run_kith(words);
  CHECK(run.status == 2);
  CHECK(contains(run.err, "its case '" + scratch / "case' is not there; run kith where kith match ran, or say --case"));
  auto elsewhere = words;
  elsewhere.insert(elsewhere.end(), {"--case", scratch / "moved"});
  CHECK(run_kith(elsewhere).out == before);

  write_text(scratch / "moved/profiles.csv", read_text(scratch / "moved/profiles.csv") + "\n");
  fs::remove(scratch / "moved/markers.csv");
  run = run_kith(elsewhere);
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(contains(run.err, "is not the case of this result any more: "));
  CHECK(contains(run.err, "profiles.csv has changed"));
  CHECK(contains(run.err, "markers.csv is gone"));
}

TEST_CASE("kith explain RESULT: other options, and records that are none, are refused") {
  const Scratch scratch;
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "out"}).status == 0);
  Run run = run_kith({"explain", scratch / "out", "--missing", "M01", "--remains", "R01", "--theta", "0.1"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "--theta: a result is explained with the options of its run"));
  run = run_kith({"explain", demo_case(), "--missing", "M01", "--remains", "R01", "--case", demo_case()});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "--case belongs to a result of kith match"));
  for (const char* text : {"", "{", "[]", R"({"program":"kith"})", R"({"program":"kith","command":"match","case":1})",
                           R"({"program":"kith","command":"match","version":"1","case":"x","options":{"theta":1}})"}) {
    write_text(scratch / "out/run.json", text);
    run = run_kith({"explain", scratch / "out", "--missing", "M01", "--remains", "R01"});
    CHECK(run.status == 2);
    CHECK(contains(run.err, "run.json: is no record of a run of kith match"));
  }
}
