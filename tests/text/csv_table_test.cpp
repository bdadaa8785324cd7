#include "text/csv_table.hpp"

#include <doctest/doctest.h>

#include "text/csv_writer.hpp"
#include "text/text_encoding.hpp"

#include <algorithm>
#include <limits>
#include <random>
#include <sstream>

using kith::ProblemLog;
using kith::text::CsvTable;

namespace {

std::vector<std::string> row_of(const CsvTable& table, std::size_t row) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < table.n_columns(); ++i) cells.emplace_back(table.cell(row, i));
  return cells;
}

using Cells = std::vector<std::string>;

}  // namespace

TEST_CASE("csv: plain, quoted and empty cells; blank lines and rows of delimiters do not count") {
  ProblemLog log;
  const auto table = CsvTable::parse("a,b,c\n1, 2 ,\" 3 \"\n\n\"x,y\",\"say \"\"hi\"\"\",\n,,\n7,8,9", "t.csv", log);
  CHECK(log.problems().empty());
  CHECK(table.header() == Cells{"a", "b", "c"});
  REQUIRE(table.n_rows() == 3);
  CHECK(row_of(table, 0) == Cells{"1", "2", "3"});
  CHECK(row_of(table, 1) == Cells{"x,y", "say \"hi\"", ""});
  CHECK(row_of(table, 2) == Cells{"7", "8", "9"});
  CHECK(table.line(0) == 2);
  CHECK(table.line(1) == 4);
  CHECK(table.line(2) == 6);
}

TEST_CASE("csv: line breaks inside quotes are part of the cell, and rows are numbered by the line they start on") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    CAPTURE(end.size());
    ProblemLog log;
    const auto table = CsvTable::parse("a,b" + end + "\"one" + end + "two\",1" + end + end + "x,2" + end, "t.csv", log);
    CHECK(log.problems().empty());
    REQUIRE(table.n_rows() == 2);
    CHECK(table.cell(0, 0) == "one" + end + "two");
    CHECK(table.line(0) == 2);
    CHECK(table.line(1) == 5);
  }
}

namespace {

/// Cells, lines and problems as text.
std::string everything_of(const CsvTable& table, const ProblemLog& log) {
  std::string all;
  for (const auto& name : table.header()) all += name + '|';
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    all += '\n' + std::to_string(table.line(row)) + ':';
    for (const auto& cell : row_of(table, row)) all += cell + '|';
  }
  for (const auto& problem : log.problems()) all += '\n' + to_string(problem);
  return all + '\n' + std::to_string(log.n_suppressed());
}

/// Rows of quoted, multi-line and plain cells; with `faults`, some that no table should have.
std::string random_table(std::mt19937_64& random, bool faults) {
  static const std::vector<std::string> good = {"1",       "x", "", " y ", "\"a,b\"", "\"two\nlines\"", "\"\"\"q\"\"\"",
                                                "\"\r\n\""};
  static const std::vector<std::string> bad = {"a\"b", "\"a\"b", "\"never closed", "1,2,3", "\"", "\"x\n"};
  static const std::vector<std::string> ends = {"\n", "\n", "\r\n", "\n\n", "\r"};
  const auto any = [&](const std::vector<std::string>& of) { return of[random() % of.size()]; };
  std::string text = "first,second,third\n";
  for (std::size_t row = 0; row < 40; ++row) {
    const int n_cells = random() % 5 == 0 ? static_cast<int>(random() % 5) + 1 : 3;  // ragged; too many are a fault
    for (int c = 0; c < (faults ? n_cells : std::min(n_cells, 3)); ++c)
      text += (c == 0 ? "" : ",") + (faults && random() % 60 == 0 ? any(bad) : any(good));
    text += any(ends);
  }
  return text;
}

}  // namespace

TEST_CASE("csv: in pieces of any size what a single pass gives: cells, line numbers, problems in order") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 300; ++round) {
    const std::string text = random_table(random, round % 2 == 1);
    ProblemLog of_whole;
    const std::string whole = everything_of(CsvTable::parse(text, "t.csv", of_whole), of_whole);
    for (const std::size_t piece_bytes : {1U, 7U, 50U, 211U}) {
      CAPTURE(text);
      CAPTURE(piece_bytes);
      ProblemLog log;
      const auto table = CsvTable::parse(text, "t.csv", log, piece_bytes);
      CHECK(everything_of(table, log) == whole);
    }
  }
}

TEST_CASE("csv: byte order mark, semicolons and tabs") {
  ProblemLog log;
  const auto semicolons = CsvTable::parse("\xEF\xBB\xBFmarker;allele;frequency\nTH01;9,3;0,5\n", "t.csv", log);
  CHECK(semicolons.delimiter() == ';');
  CHECK(semicolons.header().front() == "marker");
  CHECK(semicolons.cell(0, 1) == "9,3");
  const auto tabs = CsvTable::parse("a\tb\n1\t\n", "t.csv", log);
  CHECK(tabs.delimiter() == '\t');
  CHECK(row_of(tabs, 0) == Cells{"1", ""});
  const auto quoted = CsvTable::parse("\"a,b,c\";d\n1;2\n", "t.csv", log);
  CHECK(quoted.delimiter() == ';');
  CHECK(log.problems().empty());
}

TEST_CASE("csv: columns are found whatever their case and separators") {
  ProblemLog log;
  const auto table = CsvTable::parse("Sample ID,ALLELE.1,allele-2\n", "t.csv", log);
  CHECK(table.find("sample_id") == 0U);
  CHECK(table.find("allele_1") == 1U);
  CHECK(table.find("allele_2") == 2U);
  CHECK_FALSE(table.find("marker"));
  CHECK(CsvTable::parse("Allele#1,Allele#2\n", "t.csv", log).find("allele_2") == 1U);  // GeneMarker
}

TEST_CASE("csv: cells missing at the end are empty, as are those too many; a row with more than that is left out") {
  ProblemLog log;
  const auto table = CsvTable::parse("a,b,c\n1,2\n1,2,3,4\n5,6,7,,\n\"x\ny\"\n8,9,10\n,1\n2", "t.csv", log);
  REQUIRE(log.problems().size() == 2);
  CHECK(to_string(log.problems()[0]) ==
        "t.csv:3: 4 cells, but the header names 3 columns; a cell with a comma in it must stand in quotes [KITH-101]");
  CHECK(log.problems()[1].severity == kith::Severity::warning);
  CHECK(to_string(log.problems()[1]) ==
        "t.csv:2: 4 rows have fewer than the 3 cells of the header (rows 2, 5, 8, ...); the cells missing at the end "
        "count as empty [KITH-101]");
  REQUIRE(table.n_rows() == 6);
  CHECK(row_of(table, 0) == Cells{"1", "2", ""});
  CHECK(row_of(table, 1) == Cells{"5", "6", "7"});
  CHECK(row_of(table, 2) == Cells{"x\ny", "", ""});
  CHECK(row_of(table, 3) == Cells{"8", "9", "10"});
  CHECK(row_of(table, 4) == Cells{"", "1", ""});
  CHECK(row_of(table, 5) == Cells{"2", "", ""});
}

TEST_CASE("csv: one short row, with each delimiter; rows under a header of one column") {
  for (const std::string delimiter : {",", ";", "\t"}) {
    ProblemLog log;
    const auto table = CsvTable::parse("a" + delimiter + "b\n1\n", "t.csv", log);
    CHECK(log.n_errors() == 0);
    CHECK(log.n_warnings() == 1);
    CHECK(row_of(table, 0) == Cells{"1", ""});
  }
  ProblemLog log;
  const auto table = CsvTable::parse("Table 1\n\na,b\n1,2\n3,4\n", "t.csv", log);
  CHECK(log.problems().size() == 1);
  CHECK(to_string(log.problems()[0]).find("a header of one cell, but row 3 has 2") != std::string::npos);
  CHECK(table.n_columns() == 0);
  CHECK(table.n_rows() == 0);
}

TEST_CASE("csv: a title with the delimiter in it is one problem; one long row at the top is that row's") {
  for (const std::string delimiter : {",", ";", "\t"}) {
    ProblemLog log;
    const auto table = CsvTable::parse("Lower Valley" + delimiter + "2024\na" + delimiter + "b" + delimiter + "c\n1" +
                                           delimiter + "2" + delimiter + "3\n4" + delimiter + "5" + delimiter + "6\n",
                                       "t.csv", log);
    REQUIRE(log.problems().size() == 1);
    CHECK(to_string(log.problems()[0]).find("t.csv:1: the first line is a header of 2 cells, but row 2 has 3") == 0);
    CHECK(table.n_columns() == 0);
  }
  for (const std::string rows : {"1,2,3\n4,5\n", "1,2,3\n4,5\n6,7,8\n", "1,2,3\n"}) {
    ProblemLog log;
    const auto table = CsvTable::parse("a,b\n" + rows, "t.csv", log);
    CAPTURE(rows);
    CHECK(to_string(log.problems()[0]).find("t.csv:2: 3 cells, but the header names 2 columns") == 0);
    CHECK(log.n_errors() == (rows.size() > 12 ? 2 : 1));
    CHECK(table.n_columns() == 2);
  }
}

TEST_CASE("csv: a stray quote costs its row, an open one the rest") {
  ProblemLog log;
  const auto table = CsvTable::parse("a,b\n1,5'10\"\n\"x\"y,2\n3,4\n", "t.csv", log);
  REQUIRE(log.problems().size() == 2);
  CHECK(log.problems()[0].row == 2);
  CHECK(log.problems()[0].message.starts_with("a stray quote"));
  CHECK(log.problems()[1].row == 3);
  REQUIRE(table.n_rows() == 1);
  CHECK(table.line(0) == 4);

  ProblemLog open;
  const auto rest = CsvTable::parse("a,b\n1,2\n3,\"4\n5,6\n", "t.csv", open);
  REQUIRE(open.problems().size() == 1);
  CHECK(open.problems()[0].row == 3);
  CHECK(rest.n_rows() == 1);
}

TEST_CASE("csv: a control character is found wherever it stands in a long text") {
  for (std::size_t at = 1000; at < 1060; ++at) {
    std::string text = "a\n" + std::string(at - 2, 'x') + "\xC3\xA9yz";
    CHECK_FALSE(kith::text::first_control_character(text));
    text.insert(at, "\xC2\x85");
    CHECK(kith::text::first_control_character(text) == at);
    text.insert(at, "\xC2\xB5\t");
    CHECK(kith::text::first_control_character(text) == at + 3);
    text[at + 2] = '\x7F';
    CHECK(kith::text::first_control_character(text) == at + 2);
  }
}

TEST_CASE("csv: control characters, which a terminal might obey, are refused; tabs, line ends and letters are not") {
  for (const std::string bad : {"\x1B", "\x07", "\x7F", "\xC2\x9B"}) {
    ProblemLog log;
    (void)CsvTable::parse("a,b\n1,2\nid" + bad + "[2J,4\n", "t.csv", log);
    REQUIRE(log.problems().size() == 1);
    CHECK(log.problems()[0].row == 3);
    CHECK(log.problems()[0].message.starts_with("a control character"));
  }
  ProblemLog log;
  (void)CsvTable::parse("a,b\r\n\"two\tor\nthree\",\xC2\xA0\xC3\x9B\r\n", "t.csv", log);
  CHECK(log.problems().empty());
}

TEST_CASE("csv: bytes that are not UTF-8 are named; the rest of the table is still looked at") {
  ProblemLog log;
  const auto table = CsvTable::parse("a,b\n\xC3\xA4,1\nM\xFCller,2\n7,8,9\n", "t.csv", log);
  REQUIRE(log.problems().size() == 2);
  CHECK(log.problems()[0].row == 3);
  CHECK(log.problems()[0].code == kith::Errc::unsupported_format);
  CHECK(to_string(log.problems()[0]).find("--encoding windows-1252") != std::string::npos);
  CHECK(log.problems()[1].row == 4);
  CHECK(table.n_rows() == 2);
}

TEST_CASE("csv: UTF-16, binary data, empty and missing files") {
  ProblemLog log;
  using namespace std::string_literals;
  (void)CsvTable::parse("\xFF\xFE"s + "a\0,\0"s, "utf16.csv", log);
  (void)CsvTable::parse("a,b\n1,\0\n"s, "binary.csv", log);
  (void)CsvTable::parse("", "empty.csv", log);
  (void)CsvTable::parse("\n\n", "blank.csv", log);
  (void)CsvTable::read("/nonexistent/x.csv", log);
  (void)CsvTable::read("/tmp", log);
  REQUIRE(log.problems().size() == 6);
  CHECK(log.problems()[0].message.starts_with("UTF-16 or binary data"));
  CHECK(log.problems()[1].row == 2);
  CHECK(log.problems()[2].code == kith::Errc::malformed_row);
  CHECK(log.problems()[3].code == kith::Errc::malformed_row);
  CHECK(log.problems()[4].code == kith::Errc::file_unreadable);
  CHECK(log.problems()[5].code == kith::Errc::file_unreadable);
}

TEST_CASE("csv: what the writer writes the reader reads") {
  const std::vector<Cells> rows{{"plain", "a,b", "x;y", "tab\there"},
                                {"quote \" inside", "two\nlines", "two  blanks", ""},
                                {"Ağdam", "\"", "'", "=1+1"}};
  std::ostringstream out;
  kith::text::CsvWriter writer(out);
  writer.row({"c1", "c2", "c3", "c4"});
  for (const auto& cells : rows) writer.row(cells);
  ProblemLog log;
  const auto table = CsvTable::parse(out.str(), "t.csv", log);
  CHECK(log.problems().empty());
  REQUIRE(table.n_rows() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) CHECK(row_of(table, i) == rows[i]);
}

TEST_CASE("csv: numbers are written so that they read back unchanged") {
  CHECK(kith::text::number_text(0.1) == "0.1");
  CHECK(kith::text::number_text(-std::numeric_limits<double>::infinity()) == "-inf");
  CHECK(std::stod(kith::text::number_text(1.0 / 3)) == 1.0 / 3);
}
