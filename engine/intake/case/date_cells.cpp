#include "intake/case/date_cells.hpp"

#include <array>
#include <optional>

#include "core/text.hpp"
#include "intake/case/cell_values.hpp"

namespace kith::intake {
namespace {

constexpr auto kExpected = "a date of the calendar as YYYY-MM-DD, or YYYY-MM or YYYY where no more is known";

/// Two or three numbers with one sort of separator between them, or a number alone.
struct Parts {
  std::array<std::string_view, 3> text{};
  std::array<unsigned, 3> number{};
  std::size_t n = 0;
  char separator = 0;
};

std::optional<Parts> split(std::string_view text) {
  Parts parts;
  while (true) {
    std::size_t length = 0;
    unsigned number = 0;
    while (length < text.size() && is_digit(text[length]))
      number = 10 * number + static_cast<unsigned>(text[length++] - '0');
    if (length == 0 || length > 4 || parts.n == parts.text.size()) return std::nullopt;
    parts.text[parts.n] = text.substr(0, length);
    parts.number[parts.n++] = number;
    text.remove_prefix(length);
    if (text.empty()) return parts;
    const char separator = text.front();
    const bool is_known = separator == '-' || separator == '.' || separator == '/';
    if (!is_known || (parts.separator != 0 && separator != parts.separator)) return std::nullopt;
    parts.separator = separator;
    text.remove_prefix(1);
  }
}

/// The text before " 00:00:00" or "T12:30Z"; all of it where no time follows.
std::string_view without_time(std::string_view text) {
  const auto end = text.find_first_of(" T");
  if (end == std::string_view::npos || text.find(':', end) == std::string_view::npos) return text;
  const auto time = trimmed(text.substr(end + 1));
  return time.find_first_not_of("0123456789:.+-Z") == std::string_view::npos ? text.substr(0, end) : text;
}

/// A month or day of 0 is not known. None: the calendar has no such date.
std::optional<DateSpan> span_of(unsigned year, unsigned month, unsigned day) {
  using std::chrono::sys_days;
  const std::chrono::year y(static_cast<int>(year));
  if (year < 1 || (month == 0 && day != 0)) return std::nullopt;
  if (month == 0) return DateSpan{sys_days(y / 1 / 1), sys_days(y / 12 / 31)};
  if (month > 12) return std::nullopt;
  const std::chrono::month m(month);
  if (day == 0) return DateSpan{sys_days(y / m / 1), sys_days(y / m / std::chrono::last)};
  const std::chrono::year_month_day date = y / m / std::chrono::day(day);
  if (!date.ok()) return std::nullopt;
  return DateSpan{sys_days(date), sys_days(date)};
}

/// The year stands last.
Result<DateSpan> day_first(const Parts& parts) {
  const auto [a, b, year] = parts.number;
  const auto european = a == 0 || b == 0 ? std::nullopt : span_of(year, b, a);
  const auto american = a == 0 || b == 0 || parts.separator == '.' ? std::nullopt : span_of(year, a, b);
  if (european && american && a != b) {
    return Error{Errc::bad_value,
                 "a date whose day and month can be told apart: 3 April 1992 is 1992-04-03 or 03.04.1992"};
  }
  if (european) return *european;
  if (american) return *american;
  return Error{Errc::bad_value, kExpected};
}

}  // namespace

std::chrono::sys_days DateSpan::middle() const {
  if (is_year()) return std::chrono::sys_days(year() / 7 / 1);
  return first + (last - first) / 2;
}

Result<DateSpan> parse_date_span(std::string_view text) {
  const auto parts = split(without_time(trimmed(text)));
  const Error unreadable{Errc::bad_value, kExpected};
  if (!parts) return unreadable;
  const auto& [cells, number, n, separator] = *parts;
  std::optional<DateSpan> span;
  if (cells[0].size() == 4) {
    span = span_of(number[0], n > 1 ? number[1] : 0, n > 2 ? number[2] : 0);
    if (n == 2 && number[1] == 0) span.reset();
    for (std::size_t i = 1; i < n; ++i) {
      if (cells[i].size() > 2) span.reset();
    }
  } else if (n == 3 && cells[2].size() == 4 && cells[0].size() <= 2 && cells[1].size() <= 2) {
    return day_first(*parts);
  } else if (n == 2 && cells[1].size() == 4 && cells[0].size() <= 2 && number[0] > 0) {
    span = span_of(number[1], number[0], 0);
  }
  if (!span) return unreadable;
  return *span;
}

std::string date_span_text(const DateSpan& span) {
  const auto text = date_text(span.first);
  constexpr std::size_t year_length = 4, month_length = 7;
  return text.substr(0, span.is_day() ? text.size() : span.is_year() ? year_length : month_length);
}

}  // namespace kith::intake
