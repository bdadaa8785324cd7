#include "simulate/places/world_places.hpp"

#include <fmt/format.h>

#include <cmath>

#include "simulate/people/names.hpp"
#include "text/csv_writer.hpp"

namespace kith::simulate {
namespace {

using intake::TableText;

std::string degrees(double value) { return fmt::format("{:.4f}", value); }

TableText events_table(const World& world) {
  TableText table{"events.csv", {}};
  text::CsvWriter csv(table.text);
  csv.row({"event_id", "name", "date_from", "date_to", "place", "latitude", "longitude"});
  for (const auto& event : world.places.events) {
    csv.row({event.id, event.name, date_text(event.from), date_text(event.to), world.places.regions[event.region].name,
             degrees(event.where.latitude), degrees(event.where.longitude)});
  }
  return table;
}

TableText sites_table(const World& world) {
  TableText table{"sites.csv", {}};
  text::CsvWriter csv(table.text);
  csv.row({"site_id", "name", "kind", "linked_to", "latitude", "longitude", "burial_from", "burial_to"});
  const auto& sites = world.places.sites;
  for (const auto& site : sites) {
    std::string linked;
    for (const auto other : site.linked) linked += (linked.empty() ? "" : ";") + sites[other].id;
    csv.row({site.id, site.name, site.is_secondary ? "secondary" : "primary", linked, degrees(site.where.latitude),
             degrees(site.where.longitude), date_text(site.burial_from), date_text(site.burial_to)});
  }
  return table;
}

/// The first sample of every person whose identification stands.
TableText identifications_table(const World& world) {
  TableText table{"identifications.csv", {}};
  text::CsvWriter csv(table.text);
  csv.row({"missing_id", "remains_id"});
  std::size_t n_reported = 0;
  for (const auto& found : world.recovery.found) n_reported += found.is_reported ? 1U : 0U;
  const auto n = std::llround(world.scenario.examination.identified * static_cast<double>(n_reported));
  for (std::size_t i = 0; i < world.recovery.samples.size(); ++i) {
    const auto& sample = world.recovery.samples[i];
    const auto& found = world.recovery.found[sample.found];
    // The persons found stand in a random order, the reported ones first.
    if (sample.number == 0 && found.is_reported && static_cast<long long>(sample.found) < n) {
      csv.row({missing_id(found.person), remains_id(i)});
    }
  }
  return table;
}

}  // namespace

void add_place_tables(const World& world, std::vector<TableText>& tables) {
  tables.push_back(events_table(world));
  tables.push_back(sites_table(world));
  if (world.scenario.examination.identified > 0) tables.push_back(identifications_table(world));
}

}  // namespace kith::simulate
