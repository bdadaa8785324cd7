#include "attributes/teeth/tooth_chart.hpp"

#include <algorithm>

#include "attributes/frame/cell_text.hpp"

namespace kith::attributes {
namespace {

constexpr std::array<std::string_view, kToothStates + 1> kNames{"unknown", "unerupted", "sound",  "filled",
                                                                "crowned", "extracted", "bridged"};
constexpr std::string_view kExpectedEntry = "tooth=state, such as 16=filled";
constexpr std::string_view kExpectedTooth =
    "a permanent tooth in FDI numbers: 11-18, 21-28, 31-38 or 41-48, a milk tooth 51-55 to 81-85, or rest";
constexpr std::string_view
    kExpectedState = "sound, filled, crowned, bridged, extracted, missing_pm, unerupted or unknown";

constexpr std::string_view kExpectedSome =
    "extracted (no tooth in life), missing_pm (lost after death), sound (nothing done) or unknown; of a whole "
    "mouth rest=extracted, rest=sound or an empty cell";

Error bad(std::string_view expected, std::string_view found) {
  return {Errc::bad_value, std::string(expected) + ", not '" + std::string(found) + "'"};
}

}  // namespace

std::size_t ToothChart::n_known() const {
  return kTeeth - static_cast<std::size_t>(std::count(states.begin(), states.end(), ToothState::unknown));
}

std::optional<ToothIndex> parse_fdi_number(std::string_view text) {
  if (text.size() != 2 || text[0] < '1' || text[0] > '4' || text[1] < '1' || text[1] > '8') return std::nullopt;
  return static_cast<ToothIndex>(text[0] - '1') * 8 + static_cast<ToothIndex>(text[1] - '1');
}

std::optional<ToothIndex> parse_milk_tooth(std::string_view text) {
  if (text.size() != 2 || text[0] < '5' || text[0] > '8' || text[1] < '1' || text[1] > '5') return std::nullopt;
  return static_cast<ToothIndex>(text[0] - '5') * 8 + static_cast<ToothIndex>(text[1] - '1');
}

std::string_view to_string(ToothState state) { return kNames[static_cast<std::size_t>(state)]; }

Result<ParsedToothState> parse_tooth_state(std::string_view text, const CaseWords& words) {
  const auto meant = words.synonyms.meaning("teeth", text);
  const auto word = normal_word(meant);
  if (word == "missing pm") return ParsedToothState{.lost_after_death = true};
  const auto* const found = std::find(kNames.begin(), kNames.end(), word);
  if (found == kNames.end()) {
    const Says says = words.not_known.says(meant);
    if (says == Says::not_known && !meant.empty()) return ParsedToothState{};
    return bad(says == Says::none ? kExpectedSome : kExpectedState, text);
  }
  return ParsedToothState{.state = static_cast<ToothState>(found - kNames.begin())};
}

Result<ParsedToothChart> parse_tooth_chart(std::string_view cell, const CaseWords& words) {
  ParsedToothChart result;
  cell = words.synonyms.meaning("teeth", cell);
  const Says all = words.not_known.says(cell);
  if (all == Says::not_known) return result;
  if (all == Says::none) return bad(kExpectedSome, cell);
  std::array<bool, kTeeth> listed{};
  std::array<bool, kTeeth> milk_listed{}, milk_there{};  // by successor
  ToothState rest = ToothState::unknown;
  bool has_rest = false;
  for (const auto entry : split(cell, ';')) {
    if (entry.empty()) continue;
    const auto parts = split(entry, '=');
    if (parts.size() != 2) return bad(kExpectedEntry, entry);
    const auto state = parse_tooth_state(parts[1], words);
    if (!state) return state.error();
    result.lost_after_death = result.lost_after_death || state.value().lost_after_death;
    if (normal_word(parts[0]) == "rest") {
      if (has_rest) return Error{Errc::bad_value, "'rest' once"};
      has_rest = true;
      rest = state.value().state;
      continue;
    }
    const auto milk = parse_milk_tooth(parts[0]);
    const auto tooth = milk ? milk : parse_fdi_number(parts[0]);
    if (!tooth) return bad(kExpectedTooth, parts[0]);
    if ((milk ? milk_listed : listed)[*tooth]) {
      return Error{Errc::bad_value, "every tooth once; " + std::string(parts[0]) + " is listed twice"};
    }
    (milk ? milk_listed : listed)[*tooth] = true;
    if (milk) {
      const ToothState there = state.value().state;
      milk_there[*tooth] = there == ToothState::sound || there == ToothState::filled || there == ToothState::crowned;
    } else {
      result.chart.states[*tooth] = state.value().state;
    }
  }
  for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
    if (!listed[tooth]) result.chart.states[tooth] = milk_there[tooth] ? ToothState::unerupted : rest;
  }
  return result;
}

std::string describe(const ToothChart& chart) {
  std::string text;
  for (ToothIndex tooth = 0; tooth < kTeeth; ++tooth) {
    if (chart.states[tooth] == ToothState::unknown) continue;
    if (!text.empty()) text += ';';
    text += std::to_string(fdi_number(tooth)) + '=' + std::string(to_string(chart.states[tooth]));
  }
  return text;
}

}  // namespace kith::attributes
