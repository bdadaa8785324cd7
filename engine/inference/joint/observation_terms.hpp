// inference/joint/observation_terms.hpp — what the observations of bodies can come from, looked up once for a whole
// case: per marker and observation the genotypes that can give it, each with its likelihood, and P(observation) in the
// population.
#pragma once

#include <array>
#include <vector>

#include "genetics/markers/observation.hpp"
#include "matching/case/case.hpp"

namespace kith::inference {

struct ObservationTerms {
  std::vector<genetics::WeightedGenotype> genotypes{};
  double log_population = 0;  ///< ln of sum_g P(observation | g) P(g); -infinity: impossible
};

/// ln P(observation) of a person of the population.
[[nodiscard]] double log_population(const genetics::Observation& observation, const genetics::Marker& marker,
                                    bool hemizygous);

class CaseTerms {
 public:
  explicit CaseTerms(const matching::Case& the_case);

  /// Null: no body shows this. `hemizygous` of X-linked markers only.
  [[nodiscard]] const ObservationTerms* find(genetics::LocusIndex locus, genetics::ObservationCode code,
                                             bool hemizygous) const {
    const auto& place = place_of_[locus][code];
    return place < 0 ? nullptr : &terms_[hemizygous ? 1 : 0][locus][static_cast<std::size_t>(place)];
  }

 private:
  std::vector<std::vector<int>> place_of_{};  ///< per marker and code; -1: of no body
  std::array<std::vector<std::vector<ObservationTerms>>, 2> terms_{};
};

}  // namespace kith::inference
