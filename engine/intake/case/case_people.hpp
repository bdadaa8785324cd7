// intake/case/case_people.hpp — the people of a case and where they were: relatives, missing persons, remains, events,
// sites; the words and weights that their descriptions are read with.
#pragma once

#include "intake/case/case_files.hpp"
#include "intake/case/case_parts.hpp"

namespace kith::intake {

/// Fills in `relatives`, `subjects` and the families, missing persons, remains and places of the content.
/// @pre read_case_markers() was called.
void read_case_people(CaseFiles& files, CaseParts& parts);

/// The pedigree may know a sex that the tables do not give: a father is male. "U" in missing_persons.csv leaves it
/// open. Last, since amelogenin may settle the sex of a relative.
void settle_sex_of_missing(CaseParts& parts);

}  // namespace kith::intake
