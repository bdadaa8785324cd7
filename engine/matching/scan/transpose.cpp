// Compiled once per instruction set, like matching/scan/scan_kernel.cpp: this file includes itself through
// foreach_target.h.
#include "matching/scan/transpose.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "matching/scan/transpose.cpp"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kith::matching::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Lanes and rows of a block of each type: a vector of 16 bytes of `to`.
template <class To>
constexpr std::size_t kBlock = 16 / sizeof(To);

#if HWY_TARGET != HWY_SCALAR

void transpose_block(const TransposeShape& shape, const double* HWY_RESTRICT from, float* HWY_RESTRICT to) {
  const hn::Full128<double> in;
  const hn::Full64<float> half;
  const hn::Full128<float> d32;
  const hn::Full128<std::uint64_t> d64;
  using V = hn::Vec<hn::Full128<float>>;
  V a[4];
  for (std::size_t i = 0; i < 4; ++i) {
    const double* const lane = from + i * shape.n_rows;
    a[i] = hn::Combine(d32, hn::DemoteTo(half, hn::LoadU(in, lane + 2)), hn::DemoteTo(half, hn::LoadU(in, lane)));
  }
  const auto store_two = [&](V low, V high, float* rows) {
    const auto low64 = hn::BitCast(d64, low), high64 = hn::BitCast(d64, high);
    hn::Store(hn::BitCast(d32, hn::InterleaveLower(d64, low64, high64)), d32, rows);
    hn::Store(hn::BitCast(d32, hn::InterleaveUpper(d64, low64, high64)), d32, rows + shape.width);
  };
  store_two(hn::InterleaveLower(d32, a[0], a[1]), hn::InterleaveLower(d32, a[2], a[3]), to);
  store_two(hn::InterleaveUpper(d32, a[0], a[1]), hn::InterleaveUpper(d32, a[2], a[3]), to + 2 * shape.width);
}

void transpose_block(const TransposeShape& shape, const std::uint16_t* HWY_RESTRICT from,
                     std::uint16_t* HWY_RESTRICT to) {
  const hn::Full128<std::uint16_t> d16;
  const hn::Full128<std::uint32_t> d32;
  const hn::Full128<std::uint64_t> d64;
  using V = hn::Vec<hn::Full128<std::uint16_t>>;
  V lane[8], two[8], four[8];
  for (std::size_t i = 0; i < 8; ++i) lane[i] = hn::LoadU(d16, from + i * shape.n_rows);
  for (std::size_t i = 0; i < 4; ++i) {  // rows 0 to 3 of two lanes, then rows 4 to 7
    two[i] = hn::InterleaveLower(d16, lane[2 * i], lane[2 * i + 1]);
    two[i + 4] = hn::InterleaveUpper(d16, lane[2 * i], lane[2 * i + 1]);
  }
  for (std::size_t i = 0; i < 4; ++i) {  // two rows of four lanes
    const auto low = hn::BitCast(d32, two[2 * i]), high = hn::BitCast(d32, two[2 * i + 1]);
    four[2 * i] = hn::BitCast(d16, hn::InterleaveLower(d32, low, high));
    four[2 * i + 1] = hn::BitCast(d16, hn::InterleaveUpper(d32, low, high));
  }
  for (std::size_t i = 0; i < 4; ++i) {  // rows 2 i and 2 i + 1 of all eight
    const std::size_t first = i < 2 ? i : i + 2;
    const auto low = hn::BitCast(d64, four[first]), high = hn::BitCast(d64, four[first + 2]);
    hn::Store(hn::BitCast(d16, hn::InterleaveLower(d64, low, high)), d16, to + 2 * i * shape.width);
    hn::Store(hn::BitCast(d16, hn::InterleaveUpper(d64, low, high)), d16, to + (2 * i + 1) * shape.width);
  }
}

#endif  // HWY_TARGET != HWY_SCALAR

template <class From, class To>
void transpose_all(const TransposeShape& shape, const From* from, To* to) {
  std::size_t n_lanes = 0, n_rows = 0;  // in whole blocks
#if HWY_TARGET != HWY_SCALAR
  n_lanes = shape.n_lanes / kBlock<To> * kBlock<To>;
  n_rows = shape.n_rows / kBlock<To> * kBlock<To>;
  for (std::size_t row = 0; row < n_rows; row += kBlock<To>) {
    for (std::size_t lane = 0; lane < n_lanes; lane += kBlock<To>) {
      transpose_block(shape, from + lane * shape.n_rows + row, to + row * shape.width + lane);
    }
  }
#endif
  for (std::size_t row = 0; row < shape.n_rows; ++row) {
    for (std::size_t lane = row < n_rows ? n_lanes : 0; lane < shape.n_lanes; ++lane) {
      to[row * shape.width + lane] = static_cast<To>(from[lane * shape.n_rows + row]);
    }
  }
}

void transpose_doubles(const TransposeShape& shape, const double* from, float* to) { transpose_all(shape, from, to); }
void transpose_words(const TransposeShape& shape, const std::uint16_t* from, std::uint16_t* to) {
  transpose_all(shape, from, to);
}

}  // namespace kith::matching::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kith::matching {

HWY_EXPORT(transpose_doubles);
HWY_EXPORT(transpose_words);

void transpose(const TransposeShape& shape, const double* from, float* to) {
  HWY_DYNAMIC_DISPATCH(transpose_doubles)(shape, from, to);
}

void transpose(const TransposeShape& shape, const std::uint16_t* from, std::uint16_t* to) {
  HWY_DYNAMIC_DISPATCH(transpose_words)(shape, from, to);
}

}  // namespace kith::matching
#endif  // HWY_ONCE
