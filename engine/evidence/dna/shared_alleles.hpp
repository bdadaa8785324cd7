// evidence/dna/shared_alleles.hpp — how many alleles remains and one relative have in common at a marker: 0, 1 or 2
// (identity by state, IBS). It is a count, not a likelihood ratio: it knows neither the relation nor how rare an allele
// is.
//
//   IBS(a/b, c/d) = size of the intersection of the multisets {a, b} and {c, d}
//
// One allele seen counts as a homozygote, as laboratories write it; of a partial genotype only the allele that is there
// counts.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "evidence/dna/dna_column.hpp"

namespace kith::evidence {

[[nodiscard]] int shared_alleles(const genetics::Observation& a, const genetics::Observation& b);

class SharedAllelesColumn final : public Column {
 public:
  /// `marker` and the relatives' observations outlive the column. pm[0] is the untyped observation; relatives[t] is
  /// what was seen of the relative that target t is compared with, null: untyped.
  SharedAllelesColumn(const genetics::Marker& marker, std::vector<PmObservation> pm,
                      std::vector<const genetics::Observation*> relatives);

  [[nodiscard]] const std::string& name() const override { return marker_.name(); }
  [[nodiscard]] std::size_t n_rows() const override { return pm_.size(); }
  [[nodiscard]] std::string describe_row(std::size_t row) const override;
  ColumnStatus fill(TargetIndex target, std::span<double> rows) const override;

 private:
  const genetics::Marker& marker_;
  std::vector<PmObservation> pm_;
  std::vector<const genetics::Observation*> relatives_;
};

}  // namespace kith::evidence
