#include "attributes/papers/documents.hpp"

namespace kith::attributes {
namespace {

std::vector<NameList> reported_names(const AttributeContext& context) {
  std::vector<NameList> lists;
  for (const AmDescription& am : context.am) lists.push_back(am.names);
  return lists;
}

std::vector<SerialList> reported_serials(const AttributeContext& context) {
  std::vector<SerialList> lists;
  for (const AmDescription& am : context.am) lists.push_back(am.implant_serials);
  return lists;
}

std::vector<NameList> found_names(const AttributeContext& context) {
  std::vector<NameList> lists;
  for (const PmDescription& pm : context.counted_pm()) lists.push_back(pm.names);
  return lists;
}

}  // namespace

DocumentsModel::DocumentsModel(const AttributeContext& context, const Parameters& parameters)
    : DocumentModel(reported_names(context), found_names(context),
                    {.near_weight = parameters["weight_near"],
                     .similar_weight = parameters["weight_similar"],
                     .other_weight = parameters["weight_other"]}) {}

std::optional<NameList> DocumentsModel::report(const AmDescription& am) {
  return am.names.names.empty() ? std::nullopt : std::optional(am.names);
}

std::optional<NameList> DocumentsModel::finding(const PmDescription& pm) {
  return pm.names.names.empty() ? std::nullopt : std::optional(pm.names);
}

ImplantSerialModel::ImplantSerialModel(const AttributeContext& context, const Parameters& parameters)
    : SerialModel({.units = parameters["units"], .misread = parameters["misread"], .other = parameters["other"]},
                  reported_serials(context)) {}

std::optional<SerialList> ImplantSerialModel::report(const AmDescription& am) {
  return am.implant_serials.numbers.empty() ? std::nullopt : std::optional(am.implant_serials);
}

std::optional<SerialList> ImplantSerialModel::finding(const PmDescription& pm) {
  return pm.implant_serials.numbers.empty() ? std::nullopt : std::optional(pm.implant_serials);
}

}  // namespace kith::attributes
