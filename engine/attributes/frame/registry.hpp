// attributes/frame/registry.hpp — every attribute Kith weighs, in the order of its columns and of the chain in which
// they condition on each other. To add one: a model file and a line in registry.cpp (and a parser, intake/forms).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attributes/frame/model.hpp"
#include "core/error.hpp"

namespace kith::attributes {

struct AttributeEntry {
  std::string_view name;
  std::string_view group;
  std::span<const ParameterSpec> parameters;  ///< the model's own
  Weighting weighting;                        ///< its defaults
  std::optional<AttributeEvidence> (*build)(const AttributeContext&, const Weighting&);
  std::span<const LevelSpec> levels;  ///< of agreement, for learning and strategy `similarity`
};

[[nodiscard]] std::span<const AttributeEntry> attribute_registry();

/// The columns of a case: of every attribute that some report and some finding say something of.
[[nodiscard]] std::vector<AttributeEvidence> build_attributes(const AttributeContext& context);

/// What is wrong with a setting of attributes.csv.
struct WrongParameter {
  std::string column;  ///< attribute, parameter or value
  std::string expected;
};
/// None where attribute, parameter and value are known and allowed. `attribute` may be "group:NAME".
[[nodiscard]] std::optional<WrongParameter> check_parameter(std::string_view attribute, std::string_view parameter,
                                                            double value);

}  // namespace kith::attributes
