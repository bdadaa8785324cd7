// simulate/people/descriptions.hpp — cells of descriptions, and the errors they have in common.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/people/person.hpp"

namespace kith::simulate {

inline constexpr std::array<std::string_view, 8> kBloodGroups{"A+", "O+", "B+", "AB+", "A-", "O-", "B-", "AB-"};
inline constexpr std::array<std::string_view, 5> kHairColours{"black", "dark brown", "brown", "fair", "red"};
inline constexpr std::array<std::string_view, 4> kEyeColours{"brown", "green", "grey", "blue"};
inline constexpr std::array<std::string_view, 2> kHandedness{"right", "left"};
inline constexpr std::array<std::string_view, 7> kColours{"black", "green", "blue", "brown", "grey", "white", "red"};

/// The value, or with probability `error` another of `values`, each as likely.
[[nodiscard]] std::string confused(const std::string& value, std::span<const std::string_view> values, double error,
                                   Random& random);

/// Every tooth with probability `error` in a state drawn from those of people of that age; unknown teeth stay so.
[[nodiscard]] attributes::ToothChart misread(attributes::ToothChart chart, double age, double error, Random& random);

/// Each feature with probability `keep`; its first detail, where it is a colour, confused with probability `error`.
[[nodiscard]] std::vector<Feature> some_of(const std::vector<Feature>& features, double keep, double error,
                                           Random& random);

/// Known teeth, those that are sound last and in one word: "16=filled;36=extracted;rest=sound".
[[nodiscard]] std::string chart_text(const attributes::ToothChart& chart);

enum class ItemOrder : std::uint8_t { skeletal, mark, belonging };
/// "femur:left:plate", "tattoo:forearm:right:anchor", "boots:black:43"; several separated by ';'; none: "none".
[[nodiscard]] std::string items_text(const std::vector<Feature>& features, ItemOrder order);

}  // namespace kith::simulate
