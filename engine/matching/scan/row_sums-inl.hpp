// matching/scan/row_sums-inl.hpp — what the kernels of scan.hpp and screen.hpp share: rows of a tile's table added up
// for several remains at once. Compiled once per instruction set, inside the files that include themselves through
// foreach_target.h.
#if defined(KITH_ROW_SUMS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef KITH_ROW_SUMS_INL
#undef KITH_ROW_SUMS_INL
#else
#define KITH_ROW_SUMS_INL
#endif

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "hwy/highway.h"
#include "matching/scan/scan.hpp"

HWY_BEFORE_NAMESPACE();
namespace kith::matching::HWY_NAMESPACE {

/// A tile of `kWidth` values of type T in vectors.
template <class T, std::size_t kWidth>
struct RowShape {
  using D = hwy::HWY_NAMESPACE::ScalableTag<T>;
  /// Accumulators in flight: enough to hide the latency of an add and of the cache, few enough for 16 registers.
  static constexpr std::size_t kAccumulators = 8;
  static constexpr std::size_t kLanes = hwy::HWY_NAMESPACE::MaxLanes(D());
  static constexpr std::size_t kVectors = kWidth / kLanes;
  static constexpr std::size_t kGroup = kVectors < kAccumulators ? kAccumulators / kVectors : 1;  ///< remains at once
  static_assert(kVectors * kLanes == kWidth && kScanGroup % kGroup == 0);
};

/// The sums of kGroup remains over their first `n_added` columns, from the codes of the first of them on. `Add`: what
/// adds two vectors.
template <class Add, std::size_t kGroup, std::size_t kVectors, class V, class T, class Code>
HWY_INLINE void add_rows(const Code* HWY_RESTRICT code, std::size_t n_columns, std::size_t n_added,
                         const T* HWY_RESTRICT rows, const T* HWY_RESTRICT start, V (&sum)[kGroup][kVectors]) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::ScalableTag<T> d;
  constexpr std::size_t kLanes = hn::MaxLanes(d);
  HWY_UNROLL(8)
  for (std::size_t g = 0; g < kGroup; ++g) {
    HWY_UNROLL(8)
    for (std::size_t v = 0; v < kVectors; ++v) sum[g][v] = hn::Load(d, start + v * kLanes);
  }
  for (std::size_t c = 0; c < n_added; ++c) {
    HWY_UNROLL(8)
    for (std::size_t g = 0; g < kGroup; ++g) {
      const T* HWY_RESTRICT row = rows + std::size_t{code[g * n_columns + c]} * (kVectors * kLanes);
      HWY_UNROLL(8)
      for (std::size_t v = 0; v < kVectors; ++v) sum[g][v] = Add::add(sum[g][v], hn::Load(d, row + v * kLanes));
    }
  }
}

/// The lanes of one remains' masks as bits.
template <class T, std::size_t kVectors, class M>
HWY_INLINE std::uint64_t lane_bits(const M (&masks)[kVectors]) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::ScalableTag<T> d;
  constexpr std::size_t kLanes = hn::MaxLanes(d);
  using Bits = std::conditional_t<(kLanes > 16), std::uint32_t,
                                  std::conditional_t<(kLanes > 8), std::uint16_t, std::uint8_t>>;
  std::uint64_t lanes = 0;
  HWY_UNROLL(8)
  for (std::size_t v = 0; v < kVectors; ++v) {
    Bits bits = 0;
    hn::StoreMaskBits(d, masks[v], reinterpret_cast<std::uint8_t*>(&bits));
    lanes |= std::uint64_t{bits} << (v * kLanes);
  }
  return lanes;
}

}  // namespace kith::matching::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
