#include "io/attribute_names.hpp"

#include <algorithm>
#include <array>

#include "io/csv_table.hpp"

namespace kith::io {
namespace {

// Grouped as in docs/case-format.md; column_key() of each name is compared.
constexpr std::array kAttributes{
    // sex, age
    "sex_method", "birth_date", "birth_year", "age", "age_error", "age_min", "age_max",
    // body
    "stature_cm", "stature_error_cm", "stature_source", "femur_mm", "tibia_mm", "humerus_mm", "radius_mm", "ulna_mm",
    "ancestry", "handedness", "blood_group", "hair", "eyes",
    // teeth, medical history, marks
    "teeth", "teeth_source", "teeth_date", "fractures", "surgery", "implants", "implant_serial", "marks",
    // things
    "clothing", "effects", "documents", "name", "dna_population",
    // place and time
    "event_id", "last_seen_date", "last_seen_place", "last_seen_latitude", "last_seen_longitude", "site_id", "grave_id",
    "recovery_date", "recovery_place", "recovery_latitude", "recovery_longitude", "burial_from", "burial_to",
    // remains as parts
    "body_part", "body_side", "case_number", "note"};

bool is_tooth(std::string_view key) {
  // "tooth11" .. "tooth48": FDI quadrants 1-4 (permanent teeth), positions 1-8.
  return key.size() == 7 && key.starts_with("tooth") && key[5] >= '1' && key[5] <= '4' && key[6] >= '1' &&
         key[6] <= '8';
}

}  // namespace

bool is_known_attribute(std::string_view column) {
  const auto key = column_key(column);
  return is_tooth(key) || std::any_of(kAttributes.begin(), kAttributes.end(),
                                      [&](std::string_view name) { return column_key(name) == key; });
}

}  // namespace kith::io
