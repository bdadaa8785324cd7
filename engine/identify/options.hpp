// identify/options.hpp — what a run may choose. The case holds none of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "identify/joint_choice.hpp"
#include "inference/bodies/find_bodies.hpp"
#include "inference/kin/find_kin.hpp"
#include "matching/candidates/match.hpp"
#include "matching/table/evidence_builder.hpp"

namespace kith::identify {

struct Options {
  matching::EvidenceOptions evidence{};      ///< its table_store outlives the Identification
  matching::MatchOptions match{};            ///< with the strategy's name, and the threads of the whole run
  bool linkage = true;                       ///< correct reported pairs for linked markers
  std::optional<double> prior{};             ///< of a pair by itself, between 0 and 1; none: 1 / (N + 1)
  std::uint64_t most_broken_down = 100'000;  ///< pairs that breakdown.csv takes apart, the best first
  inference::BodyOptions bodies{};           ///< which remains count as one body
  JointChoice joint{};                       ///< all remains and all missing persons decided together
  bool kin = true;                      ///< look for kin among the bodies, and of families among those nobody reported
  inference::KinOptions kin_options{};  ///< of the first
  bool matrix = false;                  ///< the LR of every pair, of at most kMostMatrixPairs

  /// An earlier result that may still answer for pairs; empty: none.
  std::filesystem::path since{};
  /// All options on which scores depend, as text: an earlier run with other text is no help.
  std::string score_options{};
};

inline constexpr std::uint64_t kMostMatrixPairs = 1'000'000;

}  // namespace kith::identify
