#include "intake/places/place_rows.hpp"

#include <array>
#include <set>
#include <utility>

#include "intake/case/cell_values.hpp"

namespace kith::intake {
namespace {

using attributes::Coordinates;
using attributes::DateRange;
using attributes::Event;
using attributes::Site;
using attributes::SiteKind;

constexpr std::array<std::pair<std::string_view, SiteKind>, 5> kKinds{{{"primary", SiteKind::primary},
                                                                       {"secondary", SiteKind::secondary},
                                                                       {"surface", SiteKind::surface},
                                                                       {"other", SiteKind::other},
                                                                       {"", SiteKind::other}}};

/// Ids and texts of events and sites.
constexpr std::array<std::string_view, 4> kForPeople{"event_id", "site_id", "name", "place"};

/// The id of a row that no earlier row has; none with the problem said.
std::optional<std::string_view> new_id(TableColumns& columns, std::size_t row, const Column& column,
                                       TextMap<std::uint32_t>& positions) {
  const auto id = columns.required_text(row, column, "an id that is unique in the table");
  if (!id) return std::nullopt;
  if (positions.emplace(*id, static_cast<std::uint32_t>(positions.size())).second) return id;
  columns.error(Errc::duplicate_id, row, column, "every id once");
  return std::nullopt;
}

SiteKind read_kind(TableColumns& columns, std::size_t row, const Column& column) {
  const auto word = lower_case(columns.text(row, column));
  for (const auto& [name, kind] : kKinds) {
    if (word == name) return kind;
  }
  columns.error(Errc::bad_value, row, column, "primary, secondary, surface or other");
  return SiteKind::other;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const auto end = text.find(';');
    std::string_view item = text.substr(0, end);
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    if (!item.empty()) items.emplace_back(item);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return items;
}

/// The position of an id in `ids`; an unknown one is an error.
template <class Describe>
std::optional<std::uint32_t> known_id(TableColumns& columns, std::size_t row, const Column& column,
                                      const TextMap<std::uint32_t>& ids, Describe describe) {
  const auto id = columns.required_text(row, column, describe());
  if (!id) return std::nullopt;
  if (const auto found = ids.find(*id); found != ids.end()) return found->second;
  columns.error(Errc::unknown_id, row, column, describe());
  return std::nullopt;
}

}  // namespace

std::optional<DateSpan> read_date(TableColumns& columns, std::size_t row, const Column& column) {
  const auto text = columns.text(row, column);
  if (text.empty()) return std::nullopt;
  const auto span = parse_date_span(text);
  if (span) return span.value();
  columns.error(Errc::bad_value, row, column, span.error().message + ", or nothing");
  return std::nullopt;
}

DateRange read_dates(TableColumns& columns, std::size_t row, const Column& from, const Column& to) {
  DateRange dates;
  if (const auto span = read_date(columns, row, from)) dates.from = span->first;
  if (const auto span = read_date(columns, row, to)) dates.to = span->last;
  if (dates.from && dates.to && *dates.to < *dates.from) {
    columns.error(Errc::bad_value, row, to,
                  "a date not before " + from.name + " (" + std::string(columns.text(row, from)) + ")");
  }
  return dates;
}

std::optional<Coordinates> read_coordinates(TableColumns& columns, std::size_t row, const Column& latitude,
                                            const Column& longitude) {
  const auto north = columns.number(row, latitude, -90, 90, "degrees north, from -90 to 90");
  const auto east = columns.number(row, longitude, -180, 180, "degrees east, from -180 to 180");
  if (north && east && *north == 0 && *east == 0) {
    columns.report(
        Severity::warning, Errc::bad_value, row, latitude,
        "the place itself; latitude 0 and longitude 0 lie in the Atlantic and are taken as not known: leave both "
        "cells empty");
    return std::nullopt;
  }
  if (north && east) return Coordinates{*north, *east};
  if (columns.text(row, latitude).empty() != columns.text(row, longitude).empty()) {
    const bool lacks_north = columns.text(row, latitude).empty();
    columns.error(Errc::missing_value, row, lacks_north ? latitude : longitude,
                  "a number of degrees, as the other coordinate is given");
  }
  return std::nullopt;
}

namespace {

/// One date alone is the whole of the event: all its days, where only a month or a year is known.
DateRange read_event_dates(TableColumns& columns, std::size_t row, const Column& from, const Column& to) {
  const auto first = columns.text(row, from), last = columns.text(row, to);
  if (first.empty() != last.empty()) {
    const auto span = parse_date_span(first.empty() ? last : first);
    if (span && !span.value().is_day()) return {span.value().first, span.value().last};
  }
  return read_dates(columns, row, from, to);
}

}  // namespace

std::vector<Event> read_events(const text::CsvTable& table, ProblemLog& log, const attributes::CaseWords& words) {
  std::vector<Event> events;
  TableColumns columns(table, log);
  const Column id = columns.require("event_id");
  const Column name = columns.find("name");
  const Column from = columns.find("date_from");
  const Column to = columns.find("date_to");
  const Column place = columns.find("place");
  const Column latitude = columns.find("latitude");
  const Column longitude = columns.find("longitude");
  columns.warn_unclaimed("not used");
  columns.use_words(words, kForPeople);
  if (!columns.complete()) return events;
  TextMap<std::uint32_t> positions;
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const auto event_id = new_id(columns, row, id, positions);
    if (!event_id) continue;
    events.push_back({.id = std::string(*event_id),
                      .name = std::string(columns.text(row, name)),
                      .place = std::string(columns.text(row, place)),
                      .dates = read_event_dates(columns, row, from, to),
                      .coordinates = read_coordinates(columns, row, latitude, longitude)});
  }
  return events;
}

std::vector<Site> read_sites(const text::CsvTable& table, ProblemLog& log, const attributes::CaseWords& words) {
  std::vector<Site> sites;
  TableColumns columns(table, log);
  const Column id = columns.require("site_id");
  const Column name = columns.find("name");
  const Column kind = columns.find("kind");
  const Column linked = columns.find("linked_to");
  const Column latitude = columns.find("latitude");
  const Column longitude = columns.find("longitude");
  const Column from = columns.find("burial_from");
  const Column to = columns.find("burial_to");
  columns.warn_unclaimed("not used");
  columns.use_words(words, kForPeople);
  if (!columns.complete()) return sites;
  TextMap<std::uint32_t> positions;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const auto site_id = new_id(columns, row, id, positions);
    if (!site_id) continue;
    rows.push_back(row);
    sites.push_back({.id = std::string(*site_id),
                     .name = std::string(columns.text(row, name)),
                     .kind = read_kind(columns, row, kind),
                     .coordinates = read_coordinates(columns, row, latitude, longitude),
                     .burial = read_dates(columns, row, from, to)});
  }
  positions = positions_by_id(sites);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    for (const std::string& other : split_list(columns.text(rows[i], linked))) {
      const auto found = positions.find(other);
      if (found != positions.end() && found->second != i) {
        sites[i].linked_to.push_back(found->second);
      } else {
        columns.error(Errc::unknown_id, rows[i], linked,
                      "site_ids of other rows, separated by ';' ('" + other + "' is none)");
      }
    }
  }
  return sites;
}

std::vector<attributes::Identification> read_identifications(const text::CsvTable& table,
                                                             std::span<const matching::MissingPerson> missing,
                                                             std::span<const matching::Remains> remains,
                                                             ProblemLog& log) {
  std::vector<attributes::Identification> identifications;
  TableColumns columns(table, log);
  const Column missing_id = columns.require("missing_id");
  const Column remains_id = columns.require("remains_id");
  columns.warn_unclaimed("not used");
  if (!columns.complete()) return identifications;
  const auto missing_by_id = positions_by_id(missing);
  const auto remains_by_id = positions_by_id(remains);
  TextMap<std::size_t> lines;
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const auto who = known_id(columns, row, missing_id, missing_by_id, [] { return "the id of a missing person"; });
    const auto what = known_id(columns, row, remains_id, remains_by_id, [] { return "the id of remains"; });
    if (!who || !what) continue;
    const auto [first, is_new] = lines.emplace(columns.text(row, remains_id), table.line(row));
    if (is_new) {
      identifications.push_back({*who, *what});
    } else {
      columns.error(Errc::duplicate_id, row, remains_id,
                    "every remains once (row " + std::to_string(first->second) + " identifies these, too)");
    }
  }
  return identifications;
}

void read_event_sites(const text::CsvTable& table, bool has_events, bool has_sites, attributes::PlaceTables& tables,
                      ProblemLog& log) {
  TableColumns columns(table, log);
  const Column event = columns.require("event_id");
  const Column site = columns.require("site_id");
  const Column identified = columns.require("identified");
  columns.warn_unclaimed("not used");
  if (!columns.complete()) return;
  auto events = positions_by_id(tables.events);
  auto sites = positions_by_id(tables.sites);
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const std::string event_id(columns.text(row, event));
    const std::string site_id(columns.text(row, site));
    if (!has_events && !event_id.empty() && events.emplace(event_id, events.size()).second)
      tables.events.push_back({.id = event_id});
    if (!has_sites && !site_id.empty() && sites.emplace(site_id, sites.size()).second)
      tables.sites.push_back({.id = site_id});
    const auto e = known_id(columns, row, event, events, [] { return "an event_id of events.csv"; });
    const auto s = known_id(columns, row, site, sites, [] { return "a site_id of sites.csv"; });
    constexpr double kMost = 1e9;
    const char* const whole = "a whole number, 0 or more";
    const auto n = columns.required_text(row, identified, whole) ? columns.number(row, identified, 0, kMost, whole)
                                                                 : std::nullopt;
    if (!e || !s || !n) continue;
    const auto count = static_cast<std::uint32_t>(*n);
    if (count != *n) columns.error(Errc::bad_number, row, identified, whole);
    if (!seen.emplace(*e, *s).second) columns.error(Errc::duplicate_id, row, site, "every pair of event and site once");
    tables.event_sites.push_back({*e, *s, count});
  }
}

void check_ids(const text::CsvTable& table, std::string_view column, const TextMap<std::uint32_t>& ids,
               std::string_view table_name, const attributes::NotKnown& words, ProblemLog& log) {
  TableColumns columns(table, log);
  if (!table.find(column)) return;
  const Column which{.name = std::string(column), .index = table.find(column)};
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const auto id = columns.text(row, which);
    if (ids.contains(id) || words.says(id) != attributes::Says::something) continue;
    columns.error(
        Errc::unknown_id, row, which,
        (which.name.starts_with('e') ? "an " : "a ") + which.name + " of " + std::string(table_name) + ", or nothing");
  }
}

}  // namespace kith::intake
