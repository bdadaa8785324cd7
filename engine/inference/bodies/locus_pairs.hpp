// inference/bodies/locus_pairs.hpp — one marker in all pairs of samples: samples show few distinct observations, so the
// pairs of these are computed once (evidence/column/column.hpp).
//
// X-linked markers: samples of men have one copy, those of women two; a man and a woman are not compared, and a sample
// whose sex is not known is not compared at all (the sex column says once that sexes differ).
//
// Cost: n_rows^2 n_genotypes / 2 for the table, as products of matrices. Threads: the table in parallel; reading:
// reentrant.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <vector>

#include "inference/bodies/same_person.hpp"
#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::inference {

using matching::RemainsIndex;

class LocusPairs {
 public:
  /// Of these remains, at this marker. The case outlives it.
  LocusPairs(const matching::Case& data, std::span<const RemainsIndex> samples, genetics::LocusIndex locus,
             double typing_error);

  [[nodiscard]] const genetics::Marker& marker() const { return *marker_; }
  [[nodiscard]] genetics::LocusIndex locus() const { return locus_; }
  /// Row 0: not compared.
  [[nodiscard]] std::size_t n_rows() const { return likelihoods_.size(); }
  /// Per sample its row.
  [[nodiscard]] const std::vector<std::uint32_t>& codes() const { return codes_; }
  [[nodiscard]] const GenotypeLikelihood& likelihood(std::uint32_t row) const { return likelihoods_[row]; }
  [[nodiscard]] Copies copies(std::uint32_t row) const { return copies_[row]; }
  [[nodiscard]] const genetics::Observation& observation(std::uint32_t row) const { return observations_[row]; }
  /// Whether two rows are compared: both are, with as many copies.
  [[nodiscard]] bool are_compared(std::uint32_t a, std::uint32_t b) const {
    return a != 0 && b != 0 && copies_[a] == copies_[b];
  }

  /// log10 P(a, b | same) / P(a, b | unrelated) of a row with every row; 0 where not compared, -infinity where
  /// impossible.
  void fill(std::uint32_t row, std::span<double> values) const;
  /// Computes the values of all pairs of rows at once, where they fit into memory.
  void tabulate();

 private:
  void add_row(const genetics::Observation& observation, Copies copies, double typing_error);
  void compute(std::uint32_t row, std::span<double> values) const;

  const genetics::Marker* marker_;
  genetics::LocusIndex locus_;
  std::vector<genetics::Observation> observations_;
  std::vector<GenotypeLikelihood> likelihoods_;
  std::vector<Copies> copies_;
  std::vector<std::uint32_t> codes_;
  Eigen::MatrixXd table_;  ///< n_rows x n_rows; empty: not tabulated
};

}  // namespace kith::inference
