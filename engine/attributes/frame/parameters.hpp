// attributes/frame/parameters.hpp — the numbers of the attribute models: each has a name, a default with a source
// (docs/attributes.md) and limits; attributes.csv of the case overrides it.
//
// Parameters of every attribute:
//   floor     e of LR' = (1 - e) LR + e: the chance that report or finding is grossly wrong (a swapped label, the wrong
//             file), so that nothing can be said from it. An attribute costs a pair log10(1/e) at most.
//   exponent  the attribute's log10 LR is multiplied by it: below 1 for attributes that say partly the same
//   cap       the largest magnitude of the log10 LR after that
// "group:NAME" takes exponent and cap for all attributes of a group: exponents multiply, the smaller cap holds.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kith::attributes {

struct ParameterSpec {
  std::string_view name;            ///< "error"; "frequency.*" stands for "frequency." and any word
  std::optional<double> initial{};  ///< none: estimated from the case's own reports, or not in force
  double low = 0;                   ///< least value allowed
  double high = 1;                  ///< largest value allowed
};

/// How an attribute's log10 LR enters the sum.
struct Weighting {
  double floor = 0.01;
  double exponent = 1;
  double cap = 6;
};

/// log10 LR -> clip(exponent * log10((1 - floor) LR + floor), -cap, +cap). Safe for -infinity. 0 stays 0.
[[nodiscard]] double weighted(double log10_lr, const Weighting& weighting);

/// Floor and cap of a weighting, without its exponent.
[[nodiscard]] constexpr Weighting without_exponent(const Weighting& weighting) {
  return {.floor = weighting.floor, .exponent = 1, .cap = weighting.cap};
}

/// What attributes.csv and the run's options set: (attribute, parameter) -> value.
using ParameterOverrides = std::map<std::pair<std::string, std::string>, double>;

/// The parameters of one attribute. @pre names asked for are in its list.
class Parameters {
 public:
  Parameters(std::string_view attribute, std::span<const ParameterSpec> specs, const ParameterOverrides& overrides)
      : attribute_(attribute), specs_(specs), overrides_(&overrides) {}

  /// The value set, else the default. @pre the parameter has a default.
  [[nodiscard]] double operator[](std::string_view name) const;
  /// The value set or the default; none where neither exists.
  [[nodiscard]] std::optional<double> get(std::string_view name) const;
  /// The values set for "`family`.WORD", by word.
  [[nodiscard]] std::map<std::string, double> words(std::string_view family) const;

 private:
  std::string attribute_;
  std::span<const ParameterSpec> specs_;
  const ParameterOverrides* overrides_;
};

/// The spec that `name` falls under ("frequency.brown" under "frequency.*"); null if there is none.
[[nodiscard]] const ParameterSpec* find_parameter(std::span<const ParameterSpec> specs, std::string_view name);

}  // namespace kith::attributes
