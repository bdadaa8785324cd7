// What the teeth of one missing person against all distinct charts of the remains cost. Axis: distinct charts.
// Reported: missing persons per second; without floor and cap, which every attribute has.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "attributes/teeth/dental_model.hpp"

namespace {

using namespace kith::attributes;

/// A mouth as the rates of development make it at 42; `seen`: the share of teeth that are known.
ToothChart random_chart(std::mt19937& random, double seen) {
  std::uniform_real_distribution<double> uniform;
  ToothChart chart;
  for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
    if (uniform(random) > seen) continue;
    double u = uniform(random);
    const ToothStates states = expected_states(ToothRates{}, tooth, AgeGroup::from_35);
    std::size_t state = 0;
    while (state + 1 < kToothStates && u > states[state]) u -= states[state++];
    chart.states[tooth] = static_cast<ToothState>(state + 1);
  }
  return chart;
}

void teeth_of_one_target(benchmark::State& state) {
  std::mt19937 random(7);
  std::vector<ChartedPerson> missing(500);
  for (auto& person : missing) person = {{random_chart(random, 0.9)}, AgeGroup::from_35};
  std::vector<DentalFinding> findings(static_cast<std::size_t>(state.range(0)));
  for (auto& finding : findings) finding = {random_chart(random, 0.6), AgeGroup::from_35};
  const DentalModel model(missing, findings);
  std::vector<DentalModel::Row> rows;
  rows.reserve(findings.size());
  for (const auto& finding : findings) rows.push_back(model.prepare_finding(finding));
  std::size_t target = 0;
  for ([[maybe_unused]] auto iteration : state) {
    const auto report = model.prepare_report(missing[target++ % missing.size()].report);
    double sum = 0;
    for (const auto& row : rows) sum += model.log_same(report, row);
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations());
}

}  // namespace

BENCHMARK(teeth_of_one_target)->Name("evidence/teeth/fill")->ArgName("charts")->Arg(100)->Arg(1000)->Arg(10000);
