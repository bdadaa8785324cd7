#include "text/csv_table.hpp"

#include <csv.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cctype>

#include "core/text.hpp"
#include "text/encoding.hpp"
#include "text/foreign_format.hpp"
#include "text/text_encoding.hpp"

namespace kith::text {
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

/// Rows with fewer cells than the header: programs leave out the empty ones at the end.
struct ShortRows {
  static constexpr std::size_t kExamples = 3;

  std::size_t n = 0;
  std::vector<std::size_t> lines{};  ///< of the first ones

  void add(std::size_t line) {
    if (n < kExamples) lines.push_back(line);
    ++n;
  }
  /// Rows further down in the file.
  void append(const ShortRows& later) {
    for (const auto line : later.lines) {
      if (lines.size() < kExamples) lines.push_back(line);
    }
    n += later.n;
  }

  void report(const std::string& file, std::size_t n_columns, ProblemLog& log) const {
    if (n == 0) return;
    std::string rows;
    for (const auto line : lines) rows += (rows.empty() ? "" : ", ") + std::to_string(line);
    log.add({.severity = Severity::warning,
             .code = Errc::malformed_row,
             .file = file,
             .row = lines.front(),
             .message = (n == 1 ? "a row has" : std::to_string(n) + " rows have") + " fewer than the " +
                        std::to_string(n_columns) + " cells of the header (" + (n == 1 ? "row " : "rows ") + rows +
                        (n > lines.size() ? ", ..." : "") + "); the cells missing at the end count as empty"});
  }
};

/// A row with more cells than the header.
struct LongRow {
  std::size_t line = 0;
  std::size_t n_filled = 0;  ///< 0: no row
};

}  // namespace

/// Takes libcsv's callbacks and fills a table.
class CsvBuilder {
 public:
  CsvBuilder(std::string file, ProblemLog& log) : log_(log) { table_.file_ = std::move(file); }
  /// Of rows that follow those of `head`, from line `line` of the file on.
  CsvBuilder(const CsvTable& head, std::size_t line, ProblemLog& log) : log_(log), line_(line) {
    table_.file_ = head.file_;
    table_.delimiter_ = head.delimiter_;
    table_.header_ = head.header_;
  }

  CsvTable build(std::string_view text) {
    if (table_.header_.empty()) table_.delimiter_ = detect_delimiter(text);
    table_.text_.reserve(text.size());
    while (!text.empty()) text.remove_prefix(parse_until_error(text));
    leave_top();
    if (has_title_) return without_columns();
    if (table_.header_.empty()) report(0, "the file is empty; it needs a header row that names the columns");
    return std::move(table_);
  }
  [[nodiscard]] const ShortRows& short_rows() const { return short_rows_; }

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
      report(row_line, "a quote opens a cell and is never closed; what follows was not read");
      return used;
    }
    report(row_line,
           "a stray quote; a cell that holds a quote is quoted as a whole, with each quote inside it written twice");
    const auto line_end = text.find('\n', used);
    const auto resume = line_end == std::string_view::npos ? text.size() : line_end + 1;
    line_ = first_line + count_line_ends(text.substr(0, resume));
    after_cr_ = false;
    return resume;
  }

  /// What the first line names are no columns: as if there were none.
  [[nodiscard]] CsvTable without_columns() {
    CsvTable none;
    none.file_ = std::move(table_.file_);
    none.delimiter_ = table_.delimiter_;
    short_rows_ = {};
    return none;
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
    table_.text_ += trimmed(text);  // those of a quoted cell, too: nobody quotes one to keep its blanks
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
    if (has_title_) return drop_row();
    if (n_filled > n_columns) {
      take_long_row(n_filled);
      return drop_row();
    }
    leave_top();
    if (n_cells_ < n_columns) {
      short_rows_.add(row_line_);
      table_.ends_.resize(row_start_ + n_columns, table_.text_.size());
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
    is_at_top_ = true;
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

  /// A long row at the top waits for the next one: two of them mean that the first line is no header.
  void take_long_row(std::size_t n_filled) {
    const bool is_title = table_.header_.size() == 1 || (is_at_top_ && at_top_.n_filled > 0);
    if (is_title) {
      const LongRow row = at_top_.n_filled > 0 ? at_top_ : LongRow{row_line_, n_filled};
      at_top_ = {};
      return refuse_title(row);
    }
    if (is_at_top_) {
      at_top_ = {row_line_, n_filled};
      return;
    }
    refuse_long_row(row_line_, n_filled);
  }

  void leave_top() {
    if (at_top_.n_filled > 0) refuse_long_row(at_top_.line, at_top_.n_filled);
    at_top_ = {};
    is_at_top_ = false;
  }

  void refuse_title(const LongRow& row) {
    has_title_ = true;
    const std::size_t n_columns = table_.header_.size();
    report(1, "the first line is a header of " + (n_columns == 1 ? "one cell" : std::to_string(n_columns) + " cells") +
                  ", but row " + std::to_string(row.line) + " has " + std::to_string(row.n_filled) +
                  ": the first line must name all columns, with the delimiter that the rows have; is there a title "
                  "above the header? Delete it");
  }

  void refuse_long_row(std::size_t line, std::size_t n_filled) {
    const std::size_t n_columns = table_.header_.size();
    const std::string delimiter = table_.delimiter_ == ',' ? "comma" : table_.delimiter_ == ';' ? "semicolon" : "tab";
    report(line, std::to_string(n_filled) + " cells, but the header names " + std::to_string(n_columns) +
                     " columns; a cell with a " + delimiter + " in it must stand in quotes");
  }

  void report(std::size_t line, std::string message) {
    log_.add({.code = Errc::malformed_row, .file = table_.file_, .row = line, .message = std::move(message)});
  }

  ProblemLog& log_;
  CsvTable table_;
  ShortRows short_rows_;
  bool is_at_top_ = false;    ///< the header was read and no row below it, save long ones
  LongRow at_top_{};          ///< the first row below the header, where it is too long and the next one is not read yet
  bool has_title_ = false;    ///< the first line names fewer columns than the rows have
  std::size_t line_ = 1;      ///< of the file, at the parser's position
  std::size_t row_line_ = 1;  ///< where the current row starts
  std::size_t row_start_ = 1;  ///< position in ends_ of the current row's first cell
  std::size_t n_cells_ = 0;    ///< of the current row so far
  bool after_cr_ = false;      ///< the last row ended with CR; an LF that follows belongs to it
};

/// Text without a fault, parsed in pieces by all threads.
class CsvPieces {
 public:
  CsvPieces(std::string_view text, std::size_t piece_bytes) : text_(text) { find_pieces(piece_bytes); }

  /// None where anything at all is wrong: whoever parses from the start then says what, in order. Short rows go to
  /// `log`.
  std::optional<std::vector<CsvTable>> parse(std::string file, ProblemLog& log) {
    if (pieces_.size() < 2) return std::nullopt;
    ProblemLog of_first;
    std::vector<CsvTable> tables(pieces_.size());
    std::vector<ShortRows> short_rows(pieces_.size());
    CsvBuilder first(std::move(file), of_first);
    tables[0] = first.build(pieces_[0].text);
    short_rows[0] = first.short_rows();
    if (!of_first.problems().empty()) return std::nullopt;
    count_lines();
    std::atomic<bool> faultless = true;
    tbb::parallel_for(std::size_t{1}, pieces_.size(), [&](std::size_t i) {
      if (!faultless) return;
      ProblemLog of_piece;
      CsvBuilder builder(tables[0], pieces_[i].line, of_piece);
      tables[i] = builder.build(pieces_[i].text);
      short_rows[i] = builder.short_rows();
      if (!of_piece.problems().empty()) faultless = false;
    });
    if (!faultless) return std::nullopt;
    for (std::size_t i = 1; i < pieces_.size(); ++i) short_rows[0].append(short_rows[i]);
    short_rows[0].report(tables[0].file(), tables[0].n_columns(), log);
    return tables;
  }

 private:
  struct Piece {
    std::string_view text;
    std::size_t line = 1;  ///< of the file, where it starts
  };

  /// A piece ends behind a line feed that has an even number of quotes before it: in text without a fault, that ends a
  /// row. In faulty text it may not, but then the piece with the first fault still starts with a row and meets the
  /// fault.
  void find_pieces(std::size_t piece_bytes) {
    const std::size_t n = text_.size() / piece_bytes + 1;
    std::vector<std::size_t> quotes(n, 0);
    tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) {
      const std::string_view part = text_.substr(i * piece_bytes, piece_bytes);
      quotes[i] = static_cast<std::size_t>(std::count(part.begin(), part.end(), '"'));
    });
    std::size_t begin = 0;
    std::size_t quotes_before = 0;
    for (std::size_t i = 1; i < n; ++i) {
      quotes_before += quotes[i - 1];
      const std::size_t end = row_end(i * piece_bytes, quotes_before % 2 != 0);
      if (end <= begin) continue;  // the piece before reaches beyond
      pieces_.push_back({text_.substr(begin, end - begin)});
      begin = end;
    }
    if (begin < text_.size()) pieces_.push_back({text_.substr(begin)});
  }

  [[nodiscard]] std::size_t row_end(std::size_t from, bool quoted) const {
    for (std::size_t i = from; i < text_.size(); ++i) {
      if (text_[i] == '"') quoted = !quoted;
      if (text_[i] == '\n' && !quoted) return i + 1;
    }
    return text_.size();
  }

  void count_lines() {
    std::vector<std::size_t> n_lines(pieces_.size());
    tbb::parallel_for(std::size_t{0}, pieces_.size(),
                      [&](std::size_t i) { n_lines[i] = count_line_ends(pieces_[i].text); });
    for (std::size_t i = 1; i < pieces_.size(); ++i) pieces_[i].line = pieces_[i - 1].line + n_lines[i - 1];
  }

  std::string_view text_;
  std::vector<Piece> pieces_;
};

namespace {

std::vector<CsvTable> one(CsvTable table) {
  std::vector<CsvTable> tables;
  tables.push_back(std::move(table));
  return tables;
}

std::vector<CsvTable> in_one_pass(std::string_view text, std::string file, ProblemLog& log) {
  CsvBuilder builder(std::move(file), log);
  auto table = builder.build(text);
  builder.short_rows().report(table.file(), table.n_columns(), log);
  return one(std::move(table));
}

}  // namespace

CsvTable CsvTable::read(const std::filesystem::path& path, ProblemLog& log, std::string_view encoding) {
  return joined(read_pieces(path, log, kPieceBytes, encoding));
}

CsvTable CsvTable::parse(std::string_view text, std::string file, ProblemLog& log, std::size_t piece_bytes) {
  return joined(parse_pieces(text, std::move(file), log, piece_bytes));
}

std::vector<CsvTable> CsvTable::read_pieces(const std::filesystem::path& path, ProblemLog& log, std::size_t piece_bytes,
                                            std::string_view encoding) {
  const auto text = read_text_file(path, encoding);
  if (text) return parse_pieces(text.value(), path.filename().string(), log, piece_bytes);
  log.add({.code = text.error().code,
           .file = path.filename().string(),
           .message = "this file cannot be read: " + text.error().message});
  CsvTable empty;
  empty.file_ = path.filename().string();
  return one(std::move(empty));
}

std::vector<CsvTable> CsvTable::parse_pieces(std::string_view text, std::string file, ProblemLog& log,
                                             std::size_t piece_bytes) {
  text = without_byte_order_mark(text);
  if (const auto foreign = foreign_format(text, Reads::table)) {
    log.add({.code = Errc::unsupported_format,
             .file = file,
             .found = std::string(foreign->what),
             .expected = std::string(foreign->todo)});
    CsvTable empty;
    empty.file_ = std::move(file);
    return one(std::move(empty));
  }
  const auto bad = first_bad_byte(text);
  if (!bad) {
    if (const auto control = first_control_character(text)) {
      log.add({.code = Errc::unsupported_format,
               .file = file,
               .row = 1 + count_line_ends(text.substr(0, *control)),
               .message = "a control character, which no table holds: is this file damaged, or no text?"});
    }
    if (auto tables = CsvPieces(text, piece_bytes).parse(file, log)) return std::move(*tables);
    return in_one_pass(text, std::move(file), log);
  }
  const bool binary = text[*bad] == '\0' || text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  if (binary) {
    log.add({.code = Errc::unsupported_format,
             .file = file,
             .row = 1 + count_line_ends(text.substr(0, *bad)),
             .message = "UTF-16 or binary data; save the table as text in UTF-8 (Excel: \"CSV UTF-8\")"});
    CsvTable empty;
    empty.file_ = std::move(file);
    return one(std::move(empty));
  }
  log.add(not_utf8(text, *bad, file));
  // Read on as the likeliest code page has it, so that the other problems of the file are found in the same run.
  const auto likely = Encoding::find(likeliest_encoding(text));
  auto decoded = likely ? likely.value().to_utf8(std::string(text)) : decode(text, "CP1252");
  if (!decoded) decoded = decode(text, "CP1252");
  return in_one_pass(decoded.value(), std::move(file), log);
}

CsvTable CsvTable::joined(std::vector<CsvTable> pieces) {
  CsvTable whole = std::move(pieces[0]);
  std::vector<std::size_t> first_byte{whole.text_.size()}, first_cell{whole.ends_.size()},
      first_row{whole.lines_.size()};
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    first_byte.push_back(first_byte.back() + pieces[i].text_.size());
    first_cell.push_back(first_cell.back() + pieces[i].ends_.size() - 1);
    first_row.push_back(first_row.back() + pieces[i].lines_.size());
  }
  whole.text_.resize(first_byte.back());
  whole.ends_.resize(first_cell.back());
  whole.lines_.resize(first_row.back());
  tbb::parallel_for(std::size_t{1}, pieces.size(), [&](std::size_t i) {
    const CsvTable piece = std::move(pieces[i]);
    std::copy(piece.text_.begin(), piece.text_.end(), whole.text_.data() + first_byte[i - 1]);
    std::copy(piece.lines_.begin(), piece.lines_.end(), whole.lines_.data() + first_row[i - 1]);
    std::transform(piece.ends_.begin() + 1, piece.ends_.end(), whole.ends_.data() + first_cell[i - 1],
                   [&](std::size_t end) { return end + first_byte[i - 1]; });
  });
  return whole;
}

std::string column_key(std::string_view name) {
  std::string key;
  for (const char c : name) {
    if (c == ' ' || c == '_' || c == '-' || c == '.' || c == '#') continue;
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

}  // namespace kith::text
