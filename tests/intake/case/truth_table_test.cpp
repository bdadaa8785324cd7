#include "intake/case/truth_table.hpp"

#include <doctest/doctest.h>

#include "intake/case_folder.hpp"

namespace kith::intake {
namespace {

struct Reading {
  std::vector<std::optional<matching::TargetIndex>> truth;
  ProblemLog log;
};

/// truth.csv of the small case: missing person Mi, remains R1.
Reading read(const std::string& text) {
  testing::CaseFolder small;
  const auto reading = small.read();
  REQUIRE(reading.content.has_value());
  const testing::TempFolder folder;
  if (!text.empty()) std::ofstream(folder.path() / "truth.csv") << text;
  Reading result;
  result.truth = read_truth(folder.path(), *reading.content, result.log);
  return result;
}

bool refused(const std::string& text, std::size_t row, const std::string& found) {
  const Reading reading = read(text);
  for (const Problem& problem : reading.log.problems()) {
    if (problem.severity == Severity::error && problem.row == row && problem.found == found) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("truth.csv: whose remains they are, or nobody's") {
  const Reading known = read("remains_id,missing_id,individual_id\nR1,Mi,P7\n");
  CHECK_FALSE(known.log.has_errors());
  REQUIRE(known.truth.size() == 1);
  CHECK(known.truth[0] == 0);
  CHECK_FALSE(read("remains_id,missing_id\nR1,\n").truth[0].has_value());
}

TEST_CASE("truth.csv: what is wrong is said with row and cell") {
  CHECK(refused("", 0, ""));
  CHECK(refused("remains_id,missing_id\nR1,Nobody\n", 2, "Nobody"));
  CHECK(refused("remains_id,missing_id\nR9,Mi\n", 2, "R9"));
  CHECK(refused("remains_id,missing_id\nR1,Mi\nR1,Mi\n", 3, "R1"));
  CHECK(refused("remains_id,missing_id\n", 0, "no row for R1"));
  CHECK(read("remains_id\nR1\n").log.has_errors());
}

}  // namespace kith::intake
