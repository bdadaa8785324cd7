// intake/case/case_markers.hpp — the markers of a case: frequencies.csv and markers.csv, and warnings of what one of
// them lacks.
#pragma once

#include "intake/case/case_files.hpp"
#include "intake/case/case_parts.hpp"

namespace kith::intake {

/// Fills in `frequencies`, `markers`, `defaults`, `directory`, `settings`, and the populations of the result.
void read_case_markers(CaseFiles& files, CaseParts& parts);

}  // namespace kith::intake
