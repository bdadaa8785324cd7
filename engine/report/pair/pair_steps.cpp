#include "report/pair/pair_steps.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kith::report {
namespace {

/// "autosomal markers", "X-linked markers", or the column's own name (Y-STR, mtDNA).
std::string dna_group(const matching::Case& the_case, const evidence::Column& column) {
  const genetics::LocusIndex locus = the_case.panel.find(column.name());
  if (locus == genetics::kNoLocus) return column.name();
  const bool x_linked = the_case.panel.markers[locus].kind() == genetics::MarkerKind::x_linked;
  return x_linked ? "X-linked markers" : "autosomal markers";
}

bool is_scored(const matching::ColumnScore& score) {
  return score.row != 0 && score.status == evidence::ColumnStatus::scored;
}

/// The step of this name, made at the end of the list where there is none.
PairStep& step_named(std::vector<PairStep>& steps, const std::string& name) {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const auto& step) { return step.name == name; });
  if (found != steps.end()) return *found;
  steps.push_back({.name = name});
  return steps.back();
}

}  // namespace

std::vector<PairStep> pair_steps(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                                 matching::TargetIndex target, std::span<const matching::ColumnScore> columns,
                                 double linkage) {
  std::vector<PairStep> steps;
  std::vector<std::size_t> compared;
  for (const matching::ColumnScore& score : columns) {
    const evidence::Column& column = *evidence.columns[score.column];
    if (!is_scored(score) || column.kind() != evidence::ColumnKind::dna) continue;
    PairStep& step = step_named(steps, dna_group(the_case, column));
    step.log10_lr += score.log10_lr;
    const auto place = static_cast<std::size_t>(&step - steps.data());
    if (compared.size() <= place) compared.resize(place + 1);
    ++compared[place];
  }
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i].found = fmt::format("{} compared", compared[i]);
  if (linkage != 0) steps.push_back({.name = "linked markers", .log10_lr = linkage});
  for (const matching::ColumnScore& score : columns) {
    const evidence::Column& column = *evidence.columns[score.column];
    if (!is_scored(score) || column.kind() != evidence::ColumnKind::attribute) continue;
    double group_part = 0;
    for (const matching::ColumnScore& other : columns) {
      if (evidence.columns[other.column]->group() == column.group()) group_part += other.log10_lr;
    }
    steps.push_back({.name = column.name(),
                     .group = std::string(column.group()),
                     .report = column.describe_target(target),
                     .found = column.describe_row(score.row),
                     .log10_lr = score.log10_lr,
                     .rule = column.explain(target, score.row),
                     .group_part = group_part});
  }
  return steps;
}

}  // namespace kith::report
