// report/bench/bench_report.hpp — what `kith bench` writes: the measures of every strategy as CSV tables and JSON, and
// as a page that can be read without a network. docs/benchmark.md explains the measures.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "inference/bodies/reassociation.hpp"
#include "inference/evaluation/claims.hpp"
#include "inference/evaluation/measures.hpp"

namespace kith::report {

/// What a strategy took, the matching run alone: evidence to candidates. Means over the cases of the study.
struct BenchCost {
  double seconds_evidence = 0;  ///< wall clock
  double seconds_match = 0;     ///< wall clock
  double cpu_seconds = 0;       ///< of both, over all threads
  double cpu_seconds_tables = 0;
  double cpu_seconds_scan = 0;
  double pairs_per_second = 0;          ///< pairs over the wall clock of evidence and match
  std::uint64_t peak_memory_bytes = 0;  ///< highest resident size meanwhile, the case included; 0: not known
};

struct BenchStrategy {
  std::string name{};
  std::string description{};
  std::string practice{};
  matching::ScoreKind kind = matching::ScoreKind::log10_lr;
  inference::Measures measures{};
  BenchCost cost{};
};

/// Who is who, decided in one way, against the truth.
struct BenchDecisions {
  std::string name{};         ///< "joint", "pairs"
  std::string description{};  ///< "all remains and missing persons together"
  inference::ClaimMeasures measures{};
};

struct BenchReport {
  std::string subject{};               ///< scenario or case folder
  std::string title{};                 ///< what the scenario says of itself
  std::vector<std::uint64_t> seeds{};  ///< of the scenario; none: a case folder
  std::vector<std::pair<std::string, std::string>> options{};
  std::vector<std::pair<std::string, std::string>> machine{};
  std::size_t n_missing = 0;  ///< over all cases of the study, like the next three
  std::size_t n_families = 0;
  std::size_t n_remains = 0;
  std::uint64_t n_pairs = 0;
  double seconds = 0;  ///< the whole bench
  inference::MeasureOptions measure_options{};
  std::vector<BenchStrategy> strategies{};
  std::vector<inference::Comparison> comparisons{};
  std::vector<BenchDecisions> decisions{};  ///< of the same run of `kith match`; kin count as wrong
  double seconds_joint = 0;                 ///< wall clock of the joint analysis, a mean over the cases
  std::vector<inference::ReassociationRow> reassociation{};  ///< empty: no remains of one individual, or nobody knows
};

/// A CSV table by name: strategies.csv, comparisons.csv, splits.csv, decisions.csv, assignments.csv, calibration.csv,
/// misleading.csv, capped.csv, reliability.csv, roc.csv, reassociation.csv and cost.csv.
[[nodiscard]] std::vector<std::string> bench_table_names();
void write_bench_table(std::ostream& out, const std::string& name, const BenchReport& report);

/// bench.json: everything.
void write_bench_json(std::ostream& out, const BenchReport& report);

/// report.html. The figures are drawn by gnuplot; without it the page says so and has the tables.
void write_bench_page(std::ostream& out, const BenchReport& report);

}  // namespace kith::report
