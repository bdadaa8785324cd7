#include "inference/joint/observation_terms.hpp"

#include <tbb/parallel_for.h>

#include <cmath>

namespace kith::inference {
namespace {

ObservationTerms terms_of(const genetics::Observation& observation, const genetics::Marker& marker, bool hemizygous) {
  ObservationTerms terms{.genotypes = genetics::compatible_genotypes(observation, marker, hemizygous)};
  const auto p = marker.frequencies();
  double sum = 0;
  for (const auto& genotype : terms.genotypes) {
    const double pair = hemizygous ? p[genotype.x] : p[genotype.x] * p[genotype.y] * (genotype.x == genotype.y ? 1 : 2);
    sum += genotype.weight * pair;
  }
  terms.log_population = std::log(sum);
  return terms;
}

}  // namespace

double log_population(const genetics::Observation& observation, const genetics::Marker& marker, bool hemizygous) {
  return terms_of(observation, marker, hemizygous).log_population;
}

CaseTerms::CaseTerms(const matching::Case& the_case) {
  const std::size_t n_markers = the_case.panel.markers.size();
  place_of_.resize(n_markers);
  for (auto& terms : terms_) terms.resize(n_markers);
  tbb::parallel_for(std::size_t{0}, n_markers, [&](std::size_t locus) {
    const genetics::Marker& marker = the_case.panel.markers[locus];
    const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
    auto& place_of = place_of_[locus];
    place_of.assign(the_case.panel.dictionaries[locus].size(), -1);
    for (const matching::Remains& remains : the_case.remains) {
      const auto code = locus < remains.profile.size() ? remains.profile[locus] : genetics::kUntyped;
      if (code == genetics::kUntyped || place_of[code] >= 0) continue;
      place_of[code] = static_cast<int>(terms_[0][locus].size());
      const genetics::Observation& observation = the_case.panel.dictionaries[locus][code];
      terms_[0][locus].push_back(terms_of(observation, marker, false));
      terms_[1][locus].push_back(x_linked ? terms_of(observation, marker, true) : ObservationTerms{});
    }
  });
}

}  // namespace kith::inference
