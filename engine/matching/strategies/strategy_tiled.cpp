// The default: tile by tile, a float scan that misses nothing, and exact scores for the few pairs it reports.
#include <hwy/aligned_allocator.h>

#include "core/check.hpp"
#include "matching/scan/scan_table.hpp"
#include "matching/scan/tile_scan.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::matching {

namespace {

class TiledFilter final : public TileFilter {
 public:
  TiledFilter(std::size_t n_rows, std::size_t width)
      : table_(n_rows, width), sums_(hwy::AllocateAligned<float>(kLargestBlock * width)) {
    KITH_CHECK(sums_ != nullptr);
  }
  void prepare(const TileTables& tables) override { table_.fill(tables); }
  void scan(const ScanCodes& codes, const ScanCutoffs& cutoffs, std::size_t begin, std::size_t end,
            std::vector<Prospect>& prospects) override {
    const auto tile = table_.tile();
    const std::size_t n_hits = scan_block(codes, tile, cutoffs, begin, end, hits_.data(), sums_.get());
    const auto prospect_of = [&](std::size_t h, RemainsIndex remains, std::uint32_t lane) {
      const float sum = sums_[h * tile.width + lane];
      return Prospect{remains, lane, table_.at_least(lane, sum), sum};
    };
    list_prospects(std::span(hits_).first(n_hits), codes.n_remains(), prospects, prospect_of);
  }

 private:
  ScanTable table_;
  std::vector<ScanHit> hits_ = std::vector<ScanHit>(kLargestBlock);
  hwy::AlignedFreeUniquePtr<float[]> sums_;  ///< kLargestBlock x width
};

class Tiled final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "tiled"; }
  [[nodiscard]] std::string_view description() const override {
    return "a vector scan that misses nothing, then exact scores for what it reports: the default";
  }
  [[nodiscard]] MatchResult run(const EvidenceTable& evidence, const MatchOptions& options,
                                const Progress& progress) const override {
    const auto make_filter = [](std::size_t n_rows, std::size_t tile_width) {
      return std::make_unique<TiledFilter>(n_rows, tile_width);
    };
    return scan_tiles(evidence, {kScanWidths, sizeof(float)}, make_filter, options, progress);
  }
};

}  // namespace

const Strategy& tiled_strategy() {
  static const Tiled strategy;
  return strategy;
}

}  // namespace kith::matching
