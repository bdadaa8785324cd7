// attributes/teeth/tooth_development.hpp — how teeth change with the years: sound -> filled -> crowned -> lost, never
// back.
//
// A tooth is a Markov chain in continuous time with the states of ToothState in their order, so the rate matrix Q is
// upper triangular:
//   unerupted -> sound, extracted;  sound -> filled, crowned, extracted;  filled -> crowned, extracted;
//   crowned -> extracted, bridged (an abutment);  extracted -> bridged (replaced)
// Teeth differ by a factor m of all rates: molars change most, lower incisors least. After t years
//   E = exp(Q m t) = sum_k Poisson(k; u t) (I + Q m / u)^k,   u the largest rate of leaving a state
// which has no negative term: rows sum to 1 and reversals are exactly 0. Last, the bridge may be lost with the remains:
// a bridged tooth then looks extracted.
//
// The same rates give the states of a population of some age: a tooth starts sound (third molars of some persons never
// erupt) and has developed since it erupted. Rates and sources: docs/attributes.md.
#pragma once

#include <array>

#include "attributes/body/age_group.hpp"
#include "attributes/teeth/tooth_chart.hpp"

namespace kith::attributes {

/// Per tooth and year.
struct ToothRates {
  double erupt = 0.02;
  double fill = 0.025;
  double crown = 0.01;           ///< filled -> crowned
  double crown_at_once = 0.001;  ///< sound -> crowned
  double extract_sound = 0.003;
  double extract_filled = 0.01;
  double extract_crowned = 0.02;
  double bridge = 0.02;      ///< extracted -> bridged
  double abutment = 0.005;   ///< crowned -> bridged
  double bridge_lost = 0.1;  ///< probability that a bridge is not found with the remains
  double agenesis = 0.1;     ///< share of third molars that never erupt
};

/// Probabilities of the states without `unknown`: place of a state is its number less 1.
using ToothStates = std::array<double, kToothStates>;
/// Row: state at first; column: state after some years. Rows sum to 1.
using ToothTransition = std::array<ToothStates, kToothStates>;

[[nodiscard]] constexpr std::size_t place_of(ToothState state) { return static_cast<std::size_t>(state) - 1; }

/// Factor of all rates for a tooth.
[[nodiscard]] double development_factor(ToothIndex tooth);
/// exp(Q m years), without the loss of bridges. @pre years >= 0.
[[nodiscard]] ToothTransition tooth_transition(const ToothRates& rates, double factor, double years);
/// What is found of each state: the transition, then the loss of bridges.
[[nodiscard]] ToothTransition with_lost_bridges(ToothTransition transition, double bridge_lost);

/// States of a tooth in a population of that age by the rates alone; every state has a positive probability.
[[nodiscard]] ToothStates expected_states(const ToothRates& rates, ToothIndex tooth, AgeGroup age);

}  // namespace kith::attributes
