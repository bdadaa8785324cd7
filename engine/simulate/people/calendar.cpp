#include "simulate/people/calendar.hpp"

#include <chrono>

#include "intake/case/cell_values.hpp"

namespace kith::simulate {
namespace {

std::chrono::sys_days at(Day day) { return std::chrono::sys_days{std::chrono::days{day}}; }

}  // namespace

std::optional<Day> parse_date(std::string_view text) {
  const auto date = intake::parse_date(text);
  return date ? std::optional(static_cast<Day>(date->time_since_epoch().count())) : std::nullopt;
}

std::string date_text(Day day) { return intake::date_text(at(day)); }

int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day(at(day)).year()); }

}  // namespace kith::simulate
