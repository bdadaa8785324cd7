#include "simulate/laboratory/laboratory.hpp"

#include <algorithm>
#include <cmath>

namespace kith::simulate {
namespace {

using genetics::AlleleIndex;
using Seen = std::vector<AlleleIndex>;

double dropout_at(double at_200, double slope, double length) {
  if (at_200 <= 0) return 0;
  const double logit = std::log(at_200 / (1 - at_200)) + slope * (length - 200) / 100;
  constexpr double kMost = 0.95;
  return std::min(kMost, std::round(1e4 / (1 + std::exp(-logit))) / 1e4);
}

Quality draw_quality(const LaboratorySettings& s, Random& random) {
  const double u = random.uniform();
  if (u < s.share_good) return Quality::good;
  if (u < s.share_good + s.share_fair) return Quality::fair;
  if (u < s.share_good + s.share_fair + s.share_poor) return Quality::poor;
  return Quality::bad;
}

void add(AlleleIndex allele, Seen& seen) {
  const auto at = std::lower_bound(seen.begin(), seen.end(), allele);
  if (at == seen.end() || *at != allele) seen.insert(at, allele);
}

}  // namespace

DropRates::DropRates(const Loci& loci, const LaboratorySettings& s) : drop_in_(s.drop_in) {
  const std::array at_200{s.dropout_good, s.dropout_fair, s.dropout_poor, s.dropout_bad};
  for (std::size_t q = 0; q < at_200.size(); ++q) {
    for (const auto& locus : loci) dropout_[q].push_back(dropout_at(at_200[q], s.slope, locus.length));
  }
}

LabProfile fresh_profile(const Genome& genome, std::size_t n_loci) {
  LabProfile profile;
  profile.seen.resize(n_loci);
  for (std::size_t l = 0; l < n_loci; ++l) {
    add(genome[2 * l], profile.seen[l]);
    add(genome[2 * l + 1], profile.seen[l]);
  }
  return profile;
}

LabProfile bone_profile(const Genome& genome, const Loci& loci, const DropRates& rates, const LaboratorySettings& s,
                        const std::vector<Genome>& staff, Random& random) {
  LabProfile profile;
  profile.quality = draw_quality(s, random);
  profile.is_contaminated = random.chance(s.contamination) && !staff.empty();
  const auto whose = staff.empty() ? 0 : random.below(staff.size());
  const auto& shown = profile.is_contaminated ? staff[whose] : genome;
  const bool is_small_kit = random.chance(s.partial_kit);
  const auto n_typed = is_small_kit ? std::min(loci.size(), static_cast<std::size_t>(s.small_kit)) : loci.size();
  profile.seen.resize(loci.size());
  for (std::size_t l = 0; l < loci.size(); ++l) {
    const double lost = rates.dropout(profile.quality, l);
    const double foreign = rates.drop_in(profile.quality);
    const std::array uniforms{random.uniform(), random.uniform(), random.uniform()};
    const auto stranger = static_cast<AlleleIndex>(random.pick(loci[l].population));
    if (l >= n_typed) continue;
    if (uniforms[0] >= lost) add(shown[2 * l], profile.seen[l]);
    if (uniforms[1] >= lost) add(shown[2 * l + 1], profile.seen[l]);
    if (uniforms[2] < foreign) add(stranger, profile.seen[l]);
  }
  return profile;
}

}  // namespace kith::simulate
