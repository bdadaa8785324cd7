// The kernel against a plain loop, for every instruction set of this machine; and the margin that makes it miss
// nothing.
#include "matching/scan/scan.hpp"

#include <doctest/doctest.h>

#include <array>

#include "matching/candidates/candidates.hpp"
#include "matching/scan/scan_table.hpp"
#include "matching/scan/tile.hpp"
#include "support/fake_evidence.hpp"
#include "support/only_target.hpp"
#include "support/property.hpp"

namespace kith::matching {
namespace {

using testing::fake_evidence;
using testing::FakeShape;
using testing::OnlyTarget;
using testing::ValueKind;

struct Cutoffs {
  alignas(64) std::array<float, kMaxTileWidth> target{};
  std::vector<std::atomic<float>> remains;
};

void draw_cutoffs(Cutoffs& cutoffs, std::size_t n_padded, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<float> some(5, 5);
  for (float& cutoff : cutoffs.target) cutoff = some(random);
  cutoffs.remains = std::vector<std::atomic<float>>(n_padded);
  for (auto& cutoff : cutoffs.remains) cutoff = some(random);
}

/// scan_block() by its definition.
std::vector<ScanHit> plain_scan(const EvidenceTable& evidence, const ScanCodes& codes, const ScanTile& tile,
                                const Cutoffs& cutoffs) {
  std::vector<ScanHit> hits;
  for (std::uint32_t r = 0; r < codes.n_remains(); ++r) {
    std::uint64_t lanes = 0;
    for (std::size_t t = 0; t < tile.width; ++t) {
      float sum = tile.start[t];
      for (std::size_t c = 0; c < codes.n_columns(); ++c) {
        const std::size_t row = codes.first_row(c) + evidence.codes[r * codes.n_columns() + c];
        sum += tile.scores[row * tile.width + t];
      }
      if (sum > std::min(cutoffs.target[t], cutoffs.remains[r].load())) lanes |= std::uint64_t{1} << t;
    }
    if (lanes != 0) hits.push_back({r, lanes});
  }
  return hits;
}

void check_kernel(const EvidenceTable& evidence, std::size_t width, std::uint64_t seed) {
  const ScanCodes codes(evidence);
  TileTables tables(evidence, codes, width);
  std::vector<ColumnNote> notes;
  tables.fill(testing::first_targets(evidence, width), notes);
  ScanTable floats(codes.n_rows(), tables.width());
  floats.fill(tables);
  Cutoffs cutoffs;
  draw_cutoffs(cutoffs, codes.n_padded(), seed);
  const std::vector<ScanHit> expected = plain_scan(evidence, codes, floats.tile(), cutoffs);

  std::vector<ScanHit> hits(codes.n_padded());
  const PageArray<float> sums(codes.n_padded() * kMaxTileWidth, 0);
  hits.resize(scan_block(codes, floats.tile(), {cutoffs.target.data(), cutoffs.remains.data()}, 0, codes.n_padded(),
                         hits.data(), sums.data()));
  std::erase_if(hits, [&](const ScanHit& hit) { return hit.remains >= codes.n_remains(); });
  const auto same_hit = [](const ScanHit& a, const ScanHit& b) { return a.remains == b.remains && a.lanes == b.lanes; };
  CHECK(std::equal(hits.begin(), hits.end(), expected.begin(), expected.end(), same_hit));
}

TEST_CASE("scan: every instruction set reports what the plain loop reports") {
  const FakeShape many_rows{.n_targets = 30, .n_remains = 100, .n_columns = 2, .most_rows = 90'000};
  const EvidenceTable wide_codes = fake_evidence(many_rows, 2);
  REQUIRE_FALSE(ScanCodes(wide_codes).narrow());
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    const OnlyTarget only(target);
    CAPTURE(scan_instruction_set());
    REQUIRE(std::string(scan_instruction_set()) == hwy::TargetName(target));
    for (const std::size_t width : kScanWidths) {
      for (const std::size_t n_remains : {std::size_t{1}, std::size_t{16}, std::size_t{333}}) {
        for (const std::size_t n_columns : {std::size_t{0}, std::size_t{1}, std::size_t{23}, std::size_t{75}}) {
          const FakeShape shape{.n_targets = width - 3,
                                .n_remains = n_remains,
                                .n_columns = n_columns,
                                .most_rows = 40,
                                .impossible = 0.02};
          check_kernel(fake_evidence(shape, n_remains + n_columns), width, 5);
        }
      }
      check_kernel(wide_codes, width, 6);
    }
  }
}

TEST_CASE("scan: a sum that only equals its cutoffs does not survive") {
  // Targets without references score 0 against everybody; their ties must not all be scored again.
  const EvidenceTable evidence = fake_evidence(
      {.n_targets = 32, .n_remains = 64, .n_columns = 5, .most_rows = 4, .kind = ValueKind::all_zero}, 1);
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    const OnlyTarget only(target);
    const ScanCodes codes(evidence);
    TileTables tables(evidence, codes, 32);
    std::vector<ColumnNote> notes;
    tables.fill(testing::first_targets(evidence, tables.width()), notes);
    ScanTable floats(codes.n_rows(), tables.width());
    floats.fill(tables);
    alignas(64) const std::array<float, 32> of_target{};
    const std::vector<std::atomic<float>> of_remains(codes.n_padded());
    std::vector<ScanHit> hits(codes.n_padded());
    const PageArray<float> sums(codes.n_padded() * kMaxTileWidth, 0);
    CHECK(scan_block(codes, floats.tile(), {of_target.data(), of_remains.data()}, 0, 64, hits.data(), sums.data()) ==
          0);
  }
}

/// How many pairs the scan loses when each target's cutoff is exactly the best score that it has.
std::size_t lost_at_the_cutoff(const EvidenceTable& evidence, bool with_margin) {
  constexpr std::size_t kWidth = 16;
  const ScanCodes codes(evidence);
  TileTables tables(evidence, codes, kWidth);
  std::vector<ColumnNote> notes;
  tables.fill(testing::first_targets(evidence, tables.width()), notes);
  ScanTable floats(codes.n_rows(), tables.width());
  floats.fill(tables);
  alignas(64) const std::array<float, kWidth> no_margin{};
  ScanTile tile = floats.tile();
  if (!with_margin) tile.start = no_margin.data();

  std::vector<std::atomic<float>> of_remains(codes.n_padded());
  for (auto& cutoff : of_remains) cutoff = std::numeric_limits<float>::max();
  std::size_t lost = 0;
  for (std::uint32_t r = 0; r < codes.n_remains(); ++r) {
    alignas(64) std::array<float, kWidth> of_target{};
    for (std::uint32_t t = 0; t < kWidth; ++t) {
      std::array<PairScore, 1> pair{{{r, t}}};
      tables.score(t, pair);
      of_target[t] = float_below(pair[0].log10_lr);
    }
    std::vector<ScanHit> hits(codes.n_padded());
    const PageArray<float> sums(codes.n_padded() * kMaxTileWidth, 0);
    const std::size_t n = scan_block(codes, tile, {of_target.data(), of_remains.data()}, 0, codes.n_padded(),
                                     hits.data(), sums.data());
    const auto hit = std::find_if(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(n),
                                  [&](const ScanHit& h) { return h.remains == r; });
    const std::uint64_t lanes = hit == hits.begin() + static_cast<std::ptrdiff_t>(n) ? 0 : hit->lanes;
    lost += kWidth - static_cast<std::size_t>(std::popcount(lanes));
  }
  return lost;
}

TEST_CASE("scan: with the margin no pair at its cutoff is lost; without it many are") {
  for (const ValueKind kind : {ValueKind::continuous, ValueKind::near_ties, ValueKind::wild_magnitudes}) {
    const FakeShape shape{.n_targets = 16, .n_remains = 200, .n_columns = 23, .most_rows = 10, .kind = kind};
    const EvidenceTable evidence = fake_evidence(shape, 9);
    CHECK(lost_at_the_cutoff(evidence, true) == 0);
    CHECK(lost_at_the_cutoff(evidence, false) > 100);
  }
}

TEST_CASE("rounding_margin: a float sum that starts from it is never below the double sum") {
  testing::check_law([](std::vector<double> values, std::uint8_t shift) {
    const double scale = std::pow(2.0, -int{shift});  // down to values that a float cannot hold
    double magnitude = 0, exact = 0;
    for (double& value : values) {
      value = std::clamp(value, -1e8, 1e8) * scale;
      magnitude += std::abs(value);
      exact += value;
    }
    float sum = rounding_margin(values.size(), magnitude);
    for (const double value : values) sum += static_cast<float>(value);
    RC_ASSERT(double{sum} >= exact);
  });
}

TEST_CASE("rounding_margin: nothing to round, no margin") { CHECK(rounding_margin(23, 0) == 0); }

TEST_CASE("rounding_margin: small beside what an analyst reads") {
  // 23 loci, each within 10 bans: the margin costs a re-scored pair now and then, never a decimal that is printed.
  CHECK(rounding_margin(23, 230) < 1e-3F);
}

TEST_CASE("float_below and float_at_most: neighbours of what they are given") {
  testing::check_law([](double x) {
    RC_PRE(std::abs(x) < 1e38);
    const float at_most = float_at_most(x);
    RC_ASSERT(double{at_most} <= x);
    RC_ASSERT(double{std::nextafter(at_most, std::numeric_limits<float>::max())} > x);
    RC_ASSERT(double{float_below(x)} < x);
    RC_ASSERT(float_at_most(double{at_most}) == at_most);
    RC_ASSERT(float_below(double{at_most}) == std::nextafter(at_most, std::numeric_limits<float>::lowest()));
  });
  constexpr float kLowest = std::numeric_limits<float>::lowest();
  CHECK(float_below(-std::numeric_limits<double>::infinity()) == kLowest);
  CHECK(float_at_most(-1e300) == kLowest);
  CHECK(float_below(std::numeric_limits<double>::infinity()) > 3e38F);
}

TEST_CASE("choose_tile_width: wide where the table fits and every thread has several tiles") {
  constexpr std::size_t kMiB = std::size_t{1} << 20;
  CHECK(choose_tile_width(kScanWidths, sizeof(float), 40'000, 2300, 2, 2 * kMiB) == 32);
  CHECK(choose_tile_width(kScanWidths, sizeof(float), 100, 2300, 2, 2 * kMiB) == 16);
  CHECK(choose_tile_width(kScanWidths, sizeof(float), 40'000, 23'000, 2, 2 * kMiB) == 16);
  CHECK(level2_cache_bytes() >= 128 * 1024);
}

}  // namespace
}  // namespace kith::matching
