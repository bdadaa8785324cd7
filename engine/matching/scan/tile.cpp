#include "matching/scan/tile.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/check.hpp"
#include "matching/scan/thread_clock.hpp"

namespace kith::matching {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The comparisons of a column, several side by side: one after the other would wait for each other.
ValueRange range_of(std::span<const double> values) {
  constexpr std::size_t kAtOnce = 8;
  std::array<double, kAtOnce> lowest, highest, sum{};
  lowest.fill(kInfinity);
  highest.fill(-kInfinity);
  const auto take = [&](double value, std::size_t i) {
    const double finite_or_high = value == -kInfinity ? kInfinity : value;
    lowest[i] = finite_or_high < lowest[i] ? finite_or_high : lowest[i];
    highest[i] = highest[i] < value ? value : highest[i];
    sum[i] += value;  // NaN if one is: no comparison above would show it
  };
  std::size_t row = 0;
  for (; row + kAtOnce <= values.size(); row += kAtOnce) {
    for (std::size_t i = 0; i < kAtOnce; ++i) take(values[row + i], i);
  }
  for (; row < values.size(); ++row) take(values[row], 0);
  const ValueRange range{*std::min_element(lowest.begin(), lowest.end()),
                         *std::max_element(highest.begin(), highest.end())};
  KITH_CHECK(range.highest <= kLargestLog10Lr);
  KITH_CHECK(std::none_of(sum.begin(), sum.end(), [](double s) { return std::isnan(s); }));
  if (range.highest == -kInfinity) return {};
  KITH_CHECK(range.lowest >= -kLargestLog10Lr);
  return range;
}

}  // namespace

std::size_t level2_cache_bytes() {
#ifdef _SC_LEVEL2_CACHE_SIZE
  if (const long bytes = sysconf(_SC_LEVEL2_CACHE_SIZE); bytes > 0) return static_cast<std::size_t>(bytes);
#endif
  return std::size_t{512} << 10;
}

std::size_t choose_tile_width(std::span<const std::size_t> widths, std::size_t bytes_per_value, std::size_t n_targets,
                              std::size_t n_rows, std::size_t n_threads, std::size_t l2_bytes) {
  constexpr std::size_t kTilesPerThread = 4;
  std::size_t best = widths.front();
  for (const std::size_t width : widths) {
    const bool fits = n_rows * width * bytes_per_value <= l2_bytes / 2;
    if (fits && n_targets >= n_threads * width * kTilesPerThread) best = width;
  }
  return best;
}

std::vector<TargetIndex> tile_order(const EvidenceTable& evidence) {
  std::vector<TargetIndex> order(evidence.n_targets);
  std::iota(order.begin(), order.end(), TargetIndex{0});
  const std::vector<std::uint8_t>& close = evidence.close_relatives;
  KITH_CHECK(close.empty() || close.size() == order.size());
  if (close.empty()) return order;
  std::stable_sort(order.begin(), order.end(), [&](TargetIndex a, TargetIndex b) { return close[a] < close[b]; });
  return order;
}

void fill_target(const EvidenceTable& evidence, const ScanCodes& codes, TargetIndex target, std::span<double> values,
                 std::span<ValueRange> ranges, std::vector<ColumnNote>& notes) {
  bool scored = false;
  for (std::size_t c = 0; c < codes.n_columns(); ++c) {
    const auto rows = values.subspan(codes.first_row(c), codes.first_row(c + 1) - codes.first_row(c));
    const evidence::ColumnStatus status = evidence.columns[c]->fill(target, rows);
    if (status == evidence::ColumnStatus::inconsistent_family || status == evidence::ColumnStatus::too_costly) {
      notes.push_back({target, static_cast<std::uint32_t>(c), status});
    }
    scored = scored || status == evidence::ColumnStatus::scored;
    ranges[c] = range_of(rows);
  }
  if (scored) return;
  std::fill(values.begin(), values.end(), -kInfinity);
  std::fill(ranges.begin(), ranges.end(), ValueRange{});
}

void fill_target(const EvidenceTable& evidence, const ScanCodes& codes, TargetIndex target, std::span<double> values,
                 std::vector<ColumnNote>& notes) {
  std::vector<ValueRange> ranges(codes.n_columns());
  fill_target(evidence, codes, target, values, ranges, notes);
}

double total_magnitude(std::span<const ValueRange> ranges) {
  double total = 0;
  for (const ValueRange& range : ranges) total += std::max(-range.lowest, range.highest);
  return total;
}

namespace {

template <class Code>
double add_up(std::span<const Code> codes, std::size_t n_columns, RemainsIndex remains, const double* values) {
  double sum = 0;
  for (const Code row : codes.subspan(remains * n_columns, n_columns)) sum += values[row];
  return sum;
}

constexpr std::size_t kSideBySide = 8;

/// Several sums side by side: one alone would wait for its additions, and for the cache.
template <class Code>
void score_several(std::span<const Code> codes, std::size_t n_columns, const double* values,
                   std::span<PairScore, kSideBySide> pairs) {
  const Code* code[kSideBySide];
  double sum[kSideBySide] = {};
  for (std::size_t i = 0; i < kSideBySide; ++i) code[i] = codes.data() + pairs[i].remains * n_columns;
  for (std::size_t c = 0; c < n_columns; ++c) {
    for (std::size_t i = 0; i < kSideBySide; ++i) sum[i] += values[code[i][c]];
  }
  for (std::size_t i = 0; i < kSideBySide; ++i) pairs[i].log10_lr = sum[i];
}

/// The codes of remains are far apart: asked for early.
template <class Code>
void prefetch_codes(std::span<const Code> codes, std::size_t n_columns, std::span<const PairScore> pairs) {
  constexpr std::size_t kPerCacheLine = 64 / sizeof(Code);
  for (const PairScore& pair : pairs) {
    const Code* const code = codes.data() + pair.remains * n_columns;
    for (std::size_t c = 0; c < n_columns; c += kPerCacheLine) __builtin_prefetch(code + c);
  }
}

template <class Code>
void score_all(std::span<const Code> codes, std::size_t n_columns, const double* values, std::span<PairScore> pairs) {
  while (pairs.size() >= kSideBySide) {
    const auto now = pairs.template first<kSideBySide>();
    pairs = pairs.subspan(kSideBySide);
    prefetch_codes(codes, n_columns, std::span<const PairScore>(pairs.first(std::min(kSideBySide, pairs.size()))));
    score_several(codes, n_columns, values, now);
  }
  for (PairScore& pair : pairs) pair.log10_lr = add_up(codes, n_columns, pair.remains, values);
}

}  // namespace

double exact_score(const ScanCodes& codes, RemainsIndex remains, std::span<const double> values) {
  return codes.narrow() ? add_up(codes.narrow_codes(), codes.n_columns(), remains, values.data())
                        : add_up(codes.wide_codes(), codes.n_columns(), remains, values.data());
}

void TileTables::score(std::size_t lane, std::span<PairScore> pairs) const {
  const double* const values_of_lane = values(lane).data();
  if (codes_->narrow()) {
    score_all(codes_->narrow_codes(), codes_->n_columns(), values_of_lane, pairs);
  } else {
    score_all(codes_->wide_codes(), codes_->n_columns(), values_of_lane, pairs);
  }
}

TileTables::TileTables(const EvidenceTable& evidence, const ScanCodes& codes, std::size_t width)
    : evidence_(&evidence),
      codes_(&codes),
      width_(width),
      values_(width * codes.n_rows(), 0),
      ranges_(width * codes.n_columns()) {
  KITH_CHECK(codes.n_columns() <= kMostColumns);
}

void TileTables::fill(std::span<const TargetIndex> targets, std::vector<ColumnNote>& notes) {
  const std::size_t n_targets = targets.size();
  KITH_CHECK(n_targets <= width_);
  targets_.assign(targets.begin(), targets.end());
  std::vector<std::vector<ColumnNote>> notes_of(n_targets);
  std::vector<double> seconds_of(n_targets);
  const std::size_t n_rows = codes_->n_rows(), n_columns = codes_->n_columns();
  const auto fill_lane = [&](std::size_t lane) {
    const ThreadClock clock;
    fill_target(*evidence_, *codes_, targets_[lane], values_.span().subspan(lane * n_rows, n_rows),
                std::span(ranges_).subspan(lane * n_columns, n_columns), notes_of[lane]);
    seconds_of[lane] = clock.seconds();
  };
  // Isolated: while this thread waits for the last lanes it must not start another tile in this same object.
  tbb::this_task_arena::isolate([&] { tbb::parallel_for(std::size_t{0}, n_targets, fill_lane); });

  seconds_ = 0;
  for (std::size_t lane = 0; lane < n_targets; ++lane) {
    notes.insert(notes.end(), notes_of[lane].begin(), notes_of[lane].end());
    seconds_ += seconds_of[lane];
  }
}

}  // namespace kith::matching
