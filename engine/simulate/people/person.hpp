// simulate/people/person.hpp — a person of a synthetic world as he was: name, body, teeth, what he had been through and
// had on him. What a family reports of him (report.hpp) and an examination finds (examination.hpp) are drawn from this.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "attributes/teeth/tooth_chart.hpp"
#include "genetics/markers/marker.hpp"
#include "simulate/people/calendar.hpp"
#include "simulate/places/places.hpp"
#include "simulate/scenario/random.hpp"
#include "simulate/scenario/scenario.hpp"

namespace kith::simulate {

/// A healed fracture, an operation or an implant; a mark; a thing. Parts as in the cells of the case folder.
struct Feature {
  std::string what;    ///< bone; kind of mark; type of thing
  std::string side{};  ///< left, right or nothing; of a mark its site
  std::string detail{};
  std::string detail2{};
};

struct Person {
  genetics::Sex sex = genetics::Sex::unknown;
  Day born = 0;
  Day died = 0;
  std::uint32_t region = 0;
  std::uint32_t event = kNoEvent;
  Point last_seen{};
  std::string given_name;
  std::string surname;
  double stature = 0;  ///< cm, living
  std::string handedness;
  std::string blood_group;
  std::string hair;
  std::string eyes;
  Day charted = 0;
  attributes::ToothChart teeth_charted{};  ///< as they were when the dentist last saw them
  attributes::ToothChart teeth{};          ///< at death, bridges that are lost with the remains counted as lost
  std::vector<Feature> fractures{};
  std::vector<Feature> implants{};
  std::string implant_serial{};
  std::vector<Feature> marks{};
  std::vector<Feature> clothing{};
  std::vector<Feature> effects{};

  [[nodiscard]] double age() const { return static_cast<double>(died - born) / 365.25; }
};

/// What is known of him before the rest is drawn.
struct Birth {
  genetics::Sex sex = genetics::Sex::unknown;
  int year = 0;
  Day died = 0;
  std::uint32_t region = 0;
  std::uint32_t event = kNoEvent;
  std::string surname{};  ///< empty: drawn by region
};

[[nodiscard]] Person make_person(const Birth& birth, const Scenario& scenario, const Places& places, Random& random);

/// A tooth after some years, by the rates the engine assumes times `factor`.
[[nodiscard]] attributes::ToothState develop_tooth(attributes::ToothState state, double factor, double years,
                                                   Random& random);

/// Surnames of a region fall as rank^-1; women's end as they do in the country.
[[nodiscard]] std::string draw_surname(std::uint32_t region, Random& random);
[[nodiscard]] std::string surname_of(const std::string& surname, genetics::Sex sex);

}  // namespace kith::simulate
