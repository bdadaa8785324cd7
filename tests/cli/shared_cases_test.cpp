// Data sets of the literature with pairwise LRs computed by dvir 3.4.2 (pedprobr 1.1.0, forrel 1.9.0); the programs and
// calls stand in each answers.json. Pairs that dvir does not evaluate (null: the sexes differ) are left out.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/run_kith.hpp"
#include "support/shared.hpp"

using namespace kith::testing;
namespace fs = std::filesystem;

namespace {

constexpr double
    kPublishedRelError = 1e-6;  // the numbers are printed with 15 digits; programs differ in their order of sums

using Matrix = std::map<std::pair<std::string, std::string>, double>;  // (remains, missing person) -> log10 LR

Matrix matrix_of(const fs::path& path) {
  const auto rows = csv_rows(path);
  Matrix matrix;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    for (std::size_t c = 1; c < rows[r].size(); ++c) matrix[{rows[r][0], rows[0][c]}] = std::stod(rows[r][c]);
  }
  return matrix;
}

std::size_t compare(const nlohmann::json& answers, const Matrix& matrix) {
  std::size_t n_compared = 0;
  for (std::size_t r = 0; r < answers["remains"].size(); ++r) {
    for (std::size_t m = 0; m < answers["missing"].size(); ++m) {
      const auto& expected = answers["LR"][r][m];
      if (expected.is_null()) continue;
      const auto pair = std::pair(answers["remains"][r].get<std::string>(), answers["missing"][m].get<std::string>());
      CAPTURE(pair.first);
      CAPTURE(pair.second);
      const double lr = std::pow(10.0, matrix.at(pair));
      CHECK(std::abs(lr - expected.get<double>()) <= kPublishedRelError * expected.get<double>());
      ++n_compared;
    }
  }
  return n_compared;
}

}  // namespace

TEST_SUITE_BEGIN("shared");

TEST_CASE("kith match reproduces the pairwise LRs of published cases") {
  const auto folder = shared("cases");
  if (!folder) return;
  std::size_t n_cases = 0;
  for (const auto& entry : fs::directory_iterator(*folder)) {
    if (!fs::exists(entry.path() / "answers.json")) continue;
    CAPTURE(entry.path().filename().string());
    const auto answers = nlohmann::json::parse(read_text(entry.path() / "answers.json"));
    if (!answers.contains("pairwiseLR")) continue;
    const Scratch scratch;
    const Run run = run_kith(
        {"match", entry.path().string(), "--out", scratch / "out", "--matrix", "--defaults", "exact"});
    CAPTURE(run.err);
    REQUIRE(run.status == 0);
    CHECK(compare(answers["pairwiseLR"], matrix_of(scratch / "out/lr_matrix.csv")) > 0);
    ++n_cases;
  }
  CHECK(n_cases > 0);
}

TEST_CASE("kith import familias, then kith match, on a published project") {
  const auto file = shared("cases/dvi-example.fam");
  if (!file) return;
  const Scratch scratch;
  const Run imported = run_kith({"import", "familias", file->string(), "--out", scratch / "case"});
  CAPTURE(imported.err);
  REQUIRE(imported.status == 0);
  const Run matched = run_kith({"match", scratch / "case", "--out", scratch / "out"});
  CAPTURE(matched.err);
  CHECK(matched.status == 0);
  CHECK(csv_rows(scratch / "out/matches.csv").size() > 1);
}

TEST_SUITE_END();
