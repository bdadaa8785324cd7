// text/csv_table.hpp — a table of text cells read from RFC 4180 text (quoted fields, embedded line breaks) by libcsv.
//
// Cells lie one after another in one block of memory, so a table of some million rows costs little more than its file.
// Accepted: UTF-8 with or without a byte order mark; comma, semicolon or tab, told from the header line; LF or CRLF.
// Blank lines are skipped; blanks around cells are dropped, quoted or not. Cells missing at the end of a row are empty
// (one warning counts such rows), and so may be those beyond the header. Everything else is a problem with its row: too
// many cells with something in them, a stray quote, bytes that are not UTF-8. Reading goes on after a bad row, without
// it.
//
// Cost: one pass, about 8 ns a byte and thread. Threads: oneTBB; large text is cut at the ends of rows and parsed in
// pieces; where a piece meets anything wrong, the whole is parsed again from the start, so that problems come in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/problem.hpp"

namespace kith::text {

class CsvTable {
 public:
  static constexpr std::size_t kPieceBytes = std::size_t{1} << 21;

  /// Reads `path`; what is wrong goes to `log` under the file's name. An unreadable or empty file gives a table
  /// without columns. `encoding`: of text that is not UTF-8 (text/encoding.hpp); empty: such text is refused.
  [[nodiscard]] static CsvTable read(const std::filesystem::path& path, ProblemLog& log,
                                     std::string_view encoding = {});
  /// The same of text already in memory; `file` is the name problems are reported under. Text longer than two pieces is
  /// parsed by all threads, with the same result.
  [[nodiscard]] static CsvTable parse(std::string_view text, std::string file, ProblemLog& log,
                                      std::size_t piece_bytes = kPieceBytes);
  /// The same as tables of consecutive rows with one header, for those who read them side by side; at least one. Where
  /// anything is wrong, one table.
  [[nodiscard]] static std::vector<CsvTable> read_pieces(const std::filesystem::path& path, ProblemLog& log,
                                                         std::size_t piece_bytes = kPieceBytes,
                                                         std::string_view encoding = {});
  [[nodiscard]] static std::vector<CsvTable> parse_pieces(std::string_view text, std::string file, ProblemLog& log,
                                                          std::size_t piece_bytes = kPieceBytes);

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] char delimiter() const { return delimiter_; }
  [[nodiscard]] std::size_t n_rows() const { return lines_.size(); }
  [[nodiscard]] std::size_t n_columns() const { return header_.size(); }
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  /// Line of the file (1-based, the header's is 1) where the record starts.
  [[nodiscard]] std::size_t line(std::size_t row) const { return lines_[row]; }
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
    const auto i = row * header_.size() + column;
    return std::string_view(text_).substr(ends_[i], ends_[i + 1] - ends_[i]);
  }

  /// First column of this name; case, blanks, '_', '-', '.' and '#' do not count ("Allele 1" finds allele_1).
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

 private:
  friend class CsvBuilder;
  friend class CsvPieces;

  [[nodiscard]] static CsvTable joined(std::vector<CsvTable> pieces);

  std::string file_;
  char delimiter_ = ',';
  std::vector<std::string> header_;
  std::string text_;
  std::vector<std::size_t> ends_{0};  ///< cell i is text_[ends_[i], ends_[i + 1])
  std::vector<std::uint32_t> lines_;
};

/// The form under which column names are compared: lower case without blanks, '_', '-', '.' and '#'.
[[nodiscard]] std::string column_key(std::string_view name);

}  // namespace kith::text
