// tools/kith/terminal/match_report.hpp — what `kith match` says on the terminal: the best matches and the notes that
// matter.
#pragma once

#include <ostream>
#include <string_view>

#include "identify/identification.hpp"
#include "intake/case/case_reader.hpp"
#include "report/tables/match_tables.hpp"
#include "report/tables/run_record.hpp"

namespace kith::tool {

/// The first 20 candidates as a table.
void print_best(std::ostream& out, const report::Report& report);

/// Per remains of which somebody is probable: who, how probable, what is concluded, who else. @pre report.who.
void print_assignments(std::ostream& out, const report::Report& report);

/// What was left out or looks wrong: markers that do not count, missing persons without any, profiles of staff. Said
/// even where a run is quiet.
void print_warnings(std::ostream& out, const report::Report& report);

/// What else a reader of the table must know: pairs that cannot be told apart, alleles added.
void print_notes(std::ostream& out, const report::Report& report, const intake::CaseReading& reading);

/// What the numbers of the table rest on: the prior, linkage corrected for and not, what breakdown.csv leaves out.
void print_assumptions(std::ostream& out, const identify::Identification& answer, std::string_view strategy,
                       const genetics::Panel& panel);

/// What was taken over from the result that --since named.
void print_reuse(std::ostream& out, const identify::ReuseSummary& reuse, const report::Report& report);

}  // namespace kith::tool
