// Compiled once per instruction set, like matching/scan/scan_kernel.cpp: this file includes itself through
// foreach_target.h.
#include "scan_roofline.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "scan_roofline.cpp"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kith::bench::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::ScalableTag<float>;
using V = hn::Vec<D>;
constexpr std::size_t kLanes = hn::MaxLanes(D());
constexpr std::size_t kAccumulators = 8;

template <std::size_t kWidth>
HWY_NOINLINE float add_rows(const matching::ScanCodes& codes, const float* HWY_RESTRICT scores) {
  constexpr std::size_t kVectors = kWidth / kLanes;
  constexpr std::size_t kGroup = kVectors < kAccumulators ? kAccumulators / kVectors : 1;
  const D d;
  const std::size_t n_columns = codes.n_columns();
  V total = hn::Zero(d);
  for (std::size_t r = 0; r < codes.n_padded(); r += kGroup) {
    V sum[kGroup][kVectors];
    HWY_UNROLL(8)
    for (std::size_t g = 0; g < kGroup; ++g) {
      HWY_UNROLL(8)
      for (std::size_t v = 0; v < kVectors; ++v) sum[g][v] = hn::Zero(d);
    }
    const std::uint16_t* HWY_RESTRICT code = codes.narrow_codes().data() + r * n_columns;
    for (std::size_t c = 0; c < n_columns; ++c) {
      HWY_UNROLL(8)
      for (std::size_t g = 0; g < kGroup; ++g) {
        const float* HWY_RESTRICT row = scores + std::size_t{code[g * n_columns + c]} * kWidth;
        HWY_UNROLL(8)
        for (std::size_t v = 0; v < kVectors; ++v) sum[g][v] = hn::Add(sum[g][v], hn::Load(d, row + v * kLanes));
      }
    }
    HWY_UNROLL(8)
    for (std::size_t g = 0; g < kGroup; ++g) {
      HWY_UNROLL(8)
      for (std::size_t v = 0; v < kVectors; ++v) total = hn::Add(total, sum[g][v]);
    }
  }
  return hn::GetLane(hn::SumOfLanes(d, total));
}

float add_all(const matching::ScanCodes& codes, const matching::ScanTile& tile) {
  return tile.width == 16 ? add_rows<16>(codes, tile.scores) : add_rows<32>(codes, tile.scores);
}

}  // namespace kith::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kith::bench {

HWY_EXPORT(add_all);

float scan_roofline(const matching::ScanCodes& codes, const matching::ScanTile& tile) {
  return HWY_DYNAMIC_DISPATCH(add_all)(codes, tile);
}

}  // namespace kith::bench
#endif  // HWY_ONCE
