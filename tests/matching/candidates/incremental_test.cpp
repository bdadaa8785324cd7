// A run on top of an earlier one gives what a full run gives, to the last bit, whoever came, went or changed.
#include "matching/candidates/incremental.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <bit>

#include "support/fake_evidence.hpp"
#include "support/property.hpp"

namespace kith::matching {
namespace {

using testing::check_law;
using testing::fake_evidence;
using testing::FakeShape;
using testing::ValueKind;

/// Some targets of a column.
class Chosen final : public evidence::Column {
 public:
  Chosen(const evidence::Column& all, std::vector<std::uint32_t> targets) : all_(all), targets_(std::move(targets)) {}
  [[nodiscard]] const std::string& name() const override { return all_.name(); }
  [[nodiscard]] std::size_t n_rows() const override { return all_.n_rows(); }
  [[nodiscard]] std::string describe_row(std::size_t row) const override { return all_.describe_row(row); }
  evidence::ColumnStatus fill(TargetIndex target, std::span<double> rows) const override {
    return all_.fill(targets_[target], rows);
  }

 private:
  const evidence::Column& all_;
  std::vector<std::uint32_t> targets_;
};

EvidenceTable choose(const EvidenceTable& world, const std::vector<std::uint32_t>& targets,
                     const std::vector<std::uint32_t>& remains) {
  EvidenceTable chosen;
  chosen.n_targets = targets.size();
  chosen.n_remains = remains.size();
  for (const auto& column : world.columns) chosen.columns.push_back(std::make_unique<Chosen>(*column, targets));
  for (const auto r : remains) {
    for (std::size_t c = 0; c < world.columns.size(); ++c) {
      chosen.codes.push_back(world.codes[r * world.columns.size() + c]);
    }
  }
  return chosen;
}

/// Of 0 .. n - 1 about `share`, ascending.
std::vector<std::uint32_t> some_of(std::size_t n, int percent) {
  std::vector<std::uint32_t> chosen;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (*rc::gen::inRange(0, 100) < percent) chosen.push_back(i);
  }
  return chosen;
}

std::vector<std::uint32_t> places_now(const std::vector<std::uint32_t>& then, const std::vector<std::uint32_t>& now) {
  std::vector<std::uint32_t> places;
  for (const auto item : then) {
    const auto found = std::lower_bound(now.begin(), now.end(), item);
    const bool there = found != now.end() && *found == item;
    places.push_back(there ? static_cast<std::uint32_t>(found - now.begin()) : kGone);
  }
  return places;
}

bool same_bits(const MatchResult& a, const MatchResult& b) {
  const auto same_pair = [](const PairScore& x, const PairScore& y) {
    return x.remains == y.remains && x.target == y.target &&
           std::bit_cast<std::uint64_t>(x.log10_lr) == std::bit_cast<std::uint64_t>(y.log10_lr);
  };
  const auto same_note = [](const ColumnNote& x, const ColumnNote& y) {
    return x.target == y.target && x.column == y.column && x.status == y.status;
  };
  return std::equal(a.pairs.begin(), a.pairs.end(), b.pairs.begin(), b.pairs.end(), same_pair) &&
         std::equal(a.notes.begin(), a.notes.end(), b.notes.begin(), b.notes.end(), same_note) &&
         a.pairs_scored == b.pairs_scored && a.tables_filled == b.tables_filled && a.cap_met == b.cap_met;
}

}  // namespace

TEST_CASE("incremental match: a full run's result, whoever came, went or changed") {
  std::size_t n_reused = 0;
  check_law(
      [&] {
        FakeShape shape;
        shape.n_targets = *rc::gen::inRange<std::size_t>(1, 40);
        shape.n_remains = *rc::gen::inRange<std::size_t>(1, 40);
        shape.n_columns = *rc::gen::inRange<std::size_t>(1, 6);
        shape.most_rows = 6;
        shape.kind = *rc::gen::element(ValueKind::continuous, ValueKind::levels, ValueKind::near_ties);
        shape.impossible = *rc::gen::element(0.0, 0.2);
        auto world = fake_evidence(shape, *rc::gen::arbitrary<std::uint64_t>());
        testing::shuffle_tiles(world, shape.n_targets);
        for (std::uint32_t t = 0; t < shape.n_targets; t += 3) {
          static_cast<testing::FakeColumn&>(*world.columns[0]).set_status(t, evidence::ColumnStatus::too_costly);
        }
        const int percent = *rc::gen::element(50, 90, 100);
        const auto targets_then = some_of(shape.n_targets, percent);
        const auto remains_then = some_of(shape.n_remains, percent);
        const auto targets_now = some_of(shape.n_targets, percent);
        const auto remains_now = some_of(shape.n_remains, percent);
        MatchOptions options;
        options.top = *rc::gen::element(1U, 2U, 5U);
        options.threshold = *rc::gen::element(1.0, 3.0, 100.0);
        options.max_above = *rc::gen::element<std::uint64_t>(40, 5'000'000);
        options.threads = 2;
        const auto earlier_result = match(choose(world, targets_then, remains_then), options);
        const EarlierMatch earlier{earlier_result.pairs, earlier_result.notes, earlier_result.cap_met,
                                   places_now(remains_then, remains_now), places_now(targets_then, targets_now)};
        const auto evidence = choose(world, targets_now, remains_now);
        const auto incremental = match_changes(evidence, options, earlier);
        const auto full = match(evidence, options);
        if (incremental.result) {
          RC_ASSERT(same_bits(*incremental.result, full));
          ++n_reused;
        } else {
          RC_ASSERT(earlier.cap_met || full.cap_met);
        }
      },
      400);
  CHECK(n_reused > 200);
}

TEST_CASE("incremental match: nothing new is scored where nothing changed, and only what must be elsewhere") {
  const auto world = fake_evidence({.n_targets = 30, .n_remains = 20, .n_columns = 4, .most_rows = 5}, 3);
  std::vector<std::uint32_t> targets(30);
  std::vector<std::uint32_t> remains(20);
  for (std::uint32_t i = 0; i < 30; ++i) targets[i] = i;
  for (std::uint32_t i = 0; i < 20; ++i) remains[i] = i;
  const MatchOptions options{.top = 3, .threshold = 100, .threads = 1};
  const auto result = match(world, options);
  EarlierMatch earlier{result.pairs, result.notes, false, remains, targets};
  CHECK(match_changes(world, options, earlier).reuse.pairs_scored == 0);
  earlier.targets_now[7] = kGone;  // changed
  const auto changed = match_changes(world, options, earlier);
  CHECK(changed.reuse.targets_unchanged == 29);
  CHECK(changed.reuse.targets_scored >= 1);
  CHECK(changed.reuse.pairs_scored >= 20);
  CHECK(same_bits(*changed.result, result));
}

TEST_CASE("incremental match: another order of the unchanged, or a met cap, is left to a full run, with the reason") {
  const auto world = fake_evidence({.n_targets = 3, .n_remains = 3, .n_columns = 2, .most_rows = 5}, 3);
  EarlierMatch earlier{{}, {}, false, {1, 0, 2}, {0, 1, 2}};
  CHECK(match_changes(world, {}, earlier).why_full.find("order") != std::string::npos);
  CHECK_FALSE(match_changes(world, {}, earlier).result.has_value());
  earlier.remains_now = {0, 1, 2};
  earlier.cap_met = true;
  CHECK(match_changes(world, {}, earlier).why_full.find("cap") != std::string::npos);
}

}  // namespace kith::matching
