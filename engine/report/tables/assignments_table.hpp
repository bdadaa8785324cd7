// report/tables/assignments_table.hpp — assignments.csv: who is who, all remains and all missing persons decided
// together.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "inference/joint/identify_jointly.hpp"
#include "matching/case/case.hpp"
#include "report/tables/match_tables.hpp"

namespace kith::report {

/// "undisputed", "symmetric", "no match" ...
[[nodiscard]] std::string_view to_string(inference::Verdict verdict);

/// What is concluded of one row of assignments.csv.
struct RowConclusion {
  std::string verdict{};         ///< empty: nothing is concluded of this pair
  std::string symmetric_with{};  ///< the other missing persons of its set, "M2;M3"
  std::string comment{};         ///< in words, for the expert
};

/// The conclusions of a joint analysis, row by row. @pre the case and the analysis outlive it.
class RowConclusions {
 public:
  RowConclusions(const matching::Case& the_case, const inference::JointIdentification& joint);

  [[nodiscard]] RowConclusion of(const inference::AssignmentRow& row) const;

 private:
  [[nodiscard]] bool stands_for_body(const inference::AssignmentRow& row) const;
  [[nodiscard]] std::string comment_of(const inference::AssignmentRow& row) const;

  const matching::Case& case_;
  const inference::JointIdentification& joint_;
  /// Per remains the row that says what is concluded of them alone: that of nobody, or else their first; null: no row.
  std::vector<const inference::AssignmentRow*> of_body_;
  std::vector<bool>
      lr0_exceeds_;  ///< per missing person: his family's remains are kin of each other, not of the family
};

/// Rows by remains, the most probable missing person first; those of a set of remains sum to 1. An empty missing_id:
/// nobody who was reported; `(others)`: everybody of whom there is no row.
void write_assignments(std::ostream& out, const matching::Case& the_case, const WhoIsWho& who);

}  // namespace kith::report
