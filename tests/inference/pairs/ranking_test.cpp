#include "inference/pairs/ranking.hpp"

#include <doctest/doctest.h>

#include "inference/pairs/posterior.hpp"

namespace kith::inference {
namespace {

using genetics::Sex;

/// Missing persons 0, 1, 2 and remains 0, 1; `pairs` are (remains, missing person, log10 LR), best first.
std::vector<Candidate> ranked(std::vector<PairScore> pairs, std::vector<PairDetail> details = {}) {
  matching::Case the_case;
  the_case.missing.resize(3);
  the_case.remains.resize(2);
  if (details.empty()) details.assign(pairs.size(), {.compared = 10, .incompatible = 0});
  matching::MatchResult result;
  result.pairs = std::move(pairs);
  return rank_candidates(the_case, result, details, 0.25);
}

}  // namespace

TEST_CASE("ranking: the runner-up is the best other candidate, and the margin the distance to it") {
  const auto list = ranked({{0, 0, 8}, {1, 0, 5}, {0, 1, 3}, {0, 2, 1}});
  REQUIRE(list.size() == 4);
  CHECK(list[0].rank == 1);
  CHECK(list[0].remains_rank == 1);
  CHECK(*list[0].runner_up == 1);
  CHECK(list[0].margin == 5);
  CHECK(*list[0].runner_up_remains == 1);
  CHECK(list[0].margin_remains == 3);
  CHECK(list[0].posterior == posterior(8, 0.25));

  CHECK(list[1].missing_rank == 2);  // the person's second remains
  CHECK(list[1].margin_remains == -3);
  CHECK_FALSE(list[1].runner_up.has_value());  // nobody else for remains 1

  CHECK(list[2].remains_rank == 2);
  CHECK(*list[2].runner_up == 0);  // behind the best
  CHECK(list[2].margin == -5);
  CHECK(list[3].remains_rank == 3);
  CHECK_FALSE(list[3].runner_up_remains.has_value());
}

TEST_CASE("ranking: equal candidates share a rank, rounding does not part them") {
  const auto list = ranked({{0, 0, 6 + 1e-12}, {0, 1, 6}, {0, 2, 2}});
  CHECK(list[0].remains_rank == 1);
  CHECK(list[1].remains_rank == 1);
  CHECK(list[2].remains_rank == 3);
  CHECK(list[1].margin == doctest::Approx(0));
}

TEST_CASE("ranking: pairs without a compared column are no candidates and no runners-up") {
  const auto list = ranked({{0, 0, 4}, {0, 1, 0}, {0, 2, -3}},
                           {{.compared = 10, .incompatible = 0}, {}, {.compared = 9, .incompatible = 2}});
  REQUIRE(list.size() == 2);
  CHECK(*list[0].runner_up == 2);
  CHECK(list[1].rank == 2);
  CHECK(list[1].detail.incompatible == 2);
}

TEST_CASE("ranking: a sex known from either source contradicts, an unknown one does not") {
  matching::MissingPerson man;
  man.sex = Sex::male;
  matching::Remains remains;
  CHECK(sex_conflict(man, remains) == SexConflict::unknown);
  remains.sex = Sex::male;
  CHECK(sex_conflict(man, remains) == SexConflict::no);
  remains.amelogenin = Sex::female;
  CHECK(sex_conflict(man, remains) == SexConflict::yes);
  remains = {};
  remains.sex = Sex::female;
  CHECK(sex_conflict(man, remains) == SexConflict::yes);
  CHECK(sex_conflict({}, remains) == SexConflict::unknown);
}

}  // namespace kith::inference
