#include "inference/pairs/pair_detail.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "core/check.hpp"
#include "support/fake_evidence.hpp"

namespace kith::testing {
namespace {

const FakeShape kShape{.n_targets = 70, .n_remains = 9, .n_columns = 5, .most_rows = 6, .impossible = 0.05};

}  // namespace

TEST_CASE("pair details: what explain_pair says, for every number of threads and in the order promised") {
  const auto evidence = fake_evidence(kShape, 3);
  const auto result = matching::match(evidence, {.strategy = "exhaustive", .top = 4, .threads = 1});
  REQUIRE(!result.pairs.empty());
  for (const std::uint32_t threads : {1U, 2U, 8U}) {
    std::vector<matching::PairScore> order;
    const auto describe = [&](std::size_t i, const inference::PairDetail&,
                              std::span<const matching::ColumnScore> columns, std::string& text) {
      const auto& pair = result.pairs[i];
      text += std::to_string(i) + '\n';
      const auto expected = matching::explain_pair(evidence, pair.remains, pair.target);
      REQUIRE(columns.size() == expected.size());
      for (std::size_t c = 0; c < columns.size(); ++c) {
        CHECK(columns[c].row == expected[c].row);
        CHECK(columns[c].log10_lr == expected[c].log10_lr);
        CHECK(columns[c].incompatible == expected[c].incompatible);
      }
    };
    const auto write = [&](std::string_view text) {
      std::istringstream lines{std::string(text)};
      for (std::size_t i = 0; lines >> i;) order.push_back(result.pairs[i]);
    };
    const auto details = inference::detail_pairs(evidence, result.pairs, threads, {describe, write});
    REQUIRE(details.size() == result.pairs.size());
    CHECK(order.size() == result.pairs.size());
    for (std::size_t i = 0; i < details.size(); ++i) {
      std::uint32_t compared = 0;
      for (std::size_t c = 0; c < 5; ++c) compared += evidence.codes[result.pairs[i].remains * 5 + c] != 0 ? 1U : 0U;
      CHECK(details[i].compared == compared);
    }
    for (std::size_t i = 1; i < order.size(); ++i) {
      CHECK(order[i - 1].target <= order[i].target);
      if (order[i - 1].target == order[i].target) CHECK(order[i - 1].log10_lr >= order[i].log10_lr);
    }
  }
}

TEST_CASE("pair details: a score that its columns do not add up to is a bug, not a report") {
  const auto evidence = fake_evidence(kShape, 3);
  auto result = matching::match(evidence, {.strategy = "exhaustive", .top = 4, .threads = 1});
  result.pairs[0].log10_lr += 1e-6;
  CHECK_THROWS_AS((void)inference::detail_pairs(evidence, result.pairs, 1), InternalError);
}

TEST_CASE("LR matrix: every pair, -infinity where any column is impossible") {
  const auto evidence = fake_evidence(kShape, 5);
  const auto matrix = inference::lr_matrix(evidence, 2);
  REQUIRE(matrix.size() == 70 * 9);
  bool some_impossible = false;
  for (std::uint32_t r = 0; r < 9; ++r) {
    for (std::uint32_t t = 0; t < 70; ++t) {
      double sum = 0;
      for (const auto& score : matching::explain_pair(evidence, r, t)) sum += score.log10_lr;
      CHECK(matrix[r * 70 + t] == sum);
      some_impossible = some_impossible || sum == kImpossible;
    }
  }
  CHECK(some_impossible);
  CHECK(inference::lr_matrix(evidence, 8) == matrix);
}

}  // namespace kith::testing
