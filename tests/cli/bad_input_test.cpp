#include <doctest/doctest.h>

#include "cli/run_kith.hpp"

using namespace kith::testing;

namespace {

/// The demo with one table spoilt: status 2, the place is named, nothing is written.
void refused(const std::string& table, std::string_view from, std::string_view to,
             const std::vector<std::string>& said) {
  const Scratch scratch;
  copy_demo(scratch / "case");
  spoil(scratch.path() / "case" / table, from, to);
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out"});
  CAPTURE(table);
  CAPTURE(run.err);
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  for (const std::string& part : said) CHECK(contains(run.err, part));
  CHECK(scratch.names() == std::vector<std::string>{"case"});
}

}  // namespace

TEST_CASE("bad input: file, row and column are named and nothing is written") {
  refused("relatives.csv", "F01,F01-2,,,F,", "F01,F01-2,,,Q,", {"relatives.csv:3", "sex", "'Q'"});
  refused("relatives.csv", "F01,M01,F01-1,F01-2,M", "F01,M01,F01-9,F01-2,M", {"relatives.csv:4", "father_id", "F01-9"});
  refused("relatives.csv", "F01,F01-2,,,F,", "F01,F01-1,,,F,", {"relatives.csv:3", "person_id", "F01-1"});
  refused("frequencies.csv", "0.004155125", "-0.4", {"frequencies.csv:", "frequency", "-0.4"});
  refused("frequencies.csv", "marker,allele,frequency", "marker,allele,freq", {"frequencies.csv:1", "frequency"});
  refused("markers.csv", "stepwise", "leapwise", {"markers.csv:2", "mutation_model", "leapwise"});
  refused("markers.csv", "0.002", "two", {"markers.csv:2", "rate_male", "two"});
  refused("profiles.csv", "F01-1-S1,F01-1,D1S1656", "F01-1-S1,nobody,D1S1656",
          {"profiles.csv:2", "subject_id", "nobody"});
  refused("missing_persons.csv", "M01,F01", "M01,F99", {"missing_persons.csv:2", "family_id", "F99"});
}

TEST_CASE("bad input: all errors are said, not only the first") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  spoil(scratch / "case/relatives.csv", "F01,F01-2,,,F,", "F01,F01-2,,,Q,");
  spoil(scratch / "case/markers.csv", "stepwise", "leapwise");
  for (const std::string command : {"match", "check", "explain"}) {
    std::vector<std::string> words{command, scratch / "case"};
    if (command == "match") words.insert(words.end(), {"--out", scratch / "out"});
    if (command == "explain") words.insert(words.end(), {"--missing", "M01", "--remains", "R01"});
    const Run run = run_kith(words);
    CHECK(run.status == 2);
    CHECK(contains(run.err, "relatives.csv:3"));
    CHECK(contains(run.err, "markers.csv:2"));
    CHECK(contains(run.err, "nothing was written"));
  }
}

TEST_CASE("bad input: a missing table, and a case without missing persons or remains") {
  const Scratch scratch;
  copy_demo(scratch / "case");
  std::filesystem::remove(scratch / "case/relatives.csv");
  const Run run = run_kith({"match", scratch / "case", "--out", scratch / "out"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "relatives.csv"));
  CHECK(scratch.names() == std::vector<std::string>{"case"});
}

TEST_CASE("a result folder that cannot be made is bad input, not a bug") {
  const Scratch scratch;
  write_text(scratch / "file", "x");
  const Run run = run_kith({"match", demo_case(), "--out", scratch / "file/out"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, scratch / "file"));
  CHECK(run_kith({"match", demo_case(), "--out", scratch / "file", "--force"}).status == 2);
  CHECK(read_text(scratch / "file") == "x");
}
