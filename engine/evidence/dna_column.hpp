// evidence/dna_column.hpp — one unlinked marker as a column of evidence.
//
// H1: the remains are the missing person. H2: they are an unrelated person of the same population. With J(g) the joint
// probability of the relatives' data and the missing person's genotype g, P(g) the population's genotype probability and
// P(h | g) the observation model, the LR of a PM observation h is
//   sum_g P(h | g) J(g) / ( sum_g J(g) * sum_g P(h | g) P(g) )
// One elimination per (target, marker) gives J for all g at once, whatever the number of remains.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evidence/column.hpp"
#include "genetics/marker.hpp"
#include "genetics/observation.hpp"
#include "pedigree/likelihood.hpp"

namespace kith::evidence {

/// What one missing person's family shows at one marker. Pointers stay valid while the column lives.
struct TargetFamily {
  const pedigree::Pedigree* pedigree = nullptr;
  pedigree::PersonIndex person = pedigree::kNobody;            ///< the missing person
  std::vector<const genetics::Observation*> observations{};    ///< one per person of the pedigree; null: untyped
};

class DnaColumn final : public Column {
 public:
  /// `marker` outlives the column. `pm` lists the distinct PM observations; pm[0] is the untyped one.
  DnaColumn(const genetics::Marker& marker, std::vector<genetics::Observation> pm, std::vector<TargetFamily> targets,
            pedigree::LikelihoodOptions options = {});
  ~DnaColumn() override;

  [[nodiscard]] const std::string& name() const override { return marker_.name(); }
  [[nodiscard]] std::size_t n_rows() const override { return pm_.size(); }
  [[nodiscard]] std::string describe_row(std::size_t row) const override;
  ColumnStatus fill(TargetIndex target, std::span<double> rows) const override;
  [[nodiscard]] bool is_incompatible(TargetIndex target, std::size_t row) const override;

 private:
  /// A genotype that fits a PM observation, as a place in the joint table.
  struct Term {
    std::uint32_t place = 0;  ///< x * n + y, x <= y
    double weight = 1;        ///< P(observation | genotype)
  };

  const genetics::Marker& marker_;
  std::unique_ptr<genetics::Marker> strict_;  ///< the same marker without mutation, for is_incompatible
  std::vector<genetics::Observation> pm_;
  std::vector<TargetFamily> targets_;
  pedigree::LikelihoodOptions options_;
  std::vector<std::uint32_t> first_term_;  ///< per row, and one past the last
  std::vector<Term> terms_;
  std::vector<double> log10_population_;   ///< per row: log10 of sum_g P(h | g) P(g)
};

/// An observation as a report shows it: "9/9.3", "9" for a single allele, "9/?" for a partial genotype.
[[nodiscard]] std::string describe(const genetics::Observation& observation, const genetics::Marker& marker);

}  // namespace kith::evidence
