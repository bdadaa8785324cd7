#include "attributes/frame/parameters.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace kith::attributes {

double weighted(double log10_lr, const Weighting& weighting) {
  double value = log10_lr;
  if (weighting.floor > 0) {
    // Where LR itself would overflow the floor adds nothing that a double could hold.
    constexpr double kLargeLog10 = 300;
    value = log10_lr < kLargeLog10 ? std::log10((1 - weighting.floor) * std::pow(10, log10_lr) + weighting.floor)
                                   : log10_lr + std::log10(1 - weighting.floor);
    if (log10_lr == 0) value = 0;
  }
  return std::clamp(weighting.exponent * value, -weighting.cap, weighting.cap);
}

const ParameterSpec* find_parameter(std::span<const ParameterSpec> specs, std::string_view name) {
  for (const ParameterSpec& spec : specs) {
    if (spec.name == name) return &spec;
    if (!spec.name.ends_with(".*")) continue;
    const auto stem = spec.name.substr(0, spec.name.size() - 1);
    if (name.size() > stem.size() && name.starts_with(stem)) return &spec;
  }
  return nullptr;
}

std::optional<double> Parameters::get(std::string_view name) const {
  const ParameterSpec* spec = find_parameter(specs_, name);
  KITH_CHECK(spec != nullptr);
  const auto found = overrides_->find({attribute_, std::string(name)});
  return found == overrides_->end() ? spec->initial : std::optional(found->second);
}

double Parameters::operator[](std::string_view name) const {
  const auto value = get(name);
  KITH_CHECK(value.has_value());
  return *value;
}

std::map<std::string, double> Parameters::words(std::string_view family) const {
  const std::string stem = std::string(family) + '.';
  std::map<std::string, double> found;
  for (const auto& [key, value] : *overrides_) {
    if (key.first == attribute_ && key.second.starts_with(stem)) found[key.second.substr(stem.size())] = value;
  }
  return found;
}

}  // namespace kith::attributes
