// genetics/markers/observation.hpp — what a laboratory saw of one person at one marker, as a likelihood of the true
// genotype.
//
// A genotype is an unordered pair of allele indices; a hemizygous one (X of a male) is the same index twice.
// Without dropout and drop-in an observation {a, b} fits exactly the genotype a/b, a single allele {a} fits a/a and,
// where the marker has a silent allele s, a/s.
#pragma once

#include <cstdint>
#include <vector>

#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker.hpp"

namespace kith::genetics {

/// How one amplification loses and gains alleles.
struct DropModel {
  double dropout = 0;             ///< per allele copy that stands alone (heterozygote, hemizygote, beside a silent one)
  double dropout_homozygote = 0;  ///< both copies of a homozygote lost
  double drop_in = 0;             ///< probability of one foreign allele, drawn from the population

  friend bool operator==(const DropModel&, const DropModel&) = default;
  [[nodiscard]] bool is_exact() const { return dropout == 0 && dropout_homozygote == 0 && drop_in == 0; }
};

/// One amplification: the distinct alleles seen, ascending.
struct Replicate {
  std::vector<AlleleIndex> seen;
  DropModel model{};

  friend bool operator==(const Replicate&, const Replicate&) = default;
};

struct Observation {
  std::vector<Replicate> replicates{};  ///< empty: untyped
  AlleleIndex
      certain_allele = kNoAllele;  ///< a partial genotype: this allele is present, of the other nothing is known

  [[nodiscard]] static Observation untyped() { return {}; }
  /// The alleles `a` and `b` were seen, and nothing is lost or foreign. `a == b`: one allele was seen.
  [[nodiscard]] static Observation genotype(AlleleIndex a, AlleleIndex b);
  /// One allele is `a`; the other is not known.
  [[nodiscard]] static Observation partial(AlleleIndex a);

  [[nodiscard]] bool is_untyped() const { return replicates.empty() && certain_allele == kNoAllele; }
  friend bool operator==(const Observation&, const Observation&) = default;
};

/// What two observations of one person say together: their likelihoods multiply.
[[nodiscard]] Observation joined(const Observation& a, const Observation& b);

struct ObservationHash {
  [[nodiscard]] std::size_t operator()(const Observation& observation) const;
};

/// A genotype x <= y and P(observation | genotype).
struct WeightedGenotype {
  AlleleIndex x = 0;
  AlleleIndex y = 0;
  double weight = 1;
};

/// P(observation | genotype {x, y}); 1 for an untyped person. `hemizygous`: x == y and one copy exists.
[[nodiscard]] double probability(const Observation& observation, AlleleIndex x, AlleleIndex y, const Marker& marker,
                                 bool hemizygous = false);

/// Every genotype that can give the observation, with its likelihood, in ascending order of (x, y).
/// @pre the observation is typed and its alleles are < marker.n_visible().
[[nodiscard]] std::vector<WeightedGenotype> compatible_genotypes(const Observation& observation, const Marker& marker,
                                                                 bool hemizygous = false);

}  // namespace kith::genetics
