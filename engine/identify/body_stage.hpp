// identify/body_stage.hpp — the stage of a run that makes bodies of remains. Pairs are scored and reported by remains;
// who is who is decided by bodies.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "identify/listener.hpp"
#include "identify/options.hpp"
#include "inference/bodies/find_bodies.hpp"
#include "inference/bodies/merge_bodies.hpp"

namespace kith::identify {

struct BodyAnswer {
  inference::Bodies bodies{};
  /// The case whose remains are bodies; null: every set of remains is a body of its own.
  std::unique_ptr<inference::MergedCase> merged{};
  std::vector<std::uint32_t> body_of{};  ///< per remains of the case, the body's place among those of the merged case

  /// The case that is decided on: of bodies, or `the_case` itself.
  [[nodiscard]] const matching::Case& case_of_bodies(const matching::Case& the_case) const {
    return merged ? merged->content : the_case;
  }
};

/// With several populations, or without a joint analysis and with Options::bodies off, every set of remains is a body.
[[nodiscard]] BodyAnswer make_bodies(const matching::Case& the_case, bool several_populations, const Options& options,
                                     const Listener& listener);

}  // namespace kith::identify
