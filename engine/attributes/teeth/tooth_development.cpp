#include "attributes/teeth/tooth_development.hpp"

#include <algorithm>
#include <cmath>

#include "attributes/frame/normal.hpp"

namespace kith::attributes {
namespace {

ToothTransition identity() {
  ToothTransition result{};
  for (std::size_t i = 0; i < kToothStates; ++i) result[i][i] = 1;
  return result;
}

ToothTransition product(const ToothTransition& a, const ToothTransition& b) {
  ToothTransition result{};
  for (std::size_t i = 0; i < kToothStates; ++i) {
    for (std::size_t k = 0; k < kToothStates; ++k) {
      for (std::size_t j = 0; j < kToothStates; ++j) result[i][j] += a[i][k] * b[k][j];
    }
  }
  return result;
}

/// Q m, the diagonal left 0.
ToothTransition rate_matrix(const ToothRates& rates, double factor) {
  ToothTransition q{};
  const auto set = [&](ToothState from, ToothState to, double rate) {
    q[place_of(from)][place_of(to)] = rate * factor;
  };
  using enum ToothState;
  set(unerupted, sound, rates.erupt);
  set(unerupted, extracted, rates.extract_sound);
  set(sound, filled, rates.fill);
  set(sound, crowned, rates.crown_at_once);
  set(sound, extracted, rates.extract_sound);
  set(filled, crowned, rates.crown);
  set(filled, extracted, rates.extract_filled);
  set(crowned, extracted, rates.extract_crowned);
  set(crowned, bridged, rates.abutment);
  set(extracted, bridged, rates.bridge);
  return q;
}

struct AgeBand {
  double middle;           ///< years
  double share;            ///< in a population of unstated age
  double unerupted_third;  ///< share of third molars that are there and not through yet
};
/// By AgeGroup less 1.
constexpr std::array<AgeBand, kAgeGroups - 1> kBands{{{4, 0.02, 1},
                                                      {8.5, 0.02, 1},
                                                      {11.5, 0.02, 1},
                                                      {14.5, 0.02, 1},
                                                      {17, 0.02, 0.7},
                                                      {27, 0.45, 0.15},
                                                      {42, 0.3, 0.1},
                                                      {60, 0.15, 0.05}}};

constexpr std::size_t kThirdMolar = 7;
constexpr double kAnyState = 0.005;  ///< share of a population that the rates do not explain, spread over all states

/// Mean age when a tooth comes through (Forrester, Wagoner & Fleming 1981, the middle of their ranges), years.
double eruption_age(ToothIndex tooth) {
  constexpr std::array<double, 8> kUpper{7.25, 8.25, 11.3, 10.15, 10.95, 6.15, 12.45, 20.5};
  constexpr std::array<double, 8> kLower{6.25, 7.45, 9.95, 10.35, 11.1, 6.1, 11.85, 20.25};
  return (tooth < kTeeth / 2 ? kUpper : kLower)[tooth % 8];
}
constexpr double kEruptionSd = 1.2;  ///< years
/// The rates are those of adults, counted from 9 years on for all teeth but third molars.
constexpr double kAtRiskFrom = 9, kThirdMolarAtRiskFrom = 20, kRatesFrom = 16;

double at_risk_from(ToothIndex tooth, double age) {
  if (age < kRatesFrom) return eruption_age(tooth);
  return tooth % 8 == kThirdMolar ? kThirdMolarAtRiskFrom : kAtRiskFrom;
}

double share_unerupted(const ToothRates& rates, ToothIndex tooth, const AgeBand& band) {
  if (tooth % 8 == kThirdMolar) return rates.agenesis + (1 - rates.agenesis) * band.unerupted_third;
  return band.middle < kRatesFrom ? normal_cdf((eruption_age(tooth) - band.middle) / kEruptionSd) : 0;
}

ToothStates states_at(const ToothRates& rates, ToothIndex tooth, const AgeBand& band) {
  const double unerupted = share_unerupted(rates, tooth, band);
  const auto developed = tooth_transition(rates, development_factor(tooth),
                                          std::max(0.0, band.middle - at_risk_from(tooth, band.middle)));
  ToothStates result = developed[place_of(ToothState::sound)];
  for (double& p : result) p = (1 - unerupted) * p * (1 - kAnyState) + kAnyState / kToothStates;
  result[place_of(ToothState::unerupted)] += unerupted * (1 - kAnyState);
  double sum = 0;
  for (const double p : result) sum += p;
  for (double& p : result) p /= sum;
  return result;
}

}  // namespace

double development_factor(ToothIndex tooth) {
  constexpr std::array<double, 8> kUpper{0.7, 0.7, 0.4, 1, 1, 2, 2, 1};
  constexpr std::array<double, 8> kLower{0.3, 0.3, 0.4, 1, 1, 2, 2, 1};
  return (tooth < kTeeth / 2 ? kUpper : kLower)[tooth % 8];
}

ToothTransition tooth_transition(const ToothRates& rates, double factor, double years) {
  const ToothTransition q = rate_matrix(rates, factor);
  double fastest = 0;
  ToothStates leaving{};
  for (std::size_t i = 0; i < kToothStates; ++i) {
    for (const double rate : q[i]) leaving[i] += rate;
    fastest = std::max(fastest, leaving[i]);
  }
  if (fastest * years == 0) return identity();
  ToothTransition jump{};
  for (std::size_t i = 0; i < kToothStates; ++i) {
    for (std::size_t j = 0; j < kToothStates; ++j) jump[i][j] = q[i][j] / fastest;
    jump[i][i] = 1 - leaving[i] / fastest;
  }
  // Steps of at most one expected jump, so that the series is short; then squared.
  int doublings = 0;
  double jumps = fastest * years;
  for (; jumps > 1; jumps /= 2) ++doublings;
  constexpr int kTerms = 20;  // 1 / 20! is below the precision of a double
  ToothTransition result{};
  ToothTransition power = identity();
  double weight = std::exp(-jumps);
  for (int k = 0; k <= kTerms; ++k) {
    for (std::size_t i = 0; i < kToothStates; ++i) {
      for (std::size_t j = 0; j < kToothStates; ++j) result[i][j] += weight * power[i][j];
    }
    power = product(power, jump);
    weight *= jumps / (k + 1);
  }
  for (; doublings > 0; --doublings) result = product(result, result);
  return result;
}

ToothTransition with_lost_bridges(ToothTransition transition, double bridge_lost) {
  for (ToothStates& row : transition) {
    double& bridged = row[place_of(ToothState::bridged)];
    row[place_of(ToothState::extracted)] += bridge_lost * bridged;
    bridged *= 1 - bridge_lost;
  }
  return transition;
}

ToothStates expected_states(const ToothRates& rates, ToothIndex tooth, AgeGroup age) {
  if (age != AgeGroup::unknown) return states_at(rates, tooth, kBands[static_cast<std::size_t>(age) - 1]);
  ToothStates mixed{};
  for (const AgeBand& band : kBands) {
    const ToothStates of_band = states_at(rates, tooth, band);
    for (std::size_t i = 0; i < kToothStates; ++i) mixed[i] += band.share * of_band[i];
  }
  return mixed;
}

}  // namespace kith::attributes
