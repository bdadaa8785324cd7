#include "matching/tile.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.hpp"
#include "matching/thread_clock.hpp"

namespace kith::matching {

namespace {

constexpr float kNegativeInfinity = -std::numeric_limits<float>::infinity();
/// So many columns keep the higher-order terms of the rounding bound below a hundredth of it.
constexpr std::size_t kMostColumns = 50'000;

}  // namespace

std::size_t level2_cache_bytes() {
#ifdef _SC_LEVEL2_CACHE_SIZE
  if (const long bytes = sysconf(_SC_LEVEL2_CACHE_SIZE); bytes > 0) return static_cast<std::size_t>(bytes);
#endif
  return std::size_t{512} << 10;
}

std::size_t choose_tile_width(std::size_t n_targets, std::size_t n_rows, std::size_t n_threads, std::size_t l2_bytes) {
  constexpr std::size_t kTilesPerThread = 4;
  std::size_t best = kTileWidths[0];
  for (const std::size_t width : kTileWidths) {
    const bool fits = n_rows * width * sizeof(float) <= l2_bytes / 2;
    if (fits && n_targets >= n_threads * width * kTilesPerThread) best = width;
  }
  return best;
}

// Let u = 2^-24 be the unit roundoff of float, v = 2^-53 that of double, d_1..d_n the column values, M >= sum |d_i|, and
// m the start. The scan computes s = fl(m + x_1 + ... + x_n) with x_i = fl(d_i); its n additions and the conversion give
//   s >= m + sum d_i - g (m + M) - n 2^-150,     g = (1 + u)^(n + 1) - 1,
// the last term for conversions that underflow (additions of floats do not lose to underflow). The exact score adds the
// d_i in double: e <= sum d_i + h M, h = (1 + v)^n - 1. So s >= e if
//   m (1 - g) >= (g + h) M + n 2^-150.
// For n <= 50,000: g <= 1.0015 (n + 1) u, and h < u / 1000 * n, so (g + h) / (1 - g) <= 1.01 (n + 1) u, which is used
// below with n + 2 for good measure; 2 n 2^-149 covers the underflow, and float_above rounds the margin up.
// Where an x_i is -infinity both sums are. A target whose values are all 0 has margin 0: its sums are exact.
float rounding_margin(std::size_t n_columns, double magnitude) {
  KITH_CHECK(n_columns <= kMostColumns);
  if (magnitude == 0) return 0;
  constexpr double kUnit = 1.0 / (1 << 24);
  const auto n = static_cast<double>(n_columns);
  const double margin = 1.01 * (n + 2) * kUnit * magnitude + 2 * n * double{std::numeric_limits<float>::denorm_min()};
  return std::nextafter(static_cast<float>(margin), std::numeric_limits<float>::max());
}

double fill_target(const EvidenceTable& evidence, const ScanCodes& codes, TargetIndex target, std::span<double> values,
                   std::vector<ColumnNote>& notes) {
  double magnitude = 0;
  bool scored = false;
  for (std::size_t c = 0; c < codes.n_columns(); ++c) {
    const auto rows = values.subspan(codes.first_row(c), codes.first_row(c + 1) - codes.first_row(c));
    const evidence::ColumnStatus status = evidence.columns[c]->fill(target, rows);
    if (status == evidence::ColumnStatus::inconsistent_family || status == evidence::ColumnStatus::too_costly) {
      notes.push_back({target, static_cast<std::uint32_t>(c), status});
    }
    scored = scored || status == evidence::ColumnStatus::scored;
    double largest = 0;
    for (const double value : rows) {
      if (value == -std::numeric_limits<double>::infinity()) continue;
      KITH_CHECK(std::abs(value) <= kLargestLog10Lr);  // false for NaN and +infinity, too
      largest = std::max(largest, std::abs(value));
    }
    magnitude += largest;
  }
  if (!scored) std::fill(values.begin(), values.end(), -std::numeric_limits<double>::infinity());
  return magnitude;
}

namespace {

template <class Code>
double add_up(std::span<const Code> codes, std::size_t n_columns, RemainsIndex remains, const double* values) {
  double sum = 0;
  for (const Code row : codes.subspan(remains * n_columns, n_columns)) sum += values[row];
  return sum;
}

/// Four sums side by side: one alone would wait for its additions.
template <class Code>
void score_four(std::span<const Code> codes, std::size_t n_columns, std::size_t n_rows, const double* values,
                std::span<Survivor, 4> survivors) {
  const Code* code[4];
  const double* of_lane[4];
  double sum[4] = {};
  for (std::size_t i = 0; i < 4; ++i) {
    code[i] = codes.data() + survivors[i].remains * n_columns;
    of_lane[i] = values + survivors[i].lane * n_rows;
  }
  for (std::size_t c = 0; c < n_columns; ++c) {
    for (std::size_t i = 0; i < 4; ++i) sum[i] += of_lane[i][code[i][c]];
  }
  for (std::size_t i = 0; i < 4; ++i) survivors[i].log10_lr = sum[i];
}

template <class Code>
void score_all(std::span<const Code> codes, std::size_t n_columns, std::size_t n_rows, const double* values,
               std::span<Survivor> survivors) {
  for (; survivors.size() >= 4; survivors = survivors.subspan(4)) {
    score_four(codes, n_columns, n_rows, values, survivors.first<4>());
  }
  for (Survivor& s : survivors) s.log10_lr = add_up(codes, n_columns, s.remains, values + s.lane * n_rows);
}

}  // namespace

double exact_score(const ScanCodes& codes, RemainsIndex remains, std::span<const double> values) {
  return codes.narrow() ? add_up(codes.narrow_codes(), codes.n_columns(), remains, values.data())
                        : add_up(codes.wide_codes(), codes.n_columns(), remains, values.data());
}

void TileTables::score(std::span<Survivor> survivors) const {
  const std::size_t n_columns = codes_->n_columns(), n_rows = codes_->n_rows();
  if (codes_->narrow()) {
    score_all(codes_->narrow_codes(), n_columns, n_rows, values_.data(), survivors);
  } else {
    score_all(codes_->wide_codes(), n_columns, n_rows, values_.data(), survivors);
  }
}

TileTables::TileTables(const EvidenceTable& evidence, const ScanCodes& codes, std::size_t width)
    : evidence_(&evidence),
      codes_(&codes),
      width_(width),
      values_(width * codes.n_rows()),
      scores_(hwy::AllocateAligned<float>(std::max<std::size_t>(1, codes.n_rows()) * width)) {
  KITH_CHECK(scores_ != nullptr);
}

void TileTables::fill(TargetIndex first, std::size_t n_targets, std::vector<ColumnNote>& notes) {
  KITH_CHECK(n_targets <= width_);
  start_.fill(kNegativeInfinity);  // lanes without a target never survive
  std::array<std::vector<ColumnNote>, kMaxTileWidth> notes_of;
  std::array<double, kMaxTileWidth> seconds_of{};
  const std::size_t n_rows = codes_->n_rows();
  const auto fill_lane = [&](std::size_t lane) {
    const ThreadClock clock;
    const std::span<double> values = std::span(values_).subspan(lane * n_rows, n_rows);
    const auto target = static_cast<TargetIndex>(first + lane);
    const double magnitude = fill_target(*evidence_, *codes_, target, values, notes_of[lane]);
    start_[lane] = rounding_margin(codes_->n_columns(), magnitude);
    seconds_of[lane] = clock.seconds();
  };
  // Isolated: while this thread waits for the last lanes it must not start another tile in this same object.
  tbb::this_task_arena::isolate([&] { tbb::parallel_for(std::size_t{0}, n_targets, fill_lane); });

  const ThreadClock clock;
  transpose_to_float(n_targets);
  seconds_ = clock.seconds();
  for (std::size_t lane = 0; lane < n_targets; ++lane) {
    notes.insert(notes.end(), notes_of[lane].begin(), notes_of[lane].end());
    seconds_ += seconds_of[lane];
  }
}

void TileTables::transpose_to_float(std::size_t n_targets) {
  constexpr std::size_t kRowsAtOnce = 16;  // two cache lines of each target's doubles, a few of the float table
  const std::size_t n_rows = codes_->n_rows();
  for (std::size_t begin = 0; begin < n_rows; begin += kRowsAtOnce) {
    const std::size_t end = std::min(n_rows, begin + kRowsAtOnce);
    for (std::size_t lane = 0; lane < width_; ++lane) {
      const double* values = values_.data() + lane * n_rows;
      float* scores = scores_.get() + lane;
      for (std::size_t row = begin; row < end; ++row) {
        scores[row * width_] = lane < n_targets ? static_cast<float>(values[row]) : kNegativeInfinity;
      }
    }
  }
}

}  // namespace kith::matching
