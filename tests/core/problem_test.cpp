#include "core/problem.hpp"

#include <doctest/doctest.h>

#include <string>

using kith::Errc;
using kith::Problem;
using kith::ProblemLog;
using kith::Severity;

TEST_CASE("a problem names file, row, column, what was found, what was expected, and its number") {
  const Problem problem{.code = Errc::bad_allele_label,
                        .file = "profiles.csv",
                        .row = 42,
                        .column = "allele_1",
                        .found = "9,x",
                        .expected = "an allele such as 9.3"};
  CHECK(to_string(problem) ==
        "profiles.csv:42: column allele_1: found '9,x'; expected an allele such as 9.3 [KITH-204]");
}

TEST_CASE("a problem of the whole file has neither row nor column") {
  const Problem problem{.code = Errc::missing_column, .file = "remains.csv", .expected = "a column remains_id"};
  CHECK(to_string(problem) == "remains.csv: found nothing; expected a column remains_id [KITH-102]");
}

TEST_CASE("a problem with a sentence of its own has that in place of what was found and expected") {
  const Problem problem{.code = Errc::file_unreadable, .file = "remains.csv", .row = 3, .message = "is no text"};
  CHECK(to_string(problem) == "remains.csv:3: is no text [KITH-100]");
}

TEST_CASE("warnings of one kind: three are kept, the others counted at the third") {
  ProblemLog log;
  const auto warn = [&](std::size_t row, std::string column, std::string found, std::string expected) {
    log.add({.severity = Severity::warning,
             .code = Errc::bad_frequency,
             .file = "a.csv",
             .row = row,
             .column = std::move(column),
             .found = std::move(found),
             .expected = std::move(expected)});
  };
  for (std::size_t i = 1; i <= 136; ++i) {
    warn(i, "rs" + std::to_string(i), "0." + std::to_string(i),
         "at D" + std::to_string(i) + "S1 of Sample 7, a number");
    if (i == 70) warn(500, "rs1", "x", "something else altogether");
  }
  warn(501, "rs1", "x", "at D3S1358 of Sample 9, a word");
  CHECK(log.n_warnings() == 138);
  REQUIRE(log.problems().size() == 5);
  CHECK(log.problems()[2].n_more == 133);
  CHECK(log.problems()[3].row == 500);
  CHECK(log.problems()[4].row == 501);
  CHECK(log.n_suppressed() == 133);
  const auto lines = to_string(log);
  CHECK(lines.find("... and 133 more like this\n") != std::string::npos);
  CHECK(lines.find("of the same files") == std::string::npos);
}

TEST_CASE("unknown columns are of one kind where only their numbers differ; errors where only their rows do") {
  ProblemLog log;
  for (const std::string name : {"Mut1", "Mut2", "Mut3", "Mut50", "Height", "Weight"}) {
    log.add({.severity = Severity::warning, .code = Errc::unknown_column, .file = "a.csv", .row = 1, .column = name});
  }
  CHECK(log.problems().size() == 5);
  for (std::size_t row = 2; row < 12; ++row) {
    const auto found = row % 2 == 0 ? "X" : "Y";
    log.add({.code = Errc::bad_value, .file = "a.csv", .row = row, .column = "sex", .found = found});
    log.add({.code = Errc::missing_value, .file = "a.csv", .row = row, .column = "id"});  // only the row tells which
  }
  CHECK(log.n_errors() == 20);
  CHECK(log.problems().size() == 5 + 2 * 3 + 10);
}

TEST_CASE("a log keeps fifty kinds of problems of each file and severity, and counts the rest") {
  ProblemLog log;
  for (std::size_t row = 2; row < 62; ++row) log.add({.code = Errc::bad_number, .file = "a.csv", .row = row});
  log.add({.code = Errc::bad_number, .file = "b.csv", .row = 2});
  log.add({.severity = Severity::warning, .code = Errc::unknown_column, .file = "a.csv", .row = 1});

  CHECK(log.has_errors());
  CHECK(log.n_errors() == 61);
  CHECK(log.n_warnings() == 1);
  CHECK(log.problems().size() == ProblemLog::kMaxPerFile + 2);
  CHECK(log.n_suppressed() == 10);
}

TEST_CASE("logs of consecutive parts, one appended to the other, are the log of the whole") {
  ProblemLog whole, first, second;
  for (std::size_t row = 2; row < 102; ++row) {
    const Problem problem{.severity = row % 3 == 0 ? Severity::warning : Severity::error,
                          .file = "a.csv",
                          .row = row,
                          .found = row % 4 == 0 ? "x" : ""};
    whole.add(problem);
    (row < 60 ? first : second).add(problem);
  }
  first.append(second);
  CHECK(first.n_errors() == whole.n_errors());
  CHECK(first.n_warnings() == whole.n_warnings());
  CHECK(first.n_suppressed() == whole.n_suppressed());
  REQUIRE(first.problems().size() == whole.problems().size());
  for (std::size_t i = 0; i < whole.problems().size(); ++i) {
    CHECK(first.problems()[i].row == whole.problems()[i].row);
    CHECK(first.problems()[i].n_more == whole.problems()[i].n_more);
  }
}
