#include "genetics/markers/observation.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>

namespace kith::genetics {
namespace {

using Alleles = std::span<const AlleleIndex>;

/// Probability that the foreign allele, which one amplification has with probability c, is one of `alleles`.
double drop_in_among(Alleles alleles, const Marker& marker, double c) {
  double sum = 0;
  for (const auto allele : alleles) sum += marker.frequencies()[allele];
  return c * sum / (1 - marker.spec().silent_frequency);
}

/// P(seen | the genotype's own visible alleles that were amplified): drop-in adds nothing, an allele that is there
/// anyway, or one more.
double add_drop_in(Alleles seen, Alleles amplified, const Marker& marker, double c) {
  if (!std::includes(seen.begin(), seen.end(), amplified.begin(), amplified.end())) return 0;
  if (seen.size() == amplified.size()) return 1 - c + drop_in_among(seen, marker, c);
  if (seen.size() != amplified.size() + 1) return 0;
  for (const auto allele : seen) {
    if (!std::binary_search(amplified.begin(), amplified.end(), allele)) return drop_in_among({&allele, 1}, marker, c);
  }
  return 0;
}

/// The visible alleles of genotype {x, y}, ascending.
std::vector<AlleleIndex> visible_alleles(AlleleIndex x, AlleleIndex y, const Marker& marker) {
  std::vector<AlleleIndex> visible;
  if (std::min(x, y) < marker.n_visible()) visible.push_back(std::min(x, y));
  if (x != y && std::max(x, y) < marker.n_visible()) visible.push_back(std::max(x, y));
  return visible;
}

double replicate_probability(const Replicate& replicate, AlleleIndex x, AlleleIndex y, const Marker& marker,
                             bool hemizygous) {
  const auto& [dropout, dropout_homozygote, drop_in] = replicate.model;
  const Alleles seen = replicate.seen;
  const auto own = visible_alleles(x, y, marker);
  const Alleles all = own;
  const auto given = [&](Alleles amplified) { return add_drop_in(seen, amplified, marker, replicate.model.drop_in); };
  if (own.empty()) return given({});
  if (own.size() == 1) {
    const double lost = x == y && !hemizygous ? dropout_homozygote : dropout;
    return (1 - lost) * given(all) + lost * given({});
  }
  const double kept = 1 - dropout;
  return kept * kept * given(all) + kept * dropout * (given(all.first(1)) + given(all.last(1))) +
         dropout * dropout * given({});
}

/// Alleles that every genotype behind the observation contains, ascending; none if there are more than two.
std::optional<std::vector<AlleleIndex>> required_alleles(const Observation& observation) {
  std::vector<AlleleIndex> required;
  if (observation.certain_allele != kNoAllele) required.push_back(observation.certain_allele);
  for (const auto& replicate : observation.replicates) {
    if (replicate.model.drop_in > 0) continue;
    required.insert(required.end(), replicate.seen.begin(), replicate.seen.end());
  }
  std::sort(required.begin(), required.end());
  required.erase(std::unique(required.begin(), required.end()), required.end());
  if (required.size() > 2) return std::nullopt;
  return required;
}

/// Alleles that a genotype behind the observation may contain, ascending: where nothing is lost, those seen and the
/// silent.
std::vector<AlleleIndex> possible_alleles(const Observation& observation, const Marker& marker) {
  std::vector<AlleleIndex> possible;
  for (std::size_t i = 0; i < marker.n_alleles(); ++i) {
    const auto allele = static_cast<AlleleIndex>(i);
    const auto allowed_by = [&](const Replicate& replicate) {
      return replicate.model.dropout > 0 || replicate.model.dropout_homozygote > 0 || allele >= marker.n_visible() ||
             std::binary_search(replicate.seen.begin(), replicate.seen.end(), allele);
    };
    if (std::all_of(observation.replicates.begin(), observation.replicates.end(), allowed_by))
      possible.push_back(allele);
  }
  return possible;
}

void check_typed(const Observation& observation, const Marker& marker) {
  KITH_CHECK(!observation.is_untyped());
  KITH_CHECK(observation.certain_allele == kNoAllele || observation.certain_allele < marker.n_visible());
  for (const auto& replicate : observation.replicates) {
    for (const auto allele : replicate.seen) KITH_CHECK(allele < marker.n_visible());
  }
}

}  // namespace

Observation Observation::genotype(AlleleIndex a, AlleleIndex b) {
  Replicate replicate;
  replicate.seen = a == b ? std::vector{a} : std::vector{std::min(a, b), std::max(a, b)};
  return {.replicates = {std::move(replicate)}};
}

Observation Observation::partial(AlleleIndex a) { return {.certain_allele = a}; }

Observation joined(const Observation& a, const Observation& b) {
  Observation both = a;
  both.replicates.insert(both.replicates.end(), b.replicates.begin(), b.replicates.end());
  if (a.certain_allele == kNoAllele) {
    both.certain_allele = b.certain_allele;
  } else if (b.certain_allele != kNoAllele && b.certain_allele != a.certain_allele) {  // then these are the two
    both.certain_allele = kNoAllele;
    both.replicates.push_back(Observation::genotype(a.certain_allele, b.certain_allele).replicates.front());
  }
  return both;
}

std::size_t ObservationHash::operator()(const Observation& observation) const {
  std::size_t hash = observation.certain_allele;
  const auto mix = [&](std::size_t value) { hash ^= value + 0x9e3779b97f4a7c15ULL + (hash << 6) + (hash >> 2); };
  for (const auto& [seen, model] : observation.replicates) {
    mix(seen.size());
    for (const auto allele : seen) mix(allele);
    for (const double parameter : {model.dropout, model.dropout_homozygote, model.drop_in}) {
      mix(std::hash<double>{}(parameter));
    }
  }
  return hash;
}

double probability(const Observation& observation, AlleleIndex x, AlleleIndex y, const Marker& marker,
                   bool hemizygous) {
  const auto certain = observation.certain_allele;
  if (certain != kNoAllele && x != certain && y != certain) return 0;
  double product = 1;
  for (const auto& replicate : observation.replicates) {
    product *= replicate_probability(replicate, x, y, marker, hemizygous);
    if (product == 0) return 0;
  }
  return product;
}

std::vector<WeightedGenotype> compatible_genotypes(const Observation& observation, const Marker& marker,
                                                   bool hemizygous) {
  check_typed(observation, marker);
  std::vector<WeightedGenotype> result;
  const auto required = required_alleles(observation);
  if (!required) return result;
  const auto possible = possible_alleles(observation, marker);
  const auto add = [&](AlleleIndex x, AlleleIndex y) {
    const double weight = probability(observation, x, y, marker, hemizygous);
    if (weight > 0) result.push_back({x, y, weight});
  };
  if (required->size() == 2) {
    if (!hemizygous) add(required->front(), required->back());
  } else if (hemizygous) {
    for (const auto x : possible) add(x, x);
  } else if (required->size() == 1) {
    const auto known = required->front();
    for (const auto other : possible) add(std::min(known, other), std::max(known, other));
  } else {
    for (auto x = possible.begin(); x != possible.end(); ++x) {
      for (auto y = x; y != possible.end(); ++y) add(*x, *y);
    }
  }
  return result;
}

}  // namespace kith::genetics
