// As tiled, with the scan in 16-bit integers: half the bytes, twice the pairs in a vector. And where a tile's missing
// persons have close relatives, a look at the first columns leaves only few remains for the others.
#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <optional>

#include "core/check.hpp"
#include "matching/scan/screen.hpp"
#include "matching/scan/tile_scan.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::matching {

namespace {

class ScreenedFilter final : public TileFilter {
 public:
  ScreenedFilter(std::size_t n_rows, std::size_t width)
      : table_(n_rows, width), sums_(hwy::AllocateAligned<std::uint16_t>(kLargestBlock * width)) {
    KITH_CHECK(sums_ != nullptr);
  }

  void prepare(const TileTables& tables) override {
    table_.fill(tables);
    n_first_ = kUndecided;
  }

  void scan(const ScanCodes& codes, const ScanCutoffs& cutoffs, std::size_t begin, std::size_t end,
            std::vector<Prospect>& prospects) override {
    // Not before the lists of the missing persons are long enough to tell what is left later on.
    if (n_first_ == kUndecided && begin * kShare >= codes.n_remains()) decide(codes, cutoffs, begin, end);
    if (n_first_ >= codes.n_columns()) {
      const std::size_t n_hits = screen(codes, codes.n_columns(), cutoffs, begin, end);
      list(n_hits, codes.n_remains(), prospects, [](RemainsIndex remains) { return remains; });
      return;
    }
    take_left(codes, cutoffs, screen(codes, n_first_, cutoffs, begin, end));
    const std::size_t n_hits = screen(*codes_left_, codes.n_columns(), {cutoffs.target, cutoffs_left_.data()}, 0,
                                      codes_left_->n_padded());
    list(n_hits, left_.size(), prospects, [&](RemainsIndex i) { return left_[i]; });
  }

 private:
  static constexpr std::size_t kUndecided = static_cast<std::size_t>(-1);
  static constexpr std::size_t kShare = 32;  ///< of all remains: what is scanned before the decision

  /// @return the number of hits.
  std::size_t screen(const ScanCodes& codes, std::size_t n_columns, const ScanCutoffs& cutoffs, std::size_t begin,
                     std::size_t end) {
    return screen_block(codes, n_columns, table_.tile(), cutoffs, begin, end, hits_.data(), sums_.get());
  }

  template <class RemainsOf>
  void list(std::size_t n_hits, std::size_t n_remains, std::vector<Prospect>& prospects, RemainsOf remains_of) {
    const std::size_t width = table_.tile().width;
    const auto prospect_of = [&](std::size_t h, RemainsIndex of_hit, std::uint32_t lane) {
      const ScoreBounds bounds = table_.bounds(sums_[h * width + lane]);
      return Prospect{remains_of(of_hit), lane, bounds.at_least, bounds.at_most};
    };
    list_prospects(std::span(hits_).first(n_hits), n_remains, prospects, prospect_of);
  }

  /// The remains of these hits, with their codes and cutoffs side by side.
  void take_left(const ScanCodes& codes, const ScanCutoffs& cutoffs, std::size_t n_hits) {
    left_.clear();
    for (const ScanHit& hit : std::span(hits_).first(n_hits)) {
      if (hit.remains >= codes.n_remains()) break;  // padding
      cutoffs_left_[left_.size()].store(cutoffs.remains[hit.remains].load(std::memory_order_relaxed),
                                        std::memory_order_relaxed);
      left_.push_back(hit.remains);
    }
    if (!codes_left_) codes_left_.emplace(codes, kLargestBlock);
    codes_left_->take(codes, left_);
  }

  /// How many columns to look at first so that least is added up, to judge by some of the remains; all if nothing is
  /// saved.
  void decide(const ScanCodes& codes, const ScanCutoffs& cutoffs, std::size_t begin, std::size_t end) {
    constexpr std::size_t kMost = 256, kParts = 8;
    constexpr double kOverhead = 3;  // columns that starting anew with a set of remains costs
    const std::size_t n = codes.n_columns();
    const std::size_t most = std::min(kMost, codes.n_remains() / kShare) / kScanGroup * kScanGroup + kScanGroup;
    const auto n_some = std::min(end - begin, most);
    n_first_ = n;
    auto least = static_cast<double>(n * n_some);
    for (std::size_t part = 1; part < kParts; ++part) {
      const std::size_t n_first = n * part / kParts;
      const std::size_t n_left = screen(codes, n_first, cutoffs, begin, begin + n_some);
      const double added = static_cast<double>(n_first * n_some) +
                           static_cast<double>(n_left) * (static_cast<double>(n) + kOverhead);
      if (added >= least) continue;
      least = added;
      n_first_ = n_first;
    }
  }

  ScreenTable table_;
  std::size_t n_first_ = kUndecided;  ///< columns
  std::vector<ScanHit> hits_ = std::vector<ScanHit>(kLargestBlock);
  hwy::AlignedFreeUniquePtr<std::uint16_t[]> sums_;  ///< kLargestBlock x width
  std::vector<RemainsIndex> left_;
  std::vector<std::atomic<float>> cutoffs_left_ = std::vector<std::atomic<float>>(kLargestBlock);
  std::optional<ScanCodes> codes_left_;
};

class Screened final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "screened"; }
  [[nodiscard]] std::string_view description() const override {
    return "tiled with a scan in 16-bit upper bounds: faster, with the same result";
  }
  [[nodiscard]] MatchResult run(const EvidenceTable& evidence, const MatchOptions& options,
                                const Progress& progress) const override {
    const auto make_filter = [](std::size_t n_rows, std::size_t tile_width) {
      return std::make_unique<ScreenedFilter>(n_rows, tile_width);
    };
    return scan_tiles(evidence, {kScreenWidths, sizeof(std::uint16_t)}, make_filter, options, progress);
  }
};

}  // namespace

const Strategy& screened_strategy() {
  static const Screened strategy;
  return strategy;
}

}  // namespace kith::matching
