// tests/attributes/attribute_support.hpp — a model, or its column, in as few words as an example needs.
#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "attributes/frame/registry.hpp"

namespace kith::testing {

/// Parameters of one attribute by name.
using Settings = std::vector<std::pair<std::string, double>>;

inline attributes::ParameterOverrides overrides_of(std::string_view attribute, const Settings& settings) {
  attributes::ParameterOverrides overrides;
  for (const auto& [name, value] : settings) overrides[{std::string(attribute), name}] = value;
  return overrides;
}

/// A model whose population is `am` and whose parameters are the defaults but for `settings`.
template <attributes::AttributeModel M>
M model_of(const Settings& settings, const std::vector<attributes::AmDescription>& am = {}) {
  const auto overrides = overrides_of(M::kName, settings);
  return M({.am = am, .pm = {}, .overrides = &overrides}, attributes::Parameters(M::kName, M::kParameters, overrides));
}

/// LR without floor, exponent and cap.
template <attributes::AttributeModel M>
double lr(const M& model, const typename M::Report& report, const typename M::Finding& finding) {
  return std::pow(10, attributes::log10_lr(model, report, finding));
}

/// P(finding | somebody else) LR(report, finding): what has to sum to 1 over all findings.
template <attributes::AttributeModel M>
double expected_part(const M& model, const typename M::Report& report, const typename M::Finding& finding) {
  return std::exp(model.log_population(finding)) * lr(model, report, finding);
}

}  // namespace kith::testing
