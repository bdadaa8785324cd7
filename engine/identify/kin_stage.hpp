// identify/kin_stage.hpp — the stage of a run that looks at bodies nobody reported: are they kin of a family all the same?
#pragma once

#include <optional>
#include <span>
#include <string>

#include "identify/joint_stage.hpp"
#include "identify/options.hpp"
#include "inference/kin/family_kin.hpp"

namespace kith::identify {

struct KinAnswer {
  std::optional<inference::FamilyKin> found{};  ///< none: not asked for, or not to be had
  std::string why_none{};                       ///< where it was asked for
};

/// Bodies and typed relatives that are compared at most: beyond it the stage costs more than little, and is left to
/// kith match --family-kin on of a smaller case.
inline constexpr std::uint64_t kMostKinPairs = 200'000'000;

/// Of the bodies that are more probably nobody's than any missing person's. `bodies`: the case that was decided on, its
/// first `n_bodies` are bodies, the others two that may be one; `evidence`
/// and `listed`: of its pairs. @pre joint.found
[[nodiscard]] KinAnswer find_kin_of_families(const matching::Case& bodies, std::size_t n_bodies,
                                             const matching::EvidenceTable& evidence, const JointAnswer& joint,
                                             std::span<const matching::PairScore> listed, const Options& options);

}  // namespace kith::identify
