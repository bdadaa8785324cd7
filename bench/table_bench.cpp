// What one locus table of a target costs: pedigree elimination and the LR of every PM observation.
//
// Every iteration computes: a column keeps the joint distributions of large families for the report, so a target is
// never filled twice, and a column whose targets are used up is replaced outside the measured time.
//
// Axis: the family. 20 alleles, stepwise mutation (another matrix for each sex), 100 distinct PM genotypes.
// Reported: locus tables per second, one core; multiplications of the elimination alone, as planned.
#include <benchmark/benchmark.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "evidence/dna/dna_column.hpp"

namespace {

using kith::evidence::DnaColumn;
using kith::evidence::PmObservation;
using kith::evidence::TargetFamily;
using kith::genetics::AlleleIndex;
using kith::genetics::Marker;
using kith::genetics::MarkerSpec;
using kith::genetics::MutationKind;
using kith::genetics::Observation;
using kith::genetics::Sex;
using kith::pedigree::Pedigree;
using kith::pedigree::PersonSpec;

constexpr std::size_t kPmGenotypes = 100;
constexpr std::size_t kTargetsPerColumn = 4096;

/// Repeat numbers 5, 6, ...; frequencies falling from the middle, as STR tables do.
Marker stepwise_marker(std::size_t n_alleles, double theta) {
  MarkerSpec spec{.name = "bench"};
  double sum = 0;
  for (std::size_t a = 0; a < n_alleles; ++a) {
    const double distance = static_cast<double>(a) - static_cast<double>(n_alleles) / 2;
    spec.alleles.push_back(std::to_string(5 + a));
    spec.frequencies.push_back(std::exp(-distance * distance / 20) + 0.01);
    sum += spec.frequencies.back();
  }
  for (double& frequency : spec.frequencies) frequency /= sum;
  spec.mutation_male = {.kind = MutationKind::stepwise, .rate = 0.002, .rate2 = 1e-6, .range = 0.1};
  spec.mutation_female = {.kind = MutationKind::stepwise, .rate = 0.0005, .rate2 = 1e-6, .range = 0.1};
  spec.theta = theta;
  return Marker::make(std::move(spec)).value();
}

struct Scene {
  std::vector<PersonSpec> persons;
  std::vector<std::string> typed;
};

Scene two_typed_parents() {
  return {{{"F", "", "", Sex::male}, {"M", "", "", Sex::female}, {"T", "F", "M", Sex::male}}, {"F", "M"}};
}

Scene typed_siblings(int n) {
  Scene scene{{{"F", "", "", Sex::male}, {"M", "", "", Sex::female}, {"T", "F", "M", Sex::male}}, {}};
  for (int i = 0; i < n; ++i) {
    scene.persons.push_back({"S" + std::to_string(i), "F", "M", Sex::female});
    scene.typed.push_back(scene.persons.back().id);
  }
  return scene;
}

Scene spouse_two_children_one_sibling() {
  return {{{"F", "", "", Sex::male},
           {"M", "", "", Sex::female},
           {"T", "F", "M", Sex::male},
           {"S", "F", "M", Sex::female},
           {"W", "", "", Sex::female},
           {"C1", "T", "W", Sex::male},
           {"C2", "T", "W", Sex::female}},
          {"S", "W", "C1", "C2"}};
}

/// 12 persons, 5 typed: a grandmother, two uncles, two cousins.
Scene grandparent_uncle_cousin() {
  return {{{"GF", "", "", Sex::male},
           {"GM", "", "", Sex::female},
           {"F", "GF", "GM", Sex::male},
           {"M", "", "", Sex::female},
           {"T", "F", "M", Sex::male},
           {"U1", "GF", "GM", Sex::male},
           {"U2", "GF", "GM", Sex::male},
           {"A", "GF", "GM", Sex::female},
           {"UW", "", "", Sex::female},
           {"AH", "", "", Sex::male},
           {"C1", "U1", "UW", Sex::male},
           {"C2", "AH", "A", Sex::female}},
          {"GM", "U1", "U2", "C1", "C2"}};
}

void run(benchmark::State& state, const Scene& scene, double theta = 0, std::size_t n_alleles = 20) {
  const Marker marker = stepwise_marker(n_alleles, theta);
  const Pedigree pedigree = Pedigree::make(scene.persons).value();
  std::vector<Observation> seen;
  seen.reserve(scene.typed.size());
  TargetFamily family{&pedigree, pedigree.find("T")};
  family.observations.resize(pedigree.size(), nullptr);
  for (std::size_t i = 0; i < scene.typed.size(); ++i) {
    const auto a = static_cast<AlleleIndex>(n_alleles / 2 - 2 + i % 4);
    const auto b = static_cast<AlleleIndex>(n_alleles / 2 + 2 - i % 3);
    seen.push_back(Observation::genotype(a, b));
    family.observations[static_cast<std::size_t>(pedigree.find(scene.typed[i]))] = &seen.back();
  }
  std::vector<PmObservation> pm(1);
  for (AlleleIndex x = 0; pm.size() <= kPmGenotypes; ++x) {
    for (AlleleIndex y = x; y < n_alleles && pm.size() <= kPmGenotypes; ++y)
      pm.push_back({Observation::genotype(x, y)});
  }
  const std::vector<TargetFamily> targets(kTargetsPerColumn, family);
  auto column = std::make_unique<DnaColumn>(marker, pm, targets);
  std::vector<double> rows(column->n_rows());
  kith::evidence::TargetIndex next = 0;
  for (auto _ : state) {
    if (next == kTargetsPerColumn) {
      state.PauseTiming();
      column = std::make_unique<DnaColumn>(marker, pm, targets);
      next = 0;
      state.ResumeTiming();
    }
    benchmark::DoNotOptimize(column->fill(next++, rows));
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
  state.counters["multiplications"] = column->forecast_cost(0).multiplications;
}

BENCHMARK_CAPTURE(run, two_typed_parents, two_typed_parents())->Name("tables/two_typed_parents");
BENCHMARK_CAPTURE(run, sibs3, typed_siblings(3))->Name("tables/untyped_parents/3_typed_siblings");
BENCHMARK_CAPTURE(run, sibs6, typed_siblings(6))->Name("tables/untyped_parents/6_typed_siblings");
BENCHMARK_CAPTURE(run, spouse, spouse_two_children_one_sibling())->Name("tables/spouse_2_children_1_sibling");
BENCHMARK_CAPTURE(run, cousins, grandparent_uncle_cousin())->Name("tables/grandparent_uncle_cousin_12");
BENCHMARK_CAPTURE(run, sibs3_40, typed_siblings(3), 0.0, 40)
    ->Name("tables/untyped_parents/3_typed_siblings/40_alleles");
BENCHMARK_CAPTURE(run, theta_parents, two_typed_parents(), 0.01)->Name("tables/theta/two_typed_parents");
BENCHMARK_CAPTURE(run, theta_sibs3, typed_siblings(3), 0.01)->Name("tables/theta/untyped_parents/3_typed_siblings");
BENCHMARK_CAPTURE(run, theta_spouse, spouse_two_children_one_sibling(), 0.01)
    ->Name("tables/theta/spouse_2_children_1_sibling");

}  // namespace
