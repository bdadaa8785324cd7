// How fast are pairs scored, beside what the memory system of one core allows?
//
// `pairs/s` is a whole match() on one thread, selection and exact re-scoring of candidates included, tables excluded
// (MatchResult::seconds_scan). `roofline/s` loads and adds the same rows in the same order and does nothing else.
// Both in processor time, and `ratio` between the best of each, from interleaved repetitions: the machine may be shared.
//   kith_bench --benchmark_filter=matching/scan
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#include "matching/match.hpp"
#include "matching/scan.hpp"
#include "matching/thread_clock.hpp"
#include "matching/tile.hpp"
#include "scan_roofline.hpp"

namespace kith::bench {
namespace {

/// Scores of unrelated people at a locus, or nearly so: a fixed pseudo-random value for each target and row.
class NoiseColumn final : public evidence::Column {
 public:
  NoiseColumn(std::size_t n_rows, double mean, double spread) : n_rows_(n_rows) {
    std::mt19937_64 random(n_rows);
    std::normal_distribution<double> score(mean, spread);
    for (double& value : pool_) value = score(random);
  }
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::size_t n_rows() const override { return n_rows_; }
  [[nodiscard]] std::string describe_row(std::size_t row) const override { return std::to_string(row); }
  evidence::ColumnStatus fill(evidence::TargetIndex target, std::span<double> rows) const override {
    std::uint64_t state = (std::uint64_t{target} + 1) * 0x9E3779B97F4A7C15U ^ reinterpret_cast<std::uintptr_t>(this);
    for (double& value : rows) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      value = pool_[state >> 52];
    }
    rows[0] = 0;
    return evidence::ColumnStatus::scored;
  }

 private:
  std::string name_ = "noise";
  std::size_t n_rows_;
  std::vector<double> pool_ = std::vector<double>(4096);
};

struct Shape {
  std::size_t n_loci, rows_per_locus, n_attributes, n_teeth;
};

matching::EvidenceTable noise(const Shape& shape, std::size_t n_targets, std::size_t n_remains) {
  matching::EvidenceTable evidence;
  const auto add = [&](std::size_t n, std::size_t n_rows, double mean, double spread) {
    for (std::size_t i = 0; i < n; ++i) evidence.columns.push_back(std::make_unique<NoiseColumn>(n_rows, mean, spread));
  };
  add(shape.n_loci, shape.rows_per_locus, -0.4, 0.6);
  add(shape.n_attributes, 20, -0.1, 0.3);
  add(shape.n_teeth, 8, -0.05, 0.1);
  evidence.n_targets = n_targets;
  evidence.n_remains = n_remains;
  std::mt19937_64 random(1);
  for (std::size_t r = 0; r < n_remains; ++r) {
    for (const auto& column : evidence.columns) {
      evidence.codes.push_back(
          static_cast<std::uint32_t>(random() % column->n_rows()));  // uniform: the worst for a cache
    }
  }
  return evidence;
}

double roofline_rate(const matching::ScanCodes& codes, const matching::TileTables& tables) {
  constexpr int kTiles = 20;
  const matching::ThreadClock clock;
  for (int i = 0; i < kTiles; ++i) benchmark::DoNotOptimize(scan_roofline(codes, tables.scan_tile()));
  const auto pairs = kTiles * codes.n_remains() * tables.scan_tile().width;
  return static_cast<double>(pairs) / clock.seconds();
}

/// The kernel alone: sums and comparisons, but nothing survives.
double kernel_rate(const matching::ScanCodes& codes, const matching::TileTables& tables) {
  constexpr int kTiles = 20;
  constexpr std::size_t kBlock = 1024;
  const float never = std::numeric_limits<float>::max();
  alignas(64) std::array<float, matching::kMaxTileWidth> of_target{};
  of_target.fill(never);
  std::vector<std::atomic<float>> of_remains(codes.n_padded());
  for (auto& cutoff : of_remains) cutoff = never;
  std::vector<matching::ScanHit> hits(kBlock);
  const matching::ThreadClock clock;
  for (int i = 0; i < kTiles; ++i) {
    for (std::size_t begin = 0; begin < codes.n_padded(); begin += kBlock) {
      benchmark::DoNotOptimize(matching::scan_block(codes, tables.scan_tile(), {of_target.data(), of_remains.data()},
                                                    begin, std::min(begin + kBlock, codes.n_padded()), hits.data()));
    }
  }
  const auto pairs = kTiles * codes.n_remains() * tables.scan_tile().width;
  return static_cast<double>(pairs) / clock.seconds();
}

void scan(benchmark::State& state) {
  const Shape shape{static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)),
                    static_cast<std::size_t>(state.range(2)), static_cast<std::size_t>(state.range(3))};
  const matching::EvidenceTable evidence = noise(shape, 40'000, 50'000);
  const matching::ScanCodes codes(evidence);
  matching::TileTables tables(
      evidence, codes,
      matching::choose_tile_width(evidence.n_targets, codes.n_rows(), 1, matching::level2_cache_bytes()));
  std::vector<matching::ColumnNote> notes;
  tables.fill(0, tables.scan_tile().width, notes);

  double best = 0, best_kernel = 0, best_roofline = 0;
  for (auto _ : state) {
    const matching::MatchResult result = matching::match(evidence, {.threads = 1});
    state.SetIterationTime(result.seconds_scan);
    best = std::max(best, static_cast<double>(result.pairs_scored) / result.seconds_scan);
    best_kernel = std::max(best_kernel, kernel_rate(codes, tables));
    best_roofline = std::max(best_roofline, roofline_rate(codes, tables));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(evidence.n_targets * evidence.n_remains));
  state.SetLabel(std::string(matching::scan_instruction_set()) + ", tiles of " +
                 std::to_string(tables.scan_tile().width));
  state.counters["pairs/s"] = best;
  state.counters["roofline/s"] = best_roofline;
  state.counters["kernel/s"] = best_kernel;
  state.counters["ratio"] = best / best_roofline;
}

BENCHMARK(scan)
    ->Name("matching/scan")
    ->ArgNames({"loci", "rows", "attributes", "teeth"})
    ->Args({23, 100, 0, 0})
    ->Args({23, 250, 0, 0})
    ->Args({23, 100, 20, 32})
    ->UseManualTime()
    ->Iterations(3)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kith::bench
