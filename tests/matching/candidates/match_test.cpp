// Every strategy keeps exactly the pairs that its definition (reference/naive_match.hpp) asks for, to the last bit and
// with any number of threads.
#include "matching/candidates/match.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <atomic>
#include <bit>

#include "core/check.hpp"
#include "matching/strategies/strategy.hpp"
#include "reference/naive_match.hpp"
#include "support/fake_evidence.hpp"
#include "support/property.hpp"

namespace kith::matching {
namespace {

using testing::fake_evidence;
using testing::FakeColumn;
using testing::FakeShape;
using testing::kImpossible;
using testing::ValueKind;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool same_bits(const std::vector<PairScore>& a, const std::vector<PairScore>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const PairScore& x, const PairScore& y) {
    return x.remains == y.remains && x.target == y.target &&
           std::bit_cast<std::uint64_t>(x.log10_lr) == std::bit_cast<std::uint64_t>(y.log10_lr);
  });
}

/// Tiles do not take the missing persons in order.
EvidenceTable shuffled(const FakeShape& shape, std::uint64_t seed) {
  EvidenceTable evidence = fake_evidence(shape, seed);
  testing::shuffle_tiles(evidence, seed);
  return evidence;
}

FakeShape arbitrary_shape(std::size_t most_targets, std::size_t most_remains) {
  FakeShape shape;
  shape.n_targets = *rc::gen::inRange<std::size_t>(0, most_targets);
  shape.n_remains = *rc::gen::inRange<std::size_t>(0, most_remains);
  shape.n_columns = *rc::gen::inRange<std::size_t>(0, 30);
  shape.most_rows = *rc::gen::inRange<std::size_t>(1, 9);
  shape.kind = *rc::gen::element(ValueKind::continuous, ValueKind::levels, ValueKind::near_ties, ValueKind::all_zero,
                                 ValueKind::wild_magnitudes, ValueKind::huge, ValueKind::deep);
  shape.impossible = *rc::gen::element(0.0, 0.02, 0.3);
  shape.duplicates = *rc::gen::element(0.0, 0.5);
  return shape;
}

/// Thresholds are also taken from the scores themselves: a pair that just reaches it must not be lost.
MatchOptions arbitrary_options(const EvidenceTable& evidence) {
  MatchOptions options;
  options.top = *rc::gen::element(0U, 1U, 2U, 5U, 1000U);
  options.max_above = *rc::gen::element<std::uint64_t>(0, 1, 7, 50, 5'000'000);
  options.threads = *rc::gen::inRange(1U, 4U);
  const auto pairs = reference::all_pairs(evidence);
  options.threshold = *rc::gen::element(-kInfinity, -1.0, 0.0, 2.5, kInfinity);
  if (!pairs.empty() && *rc::gen::arbitrary<bool>()) {
    options.threshold = pairs[*rc::gen::inRange<std::size_t>(0, pairs.size())].log10_lr;
  }
  return options;
}

/// Names the strategies that differ from the definition: none.
std::string strategies_that_differ(const EvidenceTable& evidence, MatchOptions options) {
  const reference::NaiveMatch expected = reference::naive_match(evidence, options);
  std::string differ;
  for (const Strategy* strategy : strategies()) {
    options.strategy = strategy->name();
    const MatchResult result = match(evidence, options);
    const bool same = same_bits(result.pairs, expected.pairs) && result.cap_met == expected.cap_met &&
                      result.pairs_scored == evidence.n_targets * evidence.n_remains &&
                      result.tables_filled == evidence.n_targets * evidence.columns.size();
    if (!same) differ += options.strategy + " ";
  }
  return differ;
}

TEST_CASE("match: every strategy keeps exactly the pairs of the definition") {
  testing::check_law([] {
    const EvidenceTable evidence = shuffled(arbitrary_shape(90, 90), *rc::gen::arbitrary<std::uint64_t>());
    RC_ASSERT(strategies_that_differ(evidence, arbitrary_options(evidence)) == "");
  });
}

TEST_CASE("match: the definition holds over wide tiles and many blocks of remains") {
  for (const ValueKind kind : {ValueKind::continuous, ValueKind::levels, ValueKind::near_ties}) {
    for (const double impossible : {0.01, 0.3}) {  // with many impossible rows `screened` leaves early
      const FakeShape shape{.n_targets = 300,
                            .n_remains = 1500,
                            .n_columns = 23,
                            .most_rows = 8,
                            .kind = kind,
                            .impossible = impossible,
                            .duplicates = 0.1};
      const MatchOptions options{.top = 3, .threshold = 6, .max_above = 200, .threads = 2};
      CHECK(strategies_that_differ(shuffled(shape, 7), options) == "");
    }
  }
}

TEST_CASE("match: the definition holds where the lists of remains have a head start") {
  for (const ValueKind kind : {ValueKind::continuous, ValueKind::levels, ValueKind::near_ties, ValueKind::deep}) {
    const FakeShape shape{.n_targets = 4200,
                          .n_remains = 70,
                          .n_columns = 11,
                          .most_rows = 8,
                          .kind = kind,
                          .impossible = 0.01,
                          .duplicates = 0.1};
    for (const std::uint32_t top : {1U, 7U, 40U}) {
      CHECK(strategies_that_differ(shuffled(shape, 8), {.top = top, .threshold = 8, .threads = 2}) == "");
    }
  }
}

TEST_CASE("match: rows beyond 65536 need wide codes") {
  const FakeShape shape{.n_targets = 20,
                        .n_remains = 500,
                        .n_columns = 3,
                        .most_rows = 90'000,
                        .kind = ValueKind::levels,
                        .impossible = 0.1};
  const EvidenceTable evidence = fake_evidence(shape, 3);
  REQUIRE(evidence.columns[0]->n_rows() + evidence.columns[1]->n_rows() + evidence.columns[2]->n_rows() > 65'536);
  CHECK(strategies_that_differ(evidence, {.top = 4, .threshold = 4}) == "");
}

TEST_CASE("match: identical for 1, 2, 3 and 8 threads") {
  const tbb::global_control allow(tbb::global_control::max_allowed_parallelism, 8);
  FakeShape shape{.n_targets = 400,
                  .n_remains = 700,
                  .n_columns = 12,
                  .most_rows = 6,
                  .kind = ValueKind::levels,
                  .impossible = 0.05,
                  .duplicates = 0.2};
  for (const ValueKind kind : {ValueKind::levels, ValueKind::continuous}) {
    shape.kind = kind;
    const EvidenceTable evidence = shuffled(shape, 11);
    for (const Strategy* strategy : strategies()) {
      MatchOptions options{.strategy = std::string(strategy->name()), .top = 4, .threshold = 5, .max_above = 300};
      options.threads = 1;
      const MatchResult serial = match(evidence, options);
      for (const std::uint32_t threads : {2U, 3U, 8U}) {
        options.threads = threads;
        const MatchResult parallel = match(evidence, options);
        CHECK(same_bits(parallel.pairs, serial.pairs));
        CHECK(parallel.cap_met == serial.cap_met);
      }
    }
  }
}

/// One column; remains r shows row r + 1.
EvidenceTable one_column(const std::vector<std::vector<double>>& scores, std::size_t n_remains) {
  EvidenceTable evidence;
  evidence.n_targets = scores.size();
  evidence.n_remains = n_remains;
  std::vector<std::vector<double>> values = scores;
  for (auto& rows : values) rows.insert(rows.begin(), 0.0);
  evidence.columns.push_back(std::make_unique<FakeColumn>(values, n_remains + 1));
  for (std::uint32_t r = 0; r < n_remains; ++r) evidence.codes.push_back(r + 1);
  return evidence;
}

TEST_CASE("match: nothing to match") {
  for (const Strategy* strategy : strategies()) {
    const MatchOptions options{.strategy = std::string(strategy->name())};
    CHECK(match(EvidenceTable{}, options).pairs.empty());
    CHECK(match(one_column({}, 5), options).pairs.empty());
    CHECK(match(one_column({{}, {}}, 0), options).pairs.empty());
    CHECK(match(one_column({{kImpossible}}, 1), options).pairs.empty());
    CHECK(match(one_column({{-3.0}}, 1), options).pairs == std::vector<PairScore>{{0, 0, -3.0}});
  }
}

TEST_CASE("match: at equal scores the lower remains and the lower target are kept") {
  for (const Strategy* strategy : strategies()) {
    const MatchOptions options{.strategy = std::string(strategy->name()), .top = 1, .threshold = 100};
    const MatchResult result = match(one_column({{1, 1, 1}, {1, 1, 1}}, 3), options);
    CHECK(result.pairs == std::vector<PairScore>{{0, 0, 1}, {0, 1, 1}, {1, 0, 1}, {2, 0, 1}});
  }
}

TEST_CASE("match: at the cap the highest pairs above the threshold are kept, and that is said") {
  for (const Strategy* strategy : strategies()) {
    MatchOptions options{.strategy = std::string(strategy->name()), .top = 0, .threshold = 5, .max_above = 3};
    const EvidenceTable evidence = one_column({{9, 5, 4, 7}, {7, 4, 5, 6}}, 4);
    const MatchResult capped = match(evidence, options);
    CHECK(capped.pairs == std::vector<PairScore>{{0, 0, 9}, {0, 1, 7}, {3, 0, 7}});
    CHECK(capped.cap_met);
    options.max_above = 6;
    const MatchResult all = match(evidence, options);
    CHECK(all.pairs.size() == 6);
    CHECK_FALSE(all.cap_met);
  }
}

TEST_CASE("match: columns that could not score are noted by target and column") {
  using evidence::ColumnStatus;
  for (const Strategy* strategy : strategies()) {
    EvidenceTable evidence = fake_evidence({.n_targets = 70, .n_remains = 3, .n_columns = 4, .most_rows = 3}, 5);
    const auto set = [&](std::size_t column, TargetIndex target, ColumnStatus status) {
      dynamic_cast<FakeColumn&>(*evidence.columns[column]).set_status(target, status);
    };
    set(3, 50, ColumnStatus::too_costly);
    set(2, 3, ColumnStatus::inconsistent_family);
    set(1, 3, ColumnStatus::too_costly);
    set(0, 4, ColumnStatus::no_reference);
    const MatchResult result = match(evidence, {.strategy = std::string(strategy->name())});
    REQUIRE(result.notes.size() == 3);
    CHECK((result.notes[0].target == 3 && result.notes[0].column == 1));
    CHECK((result.notes[1].target == 3 && result.notes[1].column == 2));
    CHECK((result.notes[2].target == 50 && result.notes[2].column == 3));
    CHECK(result.notes[1].status == ColumnStatus::inconsistent_family);
  }
}

TEST_CASE("match: progress reaches 1") {
  for (const Strategy* strategy : strategies()) {
    std::atomic<double> highest = 0;
    const EvidenceTable evidence = fake_evidence({.n_targets = 70, .n_remains = 3, .n_columns = 2, .most_rows = 3}, 5);
    (void)match(evidence, {.strategy = std::string(strategy->name())}, [&](double fraction) {
      double seen = highest;
      while (seen < fraction && !highest.compare_exchange_weak(seen, fraction)) {
      }
    });
    CHECK(highest == 1);
  }
}

TEST_CASE("match: broken promises of columns and codes are internal errors") {
  for (const Strategy* strategy : strategies()) {
    const MatchOptions options{.strategy = std::string(strategy->name())};
    CHECK_THROWS_AS((void)match(one_column({{std::nan("")}}, 1), options), InternalError);
    CHECK_THROWS_AS((void)match(one_column({{kInfinity}}, 1), options), InternalError);
    EvidenceTable evidence = one_column({{1}}, 1);
    evidence.codes[0] = 2;
    CHECK_THROWS_AS((void)match(evidence, options), InternalError);
  }
}

TEST_CASE("match: an unknown strategy is refused with the names there are") {
  const auto found = find_strategy("fastest");
  REQUIRE_FALSE(found.ok());
  CHECK(found.error().code == Errc::bad_option);
  CHECK(found.error().message.find("tiled, screened, exhaustive") != std::string::npos);
  CHECK_THROWS_AS((void)match(EvidenceTable{}, {.strategy = "fastest"}), InternalError);
}

TEST_CASE("explain_pair: its columns add up to exactly the score that match() reports") {
  const EvidenceTable evidence = fake_evidence(
      {.n_targets = 40, .n_remains = 50, .n_columns = 23, .most_rows = 7, .impossible = 0.01}, 1);
  for (const PairScore& pair : match(evidence, {.top = 2}).pairs) {
    double sum = 0;
    for (const ColumnScore& column : explain_pair(evidence, pair.remains, pair.target)) {
      CHECK(column.row == evidence.codes[pair.remains * 23 + column.column]);
      CHECK_FALSE(column.incompatible);
      sum += column.log10_lr;
    }
    CHECK(std::bit_cast<std::uint64_t>(sum) == std::bit_cast<std::uint64_t>(pair.log10_lr));
  }
}

TEST_CASE("explain_pair: an impossible observation is shown as such") {
  const auto scores = explain_pair(one_column({{kImpossible, 2}}, 2), 0, 0);
  REQUIRE(scores.size() == 1);
  CHECK(scores[0].log10_lr == kImpossible);
  CHECK(scores[0].incompatible);
}

}  // namespace
}  // namespace kith::matching
