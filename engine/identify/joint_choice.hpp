// identify/joint_choice.hpp — what a run may choose of the joint analysis (inference/joint).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "inference/joint/identify_jointly.hpp"

namespace kith::identify {

struct JointChoice {
  bool on = true;
  inference::PriorKind prior = inference::PriorKind::odds;
  std::optional<double> prior_odds{};  ///< of `odds`; none: 1 / N for N missing persons
  std::size_t n_others = 0;            ///< of `closed`: persons among the dead whom nobody reported
  inference::SexRule sex = inference::SexRule::soft;
  std::uint64_t seed = 1;  ///< of the sampler
  inference::ConclusionOptions conclusions{};
};

}  // namespace kith::identify
