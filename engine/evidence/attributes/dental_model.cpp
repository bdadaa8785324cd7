#include "evidence/attributes/dental_model.hpp"

#include <algorithm>
#include <cmath>

namespace kith::evidence {
namespace {

constexpr std::uint32_t kUnlisted = static_cast<std::uint32_t>(-1);
/// Charts of the missing that patterns are counted among; of more, evenly spaced ones.
constexpr std::size_t kMostCharts = 4000;

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

bool known(ToothState state) { return state != ToothState::unknown; }

}  // namespace

DentalModel::DentalModel(std::span<const ChartedPerson> missing, std::span<const DentalFinding> findings,
                         const DentalParameters& parameters)
    : parameters_(parameters), n_charts_(missing.size()) {
  transitions_.emplace(parameters_.years, make_transitions(parameters_.years));
  for (const ChartedPerson& person : missing) {
    const double t = years(person.report);
    if (!transitions_.contains(t)) transitions_.emplace(t, make_transitions(t));
  }
  estimate(missing);
  list_patterns(findings);
  const std::size_t step = missing.size() / kMostCharts + 1;
  all_counted_ = step == 1;
  for (std::size_t i = 0; i < missing.size(); i += step) charts_.push_back(planes(missing[i].report.chart));
}

double DentalModel::years(const DentalReport& report) const {
  return report.years < 0 ? parameters_.years : report.years;
}

DentalModel::Transitions DentalModel::make_transitions(double t) const {
  std::map<double, ToothTransition> by_factor;
  Transitions result{};
  for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
    const double factor = development_factor(tooth);
    if (!by_factor.contains(factor)) {
      by_factor.emplace(
          factor, with_lost_bridges(tooth_transition(parameters_.rates, factor, t), parameters_.rates.bridge_lost));
    }
    result[tooth] = by_factor.at(factor);
  }
  return result;
}

/// The AM states of an age, smoothed, brought forward to death.
void DentalModel::estimate(std::span<const ChartedPerson> missing) {
  using Counts = std::array<ToothStates, kAgeGroups>;
  std::array<Counts, kTeeth> counts{};
  for (const ChartedPerson& person : missing) {
    for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
      const ToothState state = person.report.chart.states[tooth];
      if (!known(state)) continue;
      counts[tooth][0][place_of(state)] += 1;  // all ages
      if (person.age != AgeGroup::unknown) counts[tooth][static_cast<std::size_t>(person.age)][place_of(state)] += 1;
    }
  }
  const auto& forward = transitions_.at(parameters_.years);
  for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
    for (std::size_t age = 0; age < kAgeGroups; ++age) {
      const ToothStates expected = expected_states(parameters_.rates, tooth, static_cast<AgeGroup>(age));
      const ToothStates& seen = counts[tooth][age];
      double n = parameters_.smoothing;
      for (const double count : seen) n += count;
      for (std::size_t from = 0; from < kToothStates; ++from) {
        const double share = (seen[from] + parameters_.smoothing * expected[from]) / n;
        for (std::size_t to = 0; to < kToothStates; ++to) {
          population_[tooth][age][to] += share * forward[tooth][from][to];
        }
      }
    }
  }
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
  Row row{.finding = &finding, .log_population = log_population(finding)};
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
  return ratio(transitions(years(report))[tooth], am, pm, population(tooth, age), report.source);
}

double DentalModel::ratio(const ToothTransition& transition, ToothState am, ToothState pm, const ToothStates& others,
                          ChartSource source) const {
  const double c = source == ChartSource::record ? parameters_.record_error : parameters_.family_error;
  const double d = parameters_.remains_error;
  return d + (1 - d) * ((1 - c) * transition[place_of(am)][place_of(pm)] / others[place_of(pm)] + c);
}

DentalModel::Transitions DentalModel::transitions(double t) const {
  const auto found = transitions_.find(t);
  return found == transitions_.end() ? make_transitions(t) : found->second;
}

DentalModel::Expectation DentalModel::prepare_report(const DentalReport& report) const {
  Expectation result;
  result.report = &report;
  const Transitions developed = transitions(years(report));
  for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
    for (std::size_t neighbour = 0; neighbour < 3; ++neighbour) {
      const ToothIndex source = tooth + neighbour - 1;  // below 0 it wraps round: no tooth
      const bool same_group = source < kTeeth && group_of_tooth(source) == group_of_tooth(tooth);
      const ToothState am = same_group ? report.chart.states[source] : ToothState::unknown;
      for (std::size_t age = 0; age < kAgeGroups; ++age) {
        ToothStates& ratios = result.tooth[tooth][neighbour][age];
        ratios.fill(1);
        if (!known(am)) continue;
        for (std::size_t pm = 0; pm < kToothStates; ++pm) {
          ratios[pm] = ratio(developed[tooth], am, static_cast<ToothState>(pm + 1), population_[tooth][age],
                             report.source);
        }
      }
    }
  }
  result.ratio.assign(example_.size(), 1);
  for (std::size_t place = 1; place < example_.size(); ++place) {
    result.ratio[place] = group_ratio(result, group_of_[place], example_[place]);
  }
  return result;
}

double DentalModel::group_ratio(const Expectation& report, std::size_t group, const DentalFinding& finding) const {
  std::array<double, 3> products{1, 1, 1};
  const ToothGroup teeth = group_at(group);
  for (ToothIndex tooth = teeth.first; tooth < teeth.first + teeth.n; ++tooth) {
    const ToothState pm = finding.chart.states[tooth];
    if (!known(pm)) continue;
    for (std::size_t neighbour = 0; neighbour < 3; ++neighbour) {
      products[neighbour] *= report.tooth[tooth][neighbour][static_cast<std::size_t>(finding.age)][place_of(pm)];
    }
  }
  const double s = parameters_.shift;
  return s * products[0] + (1 - 2 * s) * products[1] + s * products[2];
}

double DentalModel::log_same(const Expectation& report, const Row& finding) const {
  double ratio = 1;
  for (std::size_t group = 0; group < kToothGroups; ++group) {
    const std::uint32_t place = finding.place[group];
    ratio *= place == kUnlisted ? group_ratio(report, group, *finding.finding) : report.ratio[place];
  }
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

double DentalModel::log_population(const DentalFinding& finding) const {
  double sum = 0;
  for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
    const ToothState pm = finding.chart.states[tooth];
    if (known(pm)) sum += std::log(population(tooth, finding.age)[place_of(pm)]);
  }
  return sum;
}

}  // namespace kith::evidence
