// The candidates under several populations are those of the definition: the lowest sum of each pair, then the best
// pairs.
#include "matching/case/populations.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "reference/naive_match.hpp"
#include "support/fake_evidence.hpp"
#include "support/property.hpp"

namespace kith::matching {
namespace {

using testing::FakeShape;
using testing::ValueKind;

/// Every pair at its lowest score, the best first; without those that are impossible under some population.
std::vector<PairScore> lowest_pairs(const PopulationTables& populations) {
  std::map<std::pair<RemainsIndex, TargetIndex>, std::pair<double, std::size_t>> lowest;
  for (std::size_t p = 0; p < populations.tables.size(); ++p) {
    for (const PairScore& pair : reference::all_pairs(*populations.tables[p])) {
      const auto& counted = populations.of_target[pair.target];
      if (std::count(counted.begin(), counted.end(), p) == 0) continue;
      const auto [found, is_new] = lowest.try_emplace({pair.remains, pair.target}, pair.log10_lr, 1);
      if (is_new) continue;
      found->second.first = std::min(found->second.first, pair.log10_lr);
      ++found->second.second;
    }
  }
  std::vector<PairScore> pairs;
  for (const auto& [key, score] : lowest) {
    if (score.second == populations.of_target[key.second].size()) pairs.push_back({key.first, key.second, score.first});
  }
  std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
    return std::tuple(-a.log10_lr, a.remains, a.target) < std::tuple(-b.log10_lr, b.remains, b.target);
  });
  return pairs;
}

TEST_CASE("populations: the lowest of each pair, whatever the order of the populations and the number of threads") {
  testing::check_law([] {
    FakeShape shape{.n_targets = 1 + *rc::gen::inRange<std::size_t>(0, 30),
                    .n_remains = 1 + *rc::gen::inRange<std::size_t>(0, 40),
                    .n_columns = 1 + *rc::gen::inRange<std::size_t>(0, 4),
                    .most_rows = 5,
                    .kind = *rc::gen::element(ValueKind::continuous, ValueKind::levels),
                    .impossible = *rc::gen::element(0.0, 0.1)};
    std::vector<EvidenceTable> evidence;
    for (int p = 0; p < 3; ++p) evidence.push_back(testing::fake_evidence(shape, *rc::gen::arbitrary<std::uint64_t>()));
    PopulationTables populations{{&evidence[0], &evidence[1], &evidence[2]}, {}};
    for (std::size_t t = 0; t < shape.n_targets; ++t) {
      using List = std::vector<PopulationIndex>;
      populations.of_target.push_back(*rc::gen::element(List{0}, List{2}, List{0, 1}, List{0, 1, 2}));
    }
    MatchOptions options{.top = *rc::gen::inRange(1U, 6U), .threshold = *rc::gen::element(0.0, 3.0)};
    options.threads = *rc::gen::element(1U, 4U);
    const PopulationMatch match = match_populations(populations, options);
    const reference::NaiveMatch expected = reference::naive_match(lowest_pairs(populations), options);
    RC_ASSERT(match.result.pairs.size() == expected.pairs.size());
    for (std::size_t i = 0; i < expected.pairs.size(); ++i) RC_ASSERT(match.result.pairs[i] == expected.pairs[i]);
    RC_ASSERT(match.uneven.empty());
  });
}

TEST_CASE("populations: a column that scores under one population only is pointed out") {
  const FakeShape shape{.n_targets = 2, .n_remains = 3, .n_columns = 2, .most_rows = 3};
  EvidenceTable a = testing::fake_evidence(shape, 1);
  const EvidenceTable b = testing::fake_evidence(shape, 2);
  dynamic_cast<testing::FakeColumn&>(*a.columns[1]).set_status(1, evidence::ColumnStatus::too_costly);
  const auto both = match_populations({{&a, &b}, {{0, 1}, {0, 1}}}, {});
  REQUIRE(both.uneven.size() == 1);
  CHECK(both.uneven[0].target == 1);
  CHECK(both.uneven[0].column == 1);
  CHECK(match_populations({{&a, &b}, {{0, 1}, {0}}}, {}).uneven.empty());
}

}  // namespace
}  // namespace kith::matching
