// Cases of bones for tests: people drawn from a population, and what a laboratory sees of their bones.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "matching/case/case.hpp"
#include "support/builders.hpp"
#include "support/random_family.hpp"

namespace kith::testing {

/// Two alleles a locus.
using Genome = std::vector<std::pair<genetics::AlleleIndex, genetics::AlleleIndex>>;

class BonesCase {
 public:
  explicit BonesCase(std::size_t n_loci, std::uint64_t seed = 15) : rng_(seed) {
    for (std::size_t l = 0; l < n_loci; ++l) {
      auto spec = marker_spec({0.05, 0.1, 0.1, 0.15, 0.15, 0.2, 0.15, 0.1});
      spec.name = "L" + std::to_string(l + 1);
      data.panel.markers.push_back(must(genetics::Marker::make(spec)));
    }
    data.panel.dictionaries.resize(n_loci);
  }

  [[nodiscard]] Genome person() {
    Genome genome;
    for (std::size_t l = 0; l < data.panel.size(); ++l) {
      const auto x = allele(), y = allele();
      genome.emplace_back(x, y);
    }
    return genome;
  }
  [[nodiscard]] Genome child(const Genome& father, const Genome& mother) {
    Genome genome;
    for (std::size_t l = 0; l < data.panel.size(); ++l) {
      const auto x = below(rng_, 2) == 0 ? father[l].first : father[l].second;
      const auto y = below(rng_, 2) == 0 ? mother[l].first : mother[l].second;
      genome.emplace_back(x, y);
    }
    return genome;
  }

  /// A bone, seen at loci [from, to); with dropout each allele may be lost. @return its position.
  std::uint32_t add(const std::string& id, const Genome& genome, std::size_t from, std::size_t to, double dropout = 0) {
    matching::Remains remains;
    remains.id = id;
    remains.profile.assign(data.panel.size(), genetics::kUntyped);
    for (std::size_t l = from; l < to; ++l) {
      genetics::Replicate replicate{
          .seen = {}, .model = {.dropout = dropout, .dropout_homozygote = dropout * dropout, .drop_in = 0}};
      for (const auto a : {genome[l].first, genome[l].second}) {
        if (uniform(rng_) >= dropout) replicate.seen.push_back(a);
      }
      std::sort(replicate.seen.begin(), replicate.seen.end());
      replicate.seen.erase(std::unique(replicate.seen.begin(), replicate.seen.end()), replicate.seen.end());
      if (!replicate.seen.empty()) remains.profile[l] = data.panel.dictionaries[l].intern({.replicates = {replicate}});
    }
    data.remains.push_back(std::move(remains));
    return static_cast<std::uint32_t>(data.remains.size() - 1);
  }
  std::uint32_t add(const std::string& id, const Genome& genome) { return add(id, genome, 0, data.panel.size()); }

  void describe(std::uint32_t remains, const std::string& part, const std::string& side) {
    data.remains[remains].attributes = {{"body_part", part}, {"body_side", side}};
  }

  matching::Case data{};

 private:
  genetics::AlleleIndex allele() {
    double u = uniform(rng_);
    const auto p = data.panel.markers[0].frequencies();
    for (std::size_t a = 0; a < p.size(); ++a) {
      if ((u -= p[a]) < 0) return static_cast<genetics::AlleleIndex>(a);
    }
    return 0;
  }

  Rng rng_;
};

}  // namespace kith::testing
