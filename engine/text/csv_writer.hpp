// text/csv_writer.hpp — RFC 4180 rows: cells are quoted where they must be, rows end with LF.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace kith::text {

class CsvWriter {
 public:
  /// Hands over whole rows. @pre `out` outlives the writer.
  explicit CsvWriter(std::ostream& out) : out_(&out), text_(row_) {}
  /// Appends to `text`. @pre `text` outlives the writer.
  explicit CsvWriter(std::string& text) : text_(text) {}
  CsvWriter(const CsvWriter&) = delete;
  CsvWriter& operator=(const CsvWriter&) = delete;

  CsvWriter& cell(std::string_view text);
  /// Shortest text that reads back as the same double ("0.25", "1e-06", "-inf").
  CsvWriter& cell(double number);
  CsvWriter& count(std::uint64_t number);
  void end_row();

  void row(std::span<const std::string> cells);
  void row(std::initializer_list<std::string_view> cells);

 private:
  std::ostream* out_ = nullptr;  ///< null: rows stay in text_
  std::string row_;
  std::string& text_;
  bool at_row_start_ = true;
};

/// Shortest text that reads back as the same double.
[[nodiscard]] std::string number_text(double number);

}  // namespace kith::text
