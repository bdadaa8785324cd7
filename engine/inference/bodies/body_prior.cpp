#include "inference/bodies/body_prior.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include "core/disjoint_sets.hpp"
#include "matching/case/attribute_text.hpp"

namespace kith::inference {
namespace {

/// site_id with grave_id, else the recovery place; empty: not known.
std::string place_name(const matching::Remains& remains) {
  const auto& place = remains.description.place;
  std::string name = place.site.empty() ? place.place : place.site;
  const auto grave = matching::attribute_text(remains.attributes, "grave_id");
  if (!grave.empty()) name.append("\n").append(grave);
  return name;
}

/// The group of linked sites each site belongs to: the smallest position among them.
std::vector<std::uint32_t> linked_groups(const std::vector<attributes::Site>& sites) {
  DisjointSets sets(sites.size());
  for (std::uint32_t i = 0; i < sites.size(); ++i) {
    for (const std::uint32_t other : sites[i].linked_to) sets.unite(i, other);
  }
  return sets.names();
}

double n_pairs_of(double n) { return n * (n - 1) / 2; }

}  // namespace

std::string_view to_string(Nearness nearness) {
  switch (nearness) {
    case Nearness::same:
      return "one grave";
    case Nearness::linked:
      return "linked graves";
    case Nearness::different:
      return "different graves";
    case Nearness::unknown:
      break;
  }
  return "graves not known";
}

Places::Places(const SamplePairs& samples) {
  const auto& sites = samples.data().places.sites;
  const auto linked = linked_groups(sites);
  std::map<std::string, std::uint32_t> site_groups;
  for (std::uint32_t i = 0; i < sites.size(); ++i) site_groups.emplace(sites[i].id, linked[i]);
  std::map<std::string, std::uint32_t> numbers;
  group_.push_back(0);
  for (SampleIndex s = 0; s < samples.n_samples(); ++s) {
    const matching::Remains& remains = samples.data().remains[samples.remains(s)];
    const std::string name = place_name(remains);
    if (name.empty()) {
      grave_.push_back(0);
      continue;
    }
    const auto [number, is_new] = numbers.try_emplace(name, static_cast<std::uint32_t>(group_.size()));
    if (is_new) {
      const auto group = site_groups.find(remains.description.place.site);
      // Graves of sites that are not listed are groups of their own.
      group_.push_back(group == site_groups.end() ? static_cast<std::uint32_t>(sites.size()) + number->second
                                                  : group->second);
    }
    grave_.push_back(number->second);
  }
}

Nearness Places::nearness(SampleIndex a, SampleIndex b) const {
  const std::uint32_t x = grave_[a], y = grave_[b];
  if (x == 0 || y == 0) return Nearness::unknown;
  if (x == y) return Nearness::same;
  return group_[x] == group_[y] ? Nearness::linked : Nearness::different;
}

std::array<double, kNearnesses> Places::count_pairs() const {
  std::vector<double> in_grave(group_.size(), 0);
  for (const std::uint32_t grave : grave_) ++in_grave[grave];
  std::map<std::uint32_t, double> in_group;
  double same = 0, linked = 0, known = 0;
  for (std::size_t grave = 1; grave < in_grave.size(); ++grave) {
    same += n_pairs_of(in_grave[grave]);
    in_group[group_[grave]] += in_grave[grave];
    known += in_grave[grave];
  }
  for (const auto& [group, n] : in_group) linked += n_pairs_of(n);
  std::array<double, kNearnesses> counts{};
  counts[static_cast<std::size_t>(Nearness::same)] = same;
  counts[static_cast<std::size_t>(Nearness::linked)] = linked - same;
  counts[static_cast<std::size_t>(Nearness::different)] = n_pairs_of(known) - linked;
  counts[static_cast<std::size_t>(Nearness::unknown)] = n_pairs_of(static_cast<double>(grave_.size())) -
                                                        n_pairs_of(known);
  return counts;
}

Posterior posterior_of(const SampleLr& lr, double same, double siblings) {
  const double one = std::log10(same) + lr.same;
  const double kin = std::log10(1 - same) + std::log10(siblings) + lr.sibling;
  const double strangers = std::log10(1 - same) + std::log10(1 - siblings);
  const double most = std::max({one, kin, strangers});
  const double p = std::pow(10.0, one - most), q = std::pow(10.0, kin - most), r = std::pow(10.0, strangers - most);
  return {.same = p / (p + q + r), .sibling = q / (p + q + r), .unrelated = r / (p + q + r)};
}

BodyPrior estimate_prior(const SamplePairs& samples, const Places& places, std::span<const SamplePair> pairs,
                         const PriorOptions& options) {
  constexpr int kSteps = 200;
  constexpr double kSettled = 1e-9;
  BodyPrior prior;
  prior.siblings = options.siblings;
  prior.by_place = options.by_place;
  prior.n_pairs = places.count_pairs();
  const auto n = static_cast<double>(samples.n_samples());
  const double all = std::max(1.0, n_pairs_of(n));
  prior.overall = 1 / std::max(2.0, options.individuals.value_or(n));
  prior.same.fill(prior.overall);
  if (samples.n_samples() < 2) return prior;
  std::vector<std::uint8_t> nearness;
  for (const SamplePair& pair : pairs) {
    nearness.push_back(options.by_place ? static_cast<std::uint8_t>(places.nearness(pair.first, pair.second)) : 0U);
  }
  if (!options.by_place) prior.n_pairs = {all, 0, 0, 0};
  for (int step = 0; step < kSteps; ++step) {
    std::array<double, kNearnesses> expected{};
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      expected[nearness[i]] += posterior_of(pairs[i].lr, prior.same[nearness[i]], prior.siblings).same;
    }
    const double sum = std::accumulate(expected.begin(), expected.end(), 0.0);
    const double before = prior.overall;
    if (!options.individuals) prior.overall = std::min(0.5, (sum + 1) / (all + n));
    double change = std::abs(prior.overall / before - 1);
    double mean = 0;
    std::array<double, kNearnesses> same{};
    for (std::size_t k = 0; k < kNearnesses; ++k) {
      same[k] = (expected[k] + 1) / (prior.n_pairs[k] + 1 / prior.overall);
      mean += same[k] * prior.n_pairs[k] / all;
    }
    for (std::size_t k = 0; k < kNearnesses; ++k) {
      // N given: the common share is, and only how it is spread over the places is learned.
      if (options.individuals && mean > 0) same[k] *= prior.overall / mean;
      same[k] = std::min(0.5, same[k]);
      change = std::max(change, std::abs(same[k] / prior.same[k] - 1));
    }
    prior.same = same;
    if (change < kSettled) break;
  }
  prior.rule = options.individuals
                   ? fmt::format("{:.6g} individuals, given", *options.individuals)
                   : fmt::format("as of {:.0f} individuals, estimated from the pairs", 1 / prior.overall);
  return prior;
}

}  // namespace kith::inference
