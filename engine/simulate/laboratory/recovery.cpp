#include "simulate/laboratory/recovery.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "attributes/place/place_tables.hpp"
#include "simulate/scenario/random.hpp"

namespace kith::simulate {
namespace {

/// The first `n` positions of 0 .. size - 1 in a random order.
std::vector<std::size_t> draw_positions(std::size_t size, std::size_t n, Stream stream, std::uint64_t seed) {
  std::vector<std::pair<double, std::size_t>> keys;
  keys.reserve(size);
  for (std::size_t i = 0; i < size; ++i) keys.emplace_back(Random(seed, stream, i).uniform(), i);
  std::sort(keys.begin(), keys.end());
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < std::min(n, size); ++i) positions.push_back(keys[i].second);
  return positions;
}

Found reported_person(const Family& family, MemberIndex who, std::size_t person) {
  const auto& member = family.members[who.member];
  return {.is_reported = true,
          .who = who,
          .person = person,
          .event = family.event,
          .died = family.vanished,
          .sex = member.sex,
          .age = year_of(family.vanished) - member.birth_year,
          .region = family.region};
}

Found stranger(const Scenario& s, const Places& places, std::uint64_t index, std::uint64_t seed) {
  Random random(seed, Stream::strangers, index);
  Found found;
  found.person = index;
  const auto event = static_cast<std::uint32_t>(random.pick(places.event_weights));
  found.event = random.chance(s.events.unknown) ? kNoEvent : event;
  found.died = draw_day(found.event, places, random);
  found.sex = random.chance(s.missing.male) ? genetics::Sex::male : genetics::Sex::female;
  found.age = static_cast<int>(
      random.normal_within(s.missing.age_mean, s.missing.age_sd, s.missing.age_min, s.missing.age_max));
  found.region = found.event == kNoEvent ? static_cast<std::uint32_t>(random.below(places.regions.size()))
                                         : places.events[event].region;
  return found;
}

/// P(day of death + delay lies in the days when the grave was filled).
double filled_when_buried(Day died, const Site& site, double delay_days) {
  const auto later_than = [&](Day day) { return std::exp(-std::max<double>(0, day - died) / delay_days); };
  return later_than(site.burial_from) - later_than(site.burial_to + 1);
}

/// A primary grave by its size, distance and time, whatever the event.
std::uint32_t any_grave(const Found& found, const GraveSettings& s, const Places& places, Random& random) {
  const Point from = found.event == kNoEvent ? places.regions[found.region].where : places.events[found.event].where;
  std::vector<double> in_time;
  std::vector<double> whenever;
  double total = 0;
  double total_whenever = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(s.primary); ++i) {
    const Site& site = places.sites[i];
    const Event& event = places.events[site.event];
    const double km = attributes::great_circle_km({from.latitude, from.longitude},
                                                  {site.where.latitude, site.where.longitude});
    const double pull = event.weight / static_cast<double>(event.graves.size()) * (s.far + std::exp(-km / s.near_km));
    whenever.push_back(total_whenever += pull);
    in_time.push_back(total += pull * filled_when_buried(found.died, site, s.delay_days));
  }
  return static_cast<std::uint32_t>(random.pick(total > 0 ? in_time : whenever));
}

/// The graves a body lies in; more than one if parts of it were moved.
std::vector<std::uint32_t> graves_of(const Found& found, const GraveSettings& s, const Places& places, Random& random) {
  const bool of_event = random.chance(s.fidelity) && found.event != kNoEvent;
  auto grave = any_grave(found, s, places, random);
  if (of_event && !places.events[found.event].graves.empty()) {
    const auto& graves = places.events[found.event].graves;
    grave = graves[random.below(graves.size())];
  }
  const auto& linked = places.sites[grave].linked;
  if (linked.empty() || !random.chance(s.robbed_share)) return {grave};
  std::vector<std::uint32_t> all{linked[random.below(linked.size())]};
  if (random.chance(0.6)) all.push_back(grave);
  if (random.chance(0.25)) all.push_back(linked[random.below(linked.size())]);
  return all;
}

/// How many samples of each person: one, and the rest by weight.
std::vector<std::uint32_t> sample_counts(const std::vector<std::vector<std::uint32_t>>& graves,
                                         const RemainsSettings& s, std::uint64_t seed) {
  std::vector<double> weights;
  double total = 0;
  for (const auto& own : graves) weights.push_back(total += own.size() > 1 ? s.moved_weight : 1);
  std::vector<std::uint32_t> counts(graves.size(), 1);
  for (std::int64_t i = s.persons; i < s.samples; ++i) {
    Random random(seed, Stream::samples, static_cast<std::uint64_t>(i));
    ++counts[random.pick(weights)];
  }
  return counts;
}

}  // namespace

Recovery make_recovery(const Scenario& scenario, const Places& places, const std::vector<Family>& families,
                       const std::vector<MemberIndex>& missing, std::uint64_t seed) {
  const auto& s = scenario.remains;
  Recovery recovery;
  if (s.persons == 0) return recovery;
  const auto n_reported = static_cast<std::size_t>(std::llround(static_cast<double>(s.persons) * (1 - s.unreported)));
  for (const auto position : draw_positions(missing.size(), n_reported, Stream::missing_found, seed)) {
    recovery.found.push_back(reported_person(families[missing[position].family], missing[position], position));
  }
  for (std::uint64_t i = 0; recovery.found.size() < static_cast<std::size_t>(s.persons); ++i) {
    recovery.found.push_back(stranger(scenario, places, i, seed));
  }
  std::vector<std::vector<std::uint32_t>> graves;
  for (std::size_t i = 0; i < recovery.found.size(); ++i) {
    Random random(seed, Stream::graves, i);
    graves.push_back(graves_of(recovery.found[i], scenario.graves, places, random));
  }
  const auto counts = sample_counts(graves, s, seed);
  std::vector<Sample> in_order;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (std::uint32_t k = 0; k < counts[i]; ++k) {
      in_order.push_back({.found = static_cast<std::uint32_t>(i),
                          .site = graves[i][k % graves[i].size()],
                          .number = k,
                          .of = counts[i],
                          .is_moved = graves[i].size() > 1});
    }
  }
  for (const auto position : draw_positions(in_order.size(), in_order.size(), Stream::labels, seed)) {
    recovery.samples.push_back(in_order[position]);
    Random random(seed, Stream::samples, (std::uint64_t{1} << 40U) + position);
    recovery.samples.back().is_typed = !random.chance(s.without_dna);
  }
  return recovery;
}

}  // namespace kith::simulate
