#include "simulate/laboratory/examination.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "simulate/people/descriptions.hpp"

namespace kith::simulate {
namespace {

using attributes::ToothState;
using genetics::Sex;

constexpr std::array<BodyPart, 16> kParts{{{"femur", "left"},
                                           {"femur", "right"},
                                           {"tibia", "left"},
                                           {"tibia", "right"},
                                           {"skull", ""},
                                           {"pelvis", ""},
                                           {"humerus", "left"},
                                           {"humerus", "right"},
                                           {"mandible", ""},
                                           {"ulna", "left"},
                                           {"ulna", "right"},
                                           {"radius", "left"},
                                           {"radius", "right"},
                                           {"rib", "left"},
                                           {"rib", "right"},
                                           {"sternum", ""}}};

bool is_long_bone(std::string_view part) {
  constexpr std::array<std::string_view, 6> kLong{"femur", "tibia", "humerus", "ulna", "radius", "fibula"};
  return std::find(kLong.begin(), kLong.end(), part) != kLong.end();
}
bool is_leg(std::string_view part) { return part == "femur" || part == "tibia" || part == "body"; }

/// Letter by letter, as a passport office of the Soviet Union did it.
std::string cyrillic(std::string_view latin) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 64> kLetters{{
      {"sh", "ш"}, {"Sh", "Ш"}, {"kh", "х"}, {"Kh", "Х"}, {"ch", "ч"}, {"Ch", "Ч"}, {"yu", "ю"}, {"Yu", "Ю"},
      {"ya", "я"}, {"Ya", "Я"}, {"ye", "е"}, {"a", "а"},  {"b", "б"},  {"c", "к"},  {"d", "д"},  {"e", "е"},
      {"f", "ф"},  {"g", "г"},  {"h", "г"},  {"i", "и"},  {"j", "дж"}, {"k", "к"},  {"l", "л"},  {"m", "м"},
      {"n", "н"},  {"o", "о"},  {"p", "п"},  {"q", "к"},  {"r", "р"},  {"s", "с"},  {"t", "т"},  {"u", "у"},
      {"v", "в"},  {"x", "кс"}, {"y", "ы"},  {"z", "з"},  {"A", "А"},  {"B", "Б"},  {"D", "Д"},  {"E", "Э"},
      {"F", "Ф"},  {"G", "Г"},  {"H", "Г"},  {"I", "И"},  {"J", "Дж"}, {"K", "К"},  {"L", "Л"},  {"M", "М"},
      {"N", "Н"},  {"O", "О"},  {"P", "П"},  {"Q", "К"},  {"R", "Р"},  {"S", "С"},  {"T", "Т"},  {"U", "У"},
      {"V", "В"},  {"Y", "Й"},  {"Z", "З"},  {" ", " "},  {"-", "-"},  {"w", "в"},  {"W", "В"},  {"C", "К"},
  }};
  std::string text;
  while (!latin.empty()) {
    const auto* found = std::find_if(kLetters.begin(), kLetters.end(), [&](const auto& letter) {
      return latin.substr(0, letter.first.size()) == letter.first;
    });
    if (found == kLetters.end()) {
      text += latin.front();
      latin.remove_prefix(1);
    } else {
      text += found->second;
      latin.remove_prefix(found->first.size());
    }
  }
  return text;
}

class Examination {
 public:
  Examination(const Person& person, const Person& stranger, const BodyPart& part, const Site& site,
              const Scenario& scenario, Random& random)
      : person_(person), stranger_(stranger), part_(part), site_(site), s_(scenario.examination), random_(random) {}

  Finding take() {
    put("body_part", std::string(part_.name));
    put("body_side", std::string(part_.side));
    put("site_id", site_.id);
    put("recovery_date", date_text(site_.burial_to + 4000 + static_cast<Day>(random_.below(6000))));
    add_sex();
    add_age();
    add_stature();
    add_teeth();
    add_bones();
    add_belongings();
    return std::move(finding_);
  }

 private:
  [[nodiscard]] bool is(std::string_view name) const { return part_.name == name; }
  [[nodiscard]] bool is_body() const { return is("body"); }

  void put(std::string_view column, std::string text) {
    if (!text.empty()) finding_.cells.emplace_back(std::string(column), std::move(text));
  }

  void add_sex() {
    const double u = random_.uniform();
    const bool tells = person_.age() >= 15;  // children's bones do not
    double error = 0;
    std::string_view method;
    if (is_body() || is("pelvis")) {
      method = "pelvis", error = s_.sex_error_pelvis;
    } else if (is("skull")) {
      method = "skull", error = s_.sex_error_skull;
    } else if (is_long_bone(part_.name)) {
      method = "long bones", error = s_.sex_error_long_bones;
    }
    if (!tells || method.empty()) return;
    const bool is_male = (person_.sex == Sex::male) != (u < error);
    finding_.sex = is_male ? Sex::male : Sex::female;
    put("sex_method", std::string(method));
  }

  void add_age() {
    const double age = person_.age();
    const double error = s_.age_error + s_.age_error_growth * age;
    const double estimate = random_.normal(age, error);
    const bool shows = is_body() || is("pelvis") || is("skull") || is("sternum") || age < 18;
    if (!shows) return;
    const double width = s_.age_z * error;
    put("age_min", std::to_string(std::max(0L, std::lround(estimate - width))));
    if (estimate < s_.age_open) put("age_max", std::to_string(std::max(1L, std::lround(estimate + width))));
  }

  void add_stature() {
    const double error = is_leg(part_.name) ? s_.stature_error_leg : s_.stature_error_arm;
    const auto estimate = std::lround(random_.normal(person_.stature, error));
    if (!(is_body() || is_long_bone(part_.name)) || person_.age() < 17) return;
    put("stature_cm", std::to_string(estimate));
    put("stature_error_cm", fmt::format("{}", error));
  }

  void add_teeth() {
    auto chart = misread(person_.teeth, person_.age(), s_.chart_error, random_);
    std::string lost;
    for (std::size_t tooth = 0; tooth < attributes::kTeeth; ++tooth) {
      const bool is_lost = random_.chance(tooth % 8 < 3 ? s_.tooth_lost_front : s_.tooth_lost);
      const bool is_upper = tooth < attributes::kTeeth / 2;
      const bool is_there = is_body() || (is("skull") && is_upper) || (is("mandible") && !is_upper);
      const bool was_there = chart.states[tooth] != ToothState::extracted &&
                             chart.states[tooth] != ToothState::unerupted;
      if (is_there && !(is_lost && was_there)) continue;
      chart.states[tooth] = ToothState::unknown;
    }
    const bool is_charted = random_.chance(s_.charted);
    if (is_charted && chart.n_known() > 0) put("teeth", chart_text(chart));
  }

  void add_bones() {
    const auto shown = [&](const std::vector<Feature>& features, double detection) {
      std::vector<Feature> here;
      for (auto& feature : some_of(features, detection, 0, random_)) {
        const bool on_part = is_body() || (feature.what == part_.name && feature.side == part_.side) ||
                             (is("skull") && feature.what == "nasal");
        if (on_part) here.push_back(std::move(feature));
      }
      return here;
    };
    put("fractures", items_text(shown(person_.fractures, s_.detect_fracture), ItemOrder::skeletal));
    const auto implants = shown(person_.implants, s_.detect_implant);
    auto serial = person_.implant_serial;
    const bool is_misread = random_.chance(s_.serial_error);
    const auto at = 2 + random_.below(8);  // of the digits of "KT12345678"
    const auto digit = static_cast<char>('0' + random_.below(10));
    if (is_misread && at < serial.size()) serial[at] = digit;
    put("implants", items_text(implants, ItemOrder::skeletal));
    if (!implants.empty()) put("implant_serial", std::move(serial));
  }

  void add_belongings() {
    const bool has_clothes = random_.chance(s_.clothing);
    auto clothing = items_text(some_of(person_.clothing, s_.garment_kept, s_.colour_error, random_),
                               ItemOrder::belonging);
    auto effects = items_text(some_of(person_.effects, s_.effect_kept, s_.colour_error, random_), ItemOrder::belonging);
    const bool has_papers = random_.chance(s_.papers);
    const bool is_borrowed = random_.chance(s_.papers_borrowed);
    const bool is_cyrillic = random_.chance(0.6);
    if (!is_body()) return;
    if (has_clothes) {
      put("clothing", std::move(clothing));
      put("effects", std::move(effects));
    }
    const auto& owner = is_borrowed ? stranger_ : person_;
    const auto name = owner.surname + ' ' + owner.given_name;
    if (has_papers) put("documents", "passport:" + (is_cyrillic ? cyrillic(name) : name));
  }

  const Person& person_;
  const Person& stranger_;
  const BodyPart& part_;
  const Site& site_;
  const ExaminationSettings& s_;
  Random& random_;
  Finding finding_;
};

}  // namespace

BodyPart part_of(const Sample& sample, const ExaminationSettings& settings, std::uint64_t seed) {
  Random random(seed, Stream::parts, sample.found);
  const bool is_whole = random.chance(sample.is_moved ? settings.whole_moved : settings.whole) && sample.of == 1;
  if (is_whole) return {"body", ""};
  auto parts = kParts;  // the first of a random order, larger bones sooner
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto reach = std::min<std::uint64_t>(8, parts.size() - i);
    std::rotate(parts.begin() + static_cast<std::ptrdiff_t>(i),
                parts.begin() + static_cast<std::ptrdiff_t>(i + random.below(reach)), parts.end());
  }
  return sample.number < parts.size() ? parts[sample.number] : BodyPart{"fragment", ""};
}

Finding finding_of(const Person& person, const Person& stranger, const BodyPart& part, const Site& site,
                   const Scenario& scenario, Random& random) {
  return Examination(person, stranger, part, site, scenario, random).take();
}

}  // namespace kith::simulate
