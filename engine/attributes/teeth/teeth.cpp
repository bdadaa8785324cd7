#include "attributes/teeth/teeth.hpp"

namespace kith::attributes {
namespace {

std::vector<ChartedPerson> charted(const AttributeContext& context) {
  std::vector<ChartedPerson> persons;
  for (const AmDescription& am : context.am) {
    if (am.teeth.chart.n_known() > 0) persons.push_back({am.teeth, am.age_group});
  }
  return persons;
}

std::vector<DentalFinding> findings(const AttributeContext& context) {
  std::vector<DentalFinding> result;
  for (const PmDescription& pm : context.counted_pm()) {
    if (const auto finding = TeethModel::finding(pm)) result.push_back(*finding);
  }
  return result;
}

DentalParameters read(const Parameters& parameters) {
  return {.rates = {.erupt = parameters["rate_erupt"],
                    .fill = parameters["rate_fill"],
                    .crown = parameters["rate_crown"],
                    .crown_at_once = parameters["rate_crown_at_once"],
                    .extract_sound = parameters["rate_extract_sound"],
                    .extract_filled = parameters["rate_extract_filled"],
                    .extract_crowned = parameters["rate_extract_crowned"],
                    .bridge = parameters["rate_bridge"],
                    .abutment = parameters["rate_abutment"],
                    .bridge_lost = parameters["bridge_lost"],
                    .agenesis = parameters["agenesis"]},
          .record_error = parameters["error_record"],
          .family_error = parameters["error_family"],
          .remains_error = parameters["error_remains"],
          .shift = parameters["shift"],
          .spread = parameters["spread"],
          .years = parameters["years"],
          .smoothing = parameters["smoothing"],
          .edentulism = parameters["edentulism"],
          .edentulous_charts = parameters["edentulous_charts"]};
}

}  // namespace

TeethModel::TeethModel(const AttributeContext& context, const Parameters& parameters)
    : DentalModel(charted(context), findings(context), read(parameters)) {}

std::optional<DentalReport> TeethModel::report(const AmDescription& am) {
  return am.teeth.chart.n_known() == 0 ? std::nullopt : std::optional(am.teeth);
}

std::optional<DentalFinding> TeethModel::finding(const PmDescription& pm) {
  if (pm.teeth.n_known() == 0) return std::nullopt;
  return DentalFinding{.chart = pm.teeth, .age = pm.age_group};
}

}  // namespace kith::attributes
