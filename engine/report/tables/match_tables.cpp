#include "report/tables/match_tables.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "inference/pairs/ordered_text.hpp"
#include "matching/table/lineage_evidence.hpp"
#include "report/tables/assignments_table.hpp"
#include "text/csv_writer.hpp"

namespace kith::report {
namespace {

using inference::Candidate;
using inference::SexConflict;

bool is_lr(const Report& report) { return report.score_kind == matching::ScoreKind::log10_lr; }

/// The headings of write_scores().
void add_score_names(const Report& report, std::vector<std::string>& header) {
  if (is_lr(report)) {
    for (const char* name : {"log10_lr", "log10_lr_attributes", "log10_lr_combined"}) header.emplace_back(name);
  } else {
    header.emplace_back("score");
  }
  header.emplace_back("posterior");
}

/// The score and, where it is a likelihood ratio, its two parts and the posterior.
void write_scores(text::CsvWriter& csv, const Report& report, const Candidate& candidate) {
  if (is_lr(report)) {
    csv.cell(candidate.detail.log10_dna).cell(candidate.detail.log10_attributes);
    csv.cell(candidate.pair.log10_lr).cell(candidate.joint.value_or(candidate.posterior));
  } else {
    csv.cell(candidate.pair.log10_lr).cell("");
  }
}

std::string_view yes_no(bool value) { return value ? "yes" : "no"; }

std::string_view conflict_word(SexConflict conflict) {
  return conflict == SexConflict::unknown ? "unknown" : yes_no(conflict == SexConflict::yes);
}

/// Per missing person the columns that did not score, "D18S51;FGA".
std::map<matching::TargetIndex, std::string> columns_not_scored(const Report& report) {
  std::map<matching::TargetIndex, std::string> names;
  for (const matching::ColumnNote& note : report.result.notes) {
    std::string& list = names[note.target];
    if (!list.empty()) list += ';';
    list += report.evidence.columns[note.column]->name();
  }
  return names;
}

std::string text_of(const std::map<matching::TargetIndex, std::string>& names, matching::TargetIndex target) {
  const auto found = names.find(target);
  return found == names.end() ? "" : found->second;
}

/// Per missing person the number of columns left out as too costly.
std::map<matching::TargetIndex, std::size_t> count_too_costly(const Report& report) {
  std::map<matching::TargetIndex, std::size_t> n;
  for (const matching::ColumnNote& note : report.result.notes) {
    if (note.status == evidence::ColumnStatus::too_costly) ++n[note.target];
  }
  return n;
}

/// Markers at which the missing person or a blood relative is typed.
struct TypedMarkers {
  std::size_t counting = 0;  ///< a typed lineage counts as one
  std::size_t x_linked = 0;  ///< of no use: the missing person's sex is not known
};

TypedMarkers markers_with_kin(const matching::Case& the_case, const matching::MissingPerson& missing) {
  const matching::Family& family = the_case.families[missing.family];
  const bool sex_is_known = family.pedigree.sex(missing.person) != genetics::Sex::unknown;
  std::vector<char> typed(the_case.panel.size(), 0);
  for (std::size_t p = 0; p < family.profiles.size(); ++p) {
    if (!family.pedigree.are_connected(static_cast<pedigree::PersonIndex>(p), missing.person)) continue;
    for (std::size_t locus = 0; locus < family.profiles[p].size(); ++locus) {
      if (family.profiles[p][locus] != genetics::kUntyped) typed[locus] = 1;
    }
  }
  TypedMarkers n;
  for (std::size_t locus = 0; locus < typed.size(); ++locus) {
    if (typed[locus] == 0) continue;
    const bool counts = sex_is_known || the_case.panel.markers[locus].kind() != genetics::MarkerKind::x_linked;
    ++(counts ? n.counting : n.x_linked);
  }
  for (const auto line : {evidence::Line::paternal, evidence::Line::maternal}) {
    if (!matching::typed_members(family, missing.person, line).empty()) ++n.counting;
  }
  return n;
}

/// Why a missing person has no candidate; `n_too_costly` of his markers were left out.
std::string why_none(const matching::Case& the_case, const matching::MissingPerson& missing, std::size_t n_too_costly) {
  const TypedMarkers n = markers_with_kin(the_case, missing);
  const std::string no_sex = "the sex of the missing person is not known, so that X-linked markers do not count";
  if (n.counting == 0) return n.x_linked > 0 ? no_sex + "; no other is typed" : "no blood relative is typed";
  const std::string left_out = "too costly to compute (markers left out: " + std::to_string(n_too_costly) + ")";
  if (n_too_costly >= n.counting) return "not compared with any remains: " + left_out;
  const std::string none = "no remains with a likelihood ratio above 0 at a marker in common";
  return none + (n.x_linked > 0 ? "; " + no_sex : "") + (n_too_costly > 0 ? "; " + left_out : "");
}

/// Rows 0 .. n - 1, made by all threads and written in order.
template <class WriteRow>
void write_rows(std::ostream& out, std::size_t n, const WriteRow& write_row) {
  constexpr std::size_t kRowsPerPiece = 1024;
  const auto make = [&](std::size_t piece, std::string& text) {
    text::CsvWriter csv(text);
    for (std::size_t i = piece * kRowsPerPiece; i < std::min(n, (piece + 1) * kRowsPerPiece); ++i) write_row(csv, i);
  };
  const auto take = [&](std::size_t, std::string_view text) {
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
  };
  inference::make_in_order((n + kRowsPerPiece - 1) / kRowsPerPiece, make, take);
}

void write_candidate_row(text::CsvWriter& csv, const Report& report, const Candidate& candidate) {
  csv.count(candidate.missing_rank).cell(report.the_case.remains[candidate.pair.remains].id);
  write_scores(csv, report, candidate);
  if (candidate.runner_up_remains) {
    csv.cell(report.the_case.remains[*candidate.runner_up_remains].id).cell(candidate.margin_remains);
  } else {
    csv.cell("").cell("");
  }
  csv.count(candidate.remains_rank).count(candidate.detail.compared);
  csv.count(candidate.detail.incompatible).cell(conflict_word(candidate.sex_conflict)).cell("");
  if (report.who != nullptr) csv.cell(candidate.posterior).cell("");
  csv.end_row();
}

/// The cells of by_missing_person.csv that say something of a missing person and no remains.
std::vector<std::string> row_without_remains(const Report& report, const matching::MissingPerson& missing,
                                             const std::string& remains, const std::string& note) {
  const std::size_t n_scores = is_lr(report) ? 4 : 2;
  std::vector<std::string> row(4 + n_scores + 7);
  row[0] = missing.id;
  row[1] = report.the_case.families[missing.family].id;
  row[3] = remains;
  row.back() = note;
  return row;
}

/// What the joint analysis leaves for "not found" and for remains that are not listed.
void write_not_found(text::CsvWriter& csv, const Report& report, matching::TargetIndex target,
                     std::span<const std::size_t> candidates, const std::string& note) {
  constexpr double kRounding = 1e-12;
  constexpr std::size_t kPosterior = 7;
  const matching::MissingPerson& missing = report.the_case.missing[target];
  const auto write = [&](const std::string& remains, double posterior, const std::string& why,
                         std::string_view conclusion) {
    auto row = row_without_remains(report, missing, remains, why);
    row[kPosterior] = text::number_text(posterior);
    row.insert(row.end(), {"", std::string(conclusion)});
    csv.row(row);
  };
  const auto& conclusion = report.who->joint.conclusions.of_missing[target];
  if (!report.who->joint.posterior.knows_missing(target)) {
    auto row = row_without_remains(report, missing, "", note);
    row.insert(row.end(), {"", std::string(to_string(conclusion.verdict))});
    csv.row(row);
    return;
  }
  const double not_found = report.who->joint.posterior.not_found[target];
  double rest = 1 - not_found;
  std::vector<std::uint32_t> listed;  // a body counts once, however many of its remains are listed
  for (const std::size_t i : candidates) {
    const auto body = report.who->body_of[report.candidates[i].pair.remains];
    if (std::find(listed.begin(), listed.end(), body) != listed.end()) continue;
    listed.push_back(body);
    rest -= report.candidates[i].joint.value_or(0);
  }
  if (rest > kRounding) write("(others)", rest, "remains that are not listed", "");
  write("", not_found, note.empty() ? "not found" : note, to_string(conclusion.verdict));
}

void write_match_row(text::CsvWriter& csv, const Report& report, const Candidate& candidate,
                     const std::string& not_scored) {
  const matching::MissingPerson& missing = report.the_case.missing[candidate.pair.target];
  csv.count(candidate.rank).cell(report.the_case.remains[candidate.pair.remains].id);
  csv.cell(report.the_case.families[missing.family].id).cell(missing.id);
  write_scores(csv, report, candidate);
  csv.count(candidate.detail.compared).count(candidate.detail.incompatible).count(candidate.remains_rank);
  if (candidate.runner_up) {
    csv.cell(report.the_case.missing[*candidate.runner_up].id).cell(candidate.margin);
  } else {
    csv.cell("").cell("");
  }
  csv.cell(conflict_word(candidate.sex_conflict)).cell(not_scored).cell(candidate.detail.linkage);
  csv.count(candidate.detail.attributes_compared);
  csv.cell(report.populations.empty() ? "" : report.populations[candidate.detail.population]);
  if (report.who != nullptr) {
    const auto& body = report.who->bodies.remains[report.who->body_of[candidate.pair.remains]];
    csv.cell(candidate.posterior).cell(body.id);
  }
  csv.end_row();
}

}  // namespace

void write_matches(std::ostream& out, const Report& report) {
  std::vector<std::string> header{"rank", "remains_id", "family_id", "missing_id"};
  add_score_names(report, header);
  for (const char* name : {"loci_compared", "incompatible_loci", "remains_rank", "runner_up", "margin", "sex_conflict",
                           "loci_not_scored", "linkage", "attributes_compared", "population"}) {
    header.emplace_back(name);
  }
  if (report.who != nullptr) header.insert(header.end(), {"posterior_pairwise", "body_id"});
  text::CsvWriter(out).row(header);
  const auto not_scored = columns_not_scored(report);
  write_rows(out, report.candidates.size(), [&](text::CsvWriter& csv, std::size_t i) {
    const Candidate& candidate = report.candidates[i];
    write_match_row(csv, report, candidate, text_of(not_scored, candidate.pair.target));
  });
}

void write_by_missing_person(std::ostream& out, const Report& report) {
  std::vector<std::string> header{"missing_id", "family_id", "rank", "remains_id"};
  add_score_names(report, header);
  for (const char* name :
       {"runner_up_remains", "margin", "remains_rank", "loci_compared", "incompatible_loci", "sex_conflict", "note"}) {
    header.emplace_back(name);
  }
  if (report.who != nullptr) header.insert(header.end(), {"posterior_pairwise", "conclusion"});
  text::CsvWriter(out).row(header);
  std::vector<std::vector<std::size_t>> of_missing(report.the_case.missing.size());
  for (std::size_t i = 0; i < report.candidates.size(); ++i) of_missing[report.candidates[i].pair.target].push_back(i);
  const auto too_costly = count_too_costly(report);
  write_rows(out, of_missing.size(), [&](text::CsvWriter& csv, std::size_t target) {
    const matching::MissingPerson& missing = report.the_case.missing[target];
    const std::string& family = report.the_case.families[missing.family].id;
    for (const std::size_t i : of_missing[target]) {
      csv.cell(missing.id).cell(family);
      write_candidate_row(csv, report, report.candidates[i]);
    }
    const auto left_out = too_costly.find(static_cast<matching::TargetIndex>(target));
    const std::size_t n_left_out = left_out == too_costly.end() ? 0 : left_out->second;
    const std::string note = of_missing[target].empty() ? why_none(report.the_case, missing, n_left_out) : "";
    if (report.who != nullptr) {
      write_not_found(csv, report, static_cast<matching::TargetIndex>(target), of_missing[target], note);
    } else if (!note.empty()) {
      csv.row(row_without_remains(report, missing, "", note));
    }
  });
}

std::vector<matching::TargetIndex> targets_too_costly(const Report& report) {
  std::vector<char> has_candidate(report.the_case.missing.size(), 0);
  for (const Candidate& candidate : report.candidates) has_candidate[candidate.pair.target] = 1;
  std::vector<matching::TargetIndex> targets;
  for (const auto& [target, n] : count_too_costly(report)) {
    const bool all = n >= markers_with_kin(report.the_case, report.the_case.missing[target]).counting;
    if (all && has_candidate[target] == 0) targets.push_back(target);
  }
  return targets;
}

void write_matrix(std::ostream& out, const matching::Case& the_case, std::span<const double> matrix) {
  text::CsvWriter csv(out);
  csv.cell("remains_id");
  for (const matching::MissingPerson& missing : the_case.missing) csv.cell(missing.id);
  csv.end_row();
  const std::size_t n = the_case.missing.size();
  for (std::size_t r = 0; r < the_case.remains.size(); ++r) {
    csv.cell(the_case.remains[r].id);
    for (std::size_t t = 0; t < n; ++t) csv.cell(matrix[r * n + t]);
    csv.end_row();
  }
}

}  // namespace kith::report
