// The kernel of scan.hpp, compiled once per instruction set: this file includes itself through foreach_target.h.
#include "matching/scan/scan.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "matching/scan/scan_kernel.cpp"
#include "hwy/foreach_target.h"  // IWYU pragma: keep
#include "hwy/highway.h"
#include "matching/scan/row_sums-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace kith::matching::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::ScalableTag<float>;
using V = hn::Vec<D>;
using M = hn::Mask<D>;

constexpr std::size_t kLanes = hn::MaxLanes(D());

struct Plus {
  static HWY_INLINE V add(V a, V b) { return hn::Add(a, b); }
};

// Tile and cutoffs by value: nothing that is stored can be taken for them, so they stay in registers.
template <std::size_t kWidth, class Code>
HWY_NOINLINE std::size_t scan(const Code* HWY_RESTRICT codes, std::size_t n_columns, const ScanTile tile,
                              const ScanCutoffs cutoffs, std::size_t begin, std::size_t end, ScanHit* HWY_RESTRICT hits,
                              float* HWY_RESTRICT sums) {
  constexpr std::size_t kVectors = RowShape<float, kWidth>::kVectors, kGroup = RowShape<float, kWidth>::kGroup;
  const D d;
  V of_target[kVectors];
  HWY_UNROLL(8)
  for (std::size_t v = 0; v < kVectors; ++v) of_target[v] = hn::Load(d, cutoffs.target + v * kLanes);
  std::size_t n_hits = 0;
  for (std::size_t r = begin; r < end; r += kGroup) {
    V sum[kGroup][kVectors];
    add_rows<Plus>(codes + r * n_columns, n_columns, n_columns, tile.scores, tile.start, sum);
    HWY_UNROLL(8)
    for (std::size_t g = 0; g < kGroup; ++g) {
      const V of_remains = hn::Set(d, cutoffs.remains[r + g].load(std::memory_order_relaxed));
      M survives[kVectors];
      HWY_UNROLL(8)
      for (std::size_t v = 0; v < kVectors; ++v) {
        survives[v] = hn::Gt(sum[g][v], hn::Min(of_remains, of_target[v]));
        hn::Store(sum[g][v], d, sums + n_hits * kWidth + v * kLanes);
      }
      // No branch: a pair survives every few hundred, too irregular to be predicted, and there is time while rows load.
      const std::uint64_t lanes = lane_bits<float>(survives);
      hits[n_hits] = {static_cast<std::uint32_t>(r + g), lanes};
      n_hits += lanes != 0 ? 1 : 0;
    }
  }
  return n_hits;
}

template <class Code>
std::size_t scan_width(const Code* codes, std::size_t n_columns, const ScanTile& tile, const ScanCutoffs& cutoffs,
                       std::size_t begin, std::size_t end, ScanHit* hits, float* sums) {
  if (tile.width == 16) return scan<16>(codes, n_columns, tile, cutoffs, begin, end, hits, sums);
  return scan<32>(codes, n_columns, tile, cutoffs, begin, end, hits, sums);
}

template <std::size_t kWidth, class Code>
HWY_NOINLINE void raise_width(const Code* HWY_RESTRICT codes, const ScanCodes& shape, const ScanTile& tile,
                              float* best) {
  constexpr std::size_t kVectors = RowShape<float, kWidth>::kVectors, kGroup = RowShape<float, kWidth>::kGroup;
  const D d;
  const std::size_t n_columns = shape.n_columns();
  for (std::size_t r = 0; r < shape.n_padded(); r += kGroup) {
    V sum[kGroup][kVectors];
    add_rows<Plus>(codes + r * n_columns, n_columns, n_columns, tile.scores, tile.start, sum);
    HWY_UNROLL(8)
    for (std::size_t g = 0; g < kGroup; ++g) {
      float* HWY_RESTRICT of_remains = best + (r + g) * kWidth;
      HWY_UNROLL(8)
      for (std::size_t v = 0; v < kVectors; ++v) {
        hn::Store(hn::Max(sum[g][v], hn::Load(d, of_remains + v * kLanes)), d, of_remains + v * kLanes);
      }
    }
  }
}

template <class Code>
void raise(const Code* codes, const ScanCodes& shape, const ScanTile& tile, float* best) {
  if (tile.width == 16) return raise_width<16>(codes, shape, tile, best);
  if (tile.width == 32) return raise_width<32>(codes, shape, tile, best);
  return raise_width<64>(codes, shape, tile, best);
}

void raise_any(const ScanCodes& codes, const ScanTile& tile, float* best) {
  if (codes.narrow()) return raise(codes.narrow_codes().data(), codes, tile, best);
  return raise(codes.wide_codes().data(), codes, tile, best);
}

std::size_t scan_any(const ScanCodes& codes, const ScanTile& tile, const ScanCutoffs& cutoffs, std::size_t begin,
                     std::size_t end, ScanHit* hits, float* sums) {
  const std::size_t n = codes.n_columns();
  if (codes.narrow()) return scan_width(codes.narrow_codes().data(), n, tile, cutoffs, begin, end, hits, sums);
  return scan_width(codes.wide_codes().data(), n, tile, cutoffs, begin, end, hits, sums);
}

const char* target_name() { return hwy::TargetName(HWY_TARGET); }

}  // namespace kith::matching::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kith::matching {

HWY_EXPORT(scan_any);
HWY_EXPORT(raise_any);
HWY_EXPORT(target_name);

std::size_t scan_block(const ScanCodes& codes, const ScanTile& tile, const ScanCutoffs& cutoffs, std::size_t begin,
                       std::size_t end, ScanHit* hits, float* sums) {
  return HWY_DYNAMIC_DISPATCH(scan_any)(codes, tile, cutoffs, begin, end, hits, sums);
}

void raise_best(const ScanCodes& codes, const ScanTile& tile, float* best) {
  HWY_DYNAMIC_DISPATCH(raise_any)(codes, tile, best);
}

const char* scan_instruction_set() { return HWY_DYNAMIC_DISPATCH(target_name)(); }

}  // namespace kith::matching
#endif  // HWY_ONCE
