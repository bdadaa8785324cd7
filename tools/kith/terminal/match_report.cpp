#include "terminal/match_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>

#include "inference/quality/quality.hpp"
#include "report/tables/assignments_table.hpp"
#include "terminal/numbers.hpp"
#include "terminal/text_table.hpp"

namespace kith::tool {
namespace {

using evidence::ColumnStatus;
using inference::Candidate;

constexpr std::size_t kShown = 20;
constexpr std::size_t kExamples = 5;

std::size_t width_of(std::string_view header, std::size_t longest) { return std::max(header.size(), longest); }

/// What speaks against the pair: "sex differs; M00018 fits better" (or "as well").
std::string against(const Candidate& candidate, const std::string& runner_up) {
  std::string text = candidate.sex_conflict == inference::SexConflict::yes ? "sex differs" : "";
  if (candidate.runner_up && candidate.margin <= inference::kTie) {
    text += (text.empty() ? "" : "; ") + runner_up +
            (candidate.margin < -inference::kTie ? " fits better" : " fits as well");
  }
  return text;
}

/// "a, b, c and 12 more"
std::string examples(const std::set<std::string>& names) {
  std::string text;
  std::size_t n = 0;
  for (const std::string& name : names) {
    if (n++ == kExamples) break;
    text += (text.empty() ? "" : ", ") + name;
  }
  return names.size() > kExamples ? text + fmt::format(" and {} more", names.size() - kExamples) : text;
}

std::set<std::string> families_noted(const report::Report& report, ColumnStatus status) {
  std::set<std::string> families;
  for (const matching::ColumnNote& note : report.result.notes) {
    if (note.status == status)
      families.insert(report.the_case.families[report.the_case.missing[note.target].family].id);
  }
  return families;
}

/// Missing persons who have no candidate because nothing of them could be computed.
std::set<std::string> not_compared(const report::Report& report) {
  std::set<std::string> missing;
  for (const matching::TargetIndex target : report::targets_too_costly(report)) {
    missing.insert(report.the_case.missing[target].id);
  }
  return missing;
}

/// Remains whose two best candidates are equal and of a sex that fits: two missing brothers, say.
std::set<std::string> undecided_remains(const report::Report& report) {
  std::set<std::string> remains;
  for (const Candidate& candidate : report.candidates) {
    const bool first = candidate.remains_rank == 1 && candidate.pair.log10_lr > 0;
    if (!first || !candidate.runner_up || std::abs(candidate.margin) > inference::kTie) continue;
    const matching::Remains& these = report.the_case.remains[candidate.pair.remains];
    const auto other = inference::sex_conflict(report.the_case.missing[*candidate.runner_up], these);
    const bool fits = candidate.sex_conflict != inference::SexConflict::yes && other != inference::SexConflict::yes;
    if (fits) remains.insert(these.id);
  }
  return remains;
}

/// The best pairs of remains in which something of the remains contradicts the missing person's sex.
std::set<std::string> of_another_sex(const report::Report& report) {
  std::set<std::string> pairs;
  for (const Candidate& candidate : report.candidates) {
    const bool best = candidate.remains_rank == 1 && candidate.pair.log10_lr > 0;
    if (best && candidate.sex_conflict == inference::SexConflict::yes) {
      pairs.insert(report.the_case.remains[candidate.pair.remains].id + " and " +
                   report.the_case.missing[candidate.pair.target].id);
    }
  }
  return pairs;
}

std::set<std::string> subjects_like_staff(const matching::Case& the_case) {
  std::set<std::string> subjects;
  for (const inference::Finding& finding : inference::check_staff(the_case, {})) subjects.insert(finding.subject);
  return subjects;
}

/// The two likeliest answers for one set of remains: missing persons, or nobody.
struct Likeliest {
  const inference::AssignmentRow* first = nullptr;
  const inference::AssignmentRow* second = nullptr;  ///< null: there is no other

  [[nodiscard]] bool is_somebody() const { return first->names_missing(); }
};

/// Per remains that have rows; the surest first.
std::vector<Likeliest> likeliest_of(const inference::JointIdentification& joint) {
  std::vector<Likeliest> bodies;
  for (const inference::AssignmentRow& row : joint.rows) {
    if (row.missing == inference::kOthers) continue;
    if (bodies.empty() || bodies.back().first->body != row.body) {
      bodies.push_back({&row, nullptr});
      continue;
    }
    Likeliest& body = bodies.back();
    if (row.posterior > body.first->posterior) {
      body.second = body.first;
      body.first = &row;
    } else if (body.second == nullptr || row.posterior > body.second->posterior) {
      body.second = &row;
    }
  }
  std::stable_sort(bodies.begin(), bodies.end(),
                   [](const Likeliest& a, const Likeliest& b) { return a.first->posterior > b.first->posterior; });
  return bodies;
}

std::string name_of(const matching::Case& the_case, const inference::AssignmentRow& row) {
  return row.names_missing() ? the_case.missing[row.missing].id : "nobody reported";
}

/// "2.87"; never "-0.00".
std::string margin_text(const Candidate& candidate) {
  if (!candidate.runner_up) return "";
  return fmt::format("{:.2f}", std::abs(candidate.margin) < 0.005 ? 0.0 : candidate.margin);
}

}  // namespace

void print_best(std::ostream& out, const report::Report& report) {
  if (report.candidates.empty()) {
    out << "No pair has a likelihood ratio above 0 at a marker that was compared.\n";
    return;
  }
  const std::size_t shown = std::min(kShown, report.candidates.size());
  std::size_t remains_width = width_of("remains", 0);
  std::size_t missing_width = width_of("missing person", 0);
  std::size_t family_width = width_of("family", 0);
  for (std::size_t i = 0; i < shown; ++i) {
    const Candidate& candidate = report.candidates[i];
    const matching::MissingPerson& missing = report.the_case.missing[candidate.pair.target];
    remains_width = std::max(remains_width, report.the_case.remains[candidate.pair.remains].id.size());
    missing_width = std::max(missing_width, missing.id.size());
    family_width = std::max(family_width, report.the_case.families[missing.family].id.size());
  }
  const bool is_lr = report.score_kind == matching::ScoreKind::log10_lr;
  out << fmt::format("{:>4}  {:<{}}  {:<{}}  {:<{}}  {:>9}  {:>10}  {:>5}  {:>6}  {:<{}}  {:>8}\n", "rank", "remains",
                     remains_width, "missing person", missing_width, "family", family_width,
                     is_lr ? "log10 LR" : "score", "posterior", "loci", "incomp", "runner-up", missing_width, "margin");
  for (std::size_t i = 0; i < shown; ++i) {
    const Candidate& candidate = report.candidates[i];
    const matching::MissingPerson& missing = report.the_case.missing[candidate.pair.target];
    const std::string runner_up = candidate.runner_up ? report.the_case.missing[*candidate.runner_up].id : "none";
    const std::string row = fmt::format(
        "{:>4}  {:<{}}  {:<{}}  {:<{}}  {:>9.2f}  {:>10}  {:>5}  {:>6}  {:<{}}  {:>8}  {}", candidate.rank,
        report.the_case.remains[candidate.pair.remains].id, remains_width, missing.id, missing_width,
        report.the_case.families[missing.family].id, family_width, candidate.pair.log10_lr,
        is_lr ? posterior_text(candidate.posterior) : "-", candidate.detail.compared, candidate.detail.incompatible,
        runner_up, missing_width, margin_text(candidate), against(candidate, runner_up));
    out << row.substr(0, row.find_last_not_of(' ') + 1) << '\n';
  }
  if (shown < report.candidates.size())
    out << fmt::format("... {} more in matches.csv\n", report.candidates.size() - shown);
}

void print_assignments(std::ostream& out, const report::Report& report) {
  const matching::Case& bodies_case = report.who->bodies;
  const report::RowConclusions conclusions(bodies_case, report.who->joint);
  const std::vector<Likeliest> bodies = likeliest_of(report.who->joint);
  const auto named = std::count_if(bodies.begin(), bodies.end(), [](const Likeliest& l) { return l.is_somebody(); });
  if (named == 0) {
    out << "No remains are more probably a missing person than nobody who was reported.\n";
    return;
  }
  std::vector<TextRow> table{
      {"remains", "missing person", "family", "posterior", "conclusion", "log10 LR", "runner-up", "its posterior"}};
  for (const Likeliest& body : bodies) {
    if (!body.is_somebody() || table.size() > kShown) continue;
    const inference::AssignmentRow& row = *body.first;
    const matching::MissingPerson& missing = report.the_case.missing[row.missing];
    const report::RowConclusion said = conclusions.of(row);
    table.push_back({bodies_case.remains[row.body].id, missing.id, report.the_case.families[missing.family].id,
                     posterior_text(row.posterior) + (row.is_sure ? "" : " ?"),
                     said.verdict + (said.symmetric_with.empty() ? "" : " with " + said.symmetric_with),
                     fmt::format("{:.2f}", row.log10_lr),
                     body.second == nullptr ? "" : name_of(report.the_case, *body.second),
                     body.second == nullptr ? "" : posterior_text(body.second->posterior)});
  }
  print_table(out, table, {3, 5, 7});
  const std::size_t more = static_cast<std::size_t>(named) + 1 - table.size();
  if (more > 0) out << fmt::format("... {} more in assignments.csv\n", more);
  const bool any_doubt = std::any_of(bodies.begin(), bodies.end(),
                                     [](const Likeliest& body) { return !body.first->is_sure; });
  if (any_doubt) out << "?: the error of the posterior is too large (standard_error in assignments.csv).\n";
  if (const std::size_t nobody = bodies_case.remains.size() - static_cast<std::size_t>(named); nobody > 0) {
    out << fmt::format("{} of {} remains are more probably nobody's who was reported.\n", nobody,
                       bodies_case.remains.size());
  }
}

void print_warnings(std::ostream& out, const report::Report& report) {
  const auto inconsistent = families_noted(report, ColumnStatus::inconsistent_family);
  if (!inconsistent.empty()) {
    out << fmt::format(
        "note: some markers do not count for {} because the relatives' genotypes are impossible under "
        "the pedigree: {}. `kith check` says more.\n",
        inconsistent.size() == 1 ? "1 family" : fmt::format("{} families", inconsistent.size()),
        examples(inconsistent));
  }
  const auto costly = families_noted(report, ColumnStatus::too_costly);
  if (!costly.empty()) {
    out << fmt::format(
        "note: markers beyond --cost-limit, or with more founder alleles than theta can be computed with, were left "
        "out "
        "for: {}. run.json lists them.\n",
        examples(costly));
  }
  const auto uncompared = not_compared(report);
  if (!uncompared.empty()) {
    out << fmt::format(
        "note: not compared with any remains, because every marker was left out as too costly: {}. That no remains are "
        "listed for them excludes nobody.\n",
        examples(uncompared));
  }
  if (const auto differ = of_another_sex(report); !differ.empty()) {
    out << fmt::format(
        "note: the sex differs (form, amelogenin, Y haplotype or X-linked markers) in the best pair of: {}.\n",
        examples(differ));
  }
  const auto of_staff = subjects_like_staff(report.the_case);
  if (!of_staff.empty()) {
    out << fmt::format("note: profiles of elimination.csv, contamination perhaps: {}. `kith check` says more.\n",
                       examples(of_staff));
  }
}

void print_notes(std::ostream& out, const report::Report& report, const intake::CaseReading& reading) {
  for (const std::string& sentence : reading.in_force) out << sentence << '\n';
  const auto undecided = undecided_remains(report);
  if (!undecided.empty()) {
    out << fmt::format(
        "note: the two best missing persons fit equally well and cannot be told apart by this DNA: {}.\n",
        examples(undecided));
  }
  if (!reading.added_alleles.empty()) {
    out << fmt::format("note: {} observed {} in no frequency table; run.json says at what frequency they count.\n",
                       reading.added_alleles.size(), reading.added_alleles.size() == 1 ? "allele is" : "alleles are");
  }
}

void print_assumptions(std::ostream& out, const identify::Identification& answer, std::string_view strategy,
                       const genetics::Panel& panel) {
  if (answer.joint.found) {
    out << fmt::format("\nPosterior: all remains and missing persons together; prior {}.\n", answer.joint.prior_rule);
    for (const std::string& remark : answer.joint.found->remarks) out << remark << '\n';
  } else if (answer.score_kind == matching::ScoreKind::log10_lr) {
    if (!answer.joint.why_none.empty()) out << fmt::format("\nNot decided together: {}.", answer.joint.why_none);
    out << fmt::format("\nPosterior: each pair by itself, prior {:.6g} ({}).\n", answer.prior, answer.prior_rule);
  } else {
    const bool is_best = answer.score_kind == matching::ScoreKind::best_log10_lr;
    out << fmt::format("\nThe score of strategy {} is {}: it ranks, and gives no probability.\n", strategy,
                       is_best ? "the best of several log10 likelihood ratios" : "no likelihood ratio");
  }
  for (const inference::LinkedLoci& loci : answer.linkage.loci) {
    out << fmt::format("Included where it matters, from a log10 LR of {}: {}.\n", answer.linkage.from,
                       inference::describe(loci, panel));
  }
  for (const inference::LinkedLoci& loci : answer.unlinked)
    out << fmt::format("Not included, as theta is above 0: {}.\n", inference::describe(loci, panel));
  const auto too_costly = std::count_if(answer.linkage.scores.begin(), answer.linkage.scores.end(),
                                        [](const inference::LinkageScore& score) { return score.too_costly; });
  if (too_costly > 0) {
    out << fmt::format("Not included: linkage of {} pairs of remains and missing person, too costly to compute.\n",
                       too_costly);
  }
  if (const std::uint64_t left_out = answer.candidates.size() - answer.n_broken_down; left_out > 0) {
    out << fmt::format("breakdown.csv takes the {} best pairs apart and leaves out {} (--breakdown-limit).\n",
                       answer.n_broken_down, left_out);
  }
}

void print_reuse(std::ostream& out, const identify::ReuseSummary& reuse, const report::Report& report) {
  if (!reuse.why_full.empty()) return;
  out << fmt::format(
      "Unchanged since {}: {} of {} missing persons, {} of {} remains; {} of {} pairs were scored anew.\n",
      reuse.folder, reuse.counts.targets_unchanged, report.the_case.missing.size(), reuse.counts.remains_unchanged,
      report.the_case.remains.size(), reuse.counts.pairs_scored, report.result.pairs_scored);
}

}  // namespace kith::tool
