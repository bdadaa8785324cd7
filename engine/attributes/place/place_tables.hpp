// attributes/place/place_tables.hpp — where and when people vanished, and where and when the dead were buried, as the
// tables of a case say it: events.csv, sites.csv, identifications.csv, event_sites.csv.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kith::attributes {

/// A day of the Gregorian calendar.
using Date = std::chrono::sys_days;

/// Degrees, WGS 84; north and east are positive.
struct Coordinates {
  double latitude = 0;
  double longitude = 0;

  friend auto operator<=>(const Coordinates&, const Coordinates&) = default;
};

/// Both days included; an end that is not known is empty.
struct DateRange {
  std::optional<Date> from{};
  std::optional<Date> to{};

  [[nodiscard]] bool known() const { return from || to; }
  friend auto operator<=>(const DateRange&, const DateRange&) = default;
};

/// What a family reports.
struct AmPlace {
  std::string event{};  ///< event_id
  std::optional<Coordinates> last_seen{};
  std::optional<Date> last_seen_date{};
  std::optional<Date> last_seen_until{};  ///< last day of the month or year, where no more is known
  friend auto operator<=>(const AmPlace&, const AmPlace&) = default;
};

/// What the recovery says.
struct PmPlace {
  std::string site{};   ///< site_id
  std::string place{};  ///< recovery_place: stands in where there is no site_id
  std::optional<Coordinates> coordinates{};
  DateRange burial{};
  std::optional<Date> recovered{};  ///< the last day it can have been
  friend auto operator<=>(const PmPlace&, const PmPlace&) = default;
};

/// Something in which people vanished: an attack, an arrest wave, the fall of a town.
struct Event {
  std::string id;
  std::string name{};
  std::string place{};
  DateRange dates{};
  std::optional<Coordinates> coordinates{};
};

enum class SiteKind : std::uint8_t { primary, secondary, surface, other };

/// A grave or a place where remains were recovered.
struct Site {
  std::string id;
  std::string name{};
  SiteKind kind = SiteKind::other;
  std::vector<std::uint32_t> linked_to{};  ///< positions of sites that share bodies with this one; either way round
  std::optional<Coordinates> coordinates{};
  DateRange burial{};  ///< when bodies were put there
};

/// An accepted identification inside the case.
struct Identification {
  std::uint32_t missing = 0;  ///< position among the missing persons
  std::uint32_t remains = 0;  ///< position among the remains
};

/// Accepted identifications that are no longer in the case, counted.
struct EventSiteCount {
  std::uint32_t event = 0;
  std::uint32_t site = 0;
  std::uint32_t identified = 0;
};

/// Positions refer to the order of the tables.
struct PlaceTables {
  std::vector<Event> events{};
  std::vector<Site> sites{};
  std::vector<Identification> identifications{};
  std::vector<EventSiteCount> event_sites{};
};

/// Great-circle distance on a sphere of 6371.0088 km (the Earth's mean radius, IUGG), by the haversine formula.
[[nodiscard]] double great_circle_km(const Coordinates& a, const Coordinates& b);

}  // namespace kith::attributes
