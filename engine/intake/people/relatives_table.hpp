// intake/people/relatives_table.hpp — relatives.csv: family_id, person_id, father_id, mother_id, sex, role.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "intake/case/table_columns.hpp"
#include "matching/case/case.hpp"

namespace kith::intake {

struct PersonRow {
  std::string id;
  std::uint32_t family = 0;  ///< position in RelativesTable::families
  std::string father{};      ///< empty: not known
  std::string mother{};
  genetics::Sex sex = genetics::Sex::unknown;
  matching::Role role = matching::Role::other;
  std::size_t row = 0;   ///< of the table
  std::size_t line = 0;  ///< of the file
};

struct FamilyRows {
  std::string id;
  std::vector<std::uint32_t> persons;  ///< positions in RelativesTable::persons, in the table's order
};

struct RelativesTable {
  std::vector<PersonRow> persons;  ///< in the table's order
  std::vector<FamilyRows> families;
  TextMap<std::uint32_t> person_by_id;
  TextMap<std::uint32_t> family_by_id;
};

/// Checks each row and each link: parents are persons of the same family, of fitting sex, and not the person himself.
[[nodiscard]] RelativesTable read_relatives(const text::CsvTable& table, ProblemLog& log);

/// The families with their pedigrees, nobody typed. A family that makes no pedigree (somebody is his own ancestor) is
/// reported and left empty.
[[nodiscard]] std::vector<matching::Family> make_families(const RelativesTable& relatives, const text::CsvTable& table,
                                                          ProblemLog& log);

}  // namespace kith::intake
