#include "simulate/laboratory/family_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "simulate/people/descriptions.hpp"

namespace kith::simulate {
namespace {

using attributes::ToothState;
using matching::Attributes;

class Report {
 public:
  Report(const Person& person, const Scenario& scenario, const Places& places, Random& random)
      : person_(person),
        s_(scenario.report),
        unknown_event_(scenario.events.unknown),
        places_(places),
        random_(random) {}

  Attributes take() {
    add_age();
    add_stature();
    add_look();
    add_teeth();
    add_items();
    add_name();
    add_place();
    return std::move(cells_);
  }

 private:
  void put(std::string_view column, std::string text) {
    if (!text.empty()) cells_.emplace_back(std::string(column), std::move(text));
  }
  /// Consumes its number whether or not the cell is filled.
  void put_if(double probability, std::string_view column, std::string text) {
    if (random_.chance(probability)) put(column, std::move(text));
  }

  void add_age() {
    const double how = random_.uniform();
    const auto off = static_cast<int>(std::lround(random_.normal(0, s_.year_error)));
    const auto age_off = random_.normal(0, s_.age_error);
    if (how < s_.birth_date) {
      put("birth_date", date_text(person_.born));
    } else if (how < s_.birth_date + s_.birth_year) {
      put("birth_year", std::to_string(year_of(person_.born) + off));
    } else if (how < s_.birth_date + s_.birth_year + s_.age_only) {
      put("age", std::to_string(std::max(0L, std::lround(person_.age() + age_off))));
    }
  }

  void add_stature() {
    const bool is_told = random_.chance(s_.stature);
    const bool by_document = random_.chance(s_.stature_document);
    const double bias = person_.sex == genetics::Sex::female ? s_.stature_bias_women : s_.stature_bias_men;
    const double error = by_document ? s_.stature_error_document : s_.stature_error_family;
    const auto told = std::lround(random_.normal(person_.stature + bias, error));
    if (!is_told || person_.age() < 17) return;
    put("stature_cm", std::to_string(told));
    put("stature_source", by_document ? "document" : "relative");
  }

  void add_look() {
    put_if(s_.blood_group, "blood_group", confused(person_.blood_group, kBloodGroups, s_.blood_group_error, random_));
    put_if(s_.handedness, "handedness", confused(person_.handedness, kHandedness, s_.look_error / 2, random_));
    put_if(s_.look, "hair", confused(person_.hair, kHairColours, s_.look_error, random_));
    put_if(s_.look, "eyes", confused(person_.eyes, kEyeColours, s_.look_error, random_));
  }

  void add_teeth() {
    const double how = random_.uniform();
    const auto record = misread(person_.teeth_charted, person_.age(), s_.chart_error, random_);
    auto remembered = misread(person_.teeth_charted, person_.age(), s_.family_teeth_error, random_);
    for (auto& state : remembered.states) {  // families know of front teeth, gaps and crowns, if of anything
      const double known = state == ToothState::sound || state == ToothState::filled ? 0.1 : 0.5;
      if (!random_.chance(known)) state = ToothState::unknown;
    }
    if (how < s_.dental_record) {
      put("teeth", chart_text(record));
      put("teeth_source", "record");
      has_record_ = true;
    } else if (how < s_.dental_record + s_.dental_family && remembered.n_known() > 0) {
      put("teeth", chart_text(remembered));
      put("teeth_source", "family");
    }
  }

  void add_items() {
    const double asked = random_.uniform();
    const auto listed = [&](const std::vector<Feature>& features, double recall, ItemOrder order) {
      return items_text(some_of(features, recall, 0, random_), order);
    };
    auto fractures = listed(person_.fractures, s_.recall_fracture, ItemOrder::skeletal);
    auto implants = listed(person_.implants, s_.recall_implant, ItemOrder::skeletal);
    auto marks = listed(person_.marks, s_.recall_mark, ItemOrder::mark);
    if (asked < s_.medical) {
      put("fractures", std::move(fractures));
      put("implants", std::move(implants));
      put("marks", std::move(marks));
    }
    if (!person_.implants.empty()) put_if(s_.implant_serial, "implant_serial", person_.implant_serial);
    auto clothing = items_text(some_of(person_.clothing, s_.recall_garment, s_.colour_error, random_),
                               ItemOrder::belonging);
    auto effects = items_text(some_of(person_.effects, s_.recall_effect, s_.colour_error, random_),
                              ItemOrder::belonging);
    put_if(s_.belongings, "clothing", std::move(clothing));
    put_if(s_.belongings, "effects", std::move(effects));
  }

  void add_name() { put_if(s_.name, "name", person_.surname + ' ' + person_.given_name); }

  struct Whereabouts {
    std::uint32_t event = kNoEvent;
    std::uint32_t region = 0;
    Day day = 0;
    Point point{};
  };

  /// Where and when somebody else vanished.
  Whereabouts of_somebody() {
    const auto event = static_cast<std::uint32_t>(random_.pick(places_.event_weights));
    Whereabouts where;
    where.event = random_.chance(unknown_event_) ? kNoEvent : event;
    where.region = static_cast<std::uint32_t>(random_.below(places_.regions.size()));
    where.day = draw_day(where.event, places_, random_);
    where.point = draw_last_seen(where.event, where.region, places_, random_);
    return where;
  }

  void add_place() {
    const auto somebody = of_somebody();
    const bool is_mixed_up = random_.chance(s_.place_error);
    const Whereabouts where = is_mixed_up ? somebody
                                          : Whereabouts{person_.event, person_.region, person_.died, person_.last_seen};
    const bool knows_event = random_.chance(s_.event) && where.event != kNoEvent;
    const bool knows_date = random_.chance(s_.date);
    const bool is_wrong = random_.chance(s_.date_error);
    const Day any = draw_day(kNoEvent, places_, random_);
    const bool knows_place = random_.chance(s_.place);
    if (knows_event) put("event_id", places_.events[where.event].id);
    const Day told = is_wrong ? any : where.day;
    if (knows_date) put("last_seen_date", date_text(told));
    if (knows_date && has_record_ && person_.charted <= told) put("teeth_date", date_text(person_.charted));
    if (!knows_place) return;
    put("last_seen_place",
        places_.regions[where.event == kNoEvent ? where.region : places_.events[where.event].region].name);
    put("last_seen_latitude", fmt::format("{:.4f}", where.point.latitude));
    put("last_seen_longitude", fmt::format("{:.4f}", where.point.longitude));
  }

  const Person& person_;
  const ReportSettings& s_;
  double unknown_event_;
  const Places& places_;
  Random& random_;
  Attributes cells_;
  bool has_record_ = false;
};

}  // namespace

Attributes report_of(const Person& person, const Scenario& scenario, const Places& places, Random& random) {
  return Report(person, scenario, places, random).take();
}

}  // namespace kith::simulate
