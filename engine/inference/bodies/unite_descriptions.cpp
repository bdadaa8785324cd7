#include "inference/bodies/unite_descriptions.hpp"

#include <algorithm>
#include <functional>
#include <optional>

namespace kith::inference {
namespace {

/// A member that is added to PmDescription no longer compiles here: say below what a body shows of it, then name it
/// here.
[[maybe_unused]] void all_members_are_united(const attributes::PmDescription& found) {
  [[maybe_unused]] const auto& [sex, age_group, teeth, fractures, surgery, implants, marks, clothing, effects,
                                whole_body, implant_serials, names, place, age, stature, ancestry, hair, eyes,
                                handedness, blood_group] = found;
}

using attributes::PmDescription;
using genetics::Sex;
using matching::Remains;
using Parts = std::span<const Remains* const>;

std::string_view word(Sex sex) { return sex == Sex::male ? "male" : "female"; }

/// Pelvis, skull, long bones, not stated.
int rank_of(attributes::SexMethod method) {
  switch (method) {
    case attributes::SexMethod::pelvis:
      return 0;
    case attributes::SexMethod::skull:
      return 1;
    case attributes::SexMethod::long_bones:
      return 2;
    case attributes::SexMethod::unstated:
      break;
  }
  return 3;
}

class Union {
 public:
  Union(Parts parts, Remains& merged) : parts_(parts), merged_(merged) {}

  std::vector<std::string> run() {
    unite_sex();
    unite_measures();
    unite_lists();
    unite_words();
    unite_cells();
    for (const Remains* part : parts_) {
      merged_.samples.insert(merged_.samples.end(), part->samples.begin(), part->samples.end());
    }
    return std::move(contradictions_);
  }

 private:
  PmDescription& into() { return merged_.description; }

  void unite_sex() {
    const Remains* best = nullptr;
    for (const Remains* part : parts_) {
      if (part->sex == Sex::unknown) continue;
      if (best == nullptr || rank_of(part->description.sex.method) < rank_of(best->description.sex.method)) best = part;
    }
    if (best != nullptr) {
      merged_.sex = best->sex;
      into().sex.method = best->description.sex.method;
    }
    name_sexes("sex", &Remains::sex, best == nullptr ? "" : std::string(word(best->sex)) + " is used");
    for (const Remains* part : parts_) {
      if (merged_.amelogenin == Sex::unknown) merged_.amelogenin = part->amelogenin;
    }
    if (name_sexes("amelogenin", &Remains::amelogenin, "none is used")) merged_.amelogenin = Sex::unknown;
  }

  bool name_sexes(const std::string& what, Sex Remains::*sex, const std::string& used) {
    std::string text;
    bool male = false, female = false;
    for (const Remains* part : parts_) {
      if (part->*sex == Sex::unknown) continue;
      (part->*sex == Sex::male ? male : female) = true;
      text += (text.empty() ? "" : ", ") + std::string(word(part->*sex)) + " (" + part->id + ")";
    }
    if (male && female) contradictions_.push_back(what + ": " + text + "; " + used);
    return male && female;
  }

  static double width_of(const attributes::PmAge& age) {
    constexpr double kNotStated = 40, kOpen = 1000;
    switch (age.kind) {
      case attributes::AgeFinding::estimate:
        return age.error ? 4 * *age.error : kNotStated;
      case attributes::AgeFinding::interval:
        return age.high - age.low;
      default:
        return kOpen;
    }
  }

  static bool are_apart(const attributes::PmAge& a, const attributes::PmAge& b) {
    const auto highest = [](const attributes::PmAge& age) {
      return age.kind == attributes::AgeFinding::at_least ? 1e9 : age.high + 2 * age.error.value_or(0);
    };
    const auto lowest = [](const attributes::PmAge& age) {
      return age.kind == attributes::AgeFinding::at_most ? 0 : age.low - 2 * age.error.value_or(0);
    };
    return lowest(a) > highest(b) || lowest(b) > highest(a);
  }

  void unite_measures() {
    const Remains* aged = nullptr;
    for (const Remains* part : parts_) {
      if (!part->description.age) continue;
      if (aged == nullptr || width_of(*part->description.age) < width_of(*aged->description.age)) aged = part;
    }
    if (aged != nullptr) {
      into().age = aged->description.age;
      into().age_group = aged->description.age_group;
    }
    for (const Remains* part : parts_) {
      if (!part->description.age || part == aged || !are_apart(*part->description.age, *aged->description.age))
        continue;
      contradictions_.push_back("age: the findings of " + aged->id + " and " + part->id + " do not overlap; that of " +
                                aged->id + " is used");
    }
    for (const Remains* part : parts_) unite_stature(*part);
  }

  /// A stature with the smaller error; lengths of bones that no earlier part has.
  void unite_stature(const Remains& part) {
    if (!part.description.stature) return;
    const attributes::PmStature& found = *part.description.stature;
    auto& stature = into().stature;
    if (!stature) {
      stature = found;
      return;
    }
    constexpr double kUnstated = 5;
    if (found.cm > 0 &&
        (stature->cm == 0 || found.error_cm.value_or(kUnstated) < stature->error_cm.value_or(kUnstated))) {
      stature->cm = found.cm;
      stature->error_cm = found.error_cm;
    }
    for (const auto bone :
         {&attributes::PmStature::femur_mm, &attributes::PmStature::tibia_mm, &attributes::PmStature::humerus_mm,
          &attributes::PmStature::radius_mm, &attributes::PmStature::ulna_mm}) {
      if ((*stature).*bone == 0) (*stature).*bone = found.*bone;
    }
  }

  void unite_lists() {
    into().whole_body = false;
    for (const Remains* part : parts_) {
      const PmDescription& found = part->description;
      into().whole_body = into().whole_body || found.whole_body;
      for (const auto list : {&PmDescription::fractures, &PmDescription::surgery, &PmDescription::implants,
                              &PmDescription::marks, &PmDescription::clothing, &PmDescription::effects}) {
        (into().*list).stated = (into().*list).stated || (found.*list).stated;
        add_all((found.*list).items, (into().*list).items);
      }
      add_all(found.implant_serials.numbers, into().implant_serials.numbers);
      add_all(found.names.names, into().names.names);
      unite_teeth(*part);
    }
  }

  template <class T>
  static void add_all(const std::vector<T>& items, std::vector<T>& to) {
    to.insert(to.end(), items.begin(), items.end());
    std::sort(to.begin(), to.end());
    to.erase(std::unique(to.begin(), to.end()), to.end());
  }

  void unite_teeth(const Remains& part) {
    const auto& found = part.description.teeth;
    for (attributes::ToothIndex tooth = 0; tooth < attributes::kTeeth; ++tooth) {
      auto& state = into().teeth.states[tooth];
      if (found.states[tooth] == attributes::ToothState::unknown) continue;
      if (state == attributes::ToothState::unknown) {
        state = found.states[tooth];
      } else if (state != found.states[tooth]) {
        contradictions_.push_back("tooth " + std::to_string(attributes::fdi_number(tooth)) + ": " +
                                  std::string(attributes::to_string(state)) + " before " + part.id + ", which has " +
                                  std::string(attributes::to_string(found.states[tooth])) + "; the first is used");
      }
    }
  }

  void unite_words() {
    for (const auto& [name, member] :
         {std::pair("ancestry", &PmDescription::ancestry), std::pair("hair", &PmDescription::hair),
          std::pair("eyes", &PmDescription::eyes), std::pair("handedness", &PmDescription::handedness)}) {
      for (const Remains* part : parts_) {
        const std::string& found = part->description.*member;
        std::string& used = into().*member;
        if (used.empty()) used = found;
        if (!found.empty() && found != used) {
          contradictions_.push_back(std::string(name) + ": " + used + " and " + found + " (" + part->id + "); " + used +
                                    " is used");
        }
      }
    }
    for (const Remains* part : parts_) {
      const PmDescription& found = part->description;
      if (!into().blood_group) into().blood_group = found.blood_group;
      if (found.blood_group && *found.blood_group != *into().blood_group)
        contradictions_.push_back("blood group: that of " + part->id + " differs; the first is used");
      if (into().place == attributes::PmPlace{}) into().place = found.place;
    }
  }

  /// What the tables said, for people: the different cells of a column side by side.
  void unite_cells() {
    for (const Remains* part : parts_) {
      for (const auto& [column, text] : part->attributes) {
        const auto place = std::find_if(merged_.attributes.begin(), merged_.attributes.end(),
                                        [&name = column](const auto& cell) { return cell.first == name; });
        if (place == merged_.attributes.end()) {
          merged_.attributes.emplace_back(column, text);
        } else if (!text.empty() && place->second.empty()) {
          place->second = text;
        } else if (!text.empty() && (" / " + place->second + " / ").find(" / " + text + " / ") == std::string::npos) {
          place->second += " / " + text;
        }
      }
    }
  }

  Parts parts_;
  Remains& merged_;
  std::vector<std::string> contradictions_;
};

}  // namespace

std::vector<std::string> unite_descriptions(Parts parts, Remains& merged) { return Union(parts, merged).run(); }

}  // namespace kith::inference
