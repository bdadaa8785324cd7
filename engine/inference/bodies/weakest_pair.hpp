// inference/bodies/weakest_pair.hpp — how well a group of samples holds together: for every two of them, were they two
// people, which of the others would be whose, and how probable is one person still?
#pragma once

#include <optional>
#include <set>
#include <span>
#include <vector>

#include "inference/bodies/grouping.hpp"

namespace kith::inference {

/// What groups are judged by.
struct GroupContext {
  const SamplePairs* samples;
  const Places* places;
  const BodyPrior* prior;
  std::span<const Part> parts;            ///< one per sample
  std::span<const std::uint32_t> person;  ///< Statements::person

  /// With the w of the nearest two samples across the groups.
  [[nodiscard]] Posterior posterior(std::span<const SampleIndex> a, std::span<const SampleIndex> b,
                                    const SampleLr& lr) const;
  /// None: nothing but probability keeps them apart. `kept_out`: samples that a statement keeps out of a.
  [[nodiscard]] std::optional<Apart> why_apart(std::span<const SampleIndex> a, std::span<const SampleIndex> b,
                                               const std::set<std::uint32_t>& kept_out, std::size_t most_members) const;
};

struct Split {
  std::vector<SampleIndex> first{};
  std::vector<SampleIndex> second{};
  WeakestPair weakest{};
};

/// The split of the group in two, each pair of samples held apart in turn, at which one person is least probable. The
/// other samples join, in their order, the side of the two that their LR speaks more for. Of groups of more than
/// kMostForPairs samples only one against all others is looked at. @pre two members at least.
[[nodiscard]] Split weakest_split(const GroupContext& context, std::span<const SampleIndex> members);
inline constexpr std::size_t kMostForPairs = 24;

}  // namespace kith::inference
