#include "attributes/teeth/dental_model.hpp"

#include <algorithm>
#include <cmath>

namespace kith::attributes {
namespace {

constexpr std::uint32_t kUnlisted = static_cast<std::uint32_t>(-1);
/// Charts of the missing that patterns are counted among; of more, evenly spaced ones.
constexpr std::size_t kMostCharts = 4000;

bool known(ToothState state) { return state != ToothState::unknown; }

struct ToothGroup {
  ToothIndex first;
  std::size_t n;
};

/// Incisors and canine, premolars, molars of each quadrant.
constexpr ToothGroup group_at(std::size_t group) {
  constexpr std::array<ToothGroup, 3> kOfQuadrant{{{0, 3}, {3, 2}, {5, 3}}};
  return {group / 3 * 8 + kOfQuadrant[group % 3].first, kOfQuadrant[group % 3].n};
}

constexpr std::size_t group_of_tooth(ToothIndex tooth) {
  return tooth / 8 * 3 + (tooth % 8 < 3 ? 0U : tooth % 8 < 5 ? 1U : 2U);
}

/// Shares of the classes of proneness before any chart is seen, among those with teeth.
constexpr ByProneness kNodeWeights{1.0 / 6, 2.0 / 3, 1.0 / 6, 0, 0};
constexpr std::size_t kWithTeeth = 3;  ///< classes

/// Persons without teeth, by AgeGroup: 10 % at 50 to 64, 27 % from 65 on and 3.75 % at 20 to 64 in the USA of 1999 -
/// 2004 (CDC 2019), of which the younger groups are what is left; all ages as in tooth_development.cpp.
constexpr std::array<double, kAgeGroups> kPublishedEdentulism{0.03,   0.0001, 0.0001, 0.0001, 0.0001,
                                                              0.0005, 0.004,  0.02,   0.15};
/// Persons without upper teeth but with lower ones, for each without any: judgement; more often the upper jaw (Marcus
/// and others 1996).
constexpr double kUpperOnly = 0.5;
constexpr ToothIndex kLowerJaw = kTeeth / 2;
/// The class of a lower jaw whose upper one is toothless.
constexpr std::size_t kMiddleClass = 1;

double published_share(std::size_t what, std::size_t age, double factor) {
  return std::min(0.4, factor * kPublishedEdentulism[age] * (what == 0 ? 1 : kUpperOnly));
}
/// Of a tooth of somebody who has lost all: the share that a chart gives another state.
constexpr double kStillThere = 0.004;
/// Chance a year to lose all teeth that are left: 1 - 3 % in ten years (Slade and others 2014).
constexpr double kClearance = 0.002;
/// Upper teeth charted, at least, before a jaw counts as one without teeth.
constexpr std::size_t kWholeJaw = 10;

bool has_lost_upper(const ToothChart& chart) {
  std::size_t n = 0;
  for (ToothIndex tooth = 0; tooth < kLowerJaw; ++tooth) {
    if (known(chart.states[tooth]) && chart.states[tooth] != ToothState::extracted) return false;
    n += known(chart.states[tooth]) ? 1U : 0U;
  }
  return n >= kWholeJaw;
}
bool has_lost_all(const ToothChart& chart) {
  return has_lost_upper(chart) && std::all_of(chart.states.begin() + kLowerJaw, chart.states.end(),
                                              [](ToothState s) { return !known(s) || s == ToothState::extracted; });
}

/// ln of the sum of exp.
double log_sum(const ByProneness& logs) {
  const double most = *std::max_element(logs.begin(), logs.end());
  double sum = 0;
  for (const double value : logs) sum += std::exp(value - most);
  return most + std::log(sum);
}

}  // namespace

DentalModel::DentalModel(std::span<const ChartedPerson> missing, std::span<const DentalFinding> findings,
                         const DentalParameters& parameters)
    : parameters_(parameters), n_charts_(missing.size()) {
  // Gauss-Hermite nodes of a normal logarithm; the mean of z is 1.
  constexpr std::array<double, kWithTeeth> kNodes{-1.7320508075688772, 0, 1.7320508075688772};
  weight_ = kNodeWeights;
  for (std::size_t age = 0; age < kAgeGroups; ++age) {
    for (const std::size_t what : {0U, 1U}) lost_[what][age] = published_share(what, age, parameters_.edentulism);
  }
  for (std::size_t k = 0; k < kWithTeeth; ++k) {
    factor_[k] = std::exp(parameters_.spread * kNodes[k] - parameters_.spread * parameters_.spread / 2);
  }
  transitions_.emplace(parameters_.years, make_transitions(parameters_.years));
  for (const ChartedPerson& person : missing) {
    const double t = years(person.report);
    if (!transitions_.contains(t)) transitions_.emplace(t, make_transitions(t));
  }
  estimate_states(missing);
  add_edentulous_states();
  leave_eruption_to_age();
  estimate_proneness(missing);
  list_patterns(findings);
  const std::size_t step = missing.size() / kMostCharts + 1;
  all_counted_ = step == 1;
  for (std::size_t i = 0; i < missing.size(); i += step) charts_.push_back(planes(missing[i].report.chart));
}

double DentalModel::years(const DentalReport& report) const {
  return report.years < 0 ? parameters_.years : report.years;
}

ToothRates DentalModel::rates(std::size_t proneness) const {
  ToothRates result = parameters_.rates;
  for (double* rate : {&result.fill, &result.crown, &result.crown_at_once, &result.extract_sound,
                       &result.extract_filled, &result.extract_crowned, &result.bridge, &result.abutment}) {
    *rate *= factor_[proneness];
  }
  return result;
}

DentalModel::ClassTransitions DentalModel::make_transitions(double t) const {
  ClassTransitions result{};
  for (std::size_t k = 0; k < kWithTeeth; ++k) {
    std::map<double, ToothTransition> by_factor;
    const ToothRates of_class = rates(k);
    for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
      const double factor = development_factor(tooth);
      if (!by_factor.contains(factor)) {
        by_factor.emplace(factor, with_lost_bridges(tooth_transition(of_class, factor, t), of_class.bridge_lost));
      }
      result[k][tooth] = by_factor.at(factor);
    }
  }
  ToothTransition all_lost{};
  for (ToothStates& from : all_lost) from[place_of(ToothState::extracted)] = 1;
  result[kEdentulous].fill(all_lost);
  result[kUpperLost] = result[kMiddleClass];
  std::fill_n(result[kUpperLost].begin(), kLowerJaw, all_lost);
  return result;
}

/// The AM states of an age, smoothed by the expected ones; of a class: as expected of it, scaled to the same; then
/// brought forward to death.
void DentalModel::estimate_states(std::span<const ChartedPerson> missing) {
  std::array<std::array<ToothStates, kAgeGroups>, kTeeth> counts{};
  for (const ChartedPerson& person : missing) {
    const ToothChart& chart = person.report.chart;  // what is a class of its own is not counted
    const bool upper = parameters_.edentulism > 0 && has_lost_upper(chart);
    if (upper && has_lost_all(chart)) continue;
    for (ToothIndex tooth = upper ? kLowerJaw : 0; tooth < kTeeth; ++tooth) {
      const ToothState state = person.report.chart.states[tooth];
      if (!known(state)) continue;
      counts[tooth][0][place_of(state)] += 1;  // all ages
      if (person.age != AgeGroup::unknown) counts[tooth][static_cast<std::size_t>(person.age)][place_of(state)] += 1;
    }
  }
  const ClassTransitions forward = transitions(parameters_.years);
  for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
    for (std::size_t age = 0; age < kAgeGroups; ++age) {
      std::array<ToothStates, kProneness> expected{};
      ToothStates mean{};
      for (std::size_t k = 0; k < kWithTeeth; ++k) {
        expected[k] = expected_states(rates(k), tooth, static_cast<AgeGroup>(age));
        for (std::size_t s = 0; s < kToothStates; ++s) mean[s] += weight_[k] * expected[k][s];
      }
      const ToothStates& seen = counts[tooth][age];
      double n = parameters_.smoothing;
      for (const double count : seen) n += count;
      for (std::size_t k = 0; k < kWithTeeth; ++k) {
        ToothStates& living = living_[k][tooth][age];
        double sum = 0;
        for (std::size_t s = 0; s < kToothStates; ++s) {
          living[s] = expected[k][s] * (seen[s] / mean[s] + parameters_.smoothing) / n;
          sum += living[s];
        }
        for (double& share : living) share /= sum;
        for (std::size_t from = 0; from < kToothStates; ++from) {
          for (std::size_t to = 0; to < kToothStates; ++to) {
            population_[k][tooth][age][to] += living[from] * forward[k][tooth][from][to];
          }
        }
      }
    }
  }
}

void DentalModel::add_edentulous_states() {
  ToothStates lost{};
  lost.fill(kStillThere / (kToothStates - 1));
  lost[place_of(ToothState::extracted)] = 1 - kStillThere;
  for (auto* states : {&living_, &population_}) {
    for (auto& tooth : (*states)[kEdentulous]) tooth.fill(lost);
    (*states)[kUpperLost] = (*states)[kMiddleClass];
    for (ToothIndex tooth = 0; tooth < kLowerJaw; ++tooth) (*states)[kUpperLost][tooth].fill(lost);
  }
}

void DentalModel::leave_eruption_to_age() {
  constexpr std::size_t kUnerupted = place_of(ToothState::unerupted);
  for (auto* states : {&living_, &population_}) {
    for (Population& of_class : *states) {
      for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
        for (std::size_t age = 0; age < kAgeGroups; ++age) {
          if (!eruption_is_age(static_cast<AgeGroup>(age))) continue;
          ToothStates& shares = of_class[tooth][age];
          const double through = 1 - shares[kUnerupted];
          for (double& share : shares) share /= through;
          shares[kUnerupted] = 1;
        }
      }
    }
  }
}

ByProneness DentalModel::weights(std::size_t age) const {
  ByProneness result = weight_;
  for (double& weight : result) weight *= 1 - lost_[0][age] - lost_[1][age];
  result[kEdentulous] = lost_[0][age];
  result[kUpperLost] = lost_[1][age];
  return result;
}

/// w and e by expectation-maximisation over the charts, smoothed by the expected shares.
void DentalModel::estimate_proneness(std::span<const ChartedPerson> missing) {
  constexpr int kRounds = 10;
  const std::size_t step = missing.size() / kMostCharts + 1;
  for (int round = 0; round < kRounds; ++round) {
    ByProneness sum{};
    double n = parameters_.smoothing;
    std::array<ByAgeGroup, 2> lost{};
    ByAgeGroup persons{};
    for (std::size_t k = 0; k < kWithTeeth; ++k) sum[k] = parameters_.smoothing * kNodeWeights[k];
    for (std::size_t i = 0; i < missing.size(); i += step) {
      const AgeGroup age = missing[i].age;
      const ByProneness mine = proneness_of(missing[i].report.chart, age);
      for (std::size_t k = 0; k < kWithTeeth; ++k) sum[k] += mine[k];
      n += 1 - mine[kEdentulous] - mine[kUpperLost];
      for (const std::size_t group : {std::size_t{0}, static_cast<std::size_t>(age)}) {
        lost[0][group] += mine[kEdentulous];
        lost[1][group] += mine[kUpperLost];
        persons[group] += 1;
        if (age == AgeGroup::unknown) break;
      }
    }
    for (std::size_t k = 0; k < kWithTeeth; ++k) weight_[k] = sum[k] / n;
    for (std::size_t age = 0; age < kAgeGroups && parameters_.edentulism > 0; ++age) {
      const double n_published = parameters_.edentulous_charts;
      for (const std::size_t what : {0U, 1U}) {
        lost_[what][age] = (n_published * published_share(what, age, parameters_.edentulism) + lost[what][age]) /
                           (n_published + persons[age]);
      }
    }
  }
}

ByProneness DentalModel::proneness_of(const ToothChart& chart, AgeGroup age) const {
  ByProneness logs{};
  const ByProneness weight = weights(static_cast<std::size_t>(age));
  for (std::size_t k = 0; k < kProneness; ++k) {
    logs[k] = std::log(weight[k]);
    for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
      const ToothState state = chart.states[tooth];
      if (known(state)) logs[k] += std::log(living_[k][tooth][static_cast<std::size_t>(age)][place_of(state)]);
    }
  }
  const double total = log_sum(logs);
  for (double& value : logs) value = std::exp(value - total);
  return logs;
}

ToothStates DentalModel::population(ToothIndex tooth, AgeGroup age) const {
  ToothStates result{};
  const ByProneness weight = weights(static_cast<std::size_t>(age));
  for (std::size_t k = 0; k < kProneness; ++k) {
    for (std::size_t s = 0; s < kToothStates; ++s) {
      result[s] += weight[k] * population_[k][tooth][static_cast<std::size_t>(age)][s];
    }
  }
  return result;
}

DentalModel::Planes DentalModel::planes(const ToothChart& chart) {
  Planes result;
  for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
    const auto state = static_cast<std::uint32_t>(chart.states[tooth]);
    for (std::size_t bit = 0; bit < 3; ++bit) result.bits[bit] |= (state >> bit & 1U) << tooth;
    result.known |= (state != 0 ? 1U : 0U) << tooth;
  }
  return result;
}

DentalModel::Pattern DentalModel::pattern(std::size_t group, const DentalFinding& finding) {
  constexpr Pattern kRadix = kToothStates + 1;
  constexpr Pattern kAges = kAgeGroups;
  constexpr Pattern kGroups = kToothGroups;
  const ToothGroup teeth = group_at(group);
  Pattern states = 0;
  for (std::size_t i = 0; i < teeth.n; ++i) {
    states = states * kRadix + static_cast<Pattern>(finding.chart.states[teeth.first + i]);
  }
  if (states == 0) return 0;  // nothing seen
  const auto age = static_cast<Pattern>(finding.age);
  return 1 + (states * kAges + age) * kGroups + static_cast<Pattern>(group);
}

void DentalModel::list_patterns(std::span<const DentalFinding> findings) {
  place_.emplace(0, 0);
  example_.resize(1);
  group_of_.resize(1);
  for (const DentalFinding& finding : findings) {
    for (std::size_t group = 0; group < kToothGroups; ++group) {
      const auto next = static_cast<std::uint32_t>(example_.size());
      if (!place_.try_emplace(pattern(group, finding), next).second) continue;
      example_.push_back(finding);
      group_of_.push_back(group);
    }
  }
}

DentalModel::Row DentalModel::prepare_finding(const DentalFinding& finding) const {
  Row row{.finding = &finding, .log_population = log_population(finding), .known = planes(finding.chart).known};
  const ByProneness by_class = log_by_class(finding);
  const ByProneness weight = weights(static_cast<std::size_t>(finding.age));
  for (std::size_t k = 0; k < kProneness; ++k) {
    row.share[k] = weight[k] > 0 ? std::exp(by_class[k] - row.log_population) / weight[k] : 0;
  }
  for (std::size_t group = 0; group < kToothGroups; ++group) {
    const auto found = place_.find(pattern(group, finding));
    row.place[group] = found == place_.end() ? kUnlisted : found->second;
  }
  const Planes mine = planes(finding.chart);
  for (const Planes& other : charts_) {
    if ((other.known & mine.known) != mine.known) continue;
    ++row.charted;
    std::uint32_t different = 0;
    for (std::size_t bit = 0; bit < 3; ++bit) different |= other.bits[bit] ^ mine.bits[bit];
    if ((different & mine.known) == 0) ++row.same;
  }
  return row;
}

double DentalModel::tooth_ratio(ToothIndex tooth, ToothState am, ToothState pm, AgeGroup age,
                                const DentalReport& report) const {
  constexpr std::size_t kMiddle = 1;
  return ratio(transitions(years(report))[kMiddle][tooth], am, pm,
               population_[kMiddle][tooth][static_cast<std::size_t>(age)], report.source);
}

double DentalModel::ratio(const ToothTransition& transition, ToothState am, ToothState pm, const ToothStates& others,
                          ChartSource source) const {
  const double c = source == ChartSource::record ? parameters_.record_error : parameters_.family_error;
  const double d = parameters_.remains_error;
  return d + (1 - d) * ((1 - c) * transition[place_of(am)][place_of(pm)] / others[place_of(pm)] + c);
}

DentalModel::ClassTransitions DentalModel::transitions(double t) const {
  const auto found = transitions_.find(t);
  return found == transitions_.end() ? make_transitions(t) : found->second;
}

DentalModel::Expectation DentalModel::prepare_report(const DentalReport& report) const {
  Expectation result;
  result.report = &report;
  result.known = planes(report.chart).known;
  for (std::size_t age = 0; age < kAgeGroups; ++age) {
    ByProneness& shares = result.proneness[age];
    shares = proneness_of(report.chart, static_cast<AgeGroup>(age));
    const double cleared = lost_[0][age] > 0 && !is_growing(static_cast<AgeGroup>(age))
                               ? 1 - std::exp(-kClearance * years(report))
                               : 0;
    for (double& share : shares) share *= 1 - cleared;
    shares[kEdentulous] += cleared;
  }
  const ClassTransitions developed = transitions(years(report));
  for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
    for (std::size_t neighbour = 0; neighbour < 3; ++neighbour) {
      const ToothIndex source = tooth + neighbour - 1;  // below 0 it wraps round: no tooth
      const bool same_group = source < kTeeth && group_of_tooth(source) == group_of_tooth(tooth);
      const ToothState am = same_group ? report.chart.states[source] : ToothState::unknown;
      for (std::size_t k = 0; k < kProneness; ++k) {
        for (std::size_t age = 0; age < kAgeGroups; ++age) {
          ToothStates& ratios = result.tooth[k][tooth][neighbour][age];
          ratios.fill(1);
          const bool is_age = eruption_is_age(static_cast<AgeGroup>(age));
          if (!known(am) || (is_age && am == ToothState::unerupted)) continue;
          for (std::size_t pm = is_age ? 1 : 0; pm < kToothStates; ++pm) {
            ratios[pm] = ratio(developed[k][tooth], am, static_cast<ToothState>(pm + 1), population_[k][tooth][age],
                               report.source);
          }
        }
      }
    }
  }
  result.ratio.assign(example_.size(), {1, 1, 1, 1, 1});
  for (std::size_t place = 1; place < example_.size(); ++place) {
    result.ratio[place] = group_ratio(result, group_of_[place], example_[place]);
  }
  return result;
}

ByProneness DentalModel::group_ratio(const Expectation& report, std::size_t group, const DentalFinding& finding) const {
  ByProneness result{};
  const ToothGroup teeth = group_at(group);
  for (std::size_t k = 0; k < kProneness; ++k) {
    std::array<double, 3> products{1, 1, 1};
    for (ToothIndex tooth = teeth.first; tooth < teeth.first + teeth.n; ++tooth) {
      const ToothState pm = finding.chart.states[tooth];
      if (!known(pm)) continue;
      for (std::size_t neighbour = 0; neighbour < 3; ++neighbour) {
        products[neighbour] *= report.tooth[k][tooth][neighbour][static_cast<std::size_t>(finding.age)][place_of(pm)];
      }
    }
    const double s = parameters_.shift;
    result[k] = s * products[0] + (1 - 2 * s) * products[1] + s * products[2];
  }
  return result;
}

double DentalModel::log_same(const Expectation& report, const Row& finding) const {
  if ((report.known & finding.known) == 0) return finding.log_population;
  ByProneness products = report.proneness[static_cast<std::size_t>(finding.finding->age)];
  for (std::size_t k = 0; k < kProneness; ++k) products[k] *= finding.share[k];
  for (std::size_t group = 0; group < kToothGroups; ++group) {
    const std::uint32_t place = finding.place[group];
    const ByProneness factor = place == kUnlisted ? group_ratio(report, group, *finding.finding) : report.ratio[place];
    for (std::size_t k = 0; k < kProneness; ++k) products[k] *= factor[k];
  }
  double ratio = 0;
  for (const double product : products) ratio += product;
  if (parameters_.cap_common && finding.same > 0 && ratio > 1) {
    bool own = all_counted_;  // then the report's own chart is one of those counted
    for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
      const ToothState pm = finding.finding->chart.states[tooth];
      own = own && (!known(pm) || pm == report.report->chart.states[tooth]);
    }
    const std::size_t others = finding.same - (own ? 1U : 0U);
    const std::size_t charted = finding.charted - (own ? 1U : 0U);
    if (others > 0) ratio = std::min(ratio, static_cast<double>(charted + 1) / static_cast<double>(others));
  }
  return finding.log_population + std::log(ratio);
}

ByProneness DentalModel::log_by_class(const DentalFinding& finding) const {
  ByProneness logs{};
  const ByProneness weight = weights(static_cast<std::size_t>(finding.age));
  for (std::size_t k = 0; k < kProneness; ++k) {
    logs[k] = std::log(weight[k]);
    for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
      const ToothState pm = finding.chart.states[tooth];
      if (known(pm)) logs[k] += std::log(population_[k][tooth][static_cast<std::size_t>(finding.age)][place_of(pm)]);
    }
  }
  return logs;
}

double DentalModel::log_population(const DentalFinding& finding) const { return log_sum(log_by_class(finding)); }

}  // namespace kith::attributes
