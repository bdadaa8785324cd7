#include "evidence/dna/shared_alleles.hpp"

#include <algorithm>
#include <iterator>

namespace kith::evidence {

namespace {

/// The alleles of a genotype, ascending: two, or the one of a partial genotype; of several amplifications all that were
/// seen.
std::vector<genetics::AlleleIndex> alleles_of(const genetics::Observation& observation) {
  std::vector<genetics::AlleleIndex> alleles;
  for (const genetics::Replicate& replicate : observation.replicates) {
    alleles.insert(alleles.end(), replicate.seen.begin(), replicate.seen.end());
  }
  std::sort(alleles.begin(), alleles.end());
  alleles.erase(std::unique(alleles.begin(), alleles.end()), alleles.end());
  if (alleles.size() == 1) alleles.push_back(alleles.front());
  if (observation.certain_allele != genetics::kNoAllele) alleles.push_back(observation.certain_allele);
  std::sort(alleles.begin(), alleles.end());
  return alleles;
}

}  // namespace

int shared_alleles(const genetics::Observation& a, const genetics::Observation& b) {
  const auto of_a = alleles_of(a);
  const auto of_b = alleles_of(b);
  std::vector<genetics::AlleleIndex> shared;
  std::set_intersection(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(), std::back_inserter(shared));
  return std::min(2, static_cast<int>(shared.size()));
}

SharedAllelesColumn::SharedAllelesColumn(const genetics::Marker& marker, std::vector<PmObservation> pm,
                                         std::vector<const genetics::Observation*> relatives)
    : marker_(marker), pm_(std::move(pm)), relatives_(std::move(relatives)) {}

std::string SharedAllelesColumn::describe_row(std::size_t row) const { return describe(pm_[row].observation, marker_); }

ColumnStatus SharedAllelesColumn::fill(TargetIndex target, std::span<double> rows) const {
  std::fill(rows.begin(), rows.end(), 0.0);
  const genetics::Observation* const relative = relatives_[target];
  if (relative == nullptr) return ColumnStatus::no_reference;
  for (std::size_t row = 1; row < rows.size(); ++row) rows[row] = shared_alleles(pm_[row].observation, *relative);
  return ColumnStatus::scored;
}

}  // namespace kith::evidence
