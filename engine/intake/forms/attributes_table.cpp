#include "intake/forms/attributes_table.hpp"

#include <limits>
#include <set>

#include "attributes/frame/registry.hpp"
#include "intake/case/table_columns.hpp"

namespace kith::intake {

attributes::ParameterOverrides read_attributes_table(const text::CsvTable& table, attributes::NotKnown& words,
                                                     ProblemLog& log) {
  attributes::ParameterOverrides overrides;
  TableColumns columns(table, log);
  const Column attribute = columns.require("attribute");
  const Column parameter = columns.require("parameter");
  const Column value = columns.require("value");
  columns.warn_unclaimed("not used");
  if (!columns.complete()) return overrides;
  constexpr std::string_view kNotKnown = "not_known";
  std::set<std::string> listed;
  constexpr double kAny = std::numeric_limits<double>::max();
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const auto name = columns.required_text(row, attribute, "an attribute");
    const auto which = columns.required_text(row, parameter, "a parameter of the attribute");
    if (!columns.required_text(row, value, "a number") || !name || !which) continue;
    const auto number = columns.number(row, value, -kAny, kAny, "a number");
    if (!number) continue;
    if (*name == kNotKnown) {
      if (*number != 0 && *number != 1) {
        columns.error(Errc::bad_number, row, value, "1 (the word says nothing) or 0 (it says something after all)");
      } else if (!listed.insert(attributes::word_key(*which)).second) {
        columns.error(Errc::duplicate_id, row, parameter, "every word once");
      } else {
        *number == 1 ? words.add(*which) : words.remove(*which);
      }
      continue;
    }
    if (const auto wrong = attributes::check_parameter(*name, *which, *number)) {
      const Column& where = wrong->column == "attribute" ? attribute : wrong->column == "parameter" ? parameter : value;
      columns.error(wrong->column == "value" ? Errc::bad_number : Errc::bad_value, row, where, wrong->expected);
      continue;
    }
    if (!overrides.emplace(std::pair(std::string(*name), std::string(*which)), *number).second) {
      columns.error(Errc::duplicate_id, row, parameter, "every parameter of an attribute once");
    }
  }
  return overrides;
}

}  // namespace kith::intake
