#include "intake/draft/place_writer.hpp"

#include <sstream>

#include "intake/case/cell_values.hpp"
#include "text/csv_writer.hpp"

namespace kith::intake {
namespace {

using attributes::Coordinates;
using attributes::SiteKind;

std::string_view kind_text(SiteKind kind) {
  switch (kind) {
    case SiteKind::primary:
      return "primary";
    case SiteKind::secondary:
      return "secondary";
    case SiteKind::surface:
      return "surface";
    case SiteKind::other:
      break;
  }
  return "other";
}

void write_coordinates(const std::optional<Coordinates>& coordinates, text::CsvWriter& csv) {
  csv.cell(coordinates ? text::number_text(coordinates->latitude) : std::string());
  csv.cell(coordinates ? text::number_text(coordinates->longitude) : std::string());
}

std::string events_text(const attributes::PlaceTables& places) {
  std::ostringstream out;
  text::CsvWriter csv(out);
  csv.row({"event_id", "name", "date_from", "date_to", "place", "latitude", "longitude"});
  for (const auto& event : places.events) {
    csv.cell(event.id).cell(event.name).cell(date_text(event.dates.from)).cell(date_text(event.dates.to));
    csv.cell(event.place);
    write_coordinates(event.coordinates, csv);
    csv.end_row();
  }
  return out.str();
}

std::string sites_text(const attributes::PlaceTables& places) {
  std::ostringstream out;
  text::CsvWriter csv(out);
  csv.row({"site_id", "name", "kind", "linked_to", "latitude", "longitude", "burial_from", "burial_to"});
  for (const auto& site : places.sites) {
    std::string linked;
    for (const auto other : site.linked_to) linked += (linked.empty() ? "" : ";") + places.sites[other].id;
    csv.cell(site.id).cell(site.name).cell(kind_text(site.kind)).cell(linked);
    write_coordinates(site.coordinates, csv);
    csv.cell(date_text(site.burial.from)).cell(date_text(site.burial.to));
    csv.end_row();
  }
  return out.str();
}

std::string identifications_text(const CaseDraft& draft) {
  std::ostringstream out;
  text::CsvWriter csv(out);
  csv.row({"missing_id", "remains_id"});
  for (const auto& pair : draft.places.identifications) {
    csv.cell(draft.missing[pair.missing].id).cell(draft.remains[pair.remains].id);
    csv.end_row();
  }
  return out.str();
}

std::string event_sites_text(const attributes::PlaceTables& places) {
  std::ostringstream out;
  text::CsvWriter csv(out);
  csv.row({"event_id", "site_id", "identified"});
  for (const auto& count : places.event_sites) {
    csv.cell(places.events[count.event].id).cell(places.sites[count.site].id);
    csv.cell(std::to_string(count.identified));
    csv.end_row();
  }
  return out.str();
}

}  // namespace

std::vector<TableText> place_tables(const CaseDraft& draft) {
  const attributes::PlaceTables& places = draft.places;
  std::vector<TableText> tables;
  if (!places.events.empty()) tables.push_back({"events.csv", events_text(places)});
  if (!places.sites.empty()) tables.push_back({"sites.csv", sites_text(places)});
  if (!places.identifications.empty()) tables.push_back({"identifications.csv", identifications_text(draft)});
  if (!places.event_sites.empty()) tables.push_back({"event_sites.csv", event_sites_text(places)});
  return tables;
}

}  // namespace kith::intake
