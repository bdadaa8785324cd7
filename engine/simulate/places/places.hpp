// simulate/places/places.hpp — where and when: regions of the country, events in which groups vanished, graves.
//
// An event happens in one region, in a few days, and takes a share of the missing that falls with its rank. Every
// primary grave is that of an event; robbed ones were emptied into secondary graves later.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulate/people/calendar.hpp"
#include "simulate/scenario/scenario.hpp"

namespace kith::simulate {

struct Point {
  double latitude = 0;
  double longitude = 0;
};

struct Region {
  std::string name;
  Point where;
};

struct Event {
  std::string id;
  std::string name;
  std::uint32_t region = 0;
  Point where{};
  Day from = 0;
  Day to = 0;
  double weight = 1;                    ///< share of the families, not normalised
  std::vector<std::uint32_t> graves{};  ///< primary ones
};

struct Site {
  std::string id;
  std::string name;
  bool is_secondary = false;
  std::uint32_t event = 0;  ///< of a primary grave
  std::vector<std::uint32_t>
      linked{};  ///< of a primary grave: where its bodies went; of a secondary: where they came from
  Point where{};
  Day burial_from = 0;
  Day burial_to = 0;
};

inline constexpr std::uint32_t kNoEvent = static_cast<std::uint32_t>(-1);

struct Places {
  std::vector<Region> regions;
  std::vector<Event> events;
  std::vector<double> event_weights;  ///< cumulative
  std::vector<Site> sites;            ///< primary ones first
  Day from = 0;                       ///< of the first event
  Day to = 0;
};

/// @pre check(scenario) found nothing
[[nodiscard]] Places make_places(const Scenario& scenario, std::uint64_t seed);

class Random;

/// A point at most so far away, uniform in the disc.
[[nodiscard]] Point near_point(Point middle, double kilometres, Random& random);
/// A day of the event; of kNoEvent any from the first event to the last.
[[nodiscard]] Day draw_day(std::uint32_t event, const Places& places, Random& random);
/// Where somebody was last seen: close to the event; of kNoEvent somewhere in the region.
[[nodiscard]] Point draw_last_seen(std::uint32_t event, std::uint32_t region, const Places& places, Random& random);

}  // namespace kith::simulate
