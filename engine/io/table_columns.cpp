#include "io/table_columns.hpp"

#include <algorithm>

#include "io/cell_values.hpp"

namespace kith::io {

TableColumns::TableColumns(const CsvTable& table, ProblemLog& log)
    : table_(table), log_(log), claimed_(table.n_columns(), false) {}

Column TableColumns::require(std::string_view name) {
  auto column = find(name);
  if (!column.present()) {
    complete_ = false;
    log_.add({.code = Errc::missing_column,
              .file = table_.file(),
              .row = 1,
              .column = column.name,
              .found = "",
              .expected = "a column named " + column.name});
  }
  return column;
}

Column TableColumns::find(std::string_view name) {
  Column column{.name = std::string(name), .index = table_.find(name)};
  if (!column.present()) return column;
  claimed_[*column.index] = true;
  for (std::size_t i = *column.index + 1; i < table_.n_columns(); ++i) {
    if (column_key(table_.header()[i]) != column_key(name)) continue;
    claimed_[i] = true;
    complete_ = false;
    log_.add({.code = Errc::malformed_row,
              .file = table_.file(),
              .row = 1,
              .column = column.name,
              .found = table_.header()[i],
              .expected = "one column of this name (the header has two)"});
  }
  return column;
}

void TableColumns::use_words(const evidence::CaseWords& words, std::span<const std::string_view> as_written) {
  words_ = &words;
  keys_.clear();
  for (const auto& name : table_.header()) {
    const auto key = column_key(name);
    const auto is_this = [&](std::string_view other) { return column_key(other) == key; };
    keys_.push_back(std::any_of(as_written.begin(), as_written.end(), is_this) ? std::string() : key);
  }
}

std::string_view TableColumns::meaning(std::string_view cell, std::string_view attribute) const {
  const auto meant = words_->synonyms.meaning(attribute, cell);
  return words_->not_known.is_not_known(meant) ? std::string_view() : meant;
}

void TableColumns::warn_unclaimed(std::string_view consequence) {
  for (std::size_t i = 0; i < table_.n_columns(); ++i) {
    if (claimed_[i] || table_.header()[i].empty()) continue;
    log_.add({.severity = Severity::warning,
              .code = Errc::unknown_column,
              .file = table_.file(),
              .row = 1,
              .column = table_.header()[i],
              .found = table_.header()[i],
              .expected = "a column Kith knows; this one is " + std::string(consequence)});
  }
}

std::optional<double> TableColumns::number(std::size_t row, const Column& column, double low, double high,
                                           std::string_view expected) {
  const auto cell = text(row, column);
  if (cell.empty()) return std::nullopt;
  const auto number = parse_number(cell, table_.delimiter() != ',');
  if (number && *number >= low && *number <= high) return number;
  error(Errc::bad_number, row, column, std::string(expected));
  return std::nullopt;
}

std::optional<std::string_view> TableColumns::required_text(std::size_t row, const Column& column,
                                                            std::string_view expected) {
  const auto cell = text(row, column);
  if (!cell.empty()) return cell;
  error(Errc::missing_value, row, column, std::string(expected));
  return std::nullopt;
}

void TableColumns::report(Severity severity, Errc code, std::size_t row, const Column& column, std::string expected) {
  log_.add({.severity = severity,
            .code = code,
            .file = table_.file(),
            .row = table_.line(row),
            .column = column.name,
            .found = std::string(column.present() ? table_.cell(row, *column.index) : std::string_view()),
            .expected = std::move(expected)});
}

}  // namespace kith::io
