// identify/competition.hpp — why these remains and not others: the few assignments that compete for a set of remains,
// what tells the first from the second, and whose sample would settle it.
#pragma once

#include <string>
#include <vector>

#include "identify/identification.hpp"

namespace kith::identify {

/// The best assignment in which the remains are this missing person, of all remains and persons that hang together.
struct Competitor {
  inference::AssignmentRow row{};                  ///< of assignments.csv
  std::size_t unit = 0;                            ///< among JointIdentification::tables
  std::vector<inference::BodyIndex> assignment{};  ///< the family's part: per missing person of the unit
  double log10_likelihood = 0;                     ///< of the whole, relative to nobody assigned
};

/// One column of the evidence under two assignments.
struct Difference {
  std::string column;
  double first = 0;  ///< log10 LR of all remains that either assignment moves
  double second = 0;
};

struct Competition {
  std::vector<Competitor> competitors{};  ///< most probable first
  double nobody = 0;                      ///< posterior
  std::size_t n_units = 0;                ///< families, or parts of them, that hang together with these remains
  std::size_t n_bodies = 0;
  std::vector<Difference> differences{};  ///< of the first two, largest first; without those that are equal
  std::vector<std::string> would_help{};  ///< whose samples: "a child of M1", "M2's own toothbrush or razor"
};

/// @pre the answer has a joint analysis.
[[nodiscard]] Competition find_competition(const matching::Case& case_of_remains, const Identification& answer,
                                           const Options& options, matching::RemainsIndex remains);

}  // namespace kith::identify
