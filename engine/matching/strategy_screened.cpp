// As tiled, with the scan in 16-bit integers: half the bytes, twice the pairs in a vector.
#include <tbb/task_arena.h>

#include "matching/screen.hpp"
#include "matching/strategy.hpp"
#include "matching/tile_scan.hpp"

namespace kith::matching {

namespace {

class ScreenedFilter final : public TileFilter {
 public:
  ScreenedFilter(std::size_t n_rows, std::size_t width) : table_(n_rows, width) {}
  void prepare(const TileTables& tables) override { table_.fill(tables); }
  std::size_t scan(const ScanCodes& codes, const ScanCutoffs& cutoffs, std::size_t begin, std::size_t end,
                   ScanHit* hits) const override {
    return screen_block(codes, table_.tile(), cutoffs, begin, end, hits);
  }

 private:
  ScreenTable table_;
};

class Screened final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "screened"; }
  [[nodiscard]] std::string_view description() const override {
    return "tiled with a scan in 16-bit upper bounds: faster, with the same result";
  }
  [[nodiscard]] MatchResult run(const EvidenceTable& evidence, const MatchOptions& options,
                                const Progress& progress) const override {
    const ScanCodes codes(evidence);
    const auto n_threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    const std::size_t width = choose_tile_width(kScreenWidths, sizeof(std::uint16_t), evidence.n_targets,
                                                codes.n_rows(), n_threads, level2_cache_bytes());
    const auto make_filter = [](std::size_t n_rows, std::size_t tile_width) {
      return std::make_unique<ScreenedFilter>(n_rows, tile_width);
    };
    return scan_tiles(evidence, codes, width, make_filter, options, progress);
  }
};

}  // namespace

const Strategy& screened_strategy() {
  static const Screened strategy;
  return strategy;
}

}  // namespace kith::matching
