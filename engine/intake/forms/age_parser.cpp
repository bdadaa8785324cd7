// birth_date, birth_year, age, age_error, age_min, age_max; last_seen_date, against which a birth date is an age.
//
// AM: the first that is there of birth_date and birth_year (both with last_seen_date), age. A date of which only the
// year is known counts as a birth year does: from the middle of the year, with the error of a birth year. PM: age (an
// estimate), else age_min and age_max; one of these alone is open-ended.
#include <chrono>
#include <cmath>

#include "intake/case/date_cells.hpp"
#include "intake/forms/parsers.hpp"

namespace kith::intake {
namespace {

using attributes::AgeFinding;
using attributes::AgeSource;
using attributes::AmAge;
using attributes::PmAge;

constexpr double kOldest = 120;
constexpr int kFirstYear = 1800, kLastYear = 2199;  ///< of births and disappearances
constexpr double kLeastError = 0.25, kLargestError = 30;
constexpr double kDaysPerYear = 365.2425;
/// An age that was stated may differ by this from that of the birth date before it is remarked on.
constexpr double kStatedApart = 2;

class AgeParser final : public DescriptionParser {
 public:
  explicit AgeParser(TableColumns& table)
      : DescriptionParser(table),
        birth_date_(find("birth_date")),
        birth_year_(find("birth_year")),
        age_(find("age")),
        error_(find("age_error")),
        min_(find("age_min")),
        max_(find("age_max")),
        last_seen_(find("last_seen_date")) {}

  void read(std::size_t row, attributes::AmDescription& am) override {
    const auto error = columns().number(row, error_, 0, kLargestError, "years, 0 to 30 (standard error)");
    const auto stated = years(row, age_);
    const auto last_seen = date(row, last_seen_);
    const auto born = date(row, birth_date_);
    auto year = columns().number(row, birth_year_, kFirstYear, kLastYear, "a year, as 1971");
    if (year && *year != std::floor(*year)) {
      columns().error(Errc::bad_number, row, birth_year_, "a year, as 1971");
      year.reset();
    }
    std::optional<AmAge> age;
    if (born && last_seen) {
      age = from_dates(row, birth_date_, *born, *last_seen);
    } else if (year && last_seen) {
      const std::chrono::year y(static_cast<int>(*year));
      age = from_dates(row, birth_year_, {y / 1 / 1, y / 12 / 31}, *last_seen);
    } else if (stated) {
      age = AmAge{.years = *stated};
    }
    if (!age) return;
    if (stated && std::abs(*stated - age->years) > kStatedApart) {
      columns().report(Severity::warning, Errc::bad_value, row, age_,
                       "the age that birth date or year and last_seen_date give (" +
                           std::to_string(std::lround(age->years)) + "), which is taken");
    }
    age->error = error;
    am.age = age;
  }

  void read(std::size_t row, attributes::PmDescription& pm) override {
    const auto error = columns().number(row, error_, kLeastError, kLargestError, "years, 0.25 to 30 (standard error)");
    const auto estimate = years(row, age_);
    const auto low = years(row, min_), high = years(row, max_);
    if (low && high && *low > *high) {
      return columns().error(Errc::bad_value, row, max_, "an age_max not below age_min");
    }
    if (low && high && estimate && (*estimate < *low || *estimate > *high)) {
      return columns().error(Errc::bad_value, row, age_, "an age between age_min and age_max");
    }
    PmAge age;
    if (estimate) {
      age = {.kind = AgeFinding::estimate, .low = *estimate, .high = *estimate, .error = error};
      if (!error && low && high) age = {.kind = AgeFinding::interval, .low = *low, .high = *high};
    } else if (low && high) {
      age = {.kind = AgeFinding::interval, .low = *low, .high = *high};
    } else if (low) {
      age = {.kind = AgeFinding::at_least, .low = *low};
    } else if (high) {
      age = {.kind = AgeFinding::at_most, .high = *high};
    } else {
      return;
    }
    pm.age = age;
  }

 private:
  std::optional<double> years(std::size_t row, const Column& column) {
    return columns().number(row, column, 0, kOldest, "an age in years, 0 to 120");
  }

  std::optional<DateSpan> date(std::size_t row, const Column& column) {
    const auto cell = text(row, column);
    if (cell.empty()) return std::nullopt;
    const auto span = parse_date_span(cell);
    const auto year = span ? static_cast<int>(span.value().year()) : 0;
    if (year >= kFirstYear && year <= kLastYear) return span.value();
    const bool can_exist = span || span.error().message.starts_with("a date of the calendar");
    columns().error(Errc::bad_value, row, column,
                    can_exist ? "a date that exists, as YYYY-MM-DD, YYYY-MM or YYYY, in the years 1800 to 2199"
                              : span.error().message);
    return std::nullopt;
  }

  /// The age at the middle of what the dates may mean.
  std::optional<AmAge> from_dates(std::size_t row, const Column& column, const DateSpan& born,
                                  const DateSpan& last_seen) {
    const bool by_year = born.is_year() || last_seen.is_year();
    const double days = static_cast<double>((last_seen.middle() - born.middle()).count());
    // Born in the year (or month) of the disappearance: the middle of that year may lie after it.
    const double slack = by_year ? 184 : born.is_day() && last_seen.is_day() ? 0 : 31;
    if (days < -slack || days / kDaysPerYear > kOldest) {
      columns().error(Errc::bad_value, row, column, "a birth before last_seen_date, by 120 years at most");
      return std::nullopt;
    }
    return AmAge{.years = std::max(0.0, days / kDaysPerYear),
                 .source = by_year ? AgeSource::birth_year : AgeSource::birth_date};
  }

  Column birth_date_, birth_year_, age_, error_, min_, max_, last_seen_;
};

}  // namespace

std::unique_ptr<DescriptionParser> make_age_parser(TableColumns& columns) {
  return std::make_unique<AgeParser>(columns);
}

}  // namespace kith::intake
