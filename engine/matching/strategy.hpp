// matching/strategy.hpp — named ways to go from evidence to ranked candidates.
//
// All strategies here keep the same candidates (matching/candidates.hpp) by the same exact scores; they differ in cost:
//   exhaustive  every pair in double, one after the other: the readable reference
//   tiled       a vector scan in float that reports every pair which may matter, those scored again in double
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "matching/match.hpp"

namespace kith::matching {

class Strategy {
 public:
  Strategy() = default;
  Strategy(const Strategy&) = delete;
  Strategy& operator=(const Strategy&) = delete;
  virtual ~Strategy() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;
  /// One line for people who choose between them.
  [[nodiscard]] virtual std::string_view description() const = 0;
  /// Runs inside the caller's arena; identical for any number of threads. @pre the evidence was checked (match() does).
  [[nodiscard]] virtual MatchResult run(const EvidenceTable& evidence, const MatchOptions& options,
                                        const Progress& progress) const = 0;
};

[[nodiscard]] const Strategy& exhaustive_strategy();
[[nodiscard]] const Strategy& tiled_strategy();

/// All registered strategies, the default first.
[[nodiscard]] const std::vector<const Strategy*>& strategies();
/// The strategy of this name, or bad_option with the names there are.
[[nodiscard]] Result<const Strategy*> find_strategy(std::string_view name);

}  // namespace kith::matching
