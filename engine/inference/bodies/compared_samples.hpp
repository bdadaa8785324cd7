// inference/bodies/compared_samples.hpp — which remains are compared with each other, and what statements say of them.
#pragma once

#include <utility>
#include <vector>

#include "inference/bodies/find_bodies.hpp"

namespace kith::inference {

inline constexpr SampleIndex kNoSample = static_cast<SampleIndex>(-1);

struct ComparedSamples {
  std::vector<RemainsIndex> remains{};  ///< that take part
  std::vector<LeftOut> left_out{};      ///< the others, where DNA is compared
};

/// With DNA they are compared; without, or where they are left out, only statements can join them.
[[nodiscard]] ComparedSamples choose_samples(const matching::Case& data, const BodyOptions& options);

/// Per remains of the case its sample; kNoSample: it takes no part.
[[nodiscard]] std::vector<SampleIndex> number_samples(const matching::Case& data, const SamplePairs& samples);

/// What joins.csv and identifications.csv say of the samples.
[[nodiscard]] Statements statements_of(const matching::Case& data, const std::vector<SampleIndex>& sample_of,
                                       std::size_t n_samples, const BodyOptions& options);

}  // namespace kith::inference
