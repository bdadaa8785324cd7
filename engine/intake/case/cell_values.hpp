// intake/case/cell_values.hpp — what the text of a cell means. None: it means nothing Kith knows.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "genetics/markers/marker.hpp"
#include "matching/case/case.hpp"

namespace kith::intake {

/// A finite number with a decimal point; with a decimal comma too where `decimal_comma`.
[[nodiscard]] std::optional<double> parse_number(std::string_view text, bool decimal_comma = false);
/// "M", "male", "F", "female", 1 and 2 as in PED files, and words of other languages that mean one sex only (hombre, Ж,
/// kadın); "U", 0, -9, nothing and words that say nothing ("unknown", "?") mean unknown. Case does not count.
[[nodiscard]] std::optional<genetics::Sex> parse_sex(std::string_view text);
inline constexpr auto kSexExpected =
    "M, F or U (male, female, unknown), 1 or 2 as in PED files, or the word for a man or a woman in full";
[[nodiscard]] std::optional<bool> parse_yes_no(std::string_view text);
/// YYYY-MM-DD, a day that the calendar has, in the years 1 to 9999.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_date(std::string_view text);
[[nodiscard]] std::optional<matching::Role> parse_role(std::string_view text);

/// YYYY-MM-DD; empty: none.
[[nodiscard]] std::string date_text(const std::optional<std::chrono::sys_days>& date);
/// "M", "F" or "U".
[[nodiscard]] std::string_view sex_text(genetics::Sex sex);
/// "reference", "missing" or "other".
[[nodiscard]] std::string_view role_text(matching::Role role);

[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace kith::intake
