#include "matching/case/known_sex.hpp"

#include <algorithm>
#include <cmath>

namespace kith::matching {
namespace {

using genetics::Marker;
using genetics::Observation;
using genetics::Replicate;

/// A probability as small as this is never told apart from a smaller one.
constexpr double kMostTenths = 60;

bool shows_two(const Observation& observation) {
  return std::any_of(observation.replicates.begin(), observation.replicates.end(), [](const Replicate& replicate) {
    return replicate.seen.size() >= 2 && replicate.model.drop_in == 0;
  });
}

bool shows_one(const Observation& observation) {
  const auto whole = [](const Replicate& replicate) {
    return replicate.seen.size() == 1 && replicate.model.dropout == 0 && replicate.model.dropout_homozygote == 0;
  };
  return !observation.replicates.empty() &&
         std::all_of(observation.replicates.begin(), observation.replicates.end(), whole);
}

/// Probability that somebody with two copies shows one allele.
double homozygosity(const Marker& marker) {
  double squares = 0;
  double visible = 0;
  for (std::size_t a = 0; a < marker.n_visible(); ++a) {
    squares += marker.frequencies()[a] * marker.frequencies()[a];
    visible += marker.frequencies()[a];
  }
  return marker.theta() + (1 - marker.theta()) * (squares + 2 * visible * (1 - visible));
}

}  // namespace

attributes::XCopies count_x_copies(const genetics::Panel& panel, const genetics::Profile& profile) {
  attributes::XCopies copies;
  double tenths = 0;
  bool any = false;
  for (genetics::LocusIndex locus = 0; locus < panel.size(); ++locus) {
    const Marker& marker = panel.markers[locus];
    if (marker.kind() != genetics::MarkerKind::x_linked) continue;
    const Observation& seen = panel.observed(profile, locus);
    if (seen.certain_allele != genetics::kNoAllele) continue;
    const bool two = shows_two(seen);
    if (!two && !shows_one(seen)) continue;
    any = true;
    copies.two_alleles = copies.two_alleles || two;
    tenths -= 10 * std::log10(homozygosity(marker));
  }
  if (any) copies.alike = static_cast<std::uint16_t>(std::clamp(std::round(tenths), 1.0, kMostTenths));
  return copies;
}

}  // namespace kith::matching
