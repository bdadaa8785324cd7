// genetics/haplotypes/discrete_laplace.hpp — the discrete Laplace model of Y-STR haplotypes: a population is a mixture
// of clusters around central haplotypes, and an allele at distance d from its centre has probability (1 - p) / (1 + p)
// * p^|d|:
//   f(h) = sum_c tau_c prod_k (1 - p_ck) / (1 + p_ck) * p_ck^|h_k - y_ck|,     p_ck = exp(omega_c + lambda_k)
// (Andersen, Eriksen, Morling 2013, doi:10.1016/j.jtbi.2013.03.009). Fitted by expectation-maximisation; the centres
// are weighted medians, omega and lambda solve their score equations in turn (each is monotone: E|d| = 2p / (1 - p^2)).
// The number of clusters is the one of least BIC, with as many parameters as their software counts: (c - 1) + c K + (c
// + K - 1). The start is deterministic: centres are added one by one, each the haplotype that lessens the summed
// distance most, so equal data give equal models.
//
// Whole repeats and single-copy markers only: the caller leaves the others out.
// Cost: O(clusters^2 x haplotypes x loci x iterations), once per run.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace kith::genetics {

class DiscreteLaplace {
 public:
  struct Cluster {
    double tau = 1;
    std::vector<int> centre{};  ///< repeats, per locus
    std::vector<double> p{};    ///< per locus
  };

  /// @pre at least one haplotype, all of the same positive number of loci. `max_clusters` bounds the search.
  [[nodiscard]] static DiscreteLaplace fit(std::span<const std::vector<int>> haplotypes, std::size_t max_clusters = 20);
  /// A model of known parameters.
  explicit DiscreteLaplace(std::vector<Cluster> clusters) : clusters_(std::move(clusters)) {}

  /// Natural logarithm of f(h), summed over the loci that are none in `haplotype`.
  [[nodiscard]] double log_probability(std::span<const std::optional<int>> haplotype) const;
  [[nodiscard]] const std::vector<Cluster>& clusters() const { return clusters_; }

 private:
  std::vector<Cluster> clusters_;
};

}  // namespace kith::genetics
