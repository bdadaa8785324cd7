// intake/places/place_rows.hpp — events.csv, sites.csv, identifications.csv and event_sites.csv: where and when people
// vanished, where the dead were buried, and which pairs were accepted already. docs/case-format.md says what each
// column holds.
//
// Without events.csv (sites.csv) the ids in missing_persons.csv (remains.csv) name the events (sites) by themselves;
// with it, an id that it does not list is an error.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attributes/place/place_tables.hpp"
#include "intake/case/date_cells.hpp"
#include "intake/case/table_columns.hpp"
#include "matching/case/case.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

/// Coordinates 0, 0 are not known (warning), and so are cells that say nothing by `words`.
[[nodiscard]] std::vector<attributes::Event> read_events(
    const text::CsvTable& table, ProblemLog& log,
    const attributes::CaseWords& words = attributes::CaseWords::built_in());
[[nodiscard]] std::vector<attributes::Site> read_sites(
    const text::CsvTable& table, ProblemLog& log,
    const attributes::CaseWords& words = attributes::CaseWords::built_in());
/// @pre `missing` and `remains` are complete.
[[nodiscard]] std::vector<attributes::Identification> read_identifications(
    const text::CsvTable& table, std::span<const matching::MissingPerson> missing,
    std::span<const matching::Remains> remains, ProblemLog& log);
/// Events and sites the table names and `tables` does not list are added where their own table does not exist.
void read_event_sites(const text::CsvTable& table, bool has_events, bool has_sites, attributes::PlaceTables& tables,
                      ProblemLog& log);
/// Reports every id in `column` of a description table that is not among `ids` and says something. `table_name`: where
/// they are listed.
void check_ids(const text::CsvTable& table, std::string_view column, const TextMap<std::uint32_t>& ids,
               std::string_view table_name, const attributes::NotKnown& words, ProblemLog& log);

/// The days a date cell means (intake/case/date_cells.hpp). Empty: none. Anything else is an error.
[[nodiscard]] std::optional<DateSpan> read_date(TableColumns& columns, std::size_t row, const Column& column);
/// From the first day that `from` may mean to the last that `to` may; their order the wrong way round is an error.
[[nodiscard]] attributes::DateRange read_dates(TableColumns& columns, std::size_t row, const Column& from,
                                               const Column& to);
/// Latitude from -90 to 90 and longitude from -180 to 180; one without the other is an error. 0, 0: none, with a
/// warning.
[[nodiscard]] std::optional<attributes::Coordinates> read_coordinates(TableColumns& columns, std::size_t row,
                                                                      const Column& latitude, const Column& longitude);

template <class Entries>
[[nodiscard]] TextMap<std::uint32_t> positions_by_id(const Entries& entries) {
  TextMap<std::uint32_t> positions;
  for (const auto& entry : entries) positions.emplace(entry.id, static_cast<std::uint32_t>(positions.size()));
  return positions;
}

}  // namespace kith::intake
