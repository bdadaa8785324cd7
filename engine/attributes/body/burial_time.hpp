// attributes/body/burial_time.hpp — when somebody last seen on some day may have come into the ground.
//
//   T = L + D     L: the day last seen, uniform over the days reported; D: exponential with mean `delay_days`
//   F(W) = P(T in W) for a burial window W, both days included, either end open
//
// With probability `date_error` the report is of somebody else or misdated: T is then one of the case's other times,
//   F'(W) = (1 - date_error) F(W) + date_error Fbar(W),   Fbar the mean of F over the case's dated reports,
// so a grave that closed before the person was last seen is unlikely, not impossible.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "attributes/place/place_tables.hpp"

namespace kith::attributes {

/// P(T in window) for a person last seen in `seen`; one end of `seen` alone is that very day. @pre seen.known().
[[nodiscard]] double burial_probability(const DateRange& seen, const DateRange& window, double delay_days);

/// The times of a case's missing persons and their mean. Immutable after construction.
class BurialTimes {
 public:
  /// `seen`: one per missing person; ranges without a day do not count.
  BurialTimes(const std::vector<DateRange>& seen, double delay_days, double date_error);

  /// Fbar: 1 where the window is not known or no report has a date.
  [[nodiscard]] double mean(const DateRange& window) const;
  /// F', or Fbar where `seen` is not known. `mean`: Fbar of this window.
  [[nodiscard]] double probability(const DateRange& seen, const DateRange& window, double mean) const;
  /// F' / Fbar: 1 where nothing is known, or where the window fits nobody in the case.
  [[nodiscard]] double ratio(const DateRange& seen, const DateRange& window, double mean) const;

 private:
  double delay_days_;
  double date_error_;
  std::vector<std::pair<DateRange, double>> seen_;  ///< distinct ranges and their share
};

/// When the bodies of each site first came into the ground: the site's own window, but of a secondary grave, which was
/// filled from others, the span of the primary graves in its linked set, open where one of them is, and not after the
/// day the secondary grave was closed. `set_of`: the linked set of each site.
[[nodiscard]] std::vector<DateRange> first_burials(const std::vector<Site>& sites,
                                                   const std::vector<std::uint32_t>& set_of);

/// The days that two windows have in common; none where there are none.
[[nodiscard]] std::optional<DateRange> intersection(const DateRange& a, const DateRange& b);

}  // namespace kith::attributes
