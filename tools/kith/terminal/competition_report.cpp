#include "terminal/competition_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/tables/assignments_table.hpp"
#include "terminal/numbers.hpp"
#include "terminal/text_table.hpp"

namespace kith::tool {
namespace {

constexpr std::size_t kShownDifferences = 12;

/// "M1 = R4, M2 = R7": the family's part of an assignment.
std::string assignment_text(const matching::Case& the_case, const inference::UnitTable& table,
                            const identify::Competitor& competitor) {
  std::string text;
  for (std::size_t place = 0; place < competitor.assignment.size(); ++place) {
    if (competitor.assignment[place] == inference::kNoBody) continue;
    text += (text.empty() ? "" : ", ") + the_case.missing[table.unit.missing[place]].id + " = " +
            the_case.remains[competitor.assignment[place]].id;
  }
  return text;
}

void print_competitors(std::ostream& out, const matching::Case& the_case, const identify::Identification& answer,
                       const identify::Competition& competition) {
  const auto& joint = *answer.joint.found;
  const report::RowConclusions conclusions(the_case, joint);
  std::vector<TextRow> rows{{"missing person", "family", "posterior", "of the family", "conclusion", "log10 LR",
                             "log10 GLR", "best assignment with it", "log10 likelihood"}};
  for (const auto& competitor : competition.competitors) {
    const auto& row = competitor.row;
    const matching::MissingPerson& missing = the_case.missing[row.missing];
    const auto said = conclusions.of(row);
    rows.push_back({missing.id, the_case.families[missing.family].id, posterior_text(row.posterior),
                    posterior_text(row.posterior_family),
                    said.verdict + (said.symmetric_with.empty() ? "" : " with " + said.symmetric_with),
                    log10_text(row.log10_lr), log10_text(row.log10_glr),
                    assignment_text(the_case, joint.tables[competitor.unit], competitor),
                    competitor.assignment.empty() ? "" : log10_text(competitor.log10_likelihood)});
  }
  rows.push_back({"(nobody reported)", "", posterior_text(competition.nobody), "", "", "", "", "", ""});
  print_table(out, rows, {2, 3, 5, 6, 8});
}

void print_differences(std::ostream& out, const matching::Case& the_case, const identify::Competition& competition) {
  const auto name = [&](std::size_t i) { return the_case.missing[competition.competitors[i].row.missing].id; };
  out << fmt::format("\nWhat distinguishes {} from {}\n", name(0), name(1));
  if (competition.differences.empty()) {
    out << "  nothing: every column of the evidence is as probable either way\n";
  } else {
    std::vector<TextRow> rows{{"column", name(0), name(1), "difference"}};
    double sum = 0;
    for (std::size_t i = 0; i < competition.differences.size(); ++i) {
      const auto& difference = competition.differences[i];
      sum += difference.first - difference.second;
      if (i >= kShownDifferences) continue;
      rows.push_back({difference.column, log10_text(difference.first), log10_text(difference.second),
                      log10_text(difference.first - difference.second)});
    }
    if (competition.differences.size() > kShownDifferences)
      rows.push_back({fmt::format("({} more)", competition.differences.size() - kShownDifferences), "", "", ""});
    rows.push_back({"in all (log10)", "", "", log10_text(sum)});
    print_table(out, rows, {1, 2, 3});
  }
  out << "What would help to tell them apart: samples of\n";
  for (const std::string& who : competition.would_help) out << "  " << who << '\n';
}

}  // namespace

void print_competition(std::ostream& out, const matching::Case& the_case, const identify::Identification& answer,
                       const identify::Competition& competition, matching::RemainsIndex remains) {
  out << fmt::format("Who are the remains {}? All remains and missing persons together; prior {}.\n\n",
                     the_case.remains[remains].id, answer.joint.prior_rule);
  if (competition.competitors.empty()) {
    out << "Nobody who was reported comes into question.\n";
    return;
  }
  print_competitors(out, the_case, answer, competition);
  out << fmt::format("\nThey hang together with {} {} and {} sets of remains.\n", competition.n_units,
                     competition.n_units == 1 ? "family" : "families", competition.n_bodies);
  for (const std::string& remark : answer.joint.found->remarks) out << remark << '\n';
  if (competition.competitors.size() > 1) print_differences(out, the_case, competition);
  out << fmt::format("\nkith explain ... --missing ID --remains {} takes one pair apart.\n",
                     the_case.remains[remains].id);
}

}  // namespace kith::tool
