#include "identify/competition.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "inference/joint/family_likelihood.hpp"
#include "inference/joint/kin_reports.hpp"
#include "matching/case/typed_relatives.hpp"

namespace kith::identify {
namespace {

using inference::BodyIndex;
using inference::JointIdentification;
using inference::kNoBody;
using inference::UnitTable;

constexpr std::size_t kMostCompetitors = 5;
constexpr double kEqual = 1e-9;

/// log10 of a natural logarithm.
double log10_of(double ln) { return ln / std::log(10.0); }

std::size_t unit_of(const JointIdentification& joint, matching::TargetIndex target) {
  for (std::size_t u = 0; u < joint.tables.size(); ++u) {
    const auto& missing = joint.tables[u].unit.missing;
    if (std::binary_search(missing.begin(), missing.end(), target)) return u;
  }
  return joint.tables.size();
}

/// The family's part of the best assignment with this body in this place.
void find_best_with(const JointIdentification& joint, std::size_t place, Competitor& competitor) {
  const UnitTable& table = joint.tables[competitor.unit];
  const auto& known = joint.posterior.log_best_with;
  const bool has_best = competitor.unit < known.size() && known[competitor.unit].size() == table.size();
  double best = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto bodies = table.assignment(i);
    const auto is_there = [&](std::size_t p) { return joint.joins.holds(bodies[p], competitor.row.body); };
    const auto alike = table.alike(place);
    if (std::none_of(alike.begin(), alike.end(), is_there)) continue;
    const double log_likelihood = has_best ? known[competitor.unit][i] : table.log_lr[i];
    if (log_likelihood <= best) continue;
    best = log_likelihood;
    competitor.assignment.assign(table.assignment(i).begin(), table.assignment(i).end());
  }
  // Of persons who cannot be told apart the body may stand in another's place.
  for (const std::size_t other : table.alike(place)) {
    if (other >= competitor.assignment.size() || !joint.joins.holds(competitor.assignment[other], competitor.row.body))
      continue;
    std::swap(competitor.assignment[place], competitor.assignment[other]);
    break;
  }
  competitor.log10_likelihood = log10_of(best);
}

/// Adds the evidence of every body of the assignment, column by column: the markers of all of them together, the rest
/// pair by pair.
void add_columns(const matching::Case& the_case, const Identification& answer, const Options& options,
                 const Competitor& competitor, double Difference::*side, std::map<std::string, Difference>& columns) {
  const auto& unit = answer.joint.found->tables[competitor.unit].unit;
  const auto add = [&](const std::string& name, double log10_lr) {
    auto& entry = columns.try_emplace(name, Difference{name}).first->second;
    entry.*side += log10_lr;
  };
  inference::FamilyLikelihood likelihood(the_case, unit, inference::References::used, options.evidence.likelihood);
  for (const auto& [locus, log_lr] : likelihood.log_lr_by_locus(competitor.assignment))
    add(the_case.panel.markers[locus].name(), log10_of(log_lr));
  const inference::KinReports reports(the_case, answer.evidence_of_bodies());
  for (std::size_t place = 0; place < competitor.assignment.size(); ++place) {
    if (competitor.assignment[place] == kNoBody) continue;
    if (answer.joint.found->joins.is_join(competitor.assignment[place]))
      add("one person", log10_of(answer.joint.found->joins.log_lr_same(competitor.assignment[place])));
    for (const auto& score :
         matching::explain_pair(answer.evidence_of_bodies(), competitor.assignment[place], unit.missing[place])) {
      const std::string& name = answer.evidence_of_bodies().columns[score.column]->name();
      if (the_case.panel.find(name) != genetics::kNoLocus) continue;
      add(name, reports.log10_lr(score.column, unit.missing[place], competitor.assignment[place]));
    }
  }
}

std::vector<Difference> find_differences(const matching::Case& the_case, const Identification& answer,
                                         const Options& options, const Competitor& first, const Competitor& second) {
  std::map<std::string, Difference> columns;
  add_columns(the_case, answer, options, first, &Difference::first, columns);
  add_columns(the_case, answer, options, second, &Difference::second, columns);
  std::vector<Difference> differences;
  for (const auto& [name, difference] : columns) {
    const double gap = difference.first - difference.second;
    if (!(std::abs(gap) <= kEqual)) differences.push_back(difference);  // NaN: both impossible
  }
  std::stable_sort(differences.begin(), differences.end(), [](const Difference& a, const Difference& b) {
    return std::abs(a.first - a.second) > std::abs(b.first - b.second);
  });
  return differences;
}

/// An untyped person of a family, and what he is to a missing person.
struct Relative {
  std::uint32_t family = 0;
  pedigree::PersonIndex person = pedigree::kNobody;
  std::string words{};
};

/// Untyped parents and children, whom the pedigree names.
std::vector<Relative> untyped_relatives(const matching::Case& the_case, const matching::MissingPerson& missing) {
  const matching::Family& family = the_case.families[missing.family];
  const auto& pedigree = family.pedigree;
  std::vector<Relative> relatives;
  const auto add = [&](pedigree::PersonIndex person, const std::string& relation) {
    if (person == pedigree::kNobody || static_cast<std::size_t>(person) >= pedigree.n_named()) return;
    if (matching::is_typed(family, person) || family.roles[static_cast<std::size_t>(person)] == matching::Role::missing)
      return;
    relatives.push_back({missing.family, person, relation + " " + pedigree.id(person) + " of " + missing.id});
  };
  for (std::size_t p = 0; p < pedigree.n_named(); ++p) {
    const auto person = static_cast<pedigree::PersonIndex>(p);
    if (pedigree.father(person) == missing.person || pedigree.mother(person) == missing.person)
      add(person, "the child");
  }
  add(pedigree.father(missing.person), "the father");
  add(pedigree.mother(missing.person), "the mother");
  return relatives;
}

/// Who would tell two missing persons apart: relatives of one of them whom the other does not share, and what they used
/// themselves.
std::vector<std::string> find_helpful(const matching::Case& the_case, const matching::MissingPerson& first,
                                      const matching::MissingPerson& second) {
  std::vector<std::string> helpful;
  const auto add = [&](const matching::MissingPerson& one, const matching::MissingPerson& other) {
    const auto shared = untyped_relatives(the_case, other);
    for (const Relative& relative : untyped_relatives(the_case, one)) {
      const bool is_shared = std::any_of(shared.begin(), shared.end(), [&](const Relative& of_other) {
        return of_other.family == relative.family && of_other.person == relative.person;
      });
      if (!is_shared) helpful.push_back(relative.words);
    }
    if (!matching::is_typed(the_case.families[one.family], one.person))
      helpful.push_back("something " + one.id + " used (toothbrush, razor)");
  };
  add(first, second);
  add(second, first);
  return helpful;
}

}  // namespace

Competition find_competition(const matching::Case& case_of_remains, const Identification& answer,
                             const Options& options, matching::RemainsIndex remains) {
  const matching::Case& the_case = answer.bodies.case_of_bodies(case_of_remains);
  const BodyIndex body = answer.bodies.body_of[remains];
  const JointIdentification& joint = *answer.joint.found;
  Competition competition;
  for (const auto& row : joint.rows) {
    if (row.body != body) continue;
    if (row.missing == inference::kNoMissing) competition.nobody = row.posterior;
    if (!row.names_missing() || competition.competitors.size() == kMostCompetitors) continue;
    Competitor competitor{.row = row, .unit = unit_of(joint, row.missing)};
    if (competitor.unit == joint.tables.size()) continue;
    const auto& missing = joint.tables[competitor.unit].unit.missing;
    find_best_with(joint,
                   static_cast<std::size_t>(std::find(missing.begin(), missing.end(), row.missing) - missing.begin()),
                   competitor);
    competition.competitors.push_back(std::move(competitor));
  }
  const auto block = joint.posterior.block_of_body[body];
  if (block != inference::kNoBlock) {
    competition.n_units = joint.posterior.blocks[block].units.size();
    competition.n_bodies = joint.posterior.blocks[block].bodies.size();
  }
  if (competition.competitors.size() < 2) return competition;
  const Competitor& first = competition.competitors[0];
  const Competitor& second = competition.competitors[1];
  if (!first.assignment.empty() && !second.assignment.empty())
    competition.differences = find_differences(the_case, answer, options, first, second);
  competition.would_help = find_helpful(the_case, the_case.missing[first.row.missing],
                                        the_case.missing[second.row.missing]);
  return competition;
}

}  // namespace kith::identify
