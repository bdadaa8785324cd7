// How long does a case folder take to read? The demonstration case: 13 families, 989 genotypes.
#include <benchmark/benchmark.h>

#include "intake/case/case_reader.hpp"

namespace kith {
namespace {

void read_demo(benchmark::State& state) {
  std::size_t genotypes = 0;
  for (auto _ : state) {
    const intake::CaseReading reading = intake::read_case(KITH_DEMO_CASE);
    if (!reading.content) return state.SkipWithError("the demonstration case cannot be read");
    genotypes += reading.n_typed_genotypes;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(genotypes));
}

BENCHMARK(read_demo)->Name("loading/demo")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kith
