// pedigree/locus/founder_moments.hpp — theta: what a family's founder alleles make of an unrelated person's genotype.
//
// Given N founder alleles, n_a of them a, the unrelated person's alleles are, in order, a and b with probability
//   (n_a theta + (1 - theta) p_a) (n_b theta + (1 - theta) p_b + theta [a = b]) / ((1 + (N - 1) theta) (1 + N theta)),
// so that of the family only three moments are needed, each weighed by the probability of its observations:
//   W = sum 1,   S1(a) = sum n_a,   S2(a, b) = sum n_a n_b,
// n counting the unknown founder alleles; the known ones are the same in every term. They come from eliminations that
// leave two blocks of copies free at a time.
#pragma once

#include <span>
#include <vector>

#include "genetics/markers/marker.hpp"
#include "pedigree/locus/likelihood.hpp"
#include "pedigree/locus/locus_graph.hpp"
#include "pedigree/locus/lumping.hpp"

namespace kith::pedigree {

/// Adds `values` times exp(log_factor) to joint.joint (of the same length) and `total` to joint.total, moving the scale
/// where the terms differ too much.
void add_scaled(std::span<const double> values, double total, double log_factor, TargetJoint& joint);

class FounderMoments {
 public:
  explicit FounderMoments(std::size_t n_classes);

  struct Block {
    std::span<const genetics::AlleleIndex> classes;  ///< by state
    double size = 1;                                 ///< founder alleles that are its copies
  };
  /// A table over one block, or over two (row-major); the moments of each block alone and the total must be taken from
  /// exactly one of the tables that hold them.
  void add_total(double value, double log_factor);
  void add_single(std::span<const double> table, const Block& block, double log_factor);
  struct Take {
    bool first_alone = false;
    bool second_alone = false;
    bool total = false;
  };
  void add_pair(std::span<const double> table, const Block& first, const Block& second, Take take, double log_factor);

  /// P(family's observations, an unrelated person has {x, y}) for all genotypes; `one_allele`: the X of a male.
  void unrelated(const genetics::Marker& marker, const AlleleClasses& classes, const FounderAlleles& founders,
                 bool one_allele, TargetJoint& joint) const;

 private:
  // One array: W, then S1 by class, then the squares of blocks by class, then the products of two blocks by class pair.
  void start_term() { term_.assign(1 + 2 * n_ + n_ * n_, 0.0); }
  double& first(std::size_t a) { return term_[1 + a]; }
  double& square(std::size_t a) { return term_[1 + n_ + a]; }
  double& product(std::size_t a, std::size_t b) { return term_[1 + 2 * n_ + a * n_ + b]; }
  void add_alone(std::size_t allele_class, double size, double value);

  std::size_t n_;
  std::vector<double> term_;
  TargetJoint sum_;
};

}  // namespace kith::pedigree
