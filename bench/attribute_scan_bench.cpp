// What do the descriptions of a case cost the scan? The columns are those of a simulated case: its markers, every
// attribute that both of its forms describe, the dental chart among them; then the same with attributes standing twice
// until there are 20 and the chart.
//
// `pairs/s`: a whole match() on one thread without the columns' own work (MatchResult::seconds_scan), the best of the
// repetitions. `time/dna` against `columns/dna`: how many times the scan of the DNA alone, and how many times its
// columns. A scan that adds one looked-up number per column is explained by its columns where the first is no larger
// than the second.
//   kith_bench --benchmark_filter=matching/attributes
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>

#include "intake/case/case_reader.hpp"
#include "intake/draft/case_writer.hpp"
#include "matching/table/evidence_builder.hpp"
#include "simulate/tables/world_tables.hpp"

namespace kith::bench {
namespace {

std::optional<matching::Case> simulated_case() {
  simulate::Scenario scenario;
  for (const auto& [name, value] : {std::pair{"missing.count", "2000"},
                                    {"families.samples", "5000"},
                                    {"remains.persons", "1500"},
                                    {"remains.samples", "10000"}}) {
    if (set(scenario, name, value)) return std::nullopt;
  }
  const auto world = simulate::make_world(scenario, 1);
  if (!world) return std::nullopt;
  std::string folder = (std::filesystem::temp_directory_path() / "kith-bench-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return std::nullopt;
  const bool written = intake::write_tables(simulate::world_tables(world.value()), folder).ok();
  auto reading = written ? intake::read_case(folder) : intake::CaseReading();
  std::filesystem::remove_all(folder);
  return std::move(reading.content);
}

matching::EvidenceTable evidence_of(const matching::Case& data, bool dna, bool attributes) {
  matching::EvidenceOptions options;
  options.dna = dna;
  options.attributes = attributes;
  return matching::build_evidence(data, options);
}

/// Columns of `more` behind those of `evidence` until there are `n`.
void append(matching::EvidenceTable& evidence, matching::EvidenceTable more, std::size_t n) {
  const std::size_t before = evidence.columns.size(), of_more = more.columns.size();
  const std::size_t n_new = std::min(n - before, of_more);
  std::vector<std::uint32_t> codes;
  for (std::size_t r = 0; r < evidence.n_remains; ++r) {
    const auto first = evidence.codes.begin() + static_cast<std::ptrdiff_t>(r * before);
    codes.insert(codes.end(), first, first + static_cast<std::ptrdiff_t>(before));
    const auto also = more.codes.begin() + static_cast<std::ptrdiff_t>(r * of_more);
    codes.insert(codes.end(), also, also + static_cast<std::ptrdiff_t>(n_new));
  }
  for (std::size_t c = 0; c < n_new; ++c) evidence.columns.push_back(std::move(more.columns[c]));
  evidence.codes = std::move(codes);
}

double seconds_of_scan(const matching::EvidenceTable& evidence, const std::string& strategy) {
  return matching::match(evidence, {.strategy = strategy, .threshold = 100, .threads = 1}).seconds_scan;
}

void attributes(benchmark::State& state) {
  const std::string strategy = state.range(0) == 0 ? "tiled" : "screened";
  const auto data = simulated_case();
  if (!data) return state.SkipWithError("no case could be simulated");
  const auto dna = evidence_of(*data, true, false);
  auto all = evidence_of(*data, true, true);
  const std::size_t n_columns = dna.columns.size() + 21;
  if (state.range(1) == 20) append(all, evidence_of(*data, false, true), n_columns);
  double seconds_dna = 1e9, seconds_all = 1e9;
  for (auto _ : state) {
    seconds_dna = std::min(seconds_dna, seconds_of_scan(dna, strategy));
    const double now = seconds_of_scan(all, strategy);
    seconds_all = std::min(seconds_all, now);
    state.SetIterationTime(now);
  }
  const auto rows = [](const matching::EvidenceTable& evidence) {
    std::size_t n = 0;
    for (const auto& column : evidence.columns) n += column->n_rows();
    return static_cast<double>(n);
  };
  const auto n_pairs = static_cast<double>(all.n_targets * all.n_remains);
  state.SetLabel(strategy);
  state.counters["1_columns_dna"] = static_cast<double>(dna.columns.size());
  state.counters["2_columns_all"] = static_cast<double>(all.columns.size());
  state.counters["3_rows_dna"] = rows(dna);
  state.counters["4_rows_all"] = rows(all);
  state.counters["5_pairs/s_dna"] = n_pairs / seconds_dna;
  state.counters["6_pairs/s_all"] = n_pairs / seconds_all;
  state.counters["7_time/dna"] = seconds_all / seconds_dna;
  state.counters["8_columns/dna"] = static_cast<double>(all.columns.size()) / static_cast<double>(dna.columns.size());
}

BENCHMARK(attributes)
    ->Name("matching/attributes")
    ->ArgNames({"screened", "attributes"})
    ->Args({0, 0})  // 0: those of the case
    ->Args({1, 0})
    ->Args({0, 20})
    ->Args({1, 20})
    ->UseManualTime()
    ->Iterations(3)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kith::bench
