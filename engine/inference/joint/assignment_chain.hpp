// inference/joint/assignment_chain.hpp — sums and maxima over all assignments of several units, in which no body is
// used twice, without going through them one by one.
//
// Units meet only in the bodies they share. They are taken in an order; the state between two of them is the set of
// used bodies that a later unit could use too (and, where the prior needs it, how many bodies are placed). With u the
// assignments of unit i,
//
//   forward:   F_0(nothing) = 1,          F_i+1(t) = sum over s, u with next(s, u) = t of F_i(s) w_i(u)
//   backward:  B_n(t) = end(placed in t), B_i(s)   = sum over u of w_i(u) B_i+1(next(s, u))
//   total      Z = sum over t of F_n(t) B_n(t);    weight of u = sum over s of F_i(s) w_i(u) B_i+1(next(s, u))
//
// next(s, u) exists where s and u use no body twice. Assignments of a unit that use the same shared bodies are one. The
// same with max in place of the sum gives the best assignment, and the best that contains each u. This is variable
// elimination (Dechter 1999, doi:10.1016/S0004-3702(99)00059-4) along one path. All in natural logarithms.
// Cost: states times assignments, summed over units; beyond `most_steps` there is no answer rather than a wrong one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "inference/joint/family_unit.hpp"

namespace kith::inference {

/// The assignments of one unit that take part, with their weights.
struct ChainUnit {
  std::vector<std::vector<BodyIndex>> used{};  ///< per assignment the bodies it places, ascending
  std::vector<double> log_weight{};            ///< one per assignment, finite
  std::vector<std::size_t> n_placed{};         ///< per assignment what it counts as placed; empty: the bodies it uses

  [[nodiscard]] std::size_t count(std::size_t assignment) const {
    return n_placed.empty() ? used[assignment].size() : n_placed[assignment];
  }
};

enum class Combine : std::uint8_t { sum, max };

struct ChainOptions {
  std::size_t most_steps = 4'000'000;
  bool counts_bodies = false;                       ///< the state knows how many bodies are placed
  std::function<double(std::size_t)> log_end = {};  ///< weight of the number placed; only with counts_bodies
  std::function<double()> uniform = {};             ///< in (0, 1): draws `best` in proportion to the weights instead
};

struct ChainResult {
  double log_total = 0;                           ///< -infinity: no assignment is possible
  std::vector<std::vector<double>> log_weight{};  ///< per unit and assignment, of all assignments that contain it
  std::vector<std::uint32_t> best{};  ///< per unit the best assignment's part (Combine::max), or that of the one drawn
  std::size_t n_steps = 0;
  std::size_t most_states = 0;
};

/// An order of units that keeps few bodies open between them.
[[nodiscard]] std::vector<std::uint32_t> order_units(std::span<const ChainUnit> units);

/// None: more than `most_steps`.
[[nodiscard]] std::optional<ChainResult> run_chain(std::span<const ChainUnit> units, Combine combine,
                                                   const ChainOptions& options);

}  // namespace kith::inference
