// attributes/place/place_attribute.hpp — place and time as an attribute: PlaceModel (place_model.hpp) behind the frame
// of all attributes (attribute_column.hpp). Its floor is the chance that the report is another person's. Numbers and
// sources: docs/attributes.md.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "attributes/frame/model.hpp"

namespace kith::attributes {

struct PlaceAttribute {
  static constexpr std::string_view kName = "place";
  static constexpr std::string_view kGroup = "place";
  static constexpr Weighting kWeighting{.floor = 0.05};
  static constexpr std::array<ParameterSpec, 8> kParameters{{
      {"alpha", 2, 1e-6, 1e6},
      {"beta_km", 25, 0.001, 1e5},
      {"background", 0.05, 1e-9, 1e3},
      {"share", 0.5, 0, 1},
      {"site_smoothing", 0.5, 1e-6, 1e3},
      {"remains_weight", 0, 0, 100},
      {"delay_days", 30, 0.01, 1e5},
      {"date_error", 0.02, 0, 1},
  }};
};

/// None where no report or no finding says anything of place or time. Uses `places` of the context.
[[nodiscard]] std::optional<AttributeEvidence> build_place(const AttributeContext& context, const Weighting& weighting);

}  // namespace kith::attributes
