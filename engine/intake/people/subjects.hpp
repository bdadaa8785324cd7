// intake/people/subjects.hpp — everybody a profile can belong to: the persons of the families and the remains, under
// one number each; and the tables that describe the missing and the remains.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "intake/case/table_columns.hpp"
#include "intake/people/relatives_table.hpp"
#include "matching/case/case.hpp"

namespace kith::intake {

/// Persons first (0 .. n_persons - 1, in the order of relatives.csv), remains after them.
using SubjectIndex = std::uint32_t;
inline constexpr SubjectIndex kNoSubject = static_cast<SubjectIndex>(-1);

class Subjects {
 public:
  /// `open`: whoever is no person is taken for remains (there is no remains.csv that lists them).
  Subjects(const RelativesTable& relatives, std::vector<matching::Remains>& remains, bool open);

  /// kNoSubject for an id nobody has; with `open`, new remains are made.
  [[nodiscard]] SubjectIndex find(std::string_view id);
  /// What find() would return, size() for new remains; none are made.
  [[nodiscard]] SubjectIndex would_be(std::string_view id) const;
  [[nodiscard]] bool is_person(SubjectIndex subject) const { return subject < relatives_.persons.size(); }
  [[nodiscard]] const std::string& id(SubjectIndex subject) const;
  [[nodiscard]] std::size_t size() const { return relatives_.persons.size() + remains_.size(); }
  [[nodiscard]] std::size_t n_persons() const { return relatives_.persons.size(); }

 private:
  const RelativesTable& relatives_;
  std::vector<matching::Remains>& remains_;
  TextMap<SubjectIndex> index_;
  bool open_;
};

/// remains.csv: remains_id, sex, and attributes kept as they are. An id that a person of relatives.csv has is an error.
/// `words`: of the case, for the descriptions.
[[nodiscard]] std::vector<matching::Remains> read_remains(
    const text::CsvTable& table, const RelativesTable& relatives, ProblemLog& log,
    const attributes::CaseWords& words = attributes::CaseWords::built_in());

struct MissingTable {
  std::vector<matching::MissingPerson> missing;
  std::vector<bool>
      sex_left_open;  ///< one per entry: the table says "U", so that a place in the pedigree settles nothing
};

/// missing_persons.csv: missing_id, family_id, sex, and attributes kept as they are. Sex known here and not in
/// `relatives` is put there; a contradiction is an error. Persons of role `missing` the table lacks follow, with a
/// warning.
/// `table` null: there is no such file, and the missing are all persons of that role.
/// Family and person of each entry are positions in `relatives` and in the family's rows, as make_families() keeps
/// them.
[[nodiscard]] MissingTable read_missing_persons(const text::CsvTable* table, RelativesTable& relatives, ProblemLog& log,
                                                const attributes::CaseWords& words = attributes::CaseWords::built_in());

}  // namespace kith::intake
