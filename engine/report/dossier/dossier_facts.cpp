#include "report/dossier/dossier_facts.hpp"

#include <algorithm>
#include <map>

#include "identify/costly_families.hpp"
#include "identify/explanation.hpp"
#include "inference/pairs/ranking.hpp"
#include "matching/case/typed_relatives.hpp"
#include "report/dossier/dossier_words.hpp"
#include "report/pair/number_text.hpp"
#include "report/tables/assignments_table.hpp"

namespace kith::report {
namespace {

using inference::AssignmentRow;
using inference::Verdict;
using matching::Case;
using matching::MissingPerson;

ConclusionCode code_of(std::string_view verdict) {
  const auto is = [&](Verdict other) { return verdict == to_string(other); };
  if (is(Verdict::undisputed) || is(Verdict::match)) return ConclusionCode::identification;
  if (is(Verdict::excluded)) return ConclusionCode::exclusion;
  if (is(Verdict::symmetric)) return ConclusionCode::symmetric_set;
  if (is(Verdict::non_identifiable)) return ConclusionCode::non_identifiable;
  return ConclusionCode::premature;
}

/// "D3S1358, TH01".
class Facts {
 public:
  Facts(const DossierSource& source, const AssignmentRow& row)
      : source_(source),
        row_(row),
        bodies_(source.answer.bodies.case_of_bodies(source.the_case)),
        view_(identify::view_of_bodies(source.the_case, source.answer)),
        missing_(bodies_.missing[row.missing]),
        pair_(identify::explain_body(source.the_case, source.answer, source.options, row.body, row.missing)) {}

  Dossier make() {
    made_.body_id = bodies_.remains[row_.body].id;
    made_.missing_id = missing_.id;
    made_.family_id = bodies_.families[missing_.family].id;
    made_.figures = row_;
    made_.log10_dna = pair_.log10_dna;
    made_.log10_attributes = pair_.log10_attributes;
    made_.run = source_.run;
    add_conclusion();
    add_assumptions();
    add_pedigree();
    add_evidence();
    add_members();
    add_competition();
    add_against();
    add_not_compared();
    return std::move(made_);
  }

 private:
  [[nodiscard]] const inference::JointIdentification& joint() const { return *source_.answer.joint.found; }

  void add_conclusion() {
    const RowConclusion said = RowConclusions(bodies_, joint()).of(row_);
    made_.conclusion = {code_of(said.verdict), said.verdict, said.symmetric_with};
    if (!said.comment.empty()) made_.against.push_back({words::kComment, {said.comment}});
    for (const AssignmentRow& row : joint().rows) {
      if (row.body == row_.body && row.missing == inference::kNoMissing) made_.nobody = row.posterior;
    }
  }

  void add_assumptions() {
    auto& assumed = made_.assumptions;
    if (!source_.populations.names.empty()) assumed.population = source_.populations.names.front();
    assumed.n_missing = source_.the_case.missing.size();
    assumed.n_remains = source_.the_case.remains.size();
    assumed.prior_rule = source_.answer.joint.prior_rule;
    assumed.prior_odds = joint().summary.prior_odds;
    assumed.remarks = joint().remarks;
    const auto& remarks = view_.evidence->remarks;
    assumed.remarks.insert(assumed.remarks.end(), remarks.begin(), remarks.end());
  }

  void add_pedigree() {
    const matching::Family& family = bodies_.families[missing_.family];
    made_.family = &family.pedigree;
    for (std::size_t p = 0; p < family.pedigree.n_named(); ++p) {
      const auto person = static_cast<pedigree::PersonIndex>(p);
      made_.marks.push_back({.name = family.pedigree.id(person),
                             .typed = matching::is_typed(family, person),
                             .missing = family.roles[p] == matching::Role::missing || person == missing_.person});
    }
    for (inference::MissingIndex m = 0; m < bodies_.missing.size(); ++m) mark_found(m);
  }

  /// Filled: the subject, and others of the family whom the analysis identifies.
  void mark_found(inference::MissingIndex m) {
    const MissingPerson& other = bodies_.missing[m];
    if (other.family != missing_.family) return;
    const inference::Conclusion& said = joint().conclusions.of_missing[m];
    const bool is_subject = m == row_.missing;
    const bool is_found = is_subject ? made_.conclusion.code == ConclusionCode::identification
                                     : code_of(to_string(said.verdict)) == ConclusionCode::identification;
    if (!is_subject && !is_found) return;
    const auto body = is_subject ? row_.body : said.other;
    PersonMark& mark = made_.marks[static_cast<std::size_t>(other.person)];
    mark.found = is_found;
    if (body < bodies_.remains.size()) mark.notes.push_back("= " + bodies_.remains[body].id + (is_found ? "" : " ?"));
  }

  void add_evidence() {
    made_.loci = locus_rows(bodies_, *view_.evidence, missing_, bodies_.remains[row_.body], pair_.columns);
    made_.steps = pair_steps(bodies_, *view_.evidence, row_.missing, pair_.columns, pair_.log10_linkage);
    for (const auto& score : pair_.linkage) {
      if (!score.too_costly) {
        made_.linkage.emplace_back(inference::describe(view_.linked[score.loci], bodies_.panel),
                                   score.log10_correction);
      }
    }
  }

  void add_members() {
    const auto& of_case = source_.the_case.remains;
    const auto& found = source_.answer.bodies;
    for (std::size_t r = 0; r < of_case.size(); ++r) {
      if (found.body_of[r] != row_.body) continue;
      made_.members.push_back({of_case[r].id, of_case[r].samples});
      made_.member_ids[static_cast<matching::RemainsIndex>(r)] = of_case[r].id;
    }
    if (row_.body >= found.bodies.bodies.size()) return;
    const inference::Body& body = found.bodies.bodies[row_.body];
    made_.weakest = body.weakest;
    if (body.members.size() > 1) made_.agreement = inference::consensus_of(source_.the_case, body);
    for (const std::string& conflict : body.conflicts) made_.against.push_back({words::kBodyConflict, {conflict}});
  }

  [[nodiscard]] matching::RemainsIndex a_member() const {
    const auto& body_of = source_.answer.bodies.body_of;
    return static_cast<matching::RemainsIndex>(std::find(body_of.begin(), body_of.end(), row_.body) - body_of.begin());
  }

  void add_competition() {
    const auto competition = identify::find_competition(source_.the_case, source_.answer, source_.options, a_member());
    const RowConclusions conclusions(bodies_, joint());
    for (const auto& competitor : competition.competitors) {
      const MissingPerson& other = bodies_.missing[competitor.row.missing];
      made_.competitors.push_back({other.id, bodies_.families[other.family].id, competitor.row.posterior,
                                   competitor.row.log10_lr, competitor.row.log10_glr,
                                   conclusions.of(competitor.row).verdict});
    }
    made_.differences = competition.differences;
    made_.would_help = competition.would_help;
  }

  void add_against() {
    constexpr double kSpeaks = 1e-9;
    constexpr double kWorthNaming = 0.001;
    auto& against = made_.against;
    for (const LocusRow& row : made_.loci) {
      if (row.is_incompatible) {
        against.push_back({words::kIncompatible, {row.marker, log10_text(row.log10_lr)}});
      } else if (row.is_compared && row.log10_lr < -kSpeaks) {
        against.push_back({words::kMarkerAgainst, {row.marker, log10_text(row.log10_lr)}});
      }
    }
    for (const PairStep& step : made_.steps) {
      if (!step.group.empty() && step.log10_lr < -kSpeaks) {
        against.push_back(
            {words::kDescriptionAgainst, {step.name, step.report, step.found, log10_text(step.log10_lr)}});
      }
    }
    if (inference::sex_conflict(missing_, bodies_.remains[row_.body]) == inference::SexConflict::yes)
      against.push_back({words::kSexDiffers});
    if (made_.nobody >= kWorthNaming) against.push_back({words::kNobody, {posterior_text(made_.nobody)}});
    for (const DossierCompetitor& other : made_.competitors) {
      if (other.missing_id != made_.missing_id && other.posterior >= kWorthNaming)
        against.push_back({words::kRival, {other.missing_id, other.family_id, posterior_text(other.posterior)}});
    }
  }

  void add_not_compared() {
    std::map<std::string, std::vector<std::string>> by_reason;
    for (const LocusRow& row : made_.loci) {
      if (!row.is_compared) by_reason[row.remark].push_back(row.marker);
    }
    for (const auto& [reason, markers] : by_reason)
      made_.not_compared.push_back({words::kMarkersNot, {reason, list_text(markers)}});
    add_silent_descriptions();
    for (const auto& note : source_.answer.costly) {
      if (note.target == row_.missing) {
        made_.not_compared.push_back({words::kCostly,
                                      {identify::describe(note, source_.the_case, source_.answer.evidence(),
                                                          source_.options.evidence.likelihood.cost_limit)}});
      }
    }
    for (const auto& loci : source_.answer.unlinked)
      made_.not_compared.push_back({words::kUnlinked, {inference::describe(loci, bodies_.panel)}});
  }

  void add_silent_descriptions() {
    std::vector<std::string> family_only, found_only, neither;
    for (const matching::ColumnScore& score : pair_.columns) {
      const evidence::Column& column = *view_.evidence->columns[score.column];
      if (column.kind() != evidence::ColumnKind::attribute) continue;
      const bool reported = score.status != evidence::ColumnStatus::no_reference;
      if (reported && score.row != 0) continue;
      (score.row != 0 ? found_only : reported ? family_only : neither).push_back(column.name());
    }
    const auto add = [&](std::string_view reason, const std::vector<std::string>& names) {
      if (!names.empty()) made_.not_compared.push_back({reason, {list_text(names)}});
    };
    add(words::kOnlyFamily, family_only);
    add(words::kOnlyFound, found_only);
    add(words::kNeitherSide, neither);
  }

  const DossierSource& source_;
  const AssignmentRow& row_;
  const Case& bodies_;
  inference::PopulationView view_;
  const MissingPerson& missing_;
  identify::Explanation pair_;
  Dossier made_;
};

}  // namespace

Dossier make_dossier(const DossierSource& source, const AssignmentRow& row) { return Facts(source, row).make(); }

std::vector<AssignmentRow> rows_of_remains(const DossierSource& source, matching::RemainsIndex remains) {
  const auto body = source.answer.bodies.body_of[remains];
  for (const AssignmentRow& row : source.answer.joint.found->rows) {
    if (row.body == body && row.names_missing()) return {row};
  }
  return {};
}

std::vector<AssignmentRow> rows_of_family(const DossierSource& source, std::uint32_t family) {
  const auto& rows = source.answer.joint.found->rows;
  std::vector<AssignmentRow> found;
  for (inference::MissingIndex m = 0; m < source.the_case.missing.size(); ++m) {
    if (source.the_case.missing[m].family != family) continue;
    const AssignmentRow* best = nullptr;
    for (const AssignmentRow& row : rows) {
      if (row.missing == m && (best == nullptr || row.posterior > best->posterior)) best = &row;
    }
    if (best != nullptr) found.push_back(*best);
  }
  return found;
}

std::vector<AssignmentRow> rows_from(const DossierSource& source, double posterior) {
  std::vector<AssignmentRow> found;
  for (const AssignmentRow& row : source.answer.joint.found->rows) {
    if (row.names_missing() && row.posterior >= posterior) found.push_back(row);
  }
  return found;
}

}  // namespace kith::report
