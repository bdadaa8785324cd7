#include "identify/explanation.hpp"

#include <algorithm>

namespace kith::identify {
namespace {

double sum_of(const matching::EvidenceTable& evidence, std::span<const matching::ColumnScore> columns,
              evidence::ColumnKind kind) {
  double total = 0;
  for (const matching::ColumnScore& score : columns) {
    if (evidence.columns[score.column]->kind() == kind) total += score.log10_lr;
  }
  return total;
}

/// The pair under one population, corrected where the run corrects.
Explanation explain_under(const inference::PopulationView& view, const Options& options, double corrected_from,
                          matching::RemainsIndex remains, matching::TargetIndex target) {
  Explanation pair;
  pair.columns = matching::explain_pair(*view.evidence, remains, target);
  pair.log10_dna = sum_of(*view.evidence, pair.columns, evidence::ColumnKind::dna);
  pair.log10_attributes = sum_of(*view.evidence, pair.columns, evidence::ColumnKind::attribute);
  if (pair.log10_dna < corrected_from) return pair;
  const matching::PairScore dna{remains, target, pair.log10_dna};
  pair.linkage = inference::score_linkage(*view.the_case, view.linked, {&dna, 1}, options.match.threads,
                                          options.evidence.likelihood);
  for (const auto& score : pair.linkage) pair.log10_linkage += score.log10_correction;
  pair.log10_dna += pair.log10_linkage;
  return pair;
}

}  // namespace

Explanation explain(const Identification& answer, const RunPopulations& populations, const Options& options,
                    matching::RemainsIndex remains, matching::TargetIndex target) {
  if (!populations.several()) return explain_under(answer.views[0], options, answer.linkage.from, remains, target);
  Explanation lowest;
  std::vector<double> totals;
  for (const PopulationIndex p : populations.of_target[target]) {
    Explanation under_this = explain_under(answer.views[p], options, 0, remains, target);
    totals.push_back(under_this.log10_lr());
    if (totals.size() > 1 && totals.back() >= lowest.log10_lr()) continue;
    lowest = std::move(under_this);
    lowest.population = p;
  }
  lowest.total_under = std::move(totals);
  return lowest;
}

inference::PopulationView view_of_bodies(const matching::Case& case_of_remains, const Identification& answer) {
  return {&answer.bodies.case_of_bodies(case_of_remains), &answer.evidence_of_bodies(), answer.views[0].linked};
}

Explanation explain_body(const matching::Case& case_of_remains, const Identification& answer, const Options& options,
                         std::uint32_t body, matching::TargetIndex target) {
  return explain_under(view_of_bodies(case_of_remains, answer), options, answer.linkage.from, body, target);
}

}  // namespace kith::identify
