// attributes/frame/comparison_levels.hpp — levels of agreement of each attribute (comparison.hpp), from agreement to
// difference. They are what an examiner would say of the two forms, whatever the likelihood model says;
// docs/attributes.md lists them.
//
// kTermFrequencies: agreement in a rare value says more, so that learned weights take the value's own frequency among
// the reports.
#pragma once

#include <array>
#include <cstdint>

#include "attributes/body/age.hpp"
#include "attributes/body/blood_group.hpp"
#include "attributes/body/sex.hpp"
#include "attributes/body/stature.hpp"
#include "attributes/body/trait.hpp"
#include "attributes/frame/comparison.hpp"
#include "attributes/items/items.hpp"
#include "attributes/papers/documents.hpp"
#include "attributes/teeth/teeth.hpp"

namespace kith::attributes {

/// DNA speaks before bones.
template <>
struct Comparison<SexModel> {
  static constexpr std::array<LevelSpec, 2> kLevels{{{"agree", 1}, {"differ", 0}}};
  static constexpr bool kTermFrequencies = false;

  [[nodiscard]] static std::uint8_t level(const SexModel& /*model*/, Sex report, const PmSex& finding) {
    return report == finding.best() ? 1 : 2;
  }
};

/// The reported age, with the model's delay, against the interval; an estimate stands for the interval that its error
/// gives at the model's coverage. `middle`: within half of it.
template <>
struct Comparison<AgeModel> {
  static constexpr std::array<LevelSpec, 4> kLevels{
      {{"middle", 1}, {"inside", 0.8}, {"within_5_years", 0.4}, {"beyond", 0}}};
  static constexpr bool kTermFrequencies = false;

  [[nodiscard]] static std::uint8_t level(const AgeModel& model, const AmAge& report, const PmAge& finding);
};

/// What was found, read as that of the reported sex, against the report less its bias.
template <>
struct Comparison<StatureModel> {
  static constexpr std::array<LevelSpec, 4> kLevels{
      {{"within_3_cm", 1}, {"within_6_cm", 0.7}, {"within_12_cm", 0.3}, {"beyond", 0}}};
  static constexpr bool kTermFrequencies = false;

  [[nodiscard]] static std::uint8_t level(const StatureModel& model, const StatureReport& report,
                                          const StatureFinding& finding);
};

template <class Trait>
struct Comparison<TraitModel<Trait>> {
  static constexpr std::array<LevelSpec, 2> kLevels{{{"agree", 1}, {"differ", 0}}};
  static constexpr bool kTermFrequencies = true;

  [[nodiscard]] static std::uint8_t level(const TraitModel<Trait>& /*model*/, const std::string& report,
                                          const std::string& finding) {
    return report == finding ? 1 : 2;
  }
};

/// `abo`: the ABO group agrees and the Rhesus factor does not.
template <>
struct Comparison<BloodGroupModel> {
  static constexpr std::array<LevelSpec, 3> kLevels{{{"agree", 1}, {"abo", 0.3}, {"differ", 0}}};
  static constexpr bool kTermFrequencies = true;

  [[nodiscard]] static std::uint8_t level(const BloodGroupModel& model, BloodGroup report, BloodGroup finding);
};

/// By the teeth that are known on both sides: `same`, five or more and all alike; `explainable`: nothing that time
/// cannot have done; steps backwards are contradictions.
template <>
struct Comparison<TeethModel> {
  static constexpr std::array<LevelSpec, 4> kLevels{
      {{"same", 1}, {"explainable", 0.7}, {"one_contradiction", 0.3}, {"contradictions", 0}}};
  static constexpr bool kTermFrequencies = false;

  [[nodiscard]] static std::uint8_t level(const TeethModel& model, const DentalReport& report,
                                          const DentalFinding& finding);
};

/// `agree`: every item of either side is on the other (of a part of a body: every item found); `some`: one at least is;
/// `neither`: both say "none"; `differ`: no item in common. An item is in common where kind, side and details that both
/// state are the same. Things of a grave with other bodies do not count.
struct ItemComparison {
  static constexpr std::array<LevelSpec, 4> kLevels{{{"agree", 1}, {"some", 0.7}, {"neither", 0.5}, {"differ", 0}}};
  static constexpr bool kTermFrequencies = true;

  [[nodiscard]] static std::uint8_t level(const ItemModel& model, const ItemList& report, const ItemFinding& finding);
};
template <>
struct Comparison<FracturesModel> : ItemComparison {};
template <>
struct Comparison<SurgeryModel> : ItemComparison {};
template <>
struct Comparison<ImplantsModel> : ItemComparison {};
template <>
struct Comparison<MarksModel> : ItemComparison {};
template <>
struct Comparison<ClothingModel> : ItemComparison {};
template <>
struct Comparison<EffectsModel> : ItemComparison {};

/// The two numbers that are most alike.
template <>
struct Comparison<ImplantSerialModel> {
  static constexpr std::array<LevelSpec, 3> kLevels{{{"same", 1}, {"one_mistake", 0.7}, {"differ", 0}}};
  static constexpr bool kTermFrequencies = false;

  [[nodiscard]] static std::uint8_t level(const ImplantSerialModel& model, const SerialList& report,
                                          const SerialList& finding);
};

/// The two names that are most alike, by their keys (name_key.hpp): the same, Jaro-Winkler from 0.92, from 0.85, less.
template <>
struct Comparison<DocumentsModel> {
  static constexpr std::array<LevelSpec, 4> kLevels{{{"same", 1}, {"near", 0.8}, {"similar", 0.4}, {"differ", 0}}};
  static constexpr bool kTermFrequencies = true;

  [[nodiscard]] static std::uint8_t level(const DocumentsModel& model, const NameList& report, const NameList& finding);
};

/// Levels of place and time, which has a table of its own (place_attribute.cpp). `linked`: people of the event were
/// identified at the site or at one that it shares bodies with, this pair left out; `near`: within 25 km; `closed`: the
/// grave closed before the person was last seen.
inline constexpr std::array<LevelSpec, 4> kPlaceLevels{{{"linked", 1}, {"near", 0.7}, {"far", 0.2}, {"closed", 0}}};

}  // namespace kith::attributes
