// intake/case/date_cells.hpp — dates as people write them: a day, or a month or a year where no more is known.
//
//   1992-07-14, 1992/07/14, 1992.07.14        a day, year first
//   14.07.1992                                a day; with points the day stands first
//   14/07/1992, 07/14/1992, 14-07-1992        a day, where only one reading is a date; 03/04/1992 is refused
//   1992-07, 1992-07-00, 07.1992, 07/1992     all days of the month
//   1992, 1992-00-00                          all days of the year
// A time behind a day ("1992-07-14T00:00:00", "14.07.1992 0:00") is dropped.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace kith::intake {

/// The days a date cell may mean, first and last included.
struct DateSpan {
  std::chrono::sys_days first{};
  std::chrono::sys_days last{};

  [[nodiscard]] bool is_day() const { return first == last; }
  [[nodiscard]] bool is_year() const { return (last - first).count() > 31; }
  /// The day in the middle; 1 July of a year.
  [[nodiscard]] std::chrono::sys_days middle() const;
  [[nodiscard]] std::chrono::year year() const { return std::chrono::year_month_day(first).year(); }
};

/// Years 1 to 9999. Errors: bad_value; the message is what would have been accepted ("a date ...").
[[nodiscard]] Result<DateSpan> parse_date_span(std::string_view text);

/// "1992-07-14", "1992-07" or "1992".
[[nodiscard]] std::string date_span_text(const DateSpan& span);

}  // namespace kith::intake
