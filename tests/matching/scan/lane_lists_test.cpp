// What waits for a target is all that may belong to its list, and little else.
#include "matching/scan/lane_lists.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <random>
#include <set>

#include "support/property.hpp"

namespace kith::matching {
namespace {

/// The remains of the `top` best of these scores, the lower remains first at equal scores.
std::set<RemainsIndex> best_of(const std::vector<double>& scores, std::size_t top) {
  std::vector<RemainsIndex> order(scores.size());
  for (RemainsIndex r = 0; r < order.size(); ++r) order[r] = r;
  std::stable_sort(order.begin(), order.end(), [&](RemainsIndex a, RemainsIndex b) { return scores[a] > scores[b]; });
  order.resize(std::min(top, order.size()));
  return {order.begin(), order.end()};
}

/// The remains that wait in a lane and have not fallen below its cutoff.
std::vector<RemainsIndex> wanted(const LaneLists& lists, std::size_t lane) {
  std::vector<RemainsIndex> remains;
  for (const auto& pair : lists.waiting(lane)) {
    if (pair.at_most >= lists.cutoff(lane)) remains.push_back(pair.remains);
  }
  return remains;
}

TEST_CASE("lane lists: whatever the bounds, the best of each target are among those settled") {
  testing::check_law([] {
    const std::size_t top = *rc::gen::inRange<std::size_t>(0, 12), n = *rc::gen::inRange<std::size_t>(0, 300);
    const bool ties = *rc::gen::arbitrary<bool>();
    const double width = *rc::gen::element(0.0, 0.1, 5.0);
    std::mt19937_64 random(*rc::gen::arbitrary<std::uint64_t>());
    std::uniform_real_distribution<double> unit(0, 1);
    std::vector<double> scores;
    LaneLists lists(2, top, 16);
    std::set<RemainsIndex> found;
    const auto settle = [&] {
      for (const RemainsIndex remains : wanted(lists, 1)) found.insert(remains);
      lists.forget(1);
    };
    for (RemainsIndex r = 0; r < n; ++r) {
      const double score = ties ? std::floor(unit(random) * 4) : unit(random) * 20;
      scores.push_back(score);
      const bool unknown = unit(random) < 0.1;
      const double least = unknown ? double{std::numeric_limits<float>::lowest()} : score - width * unit(random);
      const auto at_most = static_cast<float>(score + width * unit(random) + 1e-5);
      lists.add({r, 1, static_cast<float>(least - (width > 0 ? 1e-5 : 0)), at_most});
      if (lists.is_full(1)) settle();
    }
    settle();
    const std::set<RemainsIndex> best = best_of(scores, top);
    RC_ASSERT(std::includes(found.begin(), found.end(), best.begin(), best.end()));
    RC_ASSERT(lists.waiting(0).empty());
    RC_ASSERT(lists.waiting(1).empty());
  });
}

TEST_CASE("lane lists: with tight bounds only the best are wanted, and ties with the last of them") {
  LaneLists lists(1, 2, 16);
  for (const float score : {1.0F, 3.0F, 2.0F, 3.0F, 3.0F, 0.0F}) {
    static RemainsIndex remains = 0;
    lists.add({remains++, 0, score, score});
  }
  CHECK(lists.cutoff(0) == 3.0F);
  lists.add({6, 0, 4.0F, 4.0F});
  CHECK(lists.waiting(0).size() == 7);
  CHECK(wanted(lists, 0) == std::vector<RemainsIndex>{1, 3, 4, 6});
  lists.forget(0);
  CHECK(lists.waiting(0).empty());
  lists.clear();
  CHECK(lists.cutoff(0) == std::numeric_limits<float>::lowest());
}

}  // namespace
}  // namespace kith::matching
