// attributes/teeth/teeth.hpp — teeth as an attribute of a case: the numbers of dental_model.hpp and where they come
// from.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "attributes/frame/model.hpp"
#include "attributes/teeth/dental_model.hpp"

namespace kith::attributes {

class TeethModel : public DentalModel {
 public:
  static constexpr std::string_view kName = "teeth";
  static constexpr std::string_view kGroup = "teeth";
  static constexpr Weighting kWeighting{.floor = 0.01, .cap = 4.3};
  static constexpr DentalParameters kDefaults{};
  static constexpr std::array<ParameterSpec, 20> kParameters{{
      {"error_record", kDefaults.record_error, 0, 0.5},
      {"error_family", kDefaults.family_error, 0, 0.9},
      {"error_remains", kDefaults.remains_error, 0.0001, 0.5},
      {"shift", kDefaults.shift, 0, 0.3},
      {"spread", kDefaults.spread, 0, 3},
      {"years", kDefaults.years, 0, 50},
      {"smoothing", kDefaults.smoothing, 0.1, 1e6},
      {"edentulism", kDefaults.edentulism, 0, 6},
      {"edentulous_charts", kDefaults.edentulous_charts, 0.1, 1e6},
      {"rate_erupt", kDefaults.rates.erupt, 0, 1},
      {"rate_fill", kDefaults.rates.fill, 0, 1},
      {"rate_crown", kDefaults.rates.crown, 0, 1},
      {"rate_crown_at_once", kDefaults.rates.crown_at_once, 0, 1},
      {"rate_extract_sound", kDefaults.rates.extract_sound, 0, 1},
      {"rate_extract_filled", kDefaults.rates.extract_filled, 0, 1},
      {"rate_extract_crowned", kDefaults.rates.extract_crowned, 0, 1},
      {"rate_bridge", kDefaults.rates.bridge, 0, 1},
      {"rate_abutment", kDefaults.rates.abutment, 0, 1},
      {"bridge_lost", kDefaults.rates.bridge_lost, 0, 0.99},
      {"agenesis", kDefaults.rates.agenesis, 0, 0.99},
  }};
  using Report = DentalReport;
  using Finding = DentalFinding;

  TeethModel(const AttributeContext& context, const Parameters& parameters);

  static std::optional<Report> report(const AmDescription& am);
  static std::optional<Finding> finding(const PmDescription& pm);
};

}  // namespace kith::attributes
