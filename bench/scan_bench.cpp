// How fast are pairs scored, beside what the memory system of one core allows?
//
// `tiled/s` and `screened/s`: a whole match() on one thread, selection and exact re-scoring of candidates included, the
// columns' own work excluded (MatchResult::seconds_scan). `kernel/s`: the vector scan alone, where nothing survives.
// `roofline/s` loads and adds the same rows in the same order as `tiled` and does nothing else.
// All in processor time, the best of interleaved repetitions: the machine may be shared.
//   kith_bench --benchmark_filter=matching/scan
//
// matching/threads: a whole match() of 2 billion pairs, tables included, on one thread and on two. The speed-up by the
// clock on the wall is that of the machine only if nothing else runs; the processor time that a second thread adds
// (synchronisation, shared caches) is beside it.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#include "matching/candidates/match.hpp"
#include "matching/scan/scan_table.hpp"
#include "matching/scan/screen.hpp"
#include "matching/scan/thread_clock.hpp"
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

/// One tile's tables in every form, and what the kernels alone make of them.
class Kernels {
 public:
  explicit Kernels(const matching::EvidenceTable& evidence)
      : codes_(evidence),
        tables_(evidence, codes_, width_of(evidence, matching::kScanWidths, sizeof(float))),
        screen_tables_(evidence, codes_, width_of(evidence, matching::kScreenWidths, sizeof(std::uint16_t))),
        floats_(codes_.n_rows(), tables_.width()),
        screen_(codes_.n_rows(), screen_tables_.width()),
        of_remains_(codes_.n_padded()),
        hits_(codes_.n_padded()) {
    std::vector<matching::ColumnNote> notes;
    const std::vector<matching::TargetIndex> order = matching::tile_order(evidence);
    tables_.fill(std::span(order).first(tables_.width()), notes);
    screen_tables_.fill(std::span(order).first(screen_tables_.width()), notes);
    floats_.fill(tables_);
    screen_.fill(screen_tables_);
    of_target_.fill(kNever);
    for (auto& cutoff : of_remains_) cutoff = kNever;
  }

  [[nodiscard]] std::size_t width() const { return tables_.width(); }
  [[nodiscard]] std::size_t screen_width() const { return screen_tables_.width(); }
  double roofline_rate() {
    return rate(width(), [&] { return static_cast<std::size_t>(scan_roofline(codes_, floats_.tile())); });
  }
  /// Sums and comparisons, but nothing survives.
  double kernel_rate() {
    return rate(width(), [&] {
      return matching::scan_block(codes_, floats_.tile(), cutoffs(), 0, codes_.n_padded(), hits_.data(), sums_.data());
    });
  }
  double screen_kernel_rate() {
    return rate(screen_width(), [&] {
      return matching::screen_block(codes_, codes_.n_columns(), screen_.tile(), cutoffs(), 0, codes_.n_padded(),
                                    hits_.data(), deficits_.data());
    });
  }

 private:
  static constexpr float kNever = std::numeric_limits<float>::max();

  [[nodiscard]] std::size_t width_of(const matching::EvidenceTable& evidence, std::span<const std::size_t> widths,
                                     std::size_t bytes) const {
    return matching::choose_tile_width(widths, bytes, evidence.n_targets, codes_.n_rows(), 1,
                                       matching::level2_cache_bytes());
  }
  [[nodiscard]] matching::ScanCutoffs cutoffs() const { return {of_target_.data(), of_remains_.data()}; }
  template <class Scan>
  double rate(std::size_t width, const Scan& scan) const {
    constexpr int kTiles = 400;  // some tenths of a second: a short look finds the machine at its luckiest
    const matching::ThreadClock clock;
    for (int i = 0; i < kTiles; ++i) benchmark::DoNotOptimize(scan());
    return static_cast<double>(kTiles * codes_.n_remains() * width) / clock.seconds();
  }

  matching::ScanCodes codes_;
  matching::TileTables tables_, screen_tables_;
  matching::ScanTable floats_;
  matching::ScreenTable screen_;
  alignas(64) std::array<float, matching::kMaxTileWidth> of_target_{};
  std::vector<std::atomic<float>> of_remains_;
  std::vector<matching::ScanHit> hits_;
  matching::PageArray<float> sums_{codes_.n_padded() * width(), 0};
  matching::PageArray<std::uint16_t> deficits_{codes_.n_padded() * screen_width(), 0};
};

double match_rate(const matching::EvidenceTable& evidence, const std::string& strategy) {
  const matching::MatchResult result = matching::match(evidence, {.strategy = strategy, .threads = 1});
  return static_cast<double>(result.pairs_scored) / result.seconds_scan;
}

/// Seconds of a whole match().
struct Cost {
  double wall = std::numeric_limits<double>::max();
  double cpu = std::numeric_limits<double>::max();  ///< of all threads

  void keep_best(const Cost& other) {
    wall = std::min(wall, other.wall);
    cpu = std::min(cpu, other.cpu);
  }
};

Cost cost_of_match(const matching::EvidenceTable& evidence, const std::string& strategy, std::uint32_t n_threads) {
  const auto seconds = [](clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  };
  const double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
  benchmark::DoNotOptimize(matching::match(evidence, {.strategy = strategy, .threads = n_threads}));
  return {seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu};
}

void scan(benchmark::State& state) {
  const Shape shape{static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)),
                    static_cast<std::size_t>(state.range(2)), static_cast<std::size_t>(state.range(3))};
  const matching::EvidenceTable evidence = noise(shape, 40'000, 50'000);
  const auto n_pairs = static_cast<double>(evidence.n_targets * evidence.n_remains);
  Kernels kernels(evidence);
  double tiled = 0, screened = 0, kernel = 0, screen_kernel = 0, roofline = 0;
  for (auto _ : state) {
    const double rate = match_rate(evidence, "tiled");
    state.SetIterationTime(n_pairs / rate);
    tiled = std::max(tiled, rate);
    screened = std::max(screened, match_rate(evidence, "screened"));
    kernel = std::max(kernel, kernels.kernel_rate());
    screen_kernel = std::max(screen_kernel, kernels.screen_kernel_rate());
    roofline = std::max(roofline, kernels.roofline_rate());
  }
  state.SetLabel(std::string(matching::scan_instruction_set()) + ", tiles of " + std::to_string(kernels.width()) +
                 ", screened of " + std::to_string(kernels.screen_width()));
  state.counters["1_tiled/s"] = tiled;
  state.counters["2_kernel/s"] = kernel;
  state.counters["3_roofline/s"] = roofline;
  state.counters["4_tiled/roofline"] = tiled / roofline;
  state.counters["5_screened/s"] = screened;
  state.counters["6_screen_kernel/s"] = screen_kernel;
  state.counters["7_screened/tiled"] = screened / tiled;
}

/// Strong scaling of a whole match(), tables included: the same work on one thread and on two, in turns.
void threads(benchmark::State& state) {
  const std::string strategy = state.range(0) == 0 ? "tiled" : "screened";
  const matching::EvidenceTable evidence = noise({23, 100, 0, 0}, 40'000, 50'000);
  Kernels kernels(evidence);
  Cost one, two;
  double roofline = 0;
  for (auto _ : state) {
    one.keep_best(cost_of_match(evidence, strategy, 1));
    const Cost now = cost_of_match(evidence, strategy, 2);
    two.keep_best(now);
    state.SetIterationTime(now.wall);
    roofline = std::max(roofline, kernels.roofline_rate());
  }
  const auto n_pairs = static_cast<double>(evidence.n_targets * evidence.n_remains);
  state.SetLabel(strategy);
  state.counters["1_speedup_wall"] = one.wall / two.wall;
  state.counters["2_cpu_2_threads/cpu_1"] = two.cpu / one.cpu;
  state.counters["3_pairs/s_1"] = n_pairs / one.cpu;
  state.counters["4_pairs/s_2"] = n_pairs / two.wall;
  state.counters["5_roofline/s"] = roofline;
}

BENCHMARK(threads)
    ->Name("matching/threads")
    ->ArgName("screened")
    ->Arg(0)
    ->Arg(1)
    ->UseManualTime()
    ->Iterations(3)
    ->Unit(benchmark::kMillisecond);

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
