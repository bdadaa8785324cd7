// event_id, last_seen_date, last_seen_latitude and -longitude; site_id, recovery_place, recovery_latitude and
// -longitude, recovery_date, burial_from and burial_to. Whether the ids exist is checked when all tables are read
// (intake/places/place_rows.hpp).
#include "intake/case/date_cells.hpp"
#include "intake/forms/parsers.hpp"
#include "intake/places/place_rows.hpp"

namespace kith::intake {
namespace {

class PlaceParser final : public DescriptionParser {
 public:
  explicit PlaceParser(TableColumns& table)
      : DescriptionParser(table),
        event_(find("event_id")),
        last_seen_(find("last_seen_date")),
        last_seen_latitude_(find("last_seen_latitude")),
        last_seen_longitude_(find("last_seen_longitude")),
        site_(find("site_id")),
        recovered_(find("recovery_date")),
        place_(find("recovery_place")),
        recovery_latitude_(find("recovery_latitude")),
        recovery_longitude_(find("recovery_longitude")),
        burial_from_(find("burial_from")),
        burial_to_(find("burial_to")) {}

  void read(std::size_t row, attributes::AmDescription& am) override {
    am.place.event = text(row, event_);
    // age_parser says what is wrong with it.
    if (const auto span = parse_date_span(text(row, last_seen_))) {
      am.place.last_seen_date = span.value().first;
      if (!span.value().is_day()) am.place.last_seen_until = span.value().last;
    }
    am.place.last_seen = read_coordinates(columns(), row, last_seen_latitude_, last_seen_longitude_);
  }

  void read(std::size_t row, attributes::PmDescription& pm) override {
    pm.place.site = text(row, site_);
    const auto place = text(row, place_);
    const bool is_place = columns().words().not_known.says(place) == attributes::Says::something;
    pm.place.place = is_place ? place : std::string_view();
    pm.place.coordinates = read_coordinates(columns(), row, recovery_latitude_, recovery_longitude_);
    pm.place.burial = read_dates(columns(), row, burial_from_, burial_to_);
    if (const auto span = read_date(columns(), row, recovered_)) pm.place.recovered = span->last;
    const auto& buried = pm.place.burial.from;
    if (buried && pm.place.recovered && *pm.place.recovered < *buried) {
      columns().error(Errc::bad_value, row, recovered_,
                      "a date not before burial_from (" + std::string(text(row, burial_from_)) + ")");
    }
  }

 private:
  Column event_, last_seen_, last_seen_latitude_, last_seen_longitude_;
  Column site_, recovered_, place_, recovery_latitude_, recovery_longitude_, burial_from_, burial_to_;
};

}  // namespace

std::unique_ptr<DescriptionParser> make_place_parser(TableColumns& columns) {
  return std::make_unique<PlaceParser>(columns);
}

}  // namespace kith::intake
