// attributes/teeth/tooth_chart.hpp — the teeth of a person as a chart gives them: one state per permanent tooth.
//
// FDI numbers (ISO 3950): the first digit is the quadrant (1 upper right, 2 upper left, 3 lower left, 4 lower right),
// the second the position from the midline (1 incisor ... 8 third molar).
//
// Milk teeth (51 ... 85) are read for what they tell of their successors: a mouth with 55 has no 15 yet, which is
// unerupted unless the cell lists it. What was done to a milk tooth is not compared.
//
// A cell reads `16=filled;36=extracted`: teeth that are not listed are unknown. `rest=sound` gives all of them a state.
// `missing_pm` (lost after death) is unknown too: it says nothing about the living. Words that say nothing
// (not_known.hpp) are `unknown`; `none` is refused, since it could be a mouth without teeth or without treatment, or
// teeth lost after death.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "attributes/frame/synonyms.hpp"
#include "core/error.hpp"

namespace kith::attributes {

/// In the order in which teeth develop; a tooth goes down this list, never up.
enum class ToothState : std::uint8_t { unknown, unerupted, sound, filled, crowned, extracted, bridged };

inline constexpr std::size_t kToothStates = 6;  ///< without `unknown`
inline constexpr std::size_t kTeeth = 32;

/// (quadrant - 1) * 8 + position - 1.
using ToothIndex = std::size_t;

struct ToothChart {
  std::array<ToothState, kTeeth> states{};

  [[nodiscard]] std::size_t n_known() const;
  friend auto operator<=>(const ToothChart&, const ToothChart&) = default;
};

/// The FDI number of a tooth: 11 ... 48.
[[nodiscard]] constexpr unsigned fdi_number(ToothIndex tooth) {
  return static_cast<unsigned>((tooth / 8 + 1) * 10 + tooth % 8 + 1);
}
/// The permanent tooth that follows a milk tooth: 55 -> 15. None: no milk tooth has this number.
[[nodiscard]] std::optional<ToothIndex> parse_milk_tooth(std::string_view text);
/// None: no permanent tooth has this number.
[[nodiscard]] std::optional<ToothIndex> parse_fdi_number(std::string_view text);

[[nodiscard]] std::string_view to_string(ToothState state);

struct ParsedToothState {
  ToothState state = ToothState::unknown;
  bool lost_after_death = false;  ///< it was `missing_pm`, which only remains can show
};
/// Bad input: the message is what was expected.
[[nodiscard]] Result<ParsedToothState> parse_tooth_state(std::string_view text,
                                                         const CaseWords& words = CaseWords::built_in());

struct ParsedToothChart {
  ToothChart chart{};
  bool lost_after_death = false;  ///< some tooth is `missing_pm`
};
/// A cell of the column `teeth`. Bad input: the message is what was expected instead of which part of the cell.
[[nodiscard]] Result<ParsedToothChart> parse_tooth_chart(std::string_view cell,
                                                         const CaseWords& words = CaseWords::built_in());

/// "16=filled;36=extracted"; a chart with no known tooth is "".
[[nodiscard]] std::string describe(const ToothChart& chart);

}  // namespace kith::attributes
