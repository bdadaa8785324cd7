// joins.csv and the portion of a bone: what is read, and every contradiction with its row.
#include "intake/case/joins_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "intake/case_folder.hpp"

namespace kith::intake {
namespace {

testing::CaseFolder with_joins(const std::string& rows) {
  testing::CaseFolder folder;
  folder.tables["remains.csv"] =
      "remains_id,sex,body_part,body_side,portion\nR1,M,femur,left,proximal\nR2,M,,,\nR3,M,,,\nR4,,,,\n";
  folder.tables["joins.csv"] = "remains_id_1,remains_id_2,statement,by,why,date\n" + rows;
  return folder;
}

bool refused(const testing::CaseFolder& folder, std::size_t row, const std::string& column) {
  const auto reading = folder.read();
  for (const Problem& problem : reading.problems.problems()) {
    if (problem.severity == Severity::error && problem.file == "joins.csv" && problem.row == row &&
        problem.column == column)
      return true;
  }
  return false;
}

}  // namespace

TEST_CASE("joins.csv: statements as they are written") {
  const auto reading = with_joins("R1,R2,same,Ana,halves fit,2024-05\nR1,R3,Different,,,\n").read();
  CHECK_FALSE(reading.problems.has_errors());
  REQUIRE(reading.content.has_value());
  const auto& joins = reading.content->joins;
  REQUIRE(joins.size() == 2);
  CHECK(joins[0].first == 0);
  CHECK(joins[0].second == 1);
  CHECK(joins[0].is_same);
  CHECK(joins[0].by == "Ana");
  CHECK(joins[0].why == "halves fit");
  CHECK(joins[0].date == "2024-05");
  CHECK_FALSE(joins[1].is_same);
  const auto& cells = reading.content->remains[0].attributes;
  CHECK(std::find(cells.begin(), cells.end(), std::pair<std::string, std::string>("portion", "proximal")) !=
        cells.end());
}

TEST_CASE("joins.csv: what cannot be") {
  CHECK(refused(with_joins("R1,R9,same,,,\n"), 2, "remains_id_2"));
  CHECK(refused(with_joins("R1,,same,,,\n"), 2, "remains_id_2"));
  CHECK(refused(with_joins("R1,R1,same,,,\n"), 2, "remains_id_2"));
  CHECK(refused(with_joins("R1,R2,perhaps,,,\n"), 2, "statement"));
  CHECK(refused(with_joins("R1,R2,,,,\n"), 2, "statement"));
  CHECK(refused(with_joins("R1,R2,same,,,yesterday\n"), 2, "date"));
}

TEST_CASE("joins.csv: contradictions") {
  CHECK(refused(with_joins("R1,R2,same,,,\nR2,R1,different,,,\n"), 3, "statement"));
  CHECK(refused(with_joins("R1,R3,different,,,\nR1,R2,same,,,\nR2,R3,same,,,\n"), 2, "statement"));
  auto identified = with_joins("R1,R2,different,,,\n");
  identified.tables["identifications.csv"] = "missing_id,remains_id\nMi,R1\nMi,R2\n";
  CHECK(refused(identified, 2, "statement"));
  auto two = with_joins("R1,R3,same,,,\nR3,R2,same,,,\n");
  two.tables["relatives.csv"] += "F1,Mj,Fa,Mo,M,missing\n";
  two.tables["missing_persons.csv"] += "Mj,F1,M,30\n";
  two.tables["identifications.csv"] = "missing_id,remains_id\nMi,R1\nMj,R2\n";
  CHECK(refused(two, 3, "statement"));
}

}  // namespace kith::intake
