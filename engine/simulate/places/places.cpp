#include "simulate/places/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/check.hpp"
#include "simulate/scenario/random.hpp"

namespace kith::simulate {
namespace {

constexpr std::array kFirst{"Upper", "Lower", "Old",   "New",   "Mill", "Stone",
                            "White", "Black", "North", "South", "Long", "Green"};
constexpr std::array kSecond{"Valley", "Bridge", "Quarry", "Ford", "Field",  "Hill",
                             "Spring", "Wood",   "Farm",   "Road", "Church", "Lake"};

/// 144 names, then the same with a number.
std::string place_name(std::uint64_t number) {
  constexpr auto kNames = kFirst.size() * kSecond.size();
  const auto k = (number * 89 + 17) % kNames;  // 89 and 144 share no factor: every name comes up
  const auto round = number / kNames;
  return fmt::format("{} {}{}", kFirst[k % kFirst.size()], kSecond[k / kFirst.size()],
                     round == 0 ? std::string() : fmt::format(" {}", round + 1));
}

std::vector<Region> make_regions(const PopulationSettings& s, std::uint64_t seed) {
  std::vector<Region> regions;
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(s.regions); ++i) {
    Random random(seed, Stream::events, i);
    regions.push_back({place_name(i), near_point({s.latitude, s.longitude}, s.extent_km, random)});
  }
  return regions;
}

constexpr std::uint64_t kEventsFrom = 1'000'000;  // streams of regions, events and sites do not overlap
constexpr std::uint64_t kSitesFrom = 2'000'000;

std::vector<Event> make_events(const Scenario& s, const Places& places, std::uint64_t seed) {
  std::vector<Event> events;
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(s.events.count); ++i) {
    Random random(seed, Stream::events, kEventsFrom + i);
    Event event;
    event.id = fmt::format("E{:03}", i + 1);
    event.region = static_cast<std::uint32_t>(random.below(places.regions.size()));
    event.where = near_point(places.regions[event.region].where, 25, random);
    event.name = "Events of " + place_name(static_cast<std::uint64_t>(s.population.regions) + i);
    event.from = draw_day(kNoEvent, places, random);
    event.to = std::min(places.to, event.from + static_cast<Day>(random.below(6)));
    event.weight = std::pow(static_cast<double>(i + 1), -s.events.skew);
    events.push_back(std::move(event));
  }
  return events;
}

/// Every event has a primary grave while there are enough of them; the largest have the others.
void add_primary_graves(const GraveSettings& s, Places& places, std::uint64_t seed) {
  const auto n_events = places.events.size();
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(s.primary); ++i) {
    Random random(seed, Stream::events, kSitesFrom + i);
    Site site;
    site.event = static_cast<std::uint32_t>(i % n_events);
    auto& event = places.events[site.event];
    site.where = near_point(event.where, 8, random);
    site.burial_from = event.from;
    site.burial_to = event.to + 1 + static_cast<Day>(random.below(14));
    event.graves.push_back(static_cast<std::uint32_t>(places.sites.size()));
    places.sites.push_back(std::move(site));
  }
}

void add_secondary_graves(const GraveSettings& s, Places& places, std::uint64_t seed) {
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(s.secondary); ++i) {
    Random random(seed, Stream::events, kSitesFrom + static_cast<std::uint64_t>(s.primary) + i);
    const auto source = static_cast<std::uint32_t>(i % static_cast<std::uint64_t>(s.robbed));
    Site site;
    site.is_secondary = true;
    site.event = places.sites[source].event;
    site.linked = {source};
    site.where = near_point(places.sites[source].where, 30, random);
    site.burial_from = places.sites[source].burial_to + 30 + static_cast<Day>(random.below(60));
    site.burial_to = site.burial_from + 3 + static_cast<Day>(random.below(40));
    places.sites[source].linked.push_back(static_cast<std::uint32_t>(places.sites.size()));
    places.sites.push_back(std::move(site));
  }
}

}  // namespace

Point near_point(Point middle, double kilometres, Random& random) {
  constexpr double kKilometresPerDegree = 111.2;
  const double distance = kilometres * std::sqrt(random.uniform());
  const double angle = 2 * std::numbers::pi * random.uniform();
  const double narrowing = std::cos(middle.latitude * std::numbers::pi / 180);
  return {middle.latitude + distance * std::sin(angle) / kKilometresPerDegree,
          middle.longitude + distance * std::cos(angle) / (kKilometresPerDegree * narrowing)};
}

Day draw_day(std::uint32_t event, const Places& places, Random& random) {
  const Day from = event == kNoEvent ? places.from : places.events[event].from;
  const Day to = event == kNoEvent ? places.to : places.events[event].to;
  return from + static_cast<Day>(random.below(static_cast<std::uint64_t>(to - from) + 1));
}

Point draw_last_seen(std::uint32_t event, std::uint32_t region, const Places& places, Random& random) {
  if (event == kNoEvent) return near_point(places.regions[region].where, 20, random);
  return near_point(places.events[event].where, 5, random);
}

Places make_places(const Scenario& scenario, std::uint64_t seed) {
  Places places;
  const auto from = parse_date(scenario.events.from);
  const auto to = parse_date(scenario.events.to);
  KITH_CHECK(from && to && *from <= *to);
  places.from = *from;
  places.to = *to;
  places.regions = make_regions(scenario.population, seed);
  places.events = make_events(scenario, places, seed);
  double total = 0;
  for (const Event& event : places.events) places.event_weights.push_back(total += event.weight);
  add_primary_graves(scenario.graves, places, seed);
  add_secondary_graves(scenario.graves, places, seed);
  for (std::size_t i = 0; i < places.sites.size(); ++i) {
    auto& site = places.sites[i];
    site.id = fmt::format("S{:03}", i + 1);
    site.name = fmt::format("{} grave {}", site.is_secondary ? "secondary" : "primary", site.id);
  }
  return places;
}

}  // namespace kith::simulate
