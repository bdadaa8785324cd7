// identify/kin_stage.hpp — the stage of a run that looks for kin: bodies that are close kin of each other, and bodies
// nobody reported that are kin of a family all the same.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "identify/joint_stage.hpp"
#include "identify/options.hpp"
#include "inference/kin/family_kin.hpp"
#include "inference/kin/find_kin.hpp"

namespace kith::identify {

struct KinAnswer {
  std::optional<inference::Kin> among_bodies{};
  std::optional<inference::FamilyKin> of_families{};
  std::vector<std::string> not_done{};  ///< what was asked for and would cost more than little, in words
};

/// Pairs of two bodies, and of a body and a typed relative, that are compared at most.
inline constexpr std::uint64_t kMostBodyPairs = 5'000'000;
inline constexpr std::uint64_t kMostRelativePairs = 200'000'000;

/// `bodies`: the case that was decided on, its first `n_bodies` are bodies, the others two that may be one; `evidence`
/// and `listed`: of its pairs. Kin of families are looked for among bodies that are more probably nobody's than any
/// missing person's. @pre joint.found
[[nodiscard]] KinAnswer look_for_kin(const matching::Case& bodies, std::size_t n_bodies,
                                     const matching::EvidenceTable& evidence, const JointAnswer& joint,
                                     std::span<const matching::PairScore> listed, const Options& options);

}  // namespace kith::identify
