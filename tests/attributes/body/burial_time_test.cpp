#include "attributes/body/burial_time.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace kith::attributes;

namespace {

Date day(int n) { return Date(std::chrono::days(n)); }
DateRange days(int from, int to) { return {day(from), day(to)}; }

}  // namespace

TEST_CASE("Burial follows the day last seen after an exponential time") {
  // Seen on day 100 (uniform over that day), delay 30: P(T <= end of day 100) = 1 - 30 (1 - exp(-1/30)).
  const double same_day = 1 - 30 * (1 - std::exp(-1.0 / 30));
  CHECK(burial_probability(days(100, 100), days(100, 100), 30) == doctest::Approx(same_day).epsilon(1e-12));
  CHECK(burial_probability(days(100, 100), days(50, 99), 30) == 0.0);
  CHECK(burial_probability(days(100, 100), {}, 30) == 1.0);
  CHECK(burial_probability({day(100), {}}, {day(100), {}}, 30) == 1.0);
  // Windows that cover all time without overlap.
  const DateRange seen = days(100, 140);
  const double sum = burial_probability(seen, {{}, day(110)}, 30) + burial_probability(seen, days(111, 160), 30) +
                     burial_probability(seen, {day(161), {}}, 30);
  CHECK(sum == doctest::Approx(1).epsilon(1e-12));
  // Long after, only the tail of the mean over the start is left: exp(-t/30) times the mean of exp(l/30) over [0, 41).
  const double tail = std::exp(-100.0 / 30) * 30 / 41 * (std::exp(41.0 / 30) - 1);
  CHECK(burial_probability(seen, {day(200), {}}, 30) == doctest::Approx(tail).epsilon(1e-12));
}

TEST_CASE("A wrong date leaves the times of the others") {
  // Two persons, seen on days 0 and 1000; a grave closed on day 500. Fbar = (1 - tail + 0) / 2.
  const BurialTimes times({days(0, 0), days(1000, 1000), {}}, 30, 0.02);
  const DateRange closed{{}, day(499)};
  const double early = burial_probability(days(0, 0), closed, 30);
  const double mean = times.mean(closed);
  CHECK(mean == doctest::Approx(early / 2).epsilon(1e-12));
  CHECK(times.ratio(days(1000, 1000), closed, mean) == doctest::Approx(0.02).epsilon(1e-12));
  CHECK(times.ratio(days(0, 0), closed, mean) == doctest::Approx(0.98 * 2 + 0.02).epsilon(1e-9));
  CHECK(times.ratio({}, closed, mean) == 1.0);
  CHECK(times.ratio(days(0, 0), {}, times.mean({})) == 1.0);
  // A window nobody of the case fits says nothing.
  CHECK(times.ratio(days(0, 0), {{}, day(-10)}, times.mean({{}, day(-10)})) == 1.0);
}

TEST_CASE("Windows in common") {
  CHECK(intersection(days(1, 5), days(3, 9)) == days(3, 5));
  CHECK(intersection({{}, day(5)}, {day(2), {}}) == days(2, 5));
  CHECK(intersection({}, days(2, 3)) == days(2, 3));
  CHECK_FALSE(intersection(days(1, 2), days(3, 4)).has_value());
}

TEST_CASE("Bodies of a secondary grave were buried before in the graves they came from") {
  using enum SiteKind;
  const auto site = [](SiteKind kind, DateRange burial) { return Site{.id = "S", .kind = kind, .burial = burial}; };
  const std::vector<Site> sites{site(primary, days(10, 20)), site(primary, days(5, 12)), site(secondary, days(60, 70)),
                                site(secondary, days(60, 70)), site(primary, days(100, 110))};
  // The first three are one set; the fourth has no primary grave: nothing opens its window; the last is by itself.
  const auto first = first_burials(sites, {0, 0, 0, 3, 4});
  CHECK(first[0] == days(10, 20));
  CHECK(first[2] == days(5, 20));
  CHECK(first[3] == DateRange{{}, day(70)});
  CHECK(first[4] == days(100, 110));
  // One end not known of a primary grave is not known of the span, whichever grave comes first.
  const std::vector<Site> open{site(primary, days(10, 20)), site(primary, {{}, day(30)}),
                               site(secondary, days(25, 28))};
  CHECK(first_burials(open, {0, 0, 0})[2] == DateRange{{}, day(28)});
  const std::vector<Site> reversed{open[1], open[0], open[2]};
  CHECK(first_burials(reversed, {0, 0, 0})[2] == DateRange{{}, day(28)});
  // Primary graves that opened after the secondary one was closed: the tables contradict each other; its end alone
  // holds.
  const std::vector<Site> late{site(primary, days(100, 120)), site(secondary, days(60, 70))};
  CHECK(first_burials(late, {0, 0})[1] == DateRange{{}, day(70)});
}
