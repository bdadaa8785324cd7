#include "intake/case/table_columns.hpp"

#include <algorithm>
#include <cassert>

#include "intake/case/cell_values.hpp"

namespace kith::intake {
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

TableColumns::TableColumns(const text::CsvTable& table, ProblemLog& log, Origin origin)
    : table_(table),
      log_(log),
      spec_(origin == Origin::case_folder ? find_table_spec(table.file()) : nullptr),
      claimed_(table.n_columns(), false) {}

bool TableColumns::is_listed(std::string_view name) const {
  return spec_ == nullptr || spec_->columns.empty() || has_column(*spec_, name);
}

Column TableColumns::require(std::string_view name) {
  auto column = find(name);
  if (!column.present()) {
    complete_ = false;
    missing_.push_back(column.name);
  }
  return column;
}

bool TableColumns::complete() {
  report_missing();
  return complete_;
}

/// One header, one message: every column that is missing, with the heading that likely stands for it.
void TableColumns::report_missing() {
  if (missing_.empty()) return;
  if (table_.n_columns() == 0) return missing_.clear();  // the table could not be read, which was said
  const bool is_one = missing_.size() == 1;
  std::string message = "the header lacks " + std::string(is_one ? "a column named " : "columns named ") +
                        listed(missing_, " and ");
  if (const auto* other = spec_ == nullptr ? nullptr : better_fitting_table(spec_, table_.header()); other != nullptr) {
    message += "; this looks like " + std::string(other->file);
  } else if (const auto likely = likely_headings(); !likely.empty()) {
    message += "; is it " + likely + "?";
  } else {
    message += "; it has " + listed(table_.header(), ", ");
    if (table_.n_columns() == 1) message += " (cells are told apart by commas, semicolons or tabs)";
  }
  log_.add({.code = Errc::missing_column,
            .file = table_.file(),
            .row = 1,
            .column = is_one ? missing_.front() : std::string(),
            .message = std::move(message)});
  missing_.clear();
}

/// The headings that likely stand for missing columns: "'famid' for family_id".
std::string TableColumns::likely_headings() const {
  std::vector<std::string> likely;
  for (const auto& name : missing_) {
    if (spec_ == nullptr) break;
    const auto column = std::find_if(spec_->columns.begin(), spec_->columns.end(),
                                     [&](const ColumnSpec& spec) { return spec.name == name; });
    const auto heading = column == spec_->columns.end() ? std::string_view()
                                                        : heading_for(*spec_, *column, table_.header());
    if (!heading.empty())
      likely.push_back("'" + std::string(heading) + "'" + (missing_.size() == 1 ? "" : " for " + name));
  }
  return listed(likely, " and ");
}

Column TableColumns::find(std::string_view name) {
  assert(is_listed(name));
  Column column{.name = std::string(name), .index = table_.find(name)};
  if (!column.present()) return column;
  claimed_[*column.index] = true;
  for (std::size_t i = *column.index + 1; i < table_.n_columns(); ++i) {
    if (text::column_key(table_.header()[i]) != text::column_key(name)) continue;
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

void TableColumns::use_words(const attributes::CaseWords& words, std::span<const std::string_view> as_written) {
  words_ = &words;
  keys_.clear();
  for (const auto& name : table_.header()) {
    const auto key = text::column_key(name);
    const auto is_this = [&](std::string_view other) { return text::column_key(other) == key; };
    keys_.push_back(std::any_of(as_written.begin(), as_written.end(), is_this) ? std::string() : key);
  }
}

std::string_view TableColumns::meaning(std::string_view cell, std::string_view attribute) const {
  const auto meant = words_->synonyms.meaning(attribute, cell);
  return words_->not_known.is_not_known(meant) ? std::string_view() : meant;
}

void TableColumns::warn_unclaimed(std::string_view consequence) {
  const bool lacks_columns = !missing_.empty();
  report_missing();
  if (lacks_columns) return;  // what else is odd about the header is said when it is mended
  for (std::size_t i = 0; i < table_.n_columns(); ++i) {
    if (claimed_[i] || table_.header()[i].empty()) continue;
    log_.add({.severity = Severity::warning,
              .code = Errc::unknown_column,
              .file = table_.file(),
              .row = 1,
              .column = table_.header()[i],
              .found = table_.header()[i],
              .expected = likely_meaning(table_.header()[i]) + "; this one is " + std::string(consequence)});
  }
}

std::string TableColumns::likely_meaning(const std::string& heading) const {
  if (spec_ == nullptr) return "a column Kith knows";
  if (const auto name = intended_column(*spec_, heading, table_.header()); !name.empty()) {
    return std::string(name) + ", if that is meant";
  }
  if (const auto* other = table_with_column(*spec_, heading)) {
    return "a column of " + table_.file() + ", not one of " + std::string(other->file);
  }
  return "a column Kith knows";
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

}  // namespace kith::intake
