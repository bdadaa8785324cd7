#include "intake/forms/attribute_names.hpp"

#include <algorithm>
#include <array>

#include "text/csv_table.hpp"

namespace kith::intake {
namespace {

using enum Form;

constexpr std::array kAttributes{
    // sex, age
    AttributeSpec{"sex_method", pm, "how the sex was estimated: pelvis, skull or long bones", "sexmethod sexestimation",
                  "", "pelvis"},
    AttributeSpec{"birth_date", am, "date, YYYY-MM-DD", "dob dateofbirth born birthday bdate", "1968-03-02", ""},
    AttributeSpec{"birth_year", am, "year", "yob yearofbirth", "", ""},
    AttributeSpec{"age", both, "years: at disappearance; estimated at death",
                  "ageyears ageinyears ageatdeath ageestimate years", "", "30"},
    AttributeSpec{"age_error", both, "years, standard error", "agesd agese", "", "5"},
    AttributeSpec{"age_min", pm, "years, from", "minage agefrom minimumage agelow", "", ""},
    AttributeSpec{"age_max", pm, "years, to", "maxage ageto maximumage agehigh", "", ""},
    // body
    AttributeSpec{"stature_cm", both, "centimetres", "height heightcm stature bodyheight bodylength cm", "178", "175"},
    AttributeSpec{"stature_error_cm", both, "centimetres, standard error",
                  "statureerror heighterror heighterrorcm staturesd", "", "4"},
    AttributeSpec{"stature_source", both, "family: measured, document or relative; remains: a note", "heightsource", "",
                  ""},
    AttributeSpec{"femur_mm", pm, "millimetres, maximum length", "femur femurlength", "", ""},
    AttributeSpec{"tibia_mm", pm, "millimetres, maximum length", "tibia tibialength", "", ""},
    AttributeSpec{"humerus_mm", pm, "millimetres, maximum length", "humerus humeruslength", "", ""},
    AttributeSpec{"radius_mm", pm, "millimetres, maximum length", "radius radiuslength", "", ""},
    AttributeSpec{"ulna_mm", pm, "millimetres, maximum length", "ulna ulnalength", "", ""},
    AttributeSpec{"ancestry", both, "a word", "race ethnicity ethnicgroup", "", ""},
    AttributeSpec{"handedness", both, "right, left or both", "hand dominanthand laterality", "", ""},
    AttributeSpec{"blood_group", both, "O, A, B or AB, with + or -", "bloodtype blood abo", "", ""},
    AttributeSpec{"hair", both, "a word", "haircolor haircolour", "brown", ""},
    AttributeSpec{"eyes", both, "a word", "eye eyecolor eyecolour", "", ""},
    // teeth, medical history, marks
    AttributeSpec{"teeth", both, "chart: 16=filled;36=extracted (FDI numbers)", "dental dentition tooth dentalchart",
                  "", ""},
    AttributeSpec{"teeth_source", am, "record or family", "dentalsource", "", ""},
    AttributeSpec{"teeth_date", am, "date of the chart, YYYY-MM-DD", "dentaldate", "", ""},
    AttributeSpec{"fractures", both, "list of bone:side:kind", "fracture brokenbones", "rib:left", "rib:left"},
    AttributeSpec{"surgery", both, "list of bone:side:kind", "surgeries operation operations", "", ""},
    AttributeSpec{"implants", both, "list of bone:side:kind", "implant prosthesis prostheses", "", ""},
    AttributeSpec{"implant_serial", both, "serial numbers, separated by ;", "serial serialnumber implantserialnumber",
                  "", ""},
    AttributeSpec{"marks", both, "list of kind:site:side:motif", "tattoo tattoos scars scar mark skinmarks", "", ""},
    // things
    AttributeSpec{"clothing", both, "list of type:colour:size:maker",
                  "clothes garments shoes shoe footwear boots jacket coat trousers shirt dress", "boots:black:43",
                  "boots:black:43"},
    AttributeSpec{"effects", both, "list of type:colour:size:maker", "personaleffects belongings personalitems items",
                  "", ""},
    AttributeSpec{"documents", both, "list of kind:name on it", "document ids papers", "", ""},
    AttributeSpec{"name", both, "on the form; on documents", "fullname names surname lastname", "", ""},
    AttributeSpec{"dna_population", both, "population whose allele frequencies fit", "population", "", ""},
    // place and time
    AttributeSpec{"event_id", am, "the event of events.csv in which the person vanished", "event incident incidentid",
                  "E1", ""},
    AttributeSpec{"last_seen_date", am, "date, YYYY-MM-DD",
                  "lastseen dateofdisappearance disappearancedate missingsince datemissing", "1992-07-11", ""},
    AttributeSpec{"last_seen_place", am, "text", "placeofdisappearance lastseenat", "", ""},
    AttributeSpec{"last_seen_latitude", am, "degrees north", "lastseenlat", "", ""},
    AttributeSpec{"last_seen_longitude", am, "degrees east", "lastseenlon lastseenlng lastseenlong", "", ""},
    AttributeSpec{"site_id", pm, "the grave or place of sites.csv", "site", "", "S1"},
    AttributeSpec{"grave_id", pm, "the grave within the site", "grave gravenumber", "", ""},
    AttributeSpec{"recovery_date", pm, "date, YYYY-MM-DD",
                  "recovered daterecovered dateofrecovery exhumationdate exhumed", "", "1999-05-20"},
    AttributeSpec{"recovery_place", pm, "text", "placeofrecovery recoverylocation foundat", "", ""},
    AttributeSpec{"recovery_latitude", pm, "degrees north", "recoverylat", "", ""},
    AttributeSpec{"recovery_longitude", pm, "degrees east", "recoverylon recoverylng recoverylong", "", ""},
    AttributeSpec{"burial_from", pm, "date: the burial lies not before", "buriedfrom", "", ""},
    AttributeSpec{"burial_to", pm, "date: the burial lies not after", "burieduntil burieduntill", "", ""},
    // remains as parts
    AttributeSpec{"body_part", pm, "femur, whole body ...", "bone part element", "", "whole body"},
    AttributeSpec{"body_side", pm, "left or right", "side boneside", "", ""},
    AttributeSpec{"portion", pm, "what of the bone: proximal, shaft, distal, fragment; empty: all",
                  "segment boneportion", "", ""},
    AttributeSpec{"case_number", both, "text", "caseid caseno casenumber", "", ""},
    AttributeSpec{"note", both, "text", "notes comment comments remark remarks", "", ""}};

bool is_tooth(std::string_view key) {
  // "tooth11" .. "tooth48": FDI quadrants 1-4 (permanent teeth), positions 1-8.
  return key.size() == 7 && key.starts_with("tooth") && key[5] >= '1' && key[5] <= '4' && key[6] >= '1' &&
         key[6] <= '8';
}

}  // namespace

std::span<const AttributeSpec> known_attributes() { return kAttributes; }

bool is_known_attribute(std::string_view column, Form form) {
  const auto key = text::column_key(column);
  return is_tooth(key) || std::any_of(kAttributes.begin(), kAttributes.end(), [&](const AttributeSpec& spec) {
           return (spec.form == both || spec.form == form) && text::column_key(spec.name) == key;
         });
}

}  // namespace kith::intake
