// simulate/people/calendar.hpp — dates as days since 1970-01-01 (proleptic Gregorian), for drawing and adding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith::simulate {

using Day = std::int32_t;

/// "1992-02-26"; none for anything else, and for days no calendar has.
[[nodiscard]] std::optional<Day> parse_date(std::string_view text);
[[nodiscard]] std::string date_text(Day day);
[[nodiscard]] int year_of(Day day);

}  // namespace kith::simulate
