// attributes/items/items.hpp — the attributes that are lists of items (item_model.hpp): fractures, surgery, implants,
// marks, clothing, effects. They differ in their numbers only; docs/attributes.md says where these come from.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "attributes/frame/model.hpp"
#include "attributes/items/item_model.hpp"
#include "attributes/items/one_event.hpp"

namespace kith::attributes {

/// What an attribute of this sort may be told: per side of the body or, for things, per person.
constexpr std::array<ParameterSpec, 9> item_parameters(const ItemParameters& defaults) {
  return {{{"prevalence", defaults.prevalence, 1e-6, 0.9},
           {"detection", defaults.detection, 0.001, 0.999},
           {"recall", defaults.recall, 0.001, 0.999},
           {"side_error", defaults.side_error, 0, 0.5},
           {"detail_error_1", defaults.detail_error[0], 0.001, 1},
           {"detail_error_2", defaults.detail_error[1], 0.001, 1},
           {"detail_error_3", defaults.detail_error[2], 0.001, 1},
           {"smoothing", defaults.smoothing, 0.1, 1e6},
           {"remains_weight", defaults.remains_weight, 0, 100}}};
}

/// The lists that an attribute compares.
using ReportedList = ItemList AmDescription::*;
using FoundList = ItemList PmDescription::*;

/// An ItemModel whose lists are those members of the descriptions.
template <ReportedList kReported, FoundList kFound>
class ListModel : public ItemModel {
 public:
  using Report = ItemList;
  using Finding = ItemFinding;

  ListModel(const AttributeContext& context, const Parameters& parameters)
      : ItemModel(reports(context), findings(context), read(parameters)) {}

  static std::optional<Report> report(const AmDescription& am) {
    if (!(am.*kReported).stated) return std::nullopt;
    ItemList list = am.*kReported;
    for (Item& item : list.items) item.elsewhere = elsewhere(am, kReported, item);
    return list;
  }
  static std::optional<Finding> finding(const PmDescription& pm) {
    return (pm.*kFound).stated ? std::optional(found(pm)) : std::nullopt;
  }

 private:
  static ItemFinding found(const PmDescription& pm) {
    const Sex sex = pm.sex.best();
    return {.list = pm.*kFound, .whole = pm.whole_body, .stratum = {sex, pm.age_group}, .stated = stated_lists(pm)};
  }
  static std::vector<ItemReport> reports(const AttributeContext& context) {
    std::vector<ItemReport> lists;
    for (const AmDescription& am : context.am) lists.push_back({am.*kReported, {am.sex, am.age_group}});
    return lists;
  }
  static std::vector<ItemFinding> findings(const AttributeContext& context) {
    std::vector<ItemFinding> lists;
    for (const PmDescription& pm : context.counted_pm()) lists.push_back(found(pm));
    return lists;
  }
  static ItemParameters read(const Parameters& parameters) {
    return {.prevalence = parameters["prevalence"],
            .detection = parameters["detection"],
            .recall = parameters["recall"],
            .side_error = parameters["side_error"],
            .detail_error = {parameters["detail_error_1"], parameters["detail_error_2"], parameters["detail_error_3"]},
            .smoothing = parameters["smoothing"],
            .remains_weight = parameters["remains_weight"]};
  }
};

class FracturesModel : public ListModel<&AmDescription::fractures, &PmDescription::fractures> {
 public:
  using ListModel::ListModel;
  static constexpr std::string_view kName = "fractures";
  static constexpr std::string_view kGroup = "medical";
  static constexpr Weighting kWeighting{.floor = 0.02, .cap = 3};
  static constexpr auto kParameters = item_parameters({.prevalence = 0.02, .detection = 0.8, .recall = 0.6});
};

class SurgeryModel : public ListModel<&AmDescription::surgery, &PmDescription::surgery> {
 public:
  using ListModel::ListModel;
  static constexpr std::string_view kName = "surgery";
  static constexpr std::string_view kGroup = "medical";
  static constexpr Weighting kWeighting{.floor = 0.02, .cap = 3};
  static constexpr auto kParameters = item_parameters(
      {.prevalence = 0.01, .detection = 0.5, .recall = 0.8, .remains_weight = 0});
};

class ImplantsModel : public ListModel<&AmDescription::implants, &PmDescription::implants> {
 public:
  using ListModel::ListModel;
  static constexpr std::string_view kName = "implants";
  static constexpr std::string_view kGroup = "medical";
  static constexpr Weighting kWeighting{.floor = 0.02, .cap = 3};
  static constexpr auto kParameters = item_parameters(
      {.prevalence = 0.005, .detection = 0.95, .recall = 0.8, .remains_weight = 0});
};

class MarksModel : public ListModel<&AmDescription::marks, &PmDescription::marks> {
 public:
  using ListModel::ListModel;
  static constexpr std::string_view kName = "marks";
  static constexpr std::string_view kGroup = "marks";
  static constexpr Weighting kWeighting{.floor = 0.02, .cap = 3};
  static constexpr auto kParameters = item_parameters(
      {.prevalence = 0.02, .detection = 0.6, .recall = 0.7, .remains_weight = 0});
};

class ClothingModel : public ListModel<&AmDescription::clothing, &PmDescription::clothing> {
 public:
  using ListModel::ListModel;
  static constexpr std::string_view kName = "clothing";
  static constexpr std::string_view kGroup = "belongings";
  static constexpr Weighting kWeighting{.floor = 0.05, .cap = 1.3};
  static constexpr auto kParameters = item_parameters(
      {.prevalence = 0.1, .detection = 0.5, .recall = 0.5, .smoothing = 5});
};

class EffectsModel : public ListModel<&AmDescription::effects, &PmDescription::effects> {
 public:
  using ListModel::ListModel;
  static constexpr std::string_view kName = "effects";
  static constexpr std::string_view kGroup = "belongings";
  static constexpr Weighting kWeighting{.floor = 0.05, .cap = 1.3};
  static constexpr auto kParameters = item_parameters(
      {.prevalence = 0.05, .detection = 0.4, .recall = 0.4, .smoothing = 5});
};

}  // namespace kith::attributes
