#include "simulate/people/person.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>

#include "attributes/teeth/tooth_development.hpp"
#include "simulate/people/descriptions.hpp"

namespace kith::simulate {
namespace {

using attributes::ToothState;
using genetics::Sex;

struct Choice {
  std::string_view word;
  double weight;
};

std::string choose(std::span<const Choice> choices, Random& random) {
  std::vector<double> cumulative;
  double total = 0;
  for (const auto& choice : choices) cumulative.push_back(total += choice.weight);
  return std::string(choices[random.pick(cumulative)].word);
}

/// One of `words`, the first most often: weights 1, 1/2, 1/3 ...
template <std::size_t N>
std::string by_rank(const std::array<std::string_view, N>& words, std::size_t shift, Random& random) {
  std::array<double, N> cumulative{};
  double total = 0;
  for (std::size_t i = 0; i < N; ++i) cumulative[i] = total += 1.0 / static_cast<double>(i + 1);
  return std::string(words[(random.pick(cumulative) + shift) % N]);
}

constexpr std::array<std::string_view, 24> kMen{
    "Rashid", "Elchin", "Vugar",  "Samir", "Farid", "Anar", "Ilgar", "Murad", "Kamran", "Emin", "Tural", "Nijat",
    "Orkhan", "Ramil",  "Shahin", "Zaur",  "Aydin", "Azer", "Fuad",  "Habib", "Natig",  "Rauf", "Tofig", "Yusif"};
constexpr std::array<std::string_view, 20> kWomen{"Leyla",  "Aygun", "Sevda",  "Nigar",  "Gunel",  "Zahra",  "Fatima",
                                                  "Aida",   "Konul", "Lala",   "Narmin", "Rena",   "Solmaz", "Tarana",
                                                  "Ulviya", "Vafa",  "Zumrud", "Elnara", "Hokuma", "Jamila"};
constexpr std::array<std::string_view, 40> kSurnames{
    "Mammadov",   "Aliyev",   "Hasanov",  "Huseynov", "Guliyev",  "Hajiyev",   "Rasulov",   "Suleymanov",
    "Musayev",    "Abbasov",  "Babayev",  "Jafarov",  "Orujov",   "Ismayilov", "Karimov",   "Ahmadov",
    "Mustafayev", "Najafov",  "Gasimov",  "Valiyev",  "Agayev",   "Nuriyev",   "Rzayev",    "Safarov",
    "Tagiyev",    "Yusifov",  "Zeynalov", "Bayramov", "Shirinov", "Sadigov",   "Ibrahimov", "Salimov",
    "Mehdiyev",   "Novruzov", "Pashayev", "Rustamov", "Sultanov", "Talibov",   "Vahidov",   "Eyvazov"};

// Blood groups of Azerbaijan in per cent, as collected on Wikipedia; hair, eyes and handedness: invented, of a
// plausible order.
constexpr std::array kBlood{Choice{"A+", 30.0}, Choice{"O+", 29.8}, Choice{"B+", 21.1}, Choice{"AB+", 9.0},
                            Choice{"A-", 3.4},  Choice{"O-", 3.3},  Choice{"B-", 2.4},  Choice{"AB-", 1.0}};
constexpr std::array kHair{Choice{"black", 55}, Choice{"dark brown", 28}, Choice{"brown", 11}, Choice{"fair", 4},
                           Choice{"red", 2}};
constexpr std::array kEyes{Choice{"brown", 72}, Choice{"green", 12}, Choice{"grey", 8}, Choice{"blue", 8}};
constexpr std::array kHands{Choice{"right", 90}, Choice{"left", 10}};

struct BonePrevalence {
  std::string_view bone;
  double share;  ///< per side, of adult men
  bool sided;
};
constexpr std::array kFractures{BonePrevalence{"radius", 0.03, true},   BonePrevalence{"ulna", 0.015, true},
                                BonePrevalence{"clavicle", 0.02, true}, BonePrevalence{"femur", 0.008, true},
                                BonePrevalence{"tibia", 0.015, true},   BonePrevalence{"fibula", 0.012, true},
                                BonePrevalence{"humerus", 0.01, true},  BonePrevalence{"rib", 0.04, true},
                                BonePrevalence{"nasal", 0.03, false},   BonePrevalence{"mandible", 0.008, false}};
constexpr std::array kImplants{BonePrevalence{"femur", 0.004, true}, BonePrevalence{"tibia", 0.004, true},
                               BonePrevalence{"radius", 0.002, true}};
constexpr std::array<std::string_view, 3> kImplantKinds{"plate", "nail", "screw"};

constexpr std::array<std::string_view, 8> kMotifs{"name",  "heart", "star", "anchor",
                                                  "eagle", "cross", "date", "flower"};
constexpr std::array<std::string_view, 5> kMarkSites{"forearm", "upper arm", "hand", "chest", "back"};
constexpr std::array<std::string_view, 6> kClothes{"jacket", "trousers", "shirt", "boots", "sweater", "coat"};

constexpr std::array<std::string_view, 7> kEffects{"watch", "ring", "lighter", "comb", "keys", "prayer beads", "chain"};
constexpr std::array<std::string_view, 4> kMetals{"steel", "silver", "gold", "brass"};

/// Where a tooth of this state goes next, and how often a year (attributes/teeth/tooth_development.hpp).
struct Change {
  ToothState to;
  double rate;
};
using Changes = std::array<Change, 3>;

Changes changes_from(ToothState state, const attributes::ToothRates& rates) {
  using enum ToothState;
  switch (state) {
    case unerupted:
      return {{{sound, rates.erupt}, {extracted, rates.extract_sound}, {unknown, 0}}};
    case sound:
      return {{{filled, rates.fill}, {crowned, rates.crown_at_once}, {extracted, rates.extract_sound}}};
    case filled:
      return {{{crowned, rates.crown}, {extracted, rates.extract_filled}, {unknown, 0}}};
    case crowned:
      return {{{extracted, rates.extract_crowned}, {bridged, rates.abutment}, {unknown, 0}}};
    case extracted:
      return {{{bridged, rates.bridge}, {unknown, 0}, {unknown, 0}}};
    case bridged:
    case unknown:
      break;
  }
  return {};
}

}  // namespace

ToothState develop_tooth(ToothState state, double factor, double years, Random& random) {
  const attributes::ToothRates rates;
  for (double left = years; left > 0;) {
    const auto changes = changes_from(state, rates);
    const double total = changes[0].rate + changes[1].rate + changes[2].rate;
    if (total <= 0) return state;
    left += std::log(random.uniform()) / (total * factor);  // the next change comes after an exponential time
    if (left <= 0) return state;
    double at = random.uniform() * total;
    std::size_t next = 0;
    while (next + 1 < changes.size() && at >= changes[next].rate) at -= changes[next++].rate;
    state = changes[next].to;
  }
  return state;
}

namespace {

/// `years_of`: by tooth. For a person whose teeth change `pace` times as fast as the average.
template <class Years>
attributes::ToothChart develop(attributes::ToothChart chart, Years years_of, double pace, Random& random) {
  for (std::size_t tooth = 0; tooth < attributes::kTeeth; ++tooth) {
    auto& state = chart.states[tooth];
    state = develop_tooth(state, pace * attributes::development_factor(tooth), years_of(tooth), random);
  }
  return chart;
}

bool is_third_molar(std::size_t tooth) { return tooth % 8 == 7; }

attributes::ToothChart erupted(double age, Random& random) {
  const attributes::ToothRates rates;
  attributes::ToothChart chart;
  for (std::size_t tooth = 0; tooth < attributes::kTeeth; ++tooth) {
    const double u = random.uniform();
    const double late = age < 18 ? 1 : age < 25 ? 0.3 : 0.1;
    const bool is_missing = is_third_molar(tooth) && u < rates.agenesis + (1 - rates.agenesis) * late;
    chart.states[tooth] = is_missing || age < 7 ? ToothState::unerupted : ToothState::sound;
  }
  return chart;
}

void add_teeth(Person& person, double pace_sd, Random& random) {
  // Some need the dentist more than others.
  const double pace = pace_sd > 0 ? random.gamma(1 / (pace_sd * pace_sd)) * pace_sd * pace_sd : 1;
  const double age = person.age();
  const double since = std::min(std::max(0.0, age - 7), 4 * random.uniform());
  person.charted = person.died - static_cast<Day>(since * 365.25);
  const auto since_eruption = [&](std::size_t tooth) { return age - since - (is_third_molar(tooth) ? 20 : 9); };
  person.teeth_charted = develop(erupted(age, random), since_eruption, pace, random);
  person.teeth = develop(
      person.teeth_charted, [&](std::size_t) { return since; }, pace, random);
  for (auto& state : person.teeth.states) {
    const bool is_lost = random.chance(attributes::ToothRates().bridge_lost);
    if (is_lost && state == ToothState::bridged) state = ToothState::extracted;
  }
}

template <std::size_t N>
std::vector<Feature> bones(const std::array<BonePrevalence, N>& table, double factor, Random& random) {
  std::vector<Feature> features;
  for (const auto& entry : table) {
    for (const auto* side : {"left", "right"}) {
      const bool has = random.chance(entry.share * factor);
      if (!entry.sided && side[0] == 'r') continue;
      if (has) features.push_back({std::string(entry.bone), entry.sided ? side : ""});
    }
  }
  return features;
}

void add_history(Person& person, Random& random) {
  const bool is_man = person.sex == Sex::male;
  const double years = std::clamp(person.age() / 40, 0.1, 2.0);
  person.fractures = bones(kFractures, (is_man ? 1.3 : 0.7) * years, random);
  person.implants = bones(kImplants, years, random);
  for (auto& implant : person.implants) implant.detail = by_rank(kImplantKinds, 0, random);
  const auto serial = random.below(10'000'000);
  if (!person.implants.empty()) person.implant_serial = "KT" + std::to_string(10'000'000 + serial);
  if (random.chance(is_man ? 0.08 : 0.02)) {
    auto& mark = person.marks.emplace_back(Feature{"tattoo", by_rank(kMarkSites, 0, random)});
    mark.detail = random.chance(0.5) ? "left" : "right";
    mark.detail2 = by_rank(kMotifs, 0, random);
  }
}

void add_belongings(Person& person, Random& random) {
  for (std::size_t i = 0; i < kClothes.size(); ++i) {
    const bool wears = random.chance(i < 4 ? 0.8 : 0.3);
    auto colour = by_rank(kColours, i, random);
    auto size = kClothes[i] == "boots" ? std::to_string(39 + random.below(7)) : std::string();
    if (wears) person.clothing.push_back({std::string(kClothes[i]), std::move(colour), std::move(size)});
  }
  for (const auto& thing : kEffects) {
    const bool has = random.chance(0.12);
    auto metal = by_rank(kMetals, 0, random);
    if (has) person.effects.push_back({std::string(thing), thing == "comb" ? std::string() : std::move(metal)});
  }
}

}  // namespace

std::string draw_surname(std::uint32_t region, Random& random) { return by_rank(kSurnames, region * 7, random); }

std::string surname_of(const std::string& surname, Sex sex) { return sex == Sex::female ? surname + 'a' : surname; }

Person make_person(const Birth& birth, const Scenario& scenario, const Places& places, Random& random) {
  Person person;
  person.sex = birth.sex;
  person.died = birth.died;
  const Day year_start = *parse_date(std::to_string(birth.year) + "-01-01");
  person.born = std::min(person.died - 30, year_start + static_cast<Day>(random.below(365)));
  person.region = birth.region;
  person.event = birth.event;
  person.last_seen = draw_last_seen(birth.event, birth.region, places, random);
  person.given_name = birth.sex == Sex::female ? by_rank(kWomen, 0, random) : by_rank(kMen, 0, random);
  const auto drawn = draw_surname(birth.region, random);
  person.surname = surname_of(birth.surname.empty() ? drawn : birth.surname, birth.sex);
  const auto& s = scenario.people;
  const double adult = birth.sex == Sex::female ? random.normal(s.stature_women, s.stature_sd)
                                                : random.normal(s.stature_men, s.stature_sd);
  person.stature = person.age() >= 17 ? adult : adult * (0.42 + 0.58 * person.age() / 17);
  person.handedness = choose(kHands, random);
  person.blood_group = choose(kBlood, random);
  person.hair = choose(kHair, random);
  person.eyes = choose(kEyes, random);
  add_teeth(person, s.teeth_pace_sd, random);
  add_history(person, random);
  add_belongings(person, random);
  return person;
}

}  // namespace kith::simulate
