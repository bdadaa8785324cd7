// intake/case/case_schema.hpp — every table a case folder may hold, with every column of it: one list for the "did you
// mean" of the readers, for the files nobody reads, for the folder that `kith new` writes and for the check of the
// documentation.
//
// The readers ask for their columns by name. An assert in TableColumns holds them to this list, and a test holds this
// list to the readers. docs/case-format.md says more of each column.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::intake {

enum class Need : std::uint8_t {
  required,  ///< the table is refused without the column
  optional,
  besides,  ///< known, but not in the header that `kith new` writes: another way to say what a column there says
};

struct ColumnSpec {
  std::string_view name;
  Need need = Need::optional;
  std::string_view meaning;
  std::string_view also = {};                   ///< other headings for it, as column_key() folds them, likeliest first
  std::vector<std::string_view> examples = {};  ///< its cells in the rows of the example case, first to last
};

struct TableSpec {
  std::string_view file;
  std::string_view row;        ///< what one row is
  std::string_view also = {};  ///< other names for it, as file_key() folds them
  std::vector<ColumnSpec> columns = {};
  bool is_matched = true;  ///< false: no command but `kith bench` reads it
};

/// The settings of a case folder, which are no table.
inline constexpr std::string_view kSettingsFile = "case.ini";

/// In the order in which a case is filled in.
[[nodiscard]] std::span<const TableSpec> table_specs();
/// By the exact name of the file; null: no table of a case.
[[nodiscard]] const TableSpec* find_table_spec(std::string_view file);

/// Capitals, blanks, '_', '-', '.' and '#' do not count. Columns that are numbered (allele_3, tooth_11) are known, too.
[[nodiscard]] bool has_column(const TableSpec& table, std::string_view heading);
/// The column that a heading the table does not know is likely meant for, of those that `header` lacks; empty: none.
[[nodiscard]] std::string_view intended_column(const TableSpec& table, std::string_view heading,
                                               std::span<const std::string> header);
/// The heading that likely stands for `column`, which the header lacks; empty: none.
[[nodiscard]] std::string_view heading_for(const TableSpec& table, const ColumnSpec& column,
                                           std::span<const std::string> header);
/// Another table that has `heading`; null: none.
[[nodiscard]] const TableSpec* table_with_column(const TableSpec& own, std::string_view heading);
/// Another table whose needed columns are all in `header` and that knows more of it than `own` does; null: none.
[[nodiscard]] const TableSpec* better_fitting_table(const TableSpec* own, std::span<const std::string> header);

/// The form under which names of files are compared: lower case without what separates words, without endings
/// (".csv", ".csv.txt"), without what a copy adds ("Profiles (2).CSV" -> "profiles").
[[nodiscard]] std::string file_key(std::string_view name);

}  // namespace kith::intake
