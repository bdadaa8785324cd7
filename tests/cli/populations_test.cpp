// Several populations in frequencies.csv: the most conservative LR of each pair, or one population per missing person.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/run_kith.hpp"

using namespace kith::testing;

namespace {

/// Two fathers typed 6/6 and 7/7 at one marker, remains that could be the child of either.
void write_two_families(const Scratch& scratch, const std::string& missing_persons = {}) {
  std::filesystem::create_directory(scratch / "case");
  write_text(scratch / "case/frequencies.csv",
             "marker,allele,frequency,population\nTH01,6,0.2,North\nTH01,7,0.5,North\nTH01,9.3,0.3,North\n"
             "TH01,6,0.5,South\nTH01,7,0.2,South\nTH01,9.3,0.3,South\n");
  write_text(scratch / "case/markers.csv", "marker,mutation_model\nTH01,none\n");
  write_text(scratch / "case/relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,A,,,M,reference\nF1,M1,A,,M,missing\n"
             "F2,B,,,M,reference\nF2,M2,B,,M,missing\n");
  write_text(
      scratch / "case/profiles.csv",
      "sample_id,subject_id,marker,allele_1,allele_2\nS1,A,TH01,6,6\nS2,B,TH01,7,7\nS3,R1,TH01,6,6\nS4,R2,TH01,7,7\n");
  if (!missing_persons.empty()) write_text(scratch / "case/missing_persons.csv", missing_persons);
}

/// (remains, missing person) -> (LR, population)
std::map<std::pair<std::string, std::string>, std::pair<double, std::string>> matches(const std::string& folder) {
  std::map<std::pair<std::string, std::string>, std::pair<double, std::string>> result;
  const auto rows = csv_rows(folder + "/matches.csv");
  for (std::size_t i = 1; i < rows.size(); ++i)
    result[{rows[i][1], rows[i][3]}] = {std::stod(rows[i][4]), rows[i].back()};
  return result;
}

/// The demo with a second population, a little nearer to equal frequencies. (The demo was drawn from the first: under a
/// very different one almost every LR is higher.)
void write_demo_of_two_populations(const Scratch& scratch) {
  copy_demo(scratch / "case");
  const auto rows = csv_rows(scratch / "case/frequencies.csv");
  std::map<std::string, int> n_alleles;
  for (std::size_t i = 1; i < rows.size(); ++i) ++n_alleles[rows[i][0]];
  std::string north = "marker,allele,frequency,chromosomes,population\n";
  std::string south;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::string allele = rows[i][0] + "," + rows[i][1] + ",";
    north += allele + rows[i][2] + ",722,North\n";
    const double nearer = 0.98 * std::stod(rows[i][2]) + 0.02 / n_alleles[rows[i][0]];
    south.insert(0, allele + std::to_string(nearer) + ",300,South\n");  // the markers in the reverse order
  }
  write_text(scratch / "case/frequencies.csv", north + south);
}

}  // namespace

// A child of a 6/6 father shows 6/6 with probability p6, an unrelated person with p6^2: LR = 1 / p6.
TEST_CASE("--population all: the lowest LR of each pair, and whose frequencies gave it") {
  const Scratch scratch;
  write_two_families(scratch);
  CHECK(run_kith({"match", scratch / "case", "--out", scratch / "no"}).status == 2);
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out", "--population", "all", "--matrix"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  const auto found = matches(scratch / "out");
  REQUIRE(found.size() == 2);  // the other two pairs are impossible
  CHECK(found.at({"R1", "M1"}).first == doctest::Approx(std::log10(2.0)).epsilon(1e-12));
  CHECK(found.at({"R1", "M1"}).second == "South");
  CHECK(found.at({"R2", "M2"}).first == doctest::Approx(std::log10(2.0)).epsilon(1e-12));
  CHECK(found.at({"R2", "M2"}).second == "North");
  const auto matrix = csv_rows(scratch / "out/lr_matrix.csv");
  CHECK(std::stod(matrix[1][1]) == doctest::Approx(std::log10(2.0)).epsilon(1e-12));
  CHECK(matrix[1][2] == "-inf");
  const auto record = nlohmann::json::parse(read_text(scratch / "out/run.json"));
  CHECK(record["populations"] == nlohmann::json{"North", "South"});

  const Run explained = run_kith(
      {"explain", scratch / "case", "--missing", "M1", "--remains", "R1", "--population", "all"});
  CAPTURE(explained.out);
  CHECK(contains(explained.out, "Allele frequencies of South, the population under which the pair scores lowest\n"));
  CHECK(contains(explained.out, "  North: log10 LR 0.6990\n  South: log10 LR 0.3010\n"));
  CHECK(contains(explained.out, "6: 0.5"));
  CHECK(contains(explained.out, "Total      log10 LR 0.3010, LR 2: 1 loci compared, 0 incompatible"));
}

TEST_CASE("dna_population of missing_persons.csv goes before the run's population") {
  const std::string table = "missing_id,family_id,dna_population\nM1,F1,North\nM2,F2,\n";
  const Scratch scratch;
  write_two_families(scratch, table);
  CHECK(contains(run_kith({"match", scratch / "case", "--out", scratch / "no"}).err,
                 "a dna_population for every missing"));
  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "out", "--population", "South"}).status == 0);
  auto found = matches(scratch / "out");
  CHECK(found.at({"R1", "M1"}).first == doctest::Approx(std::log10(5.0)).epsilon(1e-12));
  CHECK(found.at({"R1", "M1"}).second == "North");
  CHECK(found.at({"R2", "M2"}).first == doctest::Approx(std::log10(5.0)).epsilon(1e-12));
  CHECK(found.at({"R2", "M2"}).second == "South");

  REQUIRE(run_kith({"match", scratch / "case", "--out", scratch / "all", "--population", "all"}).status == 0);
  found = matches(scratch / "all");
  CHECK(found.at({"R1", "M1"}).second == "North");  // hers stays
  CHECK(found.at({"R2", "M2"}).second == "North");  // the lowest

  spoil(scratch / "case/missing_persons.csv", "M2,F2,", "M2,F2,East");
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "no"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "missing_persons.csv: column dna_population: found 'East'"));
  CHECK(contains(run.err, "for M2 ('North', 'South')"));
}

TEST_CASE("--population all needs every typed marker under every population") {
  const Scratch scratch;
  write_two_families(scratch);
  spoil(scratch / "case/frequencies.csv", "TH01,6,0.5,South", "vWA,16,1,North\nTH01,6,0.5,South");
  spoil(scratch / "case/markers.csv", "TH01,none", "TH01,none\nvWA,none");
  Run run = run_kith({"match", scratch / "case", "--out", scratch / "fine", "--population", "all"});
  CHECK(run.status == 0);  // nobody is typed at vWA
  CHECK(matches(scratch / "fine").at({"R1", "M1"}).second == "South");
  spoil(scratch / "case/profiles.csv", "S1,A,TH01", "S1,A,vWA,16,16\nS1,A,TH01");
  run = run_kith({"match", scratch / "case", "--out", scratch / "out", "--population", "all"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "error: population South: profiles.csv:2"));
  CHECK(scratch.names() == std::vector<std::string>{"case", "fine"});
}

TEST_CASE("--population all is the lower of two runs, pair by pair, linkage included; breakdown.csv adds up to it") {
  const Scratch scratch;
  write_demo_of_two_populations(scratch);
  std::map<std::string, std::map<std::pair<std::string, std::string>, std::pair<double, std::string>>> found;
  for (const std::string population : {"North", "South", "all"}) {
    const Run run = run_kith({"match", scratch / "case", "--out", scratch / population, "--population", population,
                              "--top", "100", "--threshold", "-1000"});
    CAPTURE(run.err);
    REQUIRE(run.status == 0);
    found[population] = matches(scratch / population);
  }
  CHECK(found["all"].size() > 100);
  CHECK(found["all"].size() == found["North"].size());
  std::map<std::string, int> n_of;
  for (const auto& entry : found["all"]) {
    const auto& pair = entry.first;
    const auto& score = entry.second;
    CAPTURE(pair.first);
    CAPTURE(pair.second);
    const double north = found["North"].at(pair).first;
    const double south = found["South"].at(pair).first;
    CHECK(score.first == doctest::Approx(std::min(north, south)).epsilon(1e-12));
    CHECK(score.second == (north <= south ? "North" : "South"));
    ++n_of[score.second];
  }
  CHECK(n_of["North"] > 5);
  CHECK(n_of["South"] > 5);
  std::map<std::pair<std::string, std::string>, double> sums;
  const auto breakdown = csv_rows(scratch / "all/breakdown.csv");
  for (std::size_t i = 1; i < breakdown.size(); ++i) {
    if (breakdown[i].back() == "dna") sums[{breakdown[i][2], breakdown[i][0]}] += std::stod(breakdown[i][5]);
  }
  for (const auto& [pair, score] : found["all"]) CHECK(sums.at(pair) == doctest::Approx(score.first).epsilon(1e-12));

  REQUIRE(
      run_kith({"match", scratch / "case", "--out", scratch / "one", "--population", "all", "--threads", "1"}).status ==
      0);
  REQUIRE(
      run_kith({"match", scratch / "case", "--out", scratch / "six", "--population", "all", "--threads", "6"}).status ==
      0);
  for (const std::string table : {"matches.csv", "breakdown.csv"}) {
    CHECK(read_text(scratch / ("one/" + table)) == read_text(scratch / ("six/" + table)));
  }
}
