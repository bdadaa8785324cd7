// What the two forms say, as a user meets it: in the score, in the tables, in kith explain.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <map>

#include "cli/run_kith.hpp"

namespace kith::testing {
namespace {

/// Three lone missing persons and the remains of each, described; no DNA.
void write_described_case(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  write_text(folder / "relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,M1,,,M,missing\nF2,M2,,,F,missing\nF3,M3,,,M,"
             "missing\n");
  write_text(folder / "missing_persons.csv",
             "missing_id,family_id,sex,birth_date,last_seen_date,stature_cm,hair,blood_group\n"
             "M1,F1,M,1970-05-01,1995-07-01,185,black,A+\n"
             "M2,F2,F,1960-05-01,1995-07-01,158,blond,O-\n"
             "M3,F3,M,1930-05-01,1995-07-01,169,grey,B+\n");
  write_text(folder / "remains.csv",
             "remains_id,sex,sex_method,age_min,age_max,femur_mm,hair,blood_group\n"
             "R1,M,pelvis,20,30,500,black,A+\nR2,F,pelvis,30,45,420,auburn,O-\nR3,M,skull,55,,450,grey,\n");
}

std::map<std::string, std::string> row_of(const std::vector<std::vector<std::string>>& rows, const std::string& remains,
                                          const std::string& missing) {
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::map<std::string, std::string> row;
    for (std::size_t c = 0; c < rows[0].size() && c < rows[i].size(); ++c) row[rows[0][c]] = rows[i][c];
    if (row["remains_id"] == remains && row["missing_id"] == missing) return row;
  }
  FAIL("no row for " << remains << " and " << missing);
  return {};
}

TEST_CASE("a case with descriptions alone runs, and ranks the truth first") {
  const Scratch scratch;
  write_described_case(scratch / "case");
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  const auto rows = csv_rows(scratch / "out/matches.csv");
  for (const char* number : {"1", "2", "3"}) {
    const auto truth = row_of(rows, std::string("R") + number, std::string("M") + number);
    CHECK(truth.at("remains_rank") == "1");
    CHECK(truth.at("log10_lr") == "0");
    CHECK(truth.at("loci_compared") == "0");
    CHECK(std::stod(truth.at("log10_lr_attributes")) > 0.5);
    CHECK(truth.at("log10_lr_combined") == truth.at("log10_lr_attributes"));
  }
  const auto breakdown = row_of(csv_rows(scratch / "out/breakdown.csv"), "R1", "M1");
  CHECK(breakdown.at("column") == "sex");
  CHECK(breakdown.at("am_value") == "male");
  CHECK(breakdown.at("group") == "sex");
}

TEST_CASE("DNA scores are the same with and without attributes, and the matrix is DNA alone") {
  const Scratch scratch;
  REQUIRE(run_kith({"match", demo_case(), "--out", scratch / "on", "--matrix", "--top", "14"}).status == 0);
  const Run off = run_kith(
      {"match", demo_case(), "--out", scratch / "off", "--matrix", "--top", "14", "--attributes", "off"});
  REQUIRE(off.status == 0);
  CHECK(read_text(scratch / "on/lr_matrix.csv") == read_text(scratch / "off/lr_matrix.csv"));
  std::map<std::pair<std::string, std::string>, std::string> dna;
  const auto rows = csv_rows(scratch / "on/matches.csv");
  for (std::size_t i = 1; i < rows.size(); ++i) dna[{rows[i][1], rows[i][3]}] = rows[i][4];
  const auto without = csv_rows(scratch / "off/matches.csv");
  for (std::size_t i = 1; i < without.size(); ++i) {
    CHECK(dna.at({without[i][1], without[i][3]}) == without[i][4]);
    CHECK(without[i][5] == "0");
    CHECK(without[i][4] == without[i][6]);
  }
}

TEST_CASE("kith explain: a waterfall from prior to posterior, the runner-up beside it") {
  const Scratch scratch;
  write_described_case(scratch / "case");
  const Run run = run_kith({"explain", scratch / "case", "--missing", "M1", "--remains", "R1", "--prior", "0.25"});
  CAPTURE(run.out);
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  CHECK(contains(run.out, "From prior to posterior, the runner-up beside it"));
  CHECK(contains(run.out, "-0.4771"));  // log10 of 1/3
  CHECK(contains(run.out, "20 - 30 years"));
  CHECK(contains(run.out, "femur 500 mm"));
  CHECK(contains(run.out, "How the attributes were weighed"));
  CHECK(contains(run.out, "without age the pair has log10 LR"));
  CHECK(contains(run.out,
                 "What the numbers were estimated from\n  sex: share of males 0.6, from 2 of 3 missing persons"));
  CHECK(contains(run.out, "age: ages of the missing: 3 reports smoothed"));
  CHECK(contains(run.out, "hair: frequencies of 3 words and of all others together from 3 reports"));
  // The other way round the pair is behind, not negatively ahead.
  const Run wrong = run_kith({"explain", scratch / "case", "--missing", "M3", "--remains", "R1"});
  CHECK(contains(wrong.out, " behind\n"));
  CHECK_FALSE(contains(wrong.out, "this pair is -"));
  CHECK(contains(run.out, "M3: log10 LR"));
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "out", "--prior", "0.25"}).status == 0);
  const auto row = row_of(csv_rows(scratch / "out/matches.csv"), "R1", "M1");
  char total[32];
  std::snprintf(total, sizeof total, "log10 LR %.4f", std::stod(row.at("log10_lr_combined")));
  CHECK(contains(run.out, total));  // weighed against the words of all remains, auburn among them
}

TEST_CASE("breakdown.csv says what the pair comes to without each group") {
  const Scratch scratch;
  write_described_case(scratch / "case");
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "out"}).status == 0);
  const auto rows = csv_rows(scratch / "out/breakdown.csv");
  REQUIRE(rows[0][10] == "log10_lr_without_group");
  const double total = std::stod(row_of(csv_rows(scratch / "out/matches.csv"), "R1", "M1").at("log10_lr_combined"));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i][0] != "M1" || rows[i][2] != "R1") continue;
    CAPTURE(rows[i][3]);
    // Each attribute of this case is a group of its own.
    CHECK(std::stod(rows[i][10]) == doctest::Approx(total - std::stod(rows[i][5])).epsilon(1e-9));
  }
}

TEST_CASE("--male-share and --attribute-floor reach the models, from case.ini too") {
  const Scratch scratch;
  write_described_case(scratch / "case");
  const auto sex_of = [&](const char* out) {
    return std::stod(row_of(csv_rows(scratch / out + "/breakdown.csv"), "R1", "M1").at("log10_lr"));
  };
  REQUIRE(
      run_kith({"match", scratch / "case", "--out", scratch / "a", "--male-share", "0.95", "--attribute-floor", "0"})
          .status == 0);
  // P(male | reported male) is 1 but for a slip of .001; pelvis errs in .02.
  const double male = 0.95 * 0.999 / (0.95 * 0.999 + 0.05 * 0.001);
  const double expected = (male * 0.98 + (1 - male) * 0.02) / (0.95 * 0.98 + 0.05 * 0.02);
  CHECK(sex_of("a") == doctest::Approx(std::log10(expected)).epsilon(1e-9));
  write_text(scratch / "case/case.ini", "male-share = 0.95\nattribute-floor = 0\n");
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "b"}).status == 0);
  CHECK(sex_of("b") == sex_of("a"));
  const Run wrong = run_kith({"match", scratch / "case", "--out", scratch / "c", "--male-share", "1.5"});
  CHECK(wrong.status == 2);
  CHECK(contains(wrong.err, "male-share"));
}

}  // namespace
}  // namespace kith::testing
