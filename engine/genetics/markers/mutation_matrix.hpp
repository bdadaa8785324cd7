// genetics/markers/mutation_matrix.hpp — the probabilities with which alleles of a parent become alleles of a child.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "core/check.hpp"

namespace kith::genetics {

/// n x n, row = parental allele, column = transmitted allele; rows sum to 1 (which `mutation_matrix` sees to, not this
/// class).
class MutationMatrix {
 public:
  /// Empty, n = 0: nothing is known.
  MutationMatrix() = default;

  /// `values`: n * n, row after row.
  MutationMatrix(std::size_t n, std::vector<double> values) : n_(n), values_(std::move(values)) {
    KITH_CHECK(values_.size() == n * n);
  }

  /// Nothing mutates.
  [[nodiscard]] static MutationMatrix identity(std::size_t n) {
    MutationMatrix matrix(n, std::vector<double>(n * n, 0.0));
    for (std::size_t i = 0; i < n; ++i) matrix(i, i) = 1;
    return matrix;
  }

  /// n.
  [[nodiscard]] std::size_t n_alleles() const { return n_; }
  [[nodiscard]] bool empty() const { return n_ == 0; }

  [[nodiscard]] double operator()(std::size_t from, std::size_t to) const { return values_[from * n_ + to]; }
  [[nodiscard]] double& operator()(std::size_t from, std::size_t to) { return values_[from * n_ + to]; }
  /// What `from` becomes, n probabilities.
  [[nodiscard]] std::span<const double> row(std::size_t from) const { return {values_.data() + from * n_, n_}; }
  /// n * n, row after row.
  [[nodiscard]] std::span<const double> values() const { return values_; }

  bool operator==(const MutationMatrix&) const = default;

 private:
  std::size_t n_ = 0;
  std::vector<double> values_{};
};

}  // namespace kith::genetics
