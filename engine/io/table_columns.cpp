#include "io/table_columns.hpp"

#include "io/cell_values.hpp"

namespace kith::io {
namespace {

/// "a, b and c"; a long list is cut.
std::string listed(const std::vector<std::string>& names, std::string_view before_last) {
  constexpr std::size_t most = 12;
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i == most) return text + ", ...";
    if (i > 0) text += i + 1 == names.size() ? before_last : ", ";
    text += names[i];
  }
  return text;
}

}  // namespace

TableColumns::TableColumns(const CsvTable& table, ProblemLog& log)
    : table_(table), log_(log), claimed_(table.n_columns(), false) {}

Column TableColumns::require(std::string_view name) {
  auto column = find(name);
  if (!column.present()) missing_.push_back(column.name);
  return column;
}

bool TableColumns::complete() {
  if (missing_.empty()) return complete_;
  if (told_missing_ || table_.n_columns() == 0) return false;  // that there is no header was said where it was read
  told_missing_ = true;
  const bool is_one = missing_.size() == 1;
  log_.add({.code = Errc::missing_column,
            .file = table_.file(),
            .row = 1,
            .column = is_one ? missing_.front() : std::string(),
            .message = "the header lacks " + std::string(is_one ? "a column named " : "columns named ") +
                       listed(missing_, " and ") + "; it has " + listed(table_.header(), ", ") +
                       (table_.n_columns() == 1 ? " (cells are told apart by commas, semicolons or tabs)" : "")});
  return false;
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

void TableColumns::warn_unclaimed(std::string_view consequence) {
  if (!missing_.empty()) return;
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
            .found = std::string(text(row, column)),
            .expected = std::move(expected)});
}

}  // namespace kith::io
