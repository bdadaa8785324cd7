#include "attributes/place/place_description.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

namespace kith::attributes {
namespace {

/// The place of `id` among `entries`, which gets it if it is new.
template <class Entry>
std::uint32_t position(const std::string& id, std::vector<Entry>& entries,
                       std::map<std::string, std::uint32_t>& index) {
  const auto entry = index.try_emplace(id, static_cast<std::uint32_t>(entries.size()));
  if (entry.second) {
    Entry added;
    added.id = id;
    entries.push_back(std::move(added));
  }
  return entry.first->second;
}

template <class Entry>
std::map<std::string, std::uint32_t> index_of(const std::vector<Entry>& entries) {
  std::map<std::string, std::uint32_t> index;
  for (std::uint32_t i = 0; i < entries.size(); ++i) index.emplace(entries[i].id, i);
  return index;
}

std::string site_name(const PmPlace& place) {
  if (!place.site.empty()) return place.site;
  if (!place.place.empty()) return place.place;
  if (!place.coordinates) return {};
  char text[64];
  std::snprintf(text, sizeof text, "%.5f, %.5f", place.coordinates->latitude, place.coordinates->longitude);
  return text;
}

/// The last day that anybody was last seen.
std::optional<Date> last_day(const PlaceCase& places) {
  std::optional<Date> last;
  for (const PlaceReport& report : places.reports) {
    DateRange dates = report.dates;
    if (!dates.known() && report.event) dates = places.tables.events[*report.event].dates;
    const auto day = dates.to ? dates.to : dates.from;
    if (day && (!last || *day > *last)) last = day;
  }
  return last;
}

}  // namespace

PlaceCase resolve_places(const PlaceTables& tables, std::span<const AmPlace* const> am,
                         std::span<const PmPlace* const> pm, double delay_days) {
  PlaceCase result{.tables = tables};
  auto events = index_of(tables.events);
  auto sites = index_of(tables.sites);
  const std::size_t n_listed = tables.sites.size();
  for (const AmPlace* place : am) {
    PlaceReport report{.last_seen = place->last_seen};
    if (place->last_seen_date) {
      report.dates = {place->last_seen_date, place->last_seen_until ? place->last_seen_until : place->last_seen_date};
    }
    if (!place->event.empty()) report.event = position(place->event, result.tables.events, events);
    result.reports.push_back(report);
  }
  const auto last = last_day(result);
  const auto matters = std::chrono::days(static_cast<int>(20 * delay_days));
  for (const PmPlace* place : pm) {
    PlaceFinding finding{.burial = place->burial};
    if (const std::string name = site_name(*place); !name.empty()) {
      finding.site = position(name, result.tables.sites, sites);
      Site& site = result.tables.sites[*finding.site];
      if (*finding.site >= n_listed && !site.coordinates) site.coordinates = place->coordinates;
    }
    const bool is_closed = finding.burial.to || (finding.site && result.tables.sites[*finding.site].burial.to);
    if (!is_closed && place->recovered && last && *place->recovered <= *last + matters) {
      finding.burial.to = place->recovered;
    }
    result.findings.push_back(finding);
  }
  return result;
}

}  // namespace kith::attributes
