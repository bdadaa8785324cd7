// io/descriptions/date_cell.hpp — a calendar day as tables write it.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace kith::io {

inline constexpr std::string_view kDateExpected = "a date that exists, as YYYY-MM-DD";

/// None for anything but YYYY-MM-DD of a day that exists (1997-02-30 does not), in the years 1800 to 2199.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_date(std::string_view text);

}  // namespace kith::io
