#include "report/tables/assignments_table.hpp"

#include <algorithm>
#include <limits>

#include "inference/pairs/ranking.hpp"
#include "text/csv_writer.hpp"

namespace kith::report {
namespace {

using inference::AssignmentRow;
using inference::Verdict;

/// Whether the verdict on a body says with whom.
bool is_of_pair(Verdict verdict) {
  return verdict == Verdict::undisputed || verdict == Verdict::match || verdict == Verdict::probable ||
         verdict == Verdict::disputed;
}

/// "M2;M3": the others of the set.
std::string others_of(const matching::Case& the_case, const inference::SymmetricSet& set, std::uint32_t missing) {
  std::string text;
  for (const auto other : set.missing) {
    if (other != missing) text += (text.empty() ? "" : ";") + the_case.missing[other].id;
  }
  return text;
}

/// "V2, V3": the other bodies of the join.
std::string others_of(const matching::Case& the_case, const inference::DoubtfulJoin& join, inference::BodyIndex body) {
  std::string text;
  for (const auto other : join.bodies) {
    if (other != body) text += (text.empty() ? "" : ", ") + the_case.remains[other].id;
  }
  return text;
}

bool contains(const std::vector<std::uint32_t>& list, std::uint32_t value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// ln LR of the unit's part of the most probable assignment.
double log_lr_of_best(const inference::UnitTable& table, const inference::JointPosterior& posterior) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    bool same = true;
    for (std::size_t place = 0; place < table.unit.missing.size(); ++place)
      same = same && table.assignment(i)[place] == posterior.best[table.unit.missing[place]];
    if (same) return table.log_lr[i];
  }
  return 0;
}

/// The cells after those of the remains.
void write_row(text::CsvWriter& csv, const matching::Case& bodies, const AssignmentRow& row,
               const RowConclusion& said) {
  if (row.names_missing()) {
    const matching::MissingPerson& missing = bodies.missing[row.missing];
    csv.cell(bodies.families[missing.family].id).cell(missing.id).cell(row.posterior).cell(row.error);
    csv.cell(row.posterior_family).cell(row.log10_lr).cell(row.log10_glr).cell(row.log10_lr0);
  } else {
    csv.cell("").cell(row.missing == inference::kOthers ? "(others)" : "").cell(row.posterior).cell(row.error);
    csv.cell("").cell("").cell("").cell("");
  }
  csv.cell(said.verdict).cell(said.symmetric_with).cell(said.comment);
  csv.end_row();
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::not_computed:
      return "not computed";
    case Verdict::non_identifiable:
      return "non-identifiable";
    case Verdict::undisputed:
      return "undisputed";
    case Verdict::symmetric:
      return "symmetric";
    case Verdict::match:
      return "match";
    case Verdict::disputed:
      return "disputed";
    case Verdict::probable:
      return "probable";
    case Verdict::excluded:
      return "excluded";
    case Verdict::no_match:
      return "no match";
    case Verdict::inconclusive:
      return "inconclusive";
  }
  return "";
}

RowConclusions::RowConclusions(const matching::Case& the_case, const inference::JointIdentification& joint)
    : case_(the_case), joint_(joint), of_body_(the_case.remains.size()), lr0_exceeds_(the_case.missing.size(), false) {
  constexpr double kRounding = 1e-9;
  for (const AssignmentRow& row : joint.rows) {
    if (of_body_[row.body] == nullptr || row.missing == inference::kNoMissing) of_body_[row.body] = &row;
  }
  for (std::size_t unit = 0; unit < joint.tables.size() && unit < joint.log_lr0.size(); ++unit) {
    const double lr = log_lr_of_best(joint.tables[unit], joint.posterior);
    if (!(joint.log_lr0[unit] > std::max(0.0, lr) + kRounding)) continue;
    for (const auto missing : joint.tables[unit].unit.missing) lr0_exceeds_[missing] = true;
  }
}

bool RowConclusions::stands_for_body(const AssignmentRow& row) const { return of_body_[row.body] == &row; }

std::string RowConclusions::comment_of(const AssignmentRow& row) const {
  std::string text;
  const auto add = [&](std::string_view words) { text += (text.empty() ? "" : "; ") + std::string(words); };
  if (!row.is_sure) add("the error of the posterior is too large: not to be relied on");
  const inference::BodyIndex best = joint_.posterior.best[row.missing];
  const bool is_best = joint_.joins.holds(best, row.body);
  if (is_best && joint_.joins.is_join(best))
    add("taken with " + others_of(case_, joint_.joins[best], row.body) + " to be one person");
  if (lr0_exceeds_[row.missing] && is_best)
    add("LR0 exceeds the LR: these remains are kin of others here rather than of this family");
  const auto conflict = inference::sex_conflict(case_.missing[row.missing], case_.remains[row.body]);
  if (conflict == inference::SexConflict::yes) add("the sexes differ");
  return text;
}

RowConclusion RowConclusions::of(const AssignmentRow& row) const {
  RowConclusion said;
  const inference::Conclusion& of_body = joint_.conclusions.of_body[row.body];
  const bool is_named = row.names_missing();
  if (is_named) said.comment = comment_of(row);
  if (is_named && of_body.verdict == Verdict::symmetric && of_body.set &&
      contains(joint_.conclusions.sets[*of_body.set].missing, row.missing)) {
    said.verdict = to_string(Verdict::symmetric);
    said.symmetric_with = others_of(case_, joint_.conclusions.sets[*of_body.set], row.missing);
  } else if (is_named && is_of_pair(of_body.verdict) && of_body.other == row.missing) {
    said.verdict = to_string(of_body.verdict);
  } else if (is_named && joint_.conclusions.of_missing[row.missing].verdict == Verdict::non_identifiable) {
    said.verdict = to_string(Verdict::non_identifiable);
  } else if (is_named && row.log10_lr == -std::numeric_limits<double>::infinity()) {
    said.verdict = to_string(Verdict::excluded);
  } else if (stands_for_body(row) && of_body.verdict != Verdict::symmetric &&
             !(is_of_pair(of_body.verdict) && of_body.other < case_.missing.size())) {
    said.verdict = to_string(of_body.verdict);
  }
  return said;
}

void write_assignments(std::ostream& out, const matching::Case& the_case, const WhoIsWho& who) {
  const RowConclusions conclusions(who.bodies, who.joint);
  text::CsvWriter csv(out);
  csv.row({"remains_id", "body_id", "family_id", "missing_id", "posterior", "standard_error", "posterior_family",
           "log10_lr", "log10_glr", "log10_lr0", "conclusion", "symmetric_with", "comment"});
  std::vector<std::vector<const AssignmentRow*>> of_body(who.bodies.remains.size());
  for (const AssignmentRow& row : who.joint.rows) of_body[row.body].push_back(&row);
  for (std::size_t r = 0; r < the_case.remains.size(); ++r) {
    const std::uint32_t body = who.body_of[r];
    for (const AssignmentRow* row : of_body[body]) {
      csv.cell(the_case.remains[r].id).cell(who.bodies.remains[body].id);
      write_row(csv, who.bodies, *row, conclusions.of(*row));
    }
  }
}

}  // namespace kith::report
