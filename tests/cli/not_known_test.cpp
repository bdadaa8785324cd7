// Forms that say nothing, names as passports print them and short serial numbers, from the case folder to the scores;
// the cases of the field in the suite `shared`, others of their kind here.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/run_kith.hpp"
#include "support/shared.hpp"

using namespace kith::testing;

namespace {

using Scores = std::map<std::pair<std::string, std::string>,
                        double>;  // (missing, remains) -> log10 LR of the descriptions

Scores scores_of(const std::string& folder) {
  const Scratch scratch;
  const Run run = run_kith({"match", folder, "--out", scratch / "out", "--threshold", "-1000", "--top", "1000"});
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  const auto rows = csv_rows(scratch / "out/matches.csv");
  const auto column = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin());
  };
  Scores scores;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    scores[{rows[i][column("missing_id")], rows[i][column("remains_id")]}] = std::stod(
        rows[i][column("log10_lr_attributes")]);
  }
  return scores;
}

/// A pair that nothing speaks of need not be listed.
double score_of(const Scores& scores, const std::string& missing, const std::string& remains) {
  const auto found = scores.find({missing, remains});
  return found == scores.end() ? 0 : found->second;
}

/// A case of descriptions alone: a family each for the missing.
std::string write_case(const Scratch& scratch, const std::string& columns, const std::vector<std::string>& missing,
                       const std::string& remains_columns, const std::vector<std::string>& remains) {
  std::filesystem::create_directory(scratch / "case");
  std::string relatives = "family_id,person_id,father_id,mother_id,sex,role\n";
  std::string table = "missing_id,family_id," + columns + '\n';
  for (std::size_t i = 0; i < missing.size(); ++i) {
    const std::string n = std::to_string(i + 1);
    relatives.append("F").append(n).append(",M").append(n).append(",,,,missing\n");
    table.append("M").append(n).append(",F").append(n).append(",").append(missing[i]).append("\n");
  }
  std::string found = "remains_id," + remains_columns + '\n';
  for (std::size_t i = 0; i < remains.size(); ++i) found += "R" + std::to_string(i + 1) + ',' + remains[i] + '\n';
  write_text(scratch / "case/relatives.csv", relatives);
  write_text(scratch / "case/missing_persons.csv", table);
  write_text(scratch / "case/remains.csv", found);
  return scratch / "case";
}

/// Of the LRs of one set of remains over the missing, floor included: (1 - e) LR + e averages to 1 where LR does.
double mean_lr(const Scores& scores, const std::string& remains, std::size_t n) {
  double sum = 0;
  for (const auto& [pair, score] : scores) sum += pair.second == remains ? std::pow(10, score) : 0;
  return sum / static_cast<double>(n);
}

TEST_CASE("forms that say nothing: whatever the word, every pair has LR 1 for it") {
  for (const auto* word : {"unknown", "N.K.", "...", "нет данных", "məlum deyil", "غير معروف", "непознато", "s/d"}) {
    CAPTURE(std::string(word));
    const Scratch scratch;
    const std::string w = word;
    const std::string all = w + ',' + w + ',' + w + ',' + w + ',' + w + ',' + w + ',' + w;
    // One person and remains of whom the hair is known: 0 but for the hair.
    const auto folder = write_case(scratch, "marks,fractures,surgery,implants,clothing,effects,implant_serial,hair",
                                   {all + ",unknown", "none,none,none,none,none,none,,brown"},
                                   "marks,fractures,surgery,implants,clothing,effects,implant_serial,hair",
                                   {all + ",brown"});
    const auto scores = scores_of(folder);
    CHECK(score_of(scores, "M1", "R1") == 0);
    CHECK(scores.at({"M2", "R1"}) != 0);
  }
}

TEST_CASE("names of passports: the owner's paper speaks for him, and the mean over the missing is 1") {
  const std::vector<std::pair<std::string, std::string>> owners{{"Øystein Ågård", "OEYSTEIN AAGAARD"},
                                                                {"Đorđević", "DJORDJEVIC"},
                                                                {"Şahin", "SAHIN"},
                                                                {"Шевчук", "SHEVCHUK"},
                                                                {"محمد", "MOHAMMED"},
                                                                {"Շահինյան", "SHAHINYAN"}};
  for (const auto& [reported, printed] : owners) {
    const std::string tried(reported);
    CAPTURE(tried);
    const Scratch scratch;
    const auto folder = write_case(scratch, "name", {reported, "Ivan Petrov", "Hilda Brown", "Juan Perez", "Wang Fu"},
                                   "documents", {"passport:" + printed, "passport:Zzyx Qwrt"});
    const auto scores = scores_of(folder);
    CHECK(scores.at({"M1", "R1"}) > 0);
    for (const auto* other : {"M2", "M3", "M4", "M5"}) CHECK(scores.at({other, "R1"}) < scores.at({"M1", "R1"}));
    CHECK(mean_lr(scores, "R1", 5) == doctest::Approx(1).epsilon(1e-9));
    CHECK(mean_lr(scores, "R2", 5) == doctest::Approx(1).epsilon(1e-9));  // nobody's name
  }
}

TEST_CASE("serial numbers: a short text, a shared one and a placeholder") {
  const Scratch scratch;
  const auto folder = write_case(scratch, "implant_serial", {"A7", "12", "12", "12", "0", "SN1234567"},
                                 "implant_serial", {"A7", "12", "0", "SN1234567"});
  const auto scores = scores_of(folder);
  const auto with_floor = [](double lr) { return std::log10(0.99 * lr + 0.01); };  // docs/attributes.md: floor 0.01
  const double same = 0.98 * 0.98;
  CHECK(scores.at({"M1", "R1"}) == doctest::Approx(with_floor(same * 36 * 36 + 0.02)).epsilon(1e-12));
  for (const auto* of_three : {"M2", "M3", "M4"}) {
    CHECK(scores.at({of_three, "R2"}) == doctest::Approx(with_floor(same * 5 / 3 + 0.02)).epsilon(1e-12));  // 3 of 5
  }
  CHECK(scores.at({"M6", "R4"}) == doctest::Approx(with_floor(same * 1e6 + 0.02)).epsilon(1e-12));
  for (const auto* anybody : {"M1", "M2", "M5", "M6"}) CHECK(score_of(scores, anybody, "R3") == 0);
}

}  // namespace

TEST_SUITE("shared") {
  TEST_CASE("field: placeholders are no evidence") {
    for (const auto* name : {"field/08_placeholders_are_evidence/unknown", "field/08_placeholders_are_evidence/serial0",
                             "field/unknown_counts_as_an_item/case"}) {
      const auto folder = shared(name);
      if (!folder) return;
      CAPTURE(std::string(name));
      const auto scores = scores_of(folder->string());
      for (const auto& [pair, score] : scores) CHECK(score == 0);
    }
  }

  TEST_CASE("field: the owner of a passport, 5 / (1 + 4 g) with g 0.001 to 0.03 for the others, and a floor of 0.06") {
    for (const auto* name : {"n1", "n2", "n3"}) {
      const auto folder = shared(std::string("field/09_names_of_the_same_person_count_against/") + name);
      if (!folder) return;
      CAPTURE(std::string(name));
      const auto scores = scores_of(folder->string());
      CHECK(scores.at({"mp1", "R1"}) > std::log10(0.94 * 5 / (1 + 4 * 0.03)));
      CHECK(scores.at({"mp1", "R1"}) < std::log10(0.94 * 5 + 0.06));
      CHECK(mean_lr(scores, "R1", 5) == doctest::Approx(1).epsilon(1e-9));
    }
  }

  TEST_CASE("field: a serial number of one character") {
    const auto folder = shared("field/implant_serial_of_one_character/case");
    if (!folder) return;
    const auto scores = scores_of(folder->string());
    const double shared_by_two = std::log10(0.99 * (0.98 * 0.98 * 3 / 2 + 0.02) + 0.01);
    CHECK(scores.at({"A0", "R0"}) == doctest::Approx(shared_by_two).epsilon(1e-12));
    CHECK(scores.at({"A1", "R0"}) == doctest::Approx(shared_by_two).epsilon(1e-12));
    CHECK(std::pow(10, scores.at({"A0", "R0"})) <= 1.5);
  }
}
