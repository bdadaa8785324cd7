// inference/bodies/merge_bodies.hpp — a case whose remains are bodies: from here on everything sees one set of remains a body.
//
// At each marker the observations of a body's remains are replicates of one genotype: their likelihoods multiply, and results that
// are certain and equal count once. Where they cannot all be of one genotype (a body that was stated) the marker is set aside
// and named. Y-STR loci are put together likewise, mtDNA by its ranges.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inference/bodies/find_bodies.hpp"

namespace kith::inference {

/// What one member shows of an allele of the body's consensus.
struct AlleleSource {
  RemainsIndex remains = 0;
  std::string seen{};  ///< its observation, as a report shows it
};

/// One marker of a body.
struct ConsensusLocus {
  std::string marker{};
  std::string genotype{};  ///< the most probable genotype given all; empty where set aside
  double probability = 0;  ///< of that genotype, given what was seen and the population
  std::vector<AlleleSource> sources{};
  bool is_set_aside = false;
};

/// What the merge could not reconcile, by body.
struct MergeNote {
  std::uint32_t body = 0;
  std::string text{};
};

struct MergedCase {
  matching::Case content{};  ///< remains[b] is bodies[b]; the case's tables refer to bodies
  std::vector<MergeNote> notes{};
};

/// @pre `bodies` are of this case.
[[nodiscard]] MergedCase merge_bodies(const matching::Case& data, const Bodies& bodies);

/// `bodies`, a case whose remains are bodies, with one set of remains more at the end for each of `joins`: what these bodies show
/// together, were they one person. Its id is "V1 + V2".
[[nodiscard]] matching::Case with_joined_bodies(const matching::Case& bodies,
                                                std::span<const std::vector<RemainsIndex>> joins);

/// The body's genotypes with where each allele was seen. Markers that no member is typed at are left out.
[[nodiscard]] std::vector<ConsensusLocus> consensus_of(const matching::Case& data, const Body& body);

}  // namespace kith::inference
