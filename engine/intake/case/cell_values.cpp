#include "intake/case/cell_values.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "attributes/frame/not_known.hpp"

namespace kith::intake {

using genetics::Sex;
using matching::Role;

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::tolower(c); });
  return result;
}

std::optional<double> parse_number(std::string_view text, bool decimal_comma) {
  std::string with_point;
  if (decimal_comma && text.find(',') != std::string_view::npos) {
    with_point = text;
    std::replace(with_point.begin(), with_point.end(), ',', '.');
    text = with_point;
  }
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<bool> parse_yes_no(std::string_view text) {
  const auto word = lower_case(text);
  if (word == "yes" || word == "y" || word == "true" || word == "1") return true;
  if (word == "no" || word == "n" || word == "false" || word == "0") return false;
  return std::nullopt;
}

std::optional<std::chrono::sys_days> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t length) {
    int value = 0;
    for (const char digit : text.substr(from, length)) {
      if (digit < '0' || digit > '9') return -1;
      value = 10 * value + (digit - '0');
    }
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 1 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

std::string date_text(const std::optional<std::chrono::sys_days>& date) {
  if (!date) return {};
  const std::chrono::year_month_day day(*date);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                static_cast<unsigned>(day.day()));
  return text;
}

std::optional<Role> parse_role(std::string_view text) {
  const auto word = lower_case(text);
  if (word == "reference") return Role::reference;
  if (word == "missing") return Role::missing;
  if (word == "other" || word.empty()) return Role::other;
  return std::nullopt;
}

std::string_view sex_text(Sex sex) { return sex == Sex::male ? "M" : sex == Sex::female ? "F" : "U"; }

std::string_view role_text(Role role) {
  return role == Role::reference ? "reference" : role == Role::missing ? "missing" : "other";
}

}  // namespace kith::intake
