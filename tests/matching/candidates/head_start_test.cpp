// Cutoffs found in advance refuse nobody who belongs in a list, and are worth having.
#include "matching/candidates/head_start.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "matching/scan/scan_table.hpp"
#include "reference/naive_match.hpp"
#include "support/fake_evidence.hpp"
#include "support/only_target.hpp"

namespace kith::matching {
namespace {

using testing::fake_evidence;
using testing::ValueKind;

constexpr std::size_t kWidth = 16;
constexpr std::size_t kTop = 5;

/// How many of the first `n_targets` pairs of each remains have an exact score of at least what is claimed.
std::vector<std::size_t> n_reaching(const EvidenceTable& evidence, std::span<const float> reached,
                                    std::size_t n_targets) {
  std::vector<std::size_t> n(evidence.n_remains);
  for (const PairScore& pair : reference::all_pairs(evidence)) {
    if (pair.target < n_targets) n[pair.remains] += pair.log10_lr >= double{reached[pair.remains]} ? 1U : 0U;
  }
  return n;
}

TEST_CASE("head start: what it says is reached by `top` pairs is reached by them, copies of each other included") {
  for (const ValueKind kind : {ValueKind::continuous, ValueKind::levels, ValueKind::near_ties, ValueKind::all_zero,
                               ValueKind::wild_magnitudes, ValueKind::huge, ValueKind::deep}) {
    for (const double duplicates : {0.1, 1.0}) {
      CAPTURE(static_cast<int>(kind));
      CAPTURE(duplicates);
      const EvidenceTable evidence = fake_evidence({.n_targets = 800,
                                                    .n_remains = 70,
                                                    .n_columns = 9,
                                                    .most_rows = 12,
                                                    .kind = kind,
                                                    .impossible = 0.05,
                                                    .duplicates = duplicates},
                                                   4);
      const HeadStart head_start(evidence, ScanCodes(evidence), tile_order(evidence), kWidth, kTop);
      REQUIRE(head_start.n_tiles() == 1);
      REQUIRE(head_start.reached().size() == evidence.n_remains);
      const std::vector<std::size_t> n = n_reaching(evidence, head_start.reached(), kWidth);
      for (std::size_t r = 0; r < n.size(); ++r) {
        const bool is_claimed = head_start.reached()[r] != -std::numeric_limits<float>::infinity();
        CHECK((n[r] >= kTop || !is_claimed));
      }
    }
  }
}

TEST_CASE("head start: among random scores few others reach it, too") {
  // The 5th best of 16 lanes, each the best of 32 targets: on average some 6 of 512 targets reach it, and 8 times as
  // many of 4096.
  const EvidenceTable evidence = fake_evidence({.n_targets = 16'384, .n_remains = 40, .n_columns = 12, .most_rows = 20},
                                               5);
  const ScanCodes codes(evidence);
  const HeadStart head_start(evidence, codes, tile_order(evidence), kWidth, kTop);
  REQUIRE(head_start.n_tiles() == 32);
  const std::vector<std::size_t> n = n_reaching(evidence, head_start.reached(), evidence.n_targets);
  double mean = 0;
  for (const std::size_t of_remains : n) mean += static_cast<double>(of_remains) / static_cast<double>(n.size());
  CHECK(mean < 2 * 6 * 16'384 / 512);
}

TEST_CASE("head start: fewer possible targets than a list has places reach nothing") {
  EvidenceTable evidence = fake_evidence(
      {.n_targets = 512, .n_remains = 20, .n_columns = 1, .most_rows = 1, .kind = ValueKind::all_zero}, 1);
  std::vector<std::vector<double>> values(512, {testing::kImpossible});
  for (std::size_t i = 0; i + 1 < kTop; ++i) values[i] = {1.0};
  evidence.columns.front() = std::make_unique<testing::FakeColumn>(values, 1);
  const HeadStart head_start(evidence, ScanCodes(evidence), tile_order(evidence), kWidth, kTop);
  REQUIRE(head_start.n_tiles() == 1);
  for (const float reached : head_start.reached()) CHECK(reached == -std::numeric_limits<float>::infinity());
}

TEST_CASE("head start: none where it cannot pay or where a list is longer than a tile is wide") {
  const EvidenceTable evidence = fake_evidence({.n_targets = 600, .n_remains = 5, .n_columns = 2}, 1);
  const ScanCodes codes(evidence);
  const std::vector<TargetIndex> order = tile_order(evidence);
  CHECK(HeadStart(evidence, codes, order, kWidth, kTop).n_tiles() == 1);
  CHECK(HeadStart(evidence, codes, order, kWidth, 0).n_tiles() == 0);
  CHECK(HeadStart(evidence, codes, order, kWidth, kWidth + 1).n_tiles() == 0);
  CHECK(HeadStart(evidence, codes, order, 32, kTop).n_tiles() == 0);
}

TEST_CASE("raise_best: every instruction set, the sums of a plain loop or what was there") {
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    const testing::OnlyTarget only(target);
    CAPTURE(scan_instruction_set());
    for (const std::size_t width : {std::size_t{16}, std::size_t{32}, std::size_t{64}}) {
      const EvidenceTable evidence = fake_evidence(
          {.n_targets = width, .n_remains = 45, .n_columns = 7, .most_rows = 9, .impossible = 0.05}, width);
      const ScanCodes codes(evidence);
      TileTables tables(evidence, codes, width);
      std::vector<ColumnNote> notes;
      tables.fill(testing::first_targets(evidence, width), notes);
      ScanTable floats(codes.n_rows(), width);
      floats.fill(tables);
      const ScanTile tile = floats.tile_from_below();
      const PageArray<float> best(codes.n_padded() * width, 1);
      raise_best(codes, tile, best.data());
      bool same = true;
      for (std::size_t r = 0; r < codes.n_remains(); ++r) {
        for (std::size_t t = 0; t < width; ++t) {
          float sum = tile.start[t];
          for (std::size_t c = 0; c < codes.n_columns(); ++c) {
            sum += tile.scores[(codes.first_row(c) + evidence.codes[r * codes.n_columns() + c]) * width + t];
          }
          same = same && best[r * width + t] == std::max(sum, 1.0F);
        }
      }
      CHECK(same);
    }
  }
}

}  // namespace
}  // namespace kith::matching
