// attributes/body/age_group.hpp — ages at death in the groups by which populations of teeth and findings are told apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kith::attributes {

enum class AgeGroup : std::uint8_t { unknown, under_20, from_20, from_35, from_50 };
inline constexpr std::size_t kAgeGroups = 5;

/// @pre years is finite.
[[nodiscard]] constexpr AgeGroup age_group(double years) {
  if (years < 20) return AgeGroup::under_20;
  if (years < 35) return AgeGroup::from_20;
  return years < 50 ? AgeGroup::from_35 : AgeGroup::from_50;
}

/// "20 to 34"; "all ages" for unknown.
[[nodiscard]] std::string_view to_string(AgeGroup group);

}  // namespace kith::attributes
