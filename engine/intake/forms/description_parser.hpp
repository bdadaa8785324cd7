// intake/forms/description_parser.hpp — from the description columns of missing_persons.csv (AM) and remains.csv (PM)
// to what the attribute models compare. One parser per attribute; docs/case-format.md says what each column holds.
//
// To add one: a class in a file of its own that finds its columns when it is made and reads a row for either side, a
// declaration in parsers.hpp, and a line in parsers.cpp. Cells that mean nothing are problems with row and column.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "attributes/frame/description.hpp"
#include "intake/case/table_columns.hpp"

namespace kith::intake {

class DescriptionParser {
 public:
  explicit DescriptionParser(TableColumns& columns) : columns_(columns) {}
  DescriptionParser(const DescriptionParser&) = delete;
  DescriptionParser& operator=(const DescriptionParser&) = delete;
  virtual ~DescriptionParser() = default;

  virtual void read(std::size_t row, attributes::AmDescription& am) = 0;
  virtual void read(std::size_t row, attributes::PmDescription& pm) = 0;

 protected:
  /// Claims an attribute's column if there is one. A column of the other form is not there: AM columns in remains.csv
  /// and PM columns in missing_persons.csv are unknown columns. @pre one of the forms has it
  /// (intake/forms/attribute_names.hpp)
  [[nodiscard]] Column find(std::string_view name);
  [[nodiscard]] TableColumns& columns() { return columns_; }
  [[nodiscard]] std::string_view text(std::size_t row, const Column& column) const {
    return columns_.text(row, column);
  }

 private:
  TableColumns& columns_;
};

/// All parsers of one table.
class DescriptionParsers {
 public:
  /// @pre `columns` outlives this.
  explicit DescriptionParsers(TableColumns& columns);

  [[nodiscard]] attributes::AmDescription read_am(std::size_t row) const;
  [[nodiscard]] attributes::PmDescription read_pm(std::size_t row) const;

 private:
  std::vector<std::unique_ptr<DescriptionParser>> parsers_;
};

}  // namespace kith::intake
