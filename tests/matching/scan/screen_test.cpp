// The 16-bit scan against a plain loop, for every instruction set of this machine; and that it loses no pair.
#include "matching/scan/screen.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <bit>
#include <numeric>

#include "matching/candidates/candidates.hpp"
#include "support/fake_evidence.hpp"
#include "support/only_target.hpp"
#include "support/property.hpp"

namespace kith::matching {
namespace {

using testing::fake_evidence;
using testing::FakeShape;
using testing::OnlyTarget;
using testing::ValueKind;

constexpr float kNever = std::numeric_limits<float>::max();
constexpr float kLowest = std::numeric_limits<float>::lowest();

struct Cutoffs {
  alignas(64) std::array<float, kMaxTileWidth> target{};
  std::vector<std::atomic<float>> remains;

  Cutoffs(std::size_t n_padded, float value) : remains(n_padded) {
    target.fill(value);
    for (auto& cutoff : remains) cutoff = value;
  }
  void draw(double mean, double spread, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> some(mean, spread);
    for (float& cutoff : target) cutoff = static_cast<float>(some(random));
    for (auto& cutoff : remains) cutoff = static_cast<float>(some(random));
  }
};

/// Tables of the first targets of some evidence, in double and in 16 bits.
struct Screened {
  const EvidenceTable& evidence;
  ScanCodes codes;
  TileTables tables;
  ScreenTable screen;

  Screened(const EvidenceTable& table, std::size_t width)
      : evidence(table), codes(table), tables(table, codes, width), screen(codes.n_rows(), width) {
    std::vector<ColumnNote> notes;
    tables.fill(testing::first_targets(table, width), notes);
    screen.fill(tables);
  }
  [[nodiscard]] std::vector<std::uint64_t> lanes(const Cutoffs& cutoffs) const {
    std::vector<std::uint64_t> of_remains(codes.n_padded());
    for (const ScanHit& hit : hits(cutoffs, codes.n_columns())) of_remains[hit.remains] = hit.lanes;
    of_remains.resize(codes.n_remains());
    return of_remains;
  }
  /// The remains that the first `n_columns` columns leave.
  [[nodiscard]] std::vector<RemainsIndex> left(const Cutoffs& cutoffs, std::size_t n_columns) const {
    std::vector<RemainsIndex> left;
    for (const ScanHit& hit : hits(cutoffs, n_columns)) {
      if (hit.remains < codes.n_remains()) left.push_back(hit.remains);
    }
    return left;
  }
  [[nodiscard]] std::vector<ScanHit> hits(const Cutoffs& cutoffs, std::size_t n_columns) const {
    std::vector<ScanHit> hits(codes.n_padded());
    const PageArray<std::uint16_t> sums(codes.n_padded() * kMaxTileWidth, 0);
    hits.resize(screen_block(codes, n_columns, screen.tile(), {cutoffs.target.data(), cutoffs.remains.data()}, 0,
                             codes.n_padded(), hits.data(), sums.data()));
    return hits;
  }
  [[nodiscard]] std::vector<RemainsIndex> everyone() const {
    std::vector<RemainsIndex> remains(codes.n_remains());
    std::iota(remains.begin(), remains.end(), RemainsIndex{0});
    return remains;
  }
  [[nodiscard]] double exact(std::uint32_t remains, std::size_t lane) const {
    return exact_score(codes, remains, tables.values(lane));
  }
};

/// screen_block() by its definition: exact integers, saturated at the very end.
std::vector<std::uint64_t> plain_screen(const Screened& screened, const Cutoffs& cutoffs) {
  const ScreenTile tile = screened.screen.tile();
  const ScanCodes& codes = screened.codes;
  const auto limit = [&](float cutoff) {
    const float units = std::floor((tile.top - cutoff) * tile.scale + 2);
    return std::min(static_cast<double>(tile.highest_limit), std::max(0.0, double{units}));
  };
  std::vector<std::uint64_t> lanes(codes.n_remains());
  for (std::size_t r = 0; r < codes.n_remains(); ++r) {
    for (std::size_t t = 0; t < screened.tables.n_targets(); ++t) {
      std::uint64_t sum = tile.start[t];
      for (std::size_t c = 0; c < codes.n_columns(); ++c) {
        const std::size_t row = codes.first_row(c) + screened.evidence.codes[r * codes.n_columns() + c];
        sum += tile.deficits[row * tile.width + t];
      }
      const double deficit = static_cast<double>(std::min<std::uint64_t>(sum, kSaturated));
      if (deficit <= std::max(limit(cutoffs.target[t]), limit(cutoffs.remains[r].load()))) {
        lanes[r] |= std::uint64_t{1} << t;
      }
    }
  }
  return lanes;
}

TEST_CASE("screen: every instruction set reports what the plain loop reports") {
  const FakeShape many_rows{.n_targets = 60, .n_remains = 100, .n_columns = 2, .most_rows = 90'000};
  const EvidenceTable wide_codes = fake_evidence(many_rows, 2);
  REQUIRE_FALSE(ScanCodes(wide_codes).narrow());
  const auto agree = [](const EvidenceTable& evidence, std::size_t width) {
    const Screened screened(evidence, width);
    Cutoffs cutoffs(screened.codes.n_padded(), 0);
    cutoffs.draw(5, 5, 5);
    return screened.lanes(cutoffs) == plain_screen(screened, cutoffs);
  };
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    const OnlyTarget only(target);
    CAPTURE(hwy::TargetName(target));
    for (const std::size_t width : kScreenWidths) {
      for (const std::size_t n_columns : {std::size_t{0}, std::size_t{1}, std::size_t{23}, std::size_t{200}}) {
        FakeShape shape{.n_targets = width - 3, .n_remains = 333, .n_columns = n_columns, .most_rows = 40};
        shape.impossible = 0.02;
        for (const ValueKind kind : {ValueKind::continuous, ValueKind::deep, ValueKind::wild_magnitudes}) {
          shape.kind = kind;
          CHECK(agree(fake_evidence(shape, n_columns), width));
        }
      }
      CHECK(agree(wide_codes, width));
    }
  }
}

FakeShape arbitrary_shape() {
  FakeShape shape;
  shape.n_targets = *rc::gen::inRange<std::size_t>(1, 65);
  shape.n_remains = *rc::gen::inRange<std::size_t>(1, 60);
  shape.n_columns = *rc::gen::element<std::size_t>(1, 2, 23, 200);
  shape.most_rows = *rc::gen::inRange<std::size_t>(1, 9);
  shape.kind = *rc::gen::element(ValueKind::continuous, ValueKind::levels, ValueKind::near_ties, ValueKind::all_zero,
                                 ValueKind::wild_magnitudes, ValueKind::huge, ValueKind::deep);
  shape.impossible = *rc::gen::element(0.0, 0.02, 0.3);
  return shape;
}

TEST_CASE("screen: no pair at its cutoff is lost, be it the target's or the remains'") {
  testing::check_law(
      [] {
        const EvidenceTable evidence = fake_evidence(arbitrary_shape(), *rc::gen::arbitrary<std::uint64_t>());
        const Screened screened(evidence, 64);
        for (std::uint32_t r = 0; r < std::min<std::size_t>(evidence.n_remains, 20); ++r) {
          Cutoffs by_target(screened.codes.n_padded(), kNever);
          for (std::size_t t = 0; t < evidence.n_targets; ++t) {
            by_target.target[t] = float_below(screened.exact(r, t));
            Cutoffs by_remains(screened.codes.n_padded(), kNever);
            by_remains.remains[r] = by_target.target[t];
            const bool possible = screened.exact(r, t) > double{kLowest};
            if (possible) RC_ASSERT((screened.lanes(by_remains)[r] >> t & 1U) != 0);
          }
          const std::uint64_t lanes = screened.lanes(by_target)[r];
          for (std::size_t t = 0; t < evidence.n_targets; ++t) {
            const bool possible = screened.exact(r, t) > double{kLowest};
            if (possible) RC_ASSERT((lanes >> t & 1U) != 0);
          }
        }
      },
      60);
}

/// One column: target t has values[t], remains r shows row r.
Screened one_column(EvidenceTable& evidence, const std::vector<std::vector<double>>& values) {
  evidence.n_targets = values.size();
  evidence.n_remains = values[0].size();
  evidence.columns.push_back(std::make_unique<testing::FakeColumn>(values, evidence.n_remains));
  for (std::uint32_t r = 0; r < evidence.n_remains; ++r) evidence.codes.push_back(r);
  return Screened(evidence, 32);
}

TEST_CASE("screen: without cutoffs every possible pair survives, and no impossible one where all possible ones fit") {
  constexpr double kImpossible = testing::kImpossible;
  EvidenceTable fits, too_deep;
  const Screened in_range = one_column(fits, {{2, -30, kImpossible}, {0, 1, kImpossible}});
  CHECK(in_range.screen.tile().highest_limit == kSaturated - 1);
  CHECK(in_range.lanes(Cutoffs(16, kLowest)) == std::vector<std::uint64_t>{3, 3, 0});
  const Screened beyond = one_column(too_deep, {{2, -1e8, kImpossible}, {0, 1, kImpossible}});
  CHECK(beyond.screen.tile().highest_limit == kSaturated);
  CHECK(beyond.lanes(Cutoffs(16, kLowest)) == std::vector<std::uint64_t>{3, 3, 3});
  CHECK(beyond.lanes(Cutoffs(16, -20)) == std::vector<std::uint64_t>{3, 2, 0});
}

TEST_CASE("screen: a saturated sum stays saturated whatever is added") {
  // A column far below the range, then many that are as good as can be.
  EvidenceTable evidence;
  evidence.n_targets = 1;
  evidence.n_remains = 2;
  for (std::size_t c = 0; c < 200; ++c) {
    const std::vector<std::vector<double>> values = {{0, c == 0 ? -1e6 : 3}};
    evidence.columns.push_back(std::make_unique<testing::FakeColumn>(values, 2));
  }
  for (std::uint32_t r = 0; r < 2; ++r) {
    for (std::uint32_t c = 0; c < 200; ++c) evidence.codes.push_back(c == 0 ? r : 1);
  }
  const Screened screened(evidence, 32);
  CHECK(screened.lanes(Cutoffs(16, 596)) == std::vector<std::uint64_t>{1, 0});
  CHECK(screened.lanes(Cutoffs(16, 598)) == std::vector<std::uint64_t>{0, 0});
}

TEST_CASE("screen: a deficit bounds the exact score from both sides") {
  testing::check_law([] {
    const EvidenceTable evidence = fake_evidence(arbitrary_shape(), *rc::gen::arbitrary<std::uint64_t>());
    const Screened screened(evidence, 64);
    const ScreenTile tile = screened.screen.tile();
    for (std::uint32_t r = 0; r < evidence.n_remains; ++r) {
      for (std::size_t t = 0; t < evidence.n_targets; ++t) {
        const double exact = screened.exact(r, t);
        if (exact < double{kLowest}) continue;
        std::uint64_t sum = tile.start[t];
        for (std::size_t c = 0; c < evidence.columns.size(); ++c) {
          const std::size_t row = screened.codes.first_row(c) + evidence.codes[r * evidence.columns.size() + c];
          sum += tile.deficits[row * tile.width + t];
        }
        const auto deficit = static_cast<std::uint16_t>(std::min<std::uint64_t>(sum, kSaturated));
        const ScoreBounds bounds = screened.screen.bounds(deficit);
        RC_ASSERT(double{bounds.at_least} <= exact);
        RC_ASSERT(exact <= double{bounds.at_most});
      }
    }
  });
}

TEST_CASE("screen: a look at the first columns leaves all remains that have a hit, and fewer with every column") {
  testing::check_law([] {
    const EvidenceTable evidence = fake_evidence(arbitrary_shape(), *rc::gen::arbitrary<std::uint64_t>());
    const Screened screened(evidence, 64);
    Cutoffs cutoffs(screened.codes.n_padded(), 0);
    cutoffs.draw(*rc::gen::element(-5.0, 0.0, 5.0), 3, *rc::gen::arbitrary<std::uint64_t>());
    std::vector<RemainsIndex> left = screened.everyone();
    for (std::size_t n_columns = 0; n_columns <= evidence.columns.size(); n_columns += n_columns / 4 + 1) {
      const std::vector<RemainsIndex> fewer = screened.left(cutoffs, n_columns);
      RC_ASSERT(std::includes(left.begin(), left.end(), fewer.begin(), fewer.end()));
      left = fewer;
    }
    const std::vector<std::uint64_t> lanes = screened.lanes(cutoffs);
    std::vector<RemainsIndex> hit;
    for (RemainsIndex r = 0; r < lanes.size(); ++r) {
      if (lanes[r] != 0) hit.push_back(r);
    }
    RC_ASSERT(std::includes(left.begin(), left.end(), hit.begin(), hit.end()));
    RC_ASSERT(screened.left(cutoffs, evidence.columns.size()) == hit);
  });
}

TEST_CASE("screen: one impossible locus is enough to leave nobody") {
  EvidenceTable evidence;
  evidence.n_targets = 3;
  evidence.n_remains = 17;
  for (std::size_t c = 0; c < 4; ++c) {
    const std::vector<std::vector<double>> values(3, {1.0, c == 1 ? testing::kImpossible : 1.0});
    evidence.columns.push_back(std::make_unique<testing::FakeColumn>(values, 2));
  }
  for (std::uint32_t r = 0; r < 17; ++r) {
    for (std::uint32_t c = 0; c < 4; ++c) evidence.codes.push_back(r == 5 ? 0 : 1);
  }
  const Screened screened(evidence, 32);
  const Cutoffs cutoffs(screened.codes.n_padded(), kLowest);
  CHECK(screened.left(cutoffs, 1).size() == 17);
  CHECK(screened.left(cutoffs, 2) == std::vector<RemainsIndex>{5});
}

TEST_CASE("screen: pairs well below their cutoff do not survive") {
  // 23 loci, units of less than 1 / 300: what survives in vain lies within (23 + 3) / 300 of its cutoff.
  const FakeShape shape{.n_targets = 64, .n_remains = 300, .n_columns = 23, .most_rows = 50};
  const EvidenceTable evidence = fake_evidence(shape, 3);
  const Screened screened(evidence, 64);
  REQUIRE(screened.screen.tile().scale > 300);
  Cutoffs cutoffs(screened.codes.n_padded(), 6);
  const std::vector<std::uint64_t> lanes = screened.lanes(cutoffs);
  std::size_t survivors = 0;
  for (std::uint32_t r = 0; r < evidence.n_remains; ++r) {
    for (std::size_t t = 0; t < evidence.n_targets; ++t) {
      const bool survives = (lanes[r] >> t & 1U) != 0;
      survivors += survives ? 1U : 0U;
      if (screened.exact(r, t) < 6 - 26.0 / 300) CHECK_FALSE(survives);
    }
  }
  CHECK(survivors > 100);
}

}  // namespace
}  // namespace kith::matching
