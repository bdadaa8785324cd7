// intake/case/table_columns.hpp — the columns a reader wants of a table, and problems reported with row, column and
// cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "attributes/frame/synonyms.hpp"
#include "core/problem.hpp"
#include "intake/case/case_schema.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

/// A column of a table by name; the table need not have it.
struct Column {
  std::string name;
  std::optional<std::size_t> index{};

  [[nodiscard]] bool present() const { return index.has_value(); }
};

class TableColumns {
 public:
  /// Whose columns they are: those of a table of a case folder are listed in intake/case/case_schema.hpp, whatever is
  /// asked for. Another program's table has its own, even if its file is named as one of a case is.
  enum class Origin : std::uint8_t { case_folder, other_program };

  /// @pre `table` and `log` outlive this.
  TableColumns(const text::CsvTable& table, ProblemLog& log, Origin origin = Origin::case_folder);

  /// Claims a column; a missing one is an error (Errc::missing_column), said by warn_unclaimed() or complete().
  [[nodiscard]] Column require(std::string_view name);
  /// Claims a column if there is one. @pre is_listed(name)
  [[nodiscard]] Column find(std::string_view name);
  /// Whether the list of intake/case/case_schema.hpp has the column; true of every column where the list does not have
  /// the table.
  [[nodiscard]] bool is_listed(std::string_view name) const;
  /// Claims the column at `index`.
  void claim(std::size_t index) { claimed_[index] = true; }
  [[nodiscard]] bool is_claimed(std::size_t index) const { return claimed_[index]; }
  /// False where a required column is missing or a column is there twice.
  [[nodiscard]] bool complete();
  /// One warning for every column nobody claimed, with the one that is likely meant; `consequence` says what becomes
  /// of it.
  void warn_unclaimed(std::string_view consequence);

  /// From now on cells are read with the words of the case: a synonym as what it means, a word that says nothing as an
  /// empty cell. Columns named in `as_written` are not. @pre `words` outlives this.
  void use_words(const attributes::CaseWords& words, std::span<const std::string_view> as_written);
  [[nodiscard]] const attributes::CaseWords& words() const { return *words_; }

  [[nodiscard]] const text::CsvTable& table() const { return table_; }
  [[nodiscard]] std::string_view text(std::size_t row, const Column& column) const {
    if (!column.present()) return {};
    const auto cell = table_.cell(row, *column.index);
    return cell.empty() || keys_.empty() || keys_[*column.index].empty() ? cell : meaning(cell, keys_[*column.index]);
  }
  /// The cell's number if it lies in [low, high]. Empty: none. Anything else is an error; then `expected` says what
  /// for.
  [[nodiscard]] std::optional<double> number(std::size_t row, const Column& column, double low, double high,
                                             std::string_view expected);
  /// The cell's text; an empty cell is an error (Errc::missing_value).
  [[nodiscard]] std::optional<std::string_view> required_text(std::size_t row, const Column& column,
                                                              std::string_view expected);

  /// A problem of one cell: what was found is the cell's text.
  void report(Severity severity, Errc code, std::size_t row, const Column& column, std::string expected);
  void error(Errc code, std::size_t row, const Column& column, std::string expected) {
    report(Severity::error, code, row, column, std::move(expected));
  }

 private:
  void report_missing();
  [[nodiscard]] std::string likely_headings() const;
  /// What a heading nobody knows is taken for: "stature_cm, if that is meant".
  [[nodiscard]] std::string likely_meaning(const std::string& heading) const;
  [[nodiscard]] std::string_view meaning(std::string_view cell, std::string_view attribute) const;

  const text::CsvTable& table_;
  ProblemLog& log_;
  const TableSpec* spec_;  ///< null: another program's table, or one a case folder does not know
  const attributes::CaseWords* words_ = &attributes::CaseWords::built_in();
  std::vector<std::string> keys_{};  ///< per column its attribute; empty: read as it is written
  std::vector<bool> claimed_;
  std::vector<std::string> missing_;  ///< required columns the table lacks, not yet said
  bool complete_ = true;
};

/// Text keys looked up by string_view without making a string.
struct TextHash {
  using is_transparent = void;
  [[nodiscard]] std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <class Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

}  // namespace kith::intake
