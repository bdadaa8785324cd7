// Every case with joint answers of dvir 3.4.2 (pedprobr 1.1.0, forrel 1.9.0): the programs and calls stand in each
// answers.json.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "inference/joint/conclusions.hpp"
#include "inference/joint/incompatible_loci.hpp"
#include "intake/case/case_reader.hpp"
#include "support/shared.hpp"

namespace kith::testing {
namespace {

namespace fs = std::filesystem;
using inference::AssignmentPrior;
using inference::BodyIndex;
using inference::kNoBody;
using inference::MissingIndex;
using nlohmann::json;

constexpr double kPosterior = 1e-8;  // the issue's; the answers are printed with 15 digits
constexpr double kLogLikelihood = 1e-8;
constexpr double kImpossible = -std::numeric_limits<double>::infinity();

struct Solved {
  matching::Case data;
  std::vector<inference::UnitTable> tables;
  std::map<std::string, BodyIndex> body_of;
  std::map<std::string, MissingIndex> missing_of;
  std::vector<std::map<std::vector<BodyIndex>, double>> log_lr;  ///< per unit by assignment
};

Solved solve(const fs::path& folder) {
  auto reading = intake::read_case(folder);
  REQUIRE(reading.problems.n_errors() == 0);
  Solved solved;
  solved.data = std::move(reading.content).value();
  solved.tables = inference::make_unit_tables(solved.data, {}, {.sex = inference::SexRule::hard});
  for (BodyIndex b = 0; b < solved.data.remains.size(); ++b) solved.body_of[solved.data.remains[b].id] = b;
  for (MissingIndex m = 0; m < solved.data.missing.size(); ++m) solved.missing_of[solved.data.missing[m].id] = m;
  for (const auto& table : solved.tables) {
    auto& known = solved.log_lr.emplace_back();
    for (std::size_t i = 0; i < table.size(); ++i) {
      const auto bodies = table.assignment(i);
      known[{bodies.begin(), bodies.end()}] = table.log_lr[i];
    }
  }
  return solved;
}

/// ln LR of an assignment given per missing person.
double log_lr(const Solved& solved, const std::vector<BodyIndex>& body_of) {
  double sum = 0;
  for (std::size_t u = 0; u < solved.tables.size(); ++u) {
    std::vector<BodyIndex> bodies;
    for (const auto m : solved.tables[u].unit.missing) bodies.push_back(body_of[m]);
    const auto found = solved.log_lr[u].find(bodies);
    if (found == solved.log_lr[u].end()) return kImpossible;
    sum += found->second;
  }
  return sum;
}

struct Listed {
  std::vector<BodyIndex> body_of;  ///< per missing person
  double log_likelihood = 0;
  std::size_t n_placed = 0;
};

double number(const json& value) { return value.is_null() ? kImpossible : value.get<double>(); }

void place(const Solved& solved, Listed& listed, const std::string& body, const std::string& missing) {
  listed.body_of[solved.missing_of.at(missing)] = solved.body_of.at(body);
  ++listed.n_placed;
}

std::vector<Listed> listed_assignments(const Solved& solved, const json& joint) {
  std::vector<Listed> list;
  const auto add = [&](const json& loglik) -> Listed& {
    list.push_back({std::vector<BodyIndex>(solved.data.missing.size(), kNoBody), number(loglik)});
    return list.back();
  };
  if (joint.contains("table")) {
    const json& table = joint["table"];
    for (std::size_t i = 0; i < table["loglik"].size(); ++i) {
      Listed& listed = add(table["loglik"][i]);
      for (std::size_t v = 0; v < table["victims"].size(); ++v) {
        const auto m = table["assignments"][i][v].get<std::size_t>();
        if (m > 0) place(solved, listed, table["victims"][v], table["missing"][m - 1]);
      }
    }
    return list;
  }
  for (const json& row : joint["rows"]) {
    Listed& listed = add(row["loglik"]);
    for (const auto& [body, missing] : row["assignment"].items()) {
      if (missing != "*") place(solved, listed, body, missing);
    }
  }
  return list;
}

void check_log_likelihoods(const Solved& solved, const json& joint) {
  const double base = joint["loglik_null"].get<double>();
  double worst = 0;
  for (const Listed& listed : listed_assignments(solved, joint)) {
    const double ours = log_lr(solved, listed.body_of);
    if (listed.log_likelihood == kImpossible) {
      CHECK(ours == kImpossible);
    } else {
      worst = std::max(worst, std::abs(ours - (listed.log_likelihood - base)));
    }
  }
  CHECK(worst < kLogLikelihood);
}

using Matrix = std::map<std::pair<std::string, std::string>, double>;

Matrix posterior_matrix(const Solved& solved, const inference::JointPosterior& posterior) {
  Matrix matrix;
  for (const auto& pair : posterior.pairs) {
    matrix[{solved.data.remains[pair.body].id, solved.data.missing[pair.missing].id}] = pair.posterior;
  }
  for (BodyIndex b = 0; b < solved.data.remains.size(); ++b) {
    matrix[{solved.data.remains[b].id, "*"}] = posterior.nobody[b];
  }
  return matrix;
}

void check_posterior(const json& answers, const Matrix& matrix) {
  for (std::size_t r = 0; r < answers["rows"].size(); ++r) {
    for (std::size_t c = 0; c < answers["cols"].size(); ++c) {
      const std::pair key(answers["rows"][r].get<std::string>(), answers["cols"][c].get<std::string>());
      CAPTURE(key.first);
      CAPTURE(key.second);
      const auto found = matrix.find(key);
      const double ours = found == matrix.end() ? 0 : found->second;
      CHECK(std::abs(ours - answers["values"][r][c].get<double>()) < kPosterior);
    }
  }
}

/// The posterior under another prior, from the listed likelihoods.
void check_prior(const Solved& solved, const json& answers, const AssignmentPrior& prior) {
  double highest = kImpossible;
  const auto list = listed_assignments(solved, answers["joint"]);
  const std::size_t n_bodies = solved.data.remains.size();
  for (const Listed& listed : list) {
    highest = std::max(highest, listed.log_likelihood + prior.log_weight(listed.n_placed, n_bodies));
  }
  double total = 0;
  Matrix expected;
  for (BodyIndex b = 0; b < n_bodies; ++b) expected[{solved.data.remains[b].id, "*"}] = 1;
  for (const Listed& listed : list) {
    total += std::exp(listed.log_likelihood + prior.log_weight(listed.n_placed, n_bodies) - highest);
  }
  for (const Listed& listed : list) {
    const double p = std::exp(listed.log_likelihood + prior.log_weight(listed.n_placed, n_bodies) - highest) / total;
    for (MissingIndex m = 0; m < listed.body_of.size(); ++m) {
      if (listed.body_of[m] == kNoBody) continue;
      const auto& body = solved.data.remains[listed.body_of[m]].id;
      expected[{body, solved.data.missing[m].id}] += p;
      expected[{body, "*"}] -= p;
    }
  }
  const auto ours = posterior_matrix(solved,
                                     inference::find_joint_posterior(solved.data, solved.tables, {.prior = prior}));
  for (const auto& entry : expected) {
    CAPTURE(entry.first.first);
    CAPTURE(entry.first.second);
    const auto found = ours.find(entry.first);
    CHECK(std::abs((found == ours.end() ? 0 : found->second) - entry.second) < kPosterior);
  }
}

void check_glr(const Solved& solved, const json& answers, const inference::JointPosterior& posterior) {
  Matrix ours;
  for (const auto& pair : posterior.pairs) {
    ours[{solved.data.remains[pair.body].id, solved.data.missing[pair.missing].id}] = pair.log_glr;
  }
  for (std::size_t r = 0; r < answers["rows"].size(); ++r) {
    for (std::size_t c = 0; c < answers["cols"].size(); ++c) {
      if (answers["values"][r][c].is_null()) continue;
      const std::pair key(answers["rows"][r].get<std::string>(), answers["cols"][c].get<std::string>());
      CAPTURE(key.first);
      CAPTURE(key.second);
      const double glr = answers["values"][r][c].get<double>();
      const auto found = ours.find(key);
      const double log_glr = found == ours.end() ? kImpossible : found->second;
      if (glr == 0) {
        CHECK(log_glr < -700);  // beyond what a double holds
      } else {
        CHECK(std::abs(log_glr - std::log(glr)) < kLogLikelihood);
      }
    }
  }
}

void check_undisputed(const Solved& solved, const json& answers, bool strict) {
  std::set<std::pair<std::string, std::string>> expected;  // missing + body, round
  for (const json& row : answers["sequence"]) {
    if (row["Missing"].is_null()) continue;
    expected.emplace(row["Missing"].get<std::string>() + " " + row["Sample"].get<std::string>(), row["Comment"]);
  }
  std::set<std::pair<std::string, std::string>> ours;
  for (const auto& pair : inference::find_undisputed(solved.tables, {.strict = strict})) {
    ours.emplace(solved.data.missing[pair.missing].id + " " + solved.data.remains[pair.body].id,
                 "Step " + std::to_string(pair.round));
  }
  CHECK(ours == expected);
}

std::string text(inference::Verdict verdict) {
  const std::map<inference::Verdict, std::string> words{
      {inference::Verdict::undisputed, "Undisputed"}, {inference::Verdict::symmetric, "Symmetric match"},
      {inference::Verdict::match, "Match (GLR)"},     {inference::Verdict::disputed, "Disputed"},
      {inference::Verdict::probable, "Probable"},     {inference::Verdict::non_identifiable, "Non-identifiable"},
      {inference::Verdict::excluded, "Excluded"}};
  const auto found = words.find(verdict);
  return found == words.end() ? "Inconclusive" : found->second;
}

/// AM-driven, but where CONVENTIONS.md names the peer wrong: what it excludes by a count of loci before any LR is seen,
/// and sets it does not recognise. `solve` counts loci first, so that `am_driven` is compared where there is one.
void check_verdicts(const Solved& solved, const json& rows, const json& solve_rows,
                    const inference::Conclusions& ours) {
  std::set<std::string> excluded;
  for (const json& row : solve_rows) {
    if (row["Conclusion"] == "Excluded") excluded.insert(row["Missing"].get<std::string>());
  }
  for (const json& row : rows) {
    CAPTURE(row["Missing"].get<std::string>());
    const auto m = solved.missing_of.at(row["Missing"]);
    const auto theirs = row["Conclusion"].get<std::string>();
    const auto verdict = text(ours.of_missing[m].verdict);
    if (theirs == "Excluded" || (theirs == "Inconclusive" && verdict == "Symmetric match")) continue;
    if (verdict == "Excluded") {
      CHECK(excluded.count(row["Missing"].get<std::string>()) == 1);
      continue;
    }
    CHECK(verdict == theirs);
    if (verdict == "Symmetric match" && verdict == theirs) {
      const auto& set = ours.sets[ours.of_missing[m].set.value()];
      CHECK(std::abs(set.log_glr - std::log(row["GLR"].get<double>())) < kLogLikelihood);
    }
  }
}

/// Per missing person the markers at which the relatives do not fit each other without mutation.
std::vector<std::uint32_t> count_inconsistent(const Solved& solved) {
  matching::Case strict = solved.data;
  for (auto& marker : strict.panel.markers) {
    auto spec = marker.spec();
    spec.mutation_male = spec.mutation_female = {};
    marker = genetics::Marker::make(std::move(spec)).value();
  }
  std::vector<std::uint32_t> counts(strict.missing.size());
  for (const auto& unit : inference::find_family_units(strict)) {
    const inference::FamilyLikelihood likelihood(strict, unit);
    for (const auto m : unit.missing) counts[m] = static_cast<std::uint32_t>(likelihood.inconsistent().size());
  }
  return counts;
}

/// dvir holds against the body what the relatives do not fit among themselves (all bodies are typed at all markers);
/// Kith does not.
void check_incompatible(const Solved& solved, const json& answers, const std::vector<std::uint32_t>& counts) {
  const auto inconsistent = count_inconsistent(solved);
  for (std::size_t r = 0; r < answers["remains"].size(); ++r) {
    for (std::size_t c = 0; c < answers["missing"].size(); ++c) {
      const json& expected = answers["incompatible"][r][c];
      if (expected.is_null()) continue;
      const auto body = solved.body_of.at(answers["remains"][r]);
      const auto m = solved.missing_of.at(answers["missing"][c]);
      CHECK(counts[body * solved.data.missing.size() + m] + inconsistent[m] == expected.get<std::uint32_t>());
    }
  }
}

/// Bodies that dvir excludes are excluded, but where a pair's LR is 1 or more.
void check_excluded(const Solved& solved, const json& rows, const inference::Conclusions& ours,
                    const inference::JointPosterior& posterior) {
  for (const json& row : rows) {
    if (row["Conclusion"] != "Excluded") continue;
    const auto body = solved.body_of.at(row["Sample"]);
    CAPTURE(row["Sample"].get<std::string>());
    const bool supported = std::any_of(posterior.pairs.begin(), posterior.pairs.end(),
                                       [&](const auto& pair) { return pair.body == body && pair.log_lr >= 0; });
    const auto verdict = ours.of_body[body].verdict;
    CHECK((verdict == inference::Verdict::excluded || supported));
  }
}

}  // namespace

TEST_SUITE_BEGIN("shared");

TEST_CASE("joint: likelihoods, posteriors, GLR and undisputed pairs are those of dvir") {
  std::size_t n_cases = 0;
  for (const char* group : {"joint", "cases"}) {
    const auto root = shared(group);
    if (!root) return;
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(*root)) {
      if (fs::exists(entry.path() / "answers.json")) folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    for (const fs::path& folder : folders) {
      CAPTURE(folder.filename().string());
      std::ifstream stream(folder / "answers.json");
      const json answers = json::parse(stream);
      const Solved solved = solve(folder);
      const auto posterior = inference::find_joint_posterior(solved.data, solved.tables, {});
      for (const auto& block : posterior.blocks) REQUIRE(block.status == inference::BlockStatus::exact);
      check_log_likelihoods(solved, answers["joint"]);
      check_posterior(answers["posterior"], posterior_matrix(solved, posterior));
      check_glr(solved, answers["glr"], posterior);
      if (answers.contains("undisputed")) check_undisputed(solved, answers["undisputed"], false);
      if (answers.contains("undisputed_strict")) check_undisputed(solved, answers["undisputed_strict"], true);
      const json& joint = answers["joint"];
      if (joint.contains("table") && joint["table"]["complete"].get<bool>()) {
        check_prior(solved, answers, AssignmentPrior::odds(0.25).value());
        check_prior(solved, answers, AssignmentPrior::closed(solved.data.remains.size() - 2));
      }
      const auto n_incompatible = inference::count_incompatible_loci(solved.data);
      check_incompatible(solved, answers["exclusions"], n_incompatible);
      const auto identified = inference::with_identified(solved.data, inference::find_undisputed(solved.tables, {}));
      const auto given = inference::count_incompatible_loci(identified);
      const auto count = [&](BodyIndex b, MissingIndex m) { return given[b * solved.data.missing.size() + m]; };
      const auto conclusions = inference::draw_conclusions(solved.data, solved.tables, posterior, count);
      check_excluded(solved, answers["solve"]["PM"], conclusions, posterior);
      check_verdicts(solved, answers[answers.contains("am_driven") ? "am_driven" : "solve"]["AM"],
                     answers["solve"]["AM"], conclusions);
      ++n_cases;
    }
  }
  CHECK(n_cases == 15);
}

TEST_SUITE_END();

}  // namespace kith::testing
