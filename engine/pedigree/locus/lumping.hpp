// pedigree/locus/lumping.hpp — alleles that nobody in a family shows play the same part and can be joined into one.
//
// Exact where the chance to mutate into each kept allele is the same from every joined allele (Kemeny & Snell 1976: a
// lumpable chain; for "none", "equal" and "proportional" always so), for the male and the female matrix both.
#pragma once

#include <span>
#include <vector>

#include "genetics/markers/marker.hpp"

namespace kith::pedigree {

/// A marker's alleles as one elimination sees them: all of them, or the shown ones and one class for the rest.
struct AlleleClasses {
  std::size_t n_classes = 0;
  std::vector<genetics::AlleleIndex> class_of;  ///< per allele
  std::vector<double> frequencies;              ///< per class
  std::vector<double> male;                     ///< n_classes x n_classes, row = parental class; empty: no mutation
  std::vector<double> female;
  bool lumped = false;  ///< the last class joins two or more alleles

  [[nodiscard]] const double* mutation(genetics::Sex parent) const {
    const auto& matrix = parent == genetics::Sex::female ? female : male;
    return matrix.empty() ? nullptr : matrix.data();
  }
};

/// Keeps the alleles marked in `shown` (and a silent allele) apart and joins the others where `allowed` and exact.
void classify_alleles(const genetics::Marker& marker, std::span<const char> shown, bool allowed,
                      AlleleClasses& classes);

}  // namespace kith::pedigree
