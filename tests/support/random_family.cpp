#include "support/random_family.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace kith::testing {
namespace {

using genetics::AlleleIndex;
using genetics::Marker;
using genetics::MutationKind;
using genetics::Observation;
using genetics::Sex;

constexpr double kFounderShare = 0.3;
constexpr double kMutationShare = 0.1;

AlleleIndex draw_allele(Rng& rng, const Marker& marker) {
  double left = uniform(rng);
  for (std::size_t i = 0; i + 1 < marker.n_alleles(); ++i) {
    left -= marker.frequencies()[i];
    if (left < 0) return static_cast<AlleleIndex>(i);
  }
  return static_cast<AlleleIndex>(marker.n_alleles() - 1);
}

struct Pair {
  AlleleIndex paternal = 0;
  AlleleIndex maternal = 0;
};

AlleleIndex transmit(Rng& rng, const Marker& marker, Pair parent) {
  const auto allele = below(rng, 2) == 0 ? parent.paternal : parent.maternal;
  const bool mutable_allele = allele < marker.n_visible();
  return mutable_allele && uniform(rng) < kMutationShare ? static_cast<AlleleIndex>(below(rng, marker.n_visible()))
                                                         : allele;
}

genetics::Replicate look(Rng& rng, const Marker& marker, Pair alleles, bool hemizygous,
                         const genetics::DropModel& model) {
  genetics::Replicate replicate{.seen = {}, .model = model};
  const bool homozygous = alleles.paternal == alleles.maternal && !hemizygous;
  const double lost = homozygous ? model.dropout_homozygote : model.dropout;
  for (const auto allele : {alleles.paternal, alleles.maternal}) {
    if (allele < marker.n_visible() && uniform(rng) >= lost) replicate.seen.push_back(allele);
  }
  if (uniform(rng) < model.drop_in) replicate.seen.push_back(static_cast<AlleleIndex>(below(rng, marker.n_visible())));
  std::sort(replicate.seen.begin(), replicate.seen.end());
  replicate.seen.erase(std::unique(replicate.seen.begin(), replicate.seen.end()), replicate.seen.end());
  return replicate;
}

Observation observe(Rng& rng, const Marker& marker, Pair alleles, bool hemizygous, const TypingOptions& options) {
  const genetics::DropModel model{options.dropout, options.dropout * options.dropout, options.drop_in};
  Observation observation;
  if (uniform(rng) < options.partial) {
    const auto known = below(rng, 2) == 0 ? alleles.paternal : alleles.maternal;
    return known < marker.n_visible() ? Observation::partial(known) : Observation::untyped();
  }
  for (std::size_t i = 0; i < options.replicates; ++i) {
    observation.replicates.push_back(look(rng, marker, alleles, hemizygous, model));
  }
  const auto& first = observation.replicates.front();
  return model.is_exact() && first.seen.empty() ? Observation::untyped() : observation;
}

}  // namespace

double uniform(Rng& rng) { return static_cast<double>(rng() >> 11) * 0x1p-53; }

std::size_t below(Rng& rng, std::size_t n) { return static_cast<std::size_t>(uniform(rng) * static_cast<double>(n)); }

Family random_family(Rng& rng, std::size_t n_persons) {
  Family family{{"P0", "", "", Sex::male}, {"P1", "", "", Sex::female}};
  while (family.size() < n_persons) {
    pedigree::PersonSpec person{.id = "P" + std::to_string(family.size())};
    person.sex = below(rng, 2) == 0 ? Sex::male : Sex::female;
    if (uniform(rng) >= kFounderShare) {
      std::vector<std::string> men;
      std::vector<std::string> women;
      for (const auto& other : family) (other.sex == Sex::male ? men : women).push_back(other.id);
      person.father = men[below(rng, men.size())];
      person.mother = women[below(rng, women.size())];
    }
    family.push_back(person);
  }
  return family;
}

std::vector<double> random_frequencies(Rng& rng, std::size_t n) {
  std::vector<double> frequencies(n);
  for (auto& frequency : frequencies) frequency = 0.1 + uniform(rng);
  const double total = std::accumulate(frequencies.begin(), frequencies.end(), 0.0);
  for (auto& frequency : frequencies) frequency /= total;
  return frequencies;
}

genetics::MutationSpec random_mutation(Rng& rng) {
  constexpr std::array kinds{MutationKind::none, MutationKind::equal, MutationKind::proportional,
                             MutationKind::one_step, MutationKind::stepwise};
  genetics::MutationSpec spec{.kind = kinds[below(rng, kinds.size())]};
  spec.rate = 0.001 + 0.05 * uniform(rng);
  spec.rate2 = 0.01 * uniform(rng);
  spec.range = 0.1 + 0.5 * uniform(rng);
  return spec;
}

Typing random_typing(Rng& rng, const Marker& marker, const pedigree::Pedigree& pedigree, const TypingOptions& options) {
  Typing typing(pedigree);
  std::vector<Pair> alleles(pedigree.size());
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  for (const auto person : pedigree.parents_first()) {
    const auto at = [&](pedigree::PersonIndex who) -> Pair& { return alleles[static_cast<std::size_t>(who)]; };
    const bool founder = pedigree.is_founder(person);
    const bool hemizygous = x_linked && pedigree.sex(person) == Sex::male;
    auto& own = at(person);
    own.maternal = founder ? draw_allele(rng, marker) : transmit(rng, marker, at(pedigree.mother(person)));
    own.paternal = founder ? draw_allele(rng, marker) : transmit(rng, marker, at(pedigree.father(person)));
    if (hemizygous) own.paternal = own.maternal;
    if (uniform(rng) < options.typed) typing.set(person, observe(rng, marker, own, hemizygous, options));
  }
  return typing;
}

}  // namespace kith::testing
