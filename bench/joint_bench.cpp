// How long does the joint likelihood of two linked markers take? A missing man, typed, with his mother and two
// siblings; the father is not typed, so that phase matters.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "pedigree/elimination/workspace.hpp"
#include "pedigree/linked/linked_likelihood.hpp"

namespace kith {
namespace {

using genetics::Marker;
using genetics::Observation;
using genetics::Sex;
using pedigree::Pedigree;

Marker equal_marker(std::size_t n_alleles) {
  genetics::MarkerSpec spec{.name = "L"};
  for (std::size_t a = 0; a < n_alleles; ++a) {
    spec.alleles.push_back(std::to_string(10 + a));
    spec.frequencies.push_back(1.0 / static_cast<double>(n_alleles));
  }
  return Marker::make(spec).value();
}

void two_linked_markers(benchmark::State& state) {
  const Marker marker = equal_marker(static_cast<std::size_t>(state.range(0)));
  const std::vector<pedigree::PersonSpec> persons = {{"F", "", "", Sex::male},
                                                     {"M", "", "", Sex::female},
                                                     {"T", "F", "M", Sex::male},
                                                     {"S1", "F", "M", Sex::female},
                                                     {"S2", "F", "M", Sex::male}};
  const Pedigree family = Pedigree::make(persons).value();
  const Observation mother = Observation::genotype(0, 1);
  const Observation first = Observation::genotype(0, 2);
  const Observation second = Observation::genotype(1, 3);
  const std::vector<const Observation*> seen = {nullptr, &mother, &first, &second, &first};
  pedigree::Workspace workspace;
  for (auto _ : state) {
    const auto likelihood = pedigree::linked_log_likelihood({marker, marker, 0.089}, family, {seen, seen}, workspace);
    benchmark::DoNotOptimize(likelihood.ok());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

BENCHMARK(two_linked_markers)->Name("joint/linked_markers/mother_2_siblings")->ArgName("alleles")->Arg(10)->Arg(20);

}  // namespace
}  // namespace kith
