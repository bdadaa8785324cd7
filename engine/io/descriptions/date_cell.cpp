#include "io/descriptions/date_cell.hpp"

#include <charconv>

namespace kith::io {

std::optional<std::chrono::sys_days> parse_date(std::string_view text) {
  constexpr std::size_t kLength = 10;  // YYYY-MM-DD
  if (text.size() != kLength || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t first, std::size_t length) -> std::optional<int> {
    int value = 0;
    const char* begin = text.data() + first;
    const char* end = begin + length;
    if (*begin < '0' || *begin > '9') return std::nullopt;  // no sign
    const auto [stopped, status] = std::from_chars(begin, end, value);
    if (status != std::errc() || stopped != end) return std::nullopt;
    return value;
  };
  const auto year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (!year || !month || !day || *year < 1800 || *year > 2199) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

}  // namespace kith::io
