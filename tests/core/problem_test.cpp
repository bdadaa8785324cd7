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

TEST_CASE("a log keeps the first fifty problems of each file and severity, and counts the rest") {
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
    const Problem problem{.severity = row % 3 == 0 ? Severity::warning : Severity::error, .file = "a.csv", .row = row};
    whole.add(problem);
    (row < 60 ? first : second).add(problem);
  }
  first.append(second);
  CHECK(first.n_errors() == whole.n_errors());
  CHECK(first.n_warnings() == whole.n_warnings());
  CHECK(first.n_suppressed() == whole.n_suppressed());
  REQUIRE(first.problems().size() == whole.problems().size());
  for (std::size_t i = 0; i < whole.problems().size(); ++i) CHECK(first.problems()[i].row == whole.problems()[i].row);
}
