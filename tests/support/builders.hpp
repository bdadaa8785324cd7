// support/builders.hpp — markers, families and typings in as few words as a paper's example needs.
#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "genetics/markers/marker.hpp"
#include "genetics/markers/observation.hpp"
#include "pedigree/family/pedigree.hpp"

namespace kith::testing {

/// The value; the test fails with the error's text if there is none.
template <class T>
T must(Result<T> result) {
  if (!result) FAIL(result.error().message);
  return std::move(result).value();
}

/// Alleles 10, 11, 12, ... with these frequencies. What is missing to 1 by more than rounding is an error.
[[nodiscard]] genetics::MarkerSpec marker_spec(std::vector<double> frequencies);
[[nodiscard]] genetics::Marker marker(std::vector<double> frequencies);

/// The genotype a/b, seen without loss.
[[nodiscard]] inline genetics::Observation g(genetics::AlleleIndex a, genetics::AlleleIndex b) {
  return genetics::Observation::genotype(a, b);
}

using Family = std::vector<pedigree::PersonSpec>;
[[nodiscard]] pedigree::Pedigree pedigree_of(const Family& family);

// Families of the literature. Founders are F, M, G...; the persons asked about come last.
[[nodiscard]] Family trio();                  ///< F, M, C
[[nodiscard]] Family siblings(int n);         ///< F, M, C1 .. Cn
[[nodiscard]] Family half_siblings();         ///< F, M1, M2, C1 (F x M1), C2 (F x M2)
[[nodiscard]] Family first_cousins();         ///< GF, GM, S1, S2 (their children), W1, W2, C1 (S1 x W1), C2 (S2 x W2)
[[nodiscard]] Family double_first_cousins();  ///< two brothers and two sisters: C1, C2
[[nodiscard]] Family sibling_incest();        ///< F, M, B, S, C (B x S)
[[nodiscard]] Family parent_child_incest();   ///< F, M, D, C (F x D)
[[nodiscard]] Family cousin_marriage();       ///< first cousins, and X, the child of both (a loop)

/// Who was typed and what was seen.
class Typing {
 public:
  explicit Typing(const pedigree::Pedigree& pedigree) : pedigree_(&pedigree), observations_(pedigree.size()) {}
  Typing(const pedigree::Pedigree& pedigree,
         std::initializer_list<std::pair<std::string_view, genetics::Observation>> typed);

  Typing& set(std::string_view id, genetics::Observation observation);
  Typing& set(pedigree::PersonIndex person, genetics::Observation observation);
  /// One per person, as pedigree::Observations wants it; valid as long as this Typing.
  [[nodiscard]] std::vector<const genetics::Observation*> pointers() const;
  [[nodiscard]] const genetics::Observation& of(pedigree::PersonIndex person) const {
    return observations_[static_cast<std::size_t>(person)];
  }

 private:
  const pedigree::Pedigree* pedigree_;
  std::vector<genetics::Observation> observations_;
};

}  // namespace kith::testing
