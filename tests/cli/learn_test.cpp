#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "cli/run_kith.hpp"

using namespace kith::testing;

namespace {

/// Four missing persons of two events, four remains of two sites, nothing else but one genotype that compares nothing.
void write_places(const std::filesystem::path& folder) {
  std::filesystem::create_directory(folder);
  write_text(folder / "frequencies.csv", "marker,allele,frequency\nTH01,6,0.25\nTH01,7,0.25\nTH01,9.3,0.5\n");
  write_text(folder / "relatives.csv",
             "family_id,person_id,father_id,mother_id,sex,role\nF1,M1,,,U,missing\nF2,M2,,,U,missing\nF3,M3,,,U,missing"
             "\nF4,M4,,,U,missing\n");
  write_text(folder / "missing_persons.csv", "missing_id,family_id,event_id\nM1,F1,E0\nM2,F2,E0\nM3,F3,E0\nM4,F4,E1\n");
  write_text(folder / "remains.csv", "remains_id,site_id\nR1,S0\nR2,S0\nR3,S0\nR4,S1\n");
  write_text(folder / "profiles.csv", "sample_id,subject_id,marker,allele_1,allele_2\nS1,R1,TH01,6,7\n");
  write_text(folder / "event_sites.csv", "event_id,site_id,identified\nE0,S0,4\n");
}

/// The cell of `column` in the row whose first cells are `key`.
std::string cell(const std::vector<std::vector<std::string>>& rows, const std::string& missing,
                 const std::string& remains, const std::string& column, const std::string& of_column) {
  const auto& header = rows.front();
  const auto at = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
  };
  for (const auto& row : rows) {
    if (row[at("missing_id")] == missing && row[at("remains_id")] == remains && row[at("column")] == of_column)
      return row[at(column)];
  }
  return "";
}

}  // namespace

TEST_CASE("kith match weighs the site: the numbers by hand") {
  // 4 of event E0 identified at S0, alpha 2, both sites alike: P(S0 | E0) = 5/6, and with three of four reports of E0
  // P(S0) = 3/4 5/6 + 1/4 1/2 = 3/4; floor 0.05.
  const Scratch scratch;
  write_places(scratch / "case");
  const auto number = [&](const std::string& out, const char* missing, const char* remains) {
    const auto rows = csv_rows(scratch / (out + "/breakdown.csv"));
    return std::atof(cell(rows, missing, remains, "log10_lr", "place").c_str());
  };
  const auto with_floor = [](double ratio) { return doctest::Approx(std::log10(0.95 * ratio + 0.05)).epsilon(1e-9); };
  REQUIRE(run_kith({"match", scratch / "case", "--strategy", "attributes", "--out", scratch / "a"}).status == 0);
  CHECK(number("a", "M1", "R1") == with_floor(5.0 / 6 / 0.75));
  CHECK(number("a", "M1", "R4") == with_floor(1.0 / 6 / 0.25));
  CHECK(number("a", "M4", "R1") == with_floor(0.5 / 0.75));
  CHECK(contains(read_text(scratch / "a/breakdown.csv"), "4 of 4 identified of the event lie there"));
  CHECK(contains(read_text(scratch / "a/run.json"),
                 "place: P(site) from 4 reports of a place or a time; 0 identifications"));

  // Remains counted, 3 and 1 and half a one: pi = 0.7, 0.3; P(S0 | E0) = 0.9, P(S0) = 0.85 as in place_model_test.
  write_text(scratch / "case/attributes.csv", "attribute,parameter,value\nplace,remains_weight,1\n");
  REQUIRE(run_kith({"match", scratch / "case", "--strategy", "attributes", "--out", scratch / "b"}).status == 0);
  CHECK(number("b", "M1", "R1") == with_floor(0.9 / 0.85));
  CHECK(number("b", "M4", "R1") == with_floor(0.7 / 0.85));
}

TEST_CASE("kith match: a pair's own identification changes nothing for the pair") {
  const Scratch scratch;
  write_places(scratch / "case");
  const auto place_of = [&](const std::string& out) {
    const Run run = run_kith({"match", scratch / "case", "--strategy", "attributes", "--out", scratch / out});
    INFO(run.err);
    REQUIRE(run.status == 0);
    const auto rows = csv_rows(scratch / (out + "/breakdown.csv"));
    return std::pair(cell(rows, "M1", "R1", "log10_lr", "place"), cell(rows, "M2", "R2", "log10_lr", "place"));
  };
  const auto before = place_of("before");
  write_text(scratch / "case/identifications.csv", "missing_id,remains_id\nM1,R1\n");
  const auto after = place_of("after");
  CHECK(std::atof(after.first.c_str()) == doctest::Approx(std::atof(before.first.c_str())).epsilon(1e-9));
  CHECK(std::atof(after.second.c_str()) > std::atof(before.second.c_str()));
}

TEST_CASE("kith learn, and kith match with what was learned") {
  const Scratch scratch;
  const std::string weights = scratch / "weights.ini";
  const Run run = run_kith({"learn", demo_case(), "--out", weights, "--method", "decided", "--decided", "4"});
  INFO(run.err);
  REQUIRE(run.status == 0);
  CHECK(contains(run.out, "Learned from m from "));
  CHECK(contains(run.out, "agree"));
  CHECK(contains(run.out, "Doubtful: m rests on "));
  const std::string text = read_text(weights);
  CHECK(contains(text, "[sex]\nm.agree = 0."));

  CHECK(run_kith({"learn", demo_case(), "--out", weights}).status == 2);  // exists
  const Run with_dna = run_kith({"learn", demo_case(), "--out", weights, "--force", "--threads", "1"});
  CHECK(with_dna.status == 0);
  CHECK(contains(with_dna.out, "Convergence"));
  CHECK(contains(with_dna.out, "with the DNA as other evidence"));
  const Run other = run_kith({"learn", demo_case(), "--out", scratch / "again.ini", "--threads", "3"});
  CHECK(other.status == 0);
  CHECK(read_text(scratch / "again.ini") == read_text(weights));

  const Run match = run_kith({"match", demo_case(), "--weights", weights, "--out", scratch / "out"});
  INFO(match.err);
  REQUIRE(match.status == 0);
  CHECK(contains(read_text(scratch / "out/breakdown.csv"), "learned: level agree"));
  CHECK(contains(read_text(scratch / "out/run.json"), "weights.ini"));
}

TEST_CASE("kith learn: pairs that DNA decided are no evidence for their own sites") {
  const Scratch scratch;
  write_places(scratch / "case");
  std::filesystem::remove(scratch / "case/event_sites.csv");
  // Everybody was typed himself: M1 is R1, M2 is R2 (E0, S0), M4 is R4 (E1, S1). All three are accepted.
  write_text(
      scratch / "case/profiles.csv",
      "sample_id,subject_id,marker,allele_1,allele_2\nA,M1,TH01,6,6\nB,R1,TH01,6,6\nC,M2,TH01,7,7\nD,R2,TH01,7,7\n"
      "E,M4,TH01,6,7\nF,R4,TH01,6,7\n");
  write_text(scratch / "case/identifications.csv", "missing_id,remains_id\nM1,R1\nM2,R2\nM4,R4\n");
  const Run run = run_kith(
      {"learn", scratch / "case", "--out", scratch / "w.ini", "--method", "decided", "--decided", "0.9"});
  CAPTURE(run.out);
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  CHECK(contains(run.out, "m from 3 pairs with DNA log10 LR of 0.9 or more"));
  // M1 and M2 speak for each other's site; M4, alone of his event, has nobody to speak for him.
  const std::string line = run.out.substr(run.out.find("place  "));
  const std::string linked = line.substr(0, line.find('\n'));
  CHECK(contains(linked, "linked"));
  CHECK(contains(linked, "        2    0."));  // decided pairs, then m
}

TEST_CASE("kith learn and weights: what is wrong is said") {
  const Scratch scratch;
  CHECK(contains(run_kith({"learn", demo_case()}).err, "--out FILE is missing"));
  const Run method = run_kith({"learn", demo_case(), "--out", scratch / "w.ini", "--method", "guess"});
  CHECK(method.status == 2);
  CHECK(contains(method.err, "em-dna, em or decided"));
  const Run undecided = run_kith(
      {"learn", demo_case(), "--out", scratch / "w.ini", "--method", "decided", "--decided", "300"});
  CHECK(undecided.status == 2);
  CHECK(contains(undecided.err, "no pair has a DNA log10 LR of 300 or more"));
  CHECK(scratch.names().empty());

  write_text(scratch / "bad.ini", "[sex]\nexponent = much\n");
  const Run match = run_kith({"match", demo_case(), "--weights", scratch / "bad.ini", "--out", scratch / "out"});
  CHECK(match.status == 2);
  CHECK(contains(match.err, "bad.ini:2: column exponent: found 'much'"));
  const Run none = run_kith({"match", demo_case(), "--weights", scratch / "none.ini", "--out", scratch / "out"});
  CHECK(none.status == 2);
  CHECK(contains(none.err, "none.ini"));
}
