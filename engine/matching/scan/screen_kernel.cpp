// The kernel of screen.hpp, compiled once per instruction set: this file includes itself through foreach_target.h.
#include "matching/scan/screen.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "matching/scan/screen_kernel.cpp"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
#include "hwy/highway.h"
#include "matching/scan/row_sums-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace kith::matching::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::ScalableTag<std::uint16_t>;
using V = hn::Vec<D>;
using M = hn::Mask<D>;

constexpr std::size_t kLanes = hn::MaxLanes(D());

struct SaturatedPlus {
  static HWY_INLINE V add(V a, V b) { return hn::SaturatedAdd(a, b); }
};

/// The limits of `n` cutoffs, a multiple of 16 (see screen.hpp). Truncation is floor here; a limit below 0 is 0.
HWY_INLINE void limits_of(const ScreenTile& tile, const float* HWY_RESTRICT cutoffs, std::size_t n,
                          std::uint16_t* HWY_RESTRICT limits) {
  const hn::CappedTag<float, 16> d;
  const hn::Rebind<std::int32_t, decltype(d)> whole;
  const hn::Rebind<std::uint16_t, decltype(d)> narrow;
  const auto top = hn::Set(d, tile.top), scale = hn::Set(d, tile.scale),
             highest = hn::Set(d, static_cast<float>(tile.highest_limit));
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const auto units = hn::Add(hn::Mul(hn::Sub(top, hn::LoadU(d, cutoffs + i)), scale), hn::Set(d, 2.0F));
    const auto limit = hn::Min(hn::Max(units, hn::Zero(d)), highest);
    hn::StoreU(hn::DemoteTo(narrow, hn::ConvertTo(whole, limit)), narrow, limits + i);
  }
}

// Tile and cutoffs by value: see scan_kernel.cpp.
template <std::size_t kWidth, class Code>
HWY_NOINLINE std::size_t screen(const Code* HWY_RESTRICT codes, std::size_t n_columns, std::size_t n_added,
                                const ScreenTile tile, const ScanCutoffs cutoffs, std::size_t begin, std::size_t end,
                                ScanHit* HWY_RESTRICT hits, std::uint16_t* HWY_RESTRICT sums) {
  constexpr std::size_t kVectors = RowShape<std::uint16_t, kWidth>::kVectors;
  constexpr std::size_t kGroup = RowShape<std::uint16_t, kWidth>::kGroup;
  const D d;
  alignas(64) std::uint16_t of_target[kWidth];
  limits_of(tile, cutoffs.target, kWidth, of_target);
  V limit_of_target[kVectors];
  HWY_UNROLL(8)
  for (std::size_t v = 0; v < kVectors; ++v) limit_of_target[v] = hn::Load(d, of_target + v * kLanes);
  std::size_t n_hits = 0;
  for (std::size_t first = begin; first < end; first += kScanGroup) {
    float cutoff[kScanGroup];
    std::uint16_t of_remains[kScanGroup];
    for (std::size_t i = 0; i < kScanGroup; ++i) cutoff[i] = cutoffs.remains[first + i].load(std::memory_order_relaxed);
    limits_of(tile, cutoff, kScanGroup, of_remains);
    for (std::size_t r = first; r < first + kScanGroup; r += kGroup) {
      V sum[kGroup][kVectors];
      add_rows<SaturatedPlus>(codes + r * n_columns, n_columns, n_added, tile.deficits, tile.start, sum);
      HWY_UNROLL(8)
      for (std::size_t g = 0; g < kGroup; ++g) {
        const V limit_of_remains = hn::Set(d, of_remains[r - first + g]);
        M survives[kVectors];
        HWY_UNROLL(8)
        for (std::size_t v = 0; v < kVectors; ++v) {
          const V limit = hn::Max(limit_of_remains, limit_of_target[v]);
          survives[v] = hn::Eq(hn::Min(sum[g][v], limit), sum[g][v]);
          hn::Store(sum[g][v], d, sums + n_hits * kWidth + v * kLanes);
        }
        const std::uint64_t lanes = lane_bits<std::uint16_t>(survives) & tile.used;  // no branch: see scan_kernel.cpp
        hits[n_hits] = {static_cast<std::uint32_t>(r + g), lanes};
        n_hits += lanes != 0 ? 1 : 0;
      }
    }
  }
  return n_hits;
}

void quantise_any(const double* HWY_RESTRICT values, std::size_t n, double highest, double scale,
                  std::uint16_t* HWY_RESTRICT deficits) {
  const hn::ScalableTag<double> d;
  const hn::Rebind<std::int32_t, decltype(d)> whole;
  const hn::Rebind<std::uint16_t, decltype(d)> narrow;
  const auto top = hn::Set(d, highest), units = hn::Set(d, scale), most = hn::Set(d, double{kSaturated});
  std::size_t i = 0;
  for (; i + hn::Lanes(d) <= n; i += hn::Lanes(d)) {
    const auto deficit = hn::Min(hn::Mul(hn::Sub(top, hn::LoadU(d, values + i)), units), most);
    hn::StoreU(hn::DemoteTo(narrow, hn::DemoteTo(whole, deficit)), narrow, deficits + i);
  }
  for (; i < n; ++i) deficits[i] = saturated((highest - values[i]) * scale);
}

template <class Code>
std::size_t screen_width(const Code* codes, std::size_t n_columns, std::size_t n_added, const ScreenTile& tile,
                         const ScanCutoffs& cutoffs, std::size_t begin, std::size_t end, ScanHit* hits,
                         std::uint16_t* sums) {
  if (tile.width == 32) return screen<32>(codes, n_columns, n_added, tile, cutoffs, begin, end, hits, sums);
  return screen<64>(codes, n_columns, n_added, tile, cutoffs, begin, end, hits, sums);
}

std::size_t screen_any(const ScanCodes& codes, std::size_t n_added, const ScreenTile& tile, const ScanCutoffs& cutoffs,
                       std::size_t begin, std::size_t end, ScanHit* hits, std::uint16_t* sums) {
  const std::size_t n = codes.n_columns();
  if (codes.narrow())
    return screen_width(codes.narrow_codes().data(), n, n_added, tile, cutoffs, begin, end, hits, sums);
  return screen_width(codes.wide_codes().data(), n, n_added, tile, cutoffs, begin, end, hits, sums);
}

}  // namespace kith::matching::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kith::matching {

HWY_EXPORT(screen_any);
HWY_EXPORT(quantise_any);

std::size_t screen_block(const ScanCodes& codes, std::size_t n_columns, const ScreenTile& tile,
                         const ScanCutoffs& cutoffs, std::size_t begin, std::size_t end, ScanHit* hits,
                         std::uint16_t* sums) {
  return HWY_DYNAMIC_DISPATCH(screen_any)(codes, n_columns, tile, cutoffs, begin, end, hits, sums);
}

void quantise(std::span<const double> values, double highest, double scale, std::uint16_t* deficits) {
  HWY_DYNAMIC_DISPATCH(quantise_any)(values.data(), values.size(), highest, scale, deficits);
}

}  // namespace kith::matching
#endif  // HWY_ONCE
