#include "io/csv_table.hpp"

#include <csv.h>

#include <algorithm>
#include <cctype>

#include "io/text_encoding.hpp"

namespace kith::io {
namespace {

/// Comma, semicolon or tab: the one that occurs most often outside quotes in the first line; a comma if none does.
char detect_delimiter(std::string_view text) {
  constexpr std::string_view candidates = ",;\t";
  std::size_t counts[candidates.size()] = {};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) break;
    const auto which = candidates.find(c);
    if (!quoted && which != std::string_view::npos) ++counts[which];
  }
  return candidates[static_cast<std::size_t>(std::max_element(std::begin(counts), std::end(counts)) - counts)];
}

/// Lines that end in `text`: LF, CRLF or a lone CR each end one.
std::size_t count_line_ends(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool followed_by_lf = i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] == '\n' || (text[i] == '\r' && !followed_by_lf)) ++n;
  }
  return n;
}

}  // namespace

/// Takes libcsv's callbacks and fills a table.
class CsvBuilder {
 public:
  CsvBuilder(std::string file, ProblemLog& log) : log_(log) { table_.file_ = std::move(file); }

  CsvTable build(std::string_view text) {
    table_.delimiter_ = detect_delimiter(text);
    table_.text_.reserve(text.size());
    while (!text.empty()) text.remove_prefix(parse_until_error(text));
    if (table_.header_.empty()) report(0, "", "a header row that names the columns");
    return std::move(table_);
  }

 private:
  /// Bytes dealt with: all of them, or those up to the end of the line in which a stray quote was met.
  std::size_t parse_until_error(std::string_view text) {
    const std::size_t first_line = line_;
    csv_parser parser{};
    KITH_CHECK(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) == 0);
    csv_set_delim(&parser, static_cast<unsigned char>(table_.delimiter_));
    const auto used = csv_parse(&parser, text.data(), text.size(), on_cell, on_row_end, this);
    const bool complete = used == text.size();
    const bool closed = complete && csv_fini(&parser, on_cell, on_row_end, this) == 0;
    KITH_CHECK(closed || csv_error(&parser) == CSV_EPARSE);
    csv_free(&parser);
    if (closed) return used;

    const std::size_t row_line = n_cells_ > 0 ? row_line_ : line_;
    drop_row();
    if (complete) {
      report(row_line, "an opening quote without a closing one", "every quoted cell to be closed before the file ends");
      return used;
    }
    report(row_line, "a stray quote", "a cell that holds a quote to be quoted as a whole, with inner quotes doubled");
    const auto line_end = text.find('\n', used);
    const auto resume = line_end == std::string_view::npos ? text.size() : line_end + 1;
    line_ = first_line + count_line_ends(text.substr(0, resume));
    after_cr_ = false;
    return resume;
  }

  static void on_cell(void* data, std::size_t size, void* self) {
    static_cast<CsvBuilder*>(self)->add_cell(std::string_view(static_cast<const char*>(data), size));
  }
  static void on_row_end(int terminator, void* self) { static_cast<CsvBuilder*>(self)->end_row(terminator); }

  void add_cell(std::string_view text) {
    if (n_cells_ == 0) {
      row_line_ = line_;
      row_start_ = table_.ends_.size();
    }
    after_cr_ = false;
    ++n_cells_;
    table_.text_ += text;
    table_.ends_.push_back(table_.text_.size());
    if (text.find_first_of("\r\n") != std::string_view::npos) line_ += count_line_ends(text);
  }

  void end_row(int terminator) {
    if (n_cells_ > 0) finish_row();
    const bool second_half_of_crlf = terminator == '\n' && after_cr_;
    if (!second_half_of_crlf) ++line_;
    after_cr_ = terminator == '\r';
  }

  void finish_row() {
    if (table_.header_.empty()) return take_header();
    const std::size_t n_filled = filled_cells();
    const std::size_t n_columns = table_.header_.size();
    if (n_filled == 0) return drop_row();  // a row of delimiters, as spreadsheets leave them at the end
    if (n_cells_ < n_columns || n_filled > n_columns) {
      report(row_line_, std::to_string(n_cells_) + " cells", std::to_string(n_columns) + " cells, as in the header");
      return drop_row();
    }
    truncate(row_start_ + n_columns);
    table_.lines_.push_back(static_cast<std::uint32_t>(row_line_));
    n_cells_ = 0;
  }

  /// Cells of the current row up to the last one with text in it.
  [[nodiscard]] std::size_t filled_cells() const {
    std::size_t n = n_cells_;
    while (n > 0 && table_.ends_[row_start_ + n - 1] == table_.ends_[row_start_ + n - 2]) --n;
    return n;
  }

  void take_header() {
    std::size_t from = 0;
    for (std::size_t i = 1; i < table_.ends_.size(); ++i) {
      table_.header_.push_back(table_.text_.substr(from, table_.ends_[i] - from));
      from = table_.ends_[i];
    }
    row_start_ = 1;
    drop_row();
  }

  void drop_row() {
    if (n_cells_ > 0) truncate(row_start_);
    n_cells_ = 0;
  }

  void truncate(std::size_t n_ends) {
    table_.ends_.resize(n_ends);
    table_.text_.resize(table_.ends_.back());
  }

  void report(std::size_t line, std::string found, std::string expected) {
    log_.add({.code = Errc::malformed_row,
              .file = table_.file_,
              .row = line,
              .found = std::move(found),
              .expected = std::move(expected)});
  }

  ProblemLog& log_;
  CsvTable table_;
  std::size_t line_ = 1;       ///< of the file, at the parser's position
  std::size_t row_line_ = 1;   ///< where the current row starts
  std::size_t row_start_ = 1;  ///< position in ends_ of the current row's first cell
  std::size_t n_cells_ = 0;    ///< of the current row so far
  bool after_cr_ = false;      ///< the last row ended with CR; an LF that follows belongs to it
};

CsvTable CsvTable::read(const std::filesystem::path& path, ProblemLog& log) {
  const auto text = read_file(path);
  if (text) return parse(text.value(), path.filename().string(), log);
  log.add({.code = Errc::file_unreadable,
           .file = path.filename().string(),
           .found = text.error().message,
           .expected = "a readable file"});
  CsvTable empty;
  empty.file_ = path.filename().string();
  return empty;
}

CsvTable CsvTable::parse(std::string_view text, std::string file, ProblemLog& log) {
  text = without_byte_order_mark(text);
  const auto bad = first_bad_byte(text);
  if (!bad) return CsvBuilder(std::move(file), log).build(text);
  const bool binary = text[*bad] == '\0' || text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  log.add({.code = Errc::unsupported_format,
           .file = file,
           .row = 1 + count_line_ends(text.substr(0, *bad)),
           .found = binary ? "UTF-16 or binary data" : "a byte that is not UTF-8",
           .expected = "text saved as UTF-8"});
  if (binary) {
    CsvTable empty;
    empty.file_ = std::move(file);
    return empty;
  }
  // Read on as if it were Western European, so that the other problems of the file are found in the same run.
  const auto decoded = decode(text, "CP1252");
  KITH_CHECK(decoded.ok());
  return CsvBuilder(std::move(file), log).build(decoded.value());
}

std::string column_key(std::string_view name) {
  std::string key;
  for (const char c : name) {
    if (c == ' ' || c == '_' || c == '-' || c == '.') continue;
    key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return key;
}

std::optional<std::size_t> CsvTable::find(std::string_view name) const {
  const auto key = column_key(name);
  const auto found = std::find_if(header_.begin(), header_.end(),
                                  [&](const auto& text) { return column_key(text) == key; });
  return found == header_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - header_.begin()));
}

}  // namespace kith::io
