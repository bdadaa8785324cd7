#include "attributes/frame/registry.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "attributes/body/age.hpp"
#include "attributes/body/blood_group.hpp"
#include "attributes/body/sex.hpp"
#include "attributes/body/stature.hpp"
#include "attributes/body/trait.hpp"
#include "attributes/frame/comparison_levels.hpp"
#include "attributes/items/items.hpp"
#include "attributes/papers/documents.hpp"
#include "attributes/place/place_attribute.hpp"
#include "attributes/teeth/teeth.hpp"

namespace kith::attributes {
namespace {

template <AttributeModel M>
constexpr AttributeEntry entry() {
  return {M::kName, M::kGroup, M::kParameters, M::kWeighting, &build_attribute<M>, Comparison<M>::kLevels};
}

// The order is the chain's: what a model conditions on stands before it.
constexpr std::array kRegistry{
    entry<SexModel>(),
    entry<AgeModel>(),
    entry<StatureModel>(),
    entry<TraitModel<Ancestry>>(),
    entry<TraitModel<Hair>>(),
    entry<TraitModel<Eyes>>(),
    entry<TraitModel<Handedness>>(),
    entry<BloodGroupModel>(),
    entry<TeethModel>(),
    entry<FracturesModel>(),
    entry<SurgeryModel>(),
    entry<ImplantsModel>(),
    entry<ImplantSerialModel>(),
    entry<MarksModel>(),
    entry<ClothingModel>(),
    entry<EffectsModel>(),
    entry<DocumentsModel>(),
    AttributeEntry{PlaceAttribute::kName, PlaceAttribute::kGroup, PlaceAttribute::kParameters,
                   PlaceAttribute::kWeighting, &build_place, kPlaceLevels},
};

constexpr std::string_view kGroupPrefix = "group:";
constexpr std::array<ParameterSpec, 3> kCommon{
    {{"floor", std::nullopt, 0, 0.5}, {"exponent", std::nullopt, 0, 10}, {"cap", std::nullopt, 0, 100}}};

double overridden(const ParameterOverrides& overrides, const std::string& attribute, const char* parameter,
                  double otherwise) {
  const auto found = overrides.find({attribute, parameter});
  return found == overrides.end() ? otherwise : found->second;
}

Weighting weighting_of(const AttributeEntry& entry, const ParameterOverrides& overrides) {
  const std::string name(entry.name);
  const std::string group = std::string(kGroupPrefix) + std::string(entry.group);
  return {.floor = overridden(overrides, name, "floor", entry.weighting.floor),
          .exponent = overridden(overrides, name, "exponent", entry.weighting.exponent) *
                      overridden(overrides, group, "exponent", 1),
          .cap = std::min(overridden(overrides, name, "cap", entry.weighting.cap),
                          overridden(overrides, group, "cap", entry.weighting.cap))};
}

template <class Names>
std::string list(const Names& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

std::string number(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

}  // namespace

std::span<const AttributeEntry> attribute_registry() { return kRegistry; }

std::span<const LevelSpec> levels_of(std::string_view attribute) {
  for (const AttributeEntry& entry : kRegistry) {
    if (entry.name == attribute) return entry.levels;
  }
  return {};
}

std::vector<AttributeEvidence> build_attributes(const AttributeContext& context) {
  std::vector<AttributeEvidence> result;
  for (const AttributeEntry& entry : kRegistry) {
    auto evidence = entry.build(context, weighting_of(entry, *context.overrides));
    if (evidence) result.push_back(std::move(*evidence));
  }
  return result;
}

std::optional<WrongParameter> check_parameter(std::string_view attribute, std::string_view parameter, double value) {
  std::vector<std::string> names;
  std::set<std::string> groups;
  std::vector<ParameterSpec> specs;
  const bool is_group = attribute.starts_with(kGroupPrefix);
  bool known = false;
  for (const AttributeEntry& entry : kRegistry) {
    names.emplace_back(entry.name);
    groups.insert(std::string(kGroupPrefix) + std::string(entry.group));
    if (entry.name == attribute) specs.assign(entry.parameters.begin(), entry.parameters.end());
    known = known || entry.name == attribute || (is_group && attribute.substr(kGroupPrefix.size()) == entry.group);
  }
  if (!known) return WrongParameter{"attribute", "one of " + list(names) + ", " + list(groups)};
  specs.insert(specs.end(), kCommon.begin() + (is_group ? 1 : 0), kCommon.end());
  const ParameterSpec* spec = find_parameter(specs, parameter);
  if (spec == nullptr) {
    names.clear();
    for (const ParameterSpec& each : specs) names.emplace_back(each.name);
    return WrongParameter{"parameter", "one of " + list(names)};
  }
  if (value >= spec->low && value <= spec->high) return std::nullopt;
  return WrongParameter{"value", "a number from " + number(spec->low) + " to " + number(spec->high)};
}

}  // namespace kith::attributes
