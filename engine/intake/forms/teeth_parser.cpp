// teeth, tooth_11 ... tooth_48, teeth_source, teeth_date: the chart. Of age, birth_year, birth_date, age_min, age_max
// and last_seen_date only what tells the age group of the teeth: these columns' own parsers report what is wrong with
// them.
#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include "attributes/teeth/tooth_chart.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/case/date_cells.hpp"
#include "intake/forms/parsers.hpp"

namespace kith::intake {
namespace {

using attributes::ToothState;

class TeethParser final : public DescriptionParser {
 public:
  explicit TeethParser(TableColumns& table)
      : DescriptionParser(table),
        chart_(find("teeth")),
        source_(find("teeth_source")),
        date_(find("teeth_date")),
        last_seen_(find("last_seen_date")),
        age_(find("age")),
        age_min_(find("age_min")),
        age_max_(find("age_max")),
        birth_year_(find("birth_year")),
        birth_date_(find("birth_date")) {
    for (attributes::ToothIndex tooth = 0; tooth < attributes::kTeeth; ++tooth) {
      tooth_[tooth] = find("tooth_" + std::to_string(attributes::fdi_number(tooth)));
    }
  }

  void read(std::size_t row, attributes::AmDescription& am) override {
    am.teeth.chart = read_chart(row, true);
    am.teeth.source = read_source(row);
    am.teeth.years = years_before(row);
    if (const auto age = reported_age(row)) am.age_group = attributes::age_group(*age);
  }

  void read(std::size_t row, attributes::PmDescription& pm) override {
    pm.teeth = read_chart(row, false);
    if (const auto age = estimated_age(row)) pm.age_group = attributes::age_group(*age);
  }

 private:
  attributes::ToothChart read_chart(std::size_t row, bool living) {
    constexpr std::string_view kOfTheDead = "no missing_pm in a report of the living: extracted, or unknown";
    attributes::ToothChart chart;
    const auto parsed = attributes::parse_tooth_chart(text(row, chart_), columns().words());
    if (!parsed) {
      columns().error(parsed.error().code, row, chart_, parsed.error().message);
    } else {
      chart = parsed.value().chart;
      if (living && parsed.value().lost_after_death) {
        columns().error(Errc::bad_value, row, chart_, std::string(kOfTheDead));
      }
    }
    for (attributes::ToothIndex tooth = 0; tooth < attributes::kTeeth; ++tooth) {
      const Column& column = tooth_[tooth];
      const auto cell = text(row, column);
      if (cell.empty()) continue;
      const auto state = attributes::parse_tooth_state(cell, columns().words());
      if (!state) {
        columns().error(state.error().code, row, column, state.error().message);
        continue;
      }
      if (living && state.value().lost_after_death) {
        columns().error(Errc::bad_value, row, column, std::string(kOfTheDead));
      }
      ToothState& known = chart.states[tooth];
      if (known != ToothState::unknown && known != state.value().state) {
        columns().error(Errc::bad_value, row, column,
                        std::string(attributes::to_string(known)) + ", as in the column teeth, or nothing");
      }
      known = state.value().state;
    }
    return chart;
  }

  attributes::ChartSource read_source(std::size_t row) {
    const auto word = lower_case(text(row, source_));
    if (word == "family") return attributes::ChartSource::family;
    if (!word.empty() && word != "record") {
      columns().error(Errc::bad_value, row, source_, "record (a dentist's chart), family, or nothing: a chart");
    }
    return attributes::ChartSource::record;
  }

  /// From the chart to the day last seen; negative: not stated.
  double years_before(std::size_t row) {
    const auto cell = text(row, date_);
    if (cell.empty()) return -1;
    const auto charted = date_of(cell);
    if (!charted) {
      columns().error(Errc::bad_value, row, date_, "a date such as 1991-06-30, 1991-06 or 1991");
      return -1;
    }
    const auto last_seen = date_of(text(row, last_seen_));
    if (!last_seen) return -1;
    if (charted->first > last_seen->last) {
      columns().error(Errc::bad_value, row, date_, "a date not after last_seen_date");
      return -1;
    }
    const auto days = static_cast<double>((last_seen->middle() - charted->middle()).count());
    return std::max(0.0, days / kDaysOfYear);
  }

  static std::optional<DateSpan> date_of(std::string_view text) {
    const auto span = parse_date_span(text);
    return span && span.value().year() >= kFirstYear ? std::optional(span.value()) : std::nullopt;
  }

  static std::optional<double> year_of(std::string_view text) {
    const auto span = parse_date_span(text);
    return span ? std::optional<double>(static_cast<int>(span.value().year())) : std::nullopt;
  }

  [[nodiscard]] std::optional<double> reported_age(std::size_t row) const {
    if (const auto age = parse_number(text(row, age_))) return age;
    const auto last_seen = year_of(text(row, last_seen_));
    auto birth = parse_number(text(row, birth_year_));
    if (!birth) birth = year_of(text(row, birth_date_));
    if (!birth || !last_seen || *last_seen < *birth) return std::nullopt;
    return *last_seen - *birth;
  }

  /// The middle of the interval, unless it is too wide to tell an age group.
  [[nodiscard]] std::optional<double> estimated_age(std::size_t row) const {
    constexpr double kWide = 30;
    const auto low = parse_number(text(row, age_min_));
    const auto high = parse_number(text(row, age_max_));
    if (low && high && *low <= *high && *high - *low <= kWide) return (*low + *high) / 2;
    if (low && !high && *low >= 50) return low;  // "60+"
    if (!low && !high) return parse_number(text(row, age_));
    return std::nullopt;
  }

  static constexpr double kDaysOfYear = 365.25;
  static constexpr std::chrono::year kFirstYear{1800};  ///< of a chart

  Column chart_, source_, date_, last_seen_, age_, age_min_, age_max_, birth_year_, birth_date_;
  std::array<Column, attributes::kTeeth> tooth_;
};

}  // namespace

std::unique_ptr<DescriptionParser> make_teeth_parser(TableColumns& columns) {
  return std::make_unique<TeethParser>(columns);
}

}  // namespace kith::intake
