// attributes/body/age_group.hpp — ages at death in the groups by which populations of teeth and findings are told
// apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kith::attributes {

/// Narrow ones for children, whose teeth change every year.
enum class AgeGroup : std::uint8_t { unknown, under_7, from_7, from_10, from_13, from_16, from_20, from_35, from_50 };
inline constexpr std::size_t kAgeGroups = 9;

/// @pre years is finite.
[[nodiscard]] constexpr AgeGroup age_group(double years) {
  if (years < 7) return AgeGroup::under_7;
  if (years < 10) return AgeGroup::from_7;
  if (years < 13) return AgeGroup::from_10;
  if (years < 16) return AgeGroup::from_13;
  if (years < 20) return AgeGroup::from_16;
  if (years < 35) return AgeGroup::from_20;
  return years < 50 ? AgeGroup::from_35 : AgeGroup::from_50;
}

/// Under 20.
[[nodiscard]] constexpr bool is_growing(AgeGroup group) {
  return group >= AgeGroup::under_7 && group <= AgeGroup::from_16;
}

/// "20 to 34"; "all ages" for unknown.
[[nodiscard]] std::string_view to_string(AgeGroup group);

}  // namespace kith::attributes
