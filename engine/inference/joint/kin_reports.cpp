#include "inference/joint/kin_reports.hpp"

#include <cmath>
#include <string_view>

namespace kith::inference {

KinReports::KinReports(const matching::Case& the_case, const matching::EvidenceTable& evidence) : evidence_(evidence) {
  constexpr std::string_view kPlace = "place";  // attributes/place
  for (const auto& column : evidence.columns)
    is_shared_.push_back(column->kind() == evidence::ColumnKind::attribute && column->name() == kPlace);
  std::vector<std::vector<MissingIndex>> of_family(the_case.families.size());
  for (MissingIndex m = 0; m < the_case.missing.size(); ++m) of_family[the_case.missing[m].family].push_back(m);
  kin_.resize(the_case.missing.size());
  for (const auto& family : of_family) {
    if (family.size() < 2) continue;
    for (const MissingIndex m : family) kin_[m] = family;
  }
}

void KinReports::fill(std::size_t column, MissingIndex missing, std::span<double> rows) const {
  const auto status = evidence_.columns[column]->fill(missing, rows);
  if (!is_shared_[column] || kin_[missing].empty() || status == evidence::ColumnStatus::no_reference) return;
  std::vector<double> mean(rows.size(), 0.0), other(rows.size(), 0.0);
  double n = 0;
  for (const MissingIndex kin : kin_[missing]) {
    if (evidence_.columns[column]->fill(kin, other) == evidence::ColumnStatus::no_reference) continue;
    ++n;
    for (std::size_t r = 0; r < rows.size(); ++r) mean[r] += (std::pow(10.0, other[r]) - mean[r]) / n;
  }
  if (n < 2) return;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (mean[r] == std::pow(10.0, rows[r])) continue;
    rows[r] = std::log10((1 - kSharedReports) * std::pow(10.0, rows[r]) + kSharedReports * mean[r]);
  }
}

double KinReports::log10_lr(std::size_t column, MissingIndex missing, BodyIndex body) const {
  std::vector<double> rows(evidence_.columns[column]->n_rows(), 0.0);
  fill(column, missing, rows);
  return rows[evidence_.codes[body * evidence_.columns.size() + column]];
}

}  // namespace kith::inference
