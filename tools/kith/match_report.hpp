// tools/kith/match_report.hpp — what `kith match` says on the terminal: the best matches and the notes that matter.
#pragma once

#include <ostream>

#include "io/case_reader.hpp"
#include "io/results.hpp"
#include "io/run_record.hpp"

namespace kith::tool {

/// The first 20 candidates as a table.
void print_best(std::ostream& out, const io::Report& report);

/// What a reader of the table must know: markers left out, alleles added, caps met, pairs that cannot be told apart.
void print_notes(std::ostream& out, const io::Report& report, const io::CaseReading& reading);

/// What was taken over from the result that --since named.
void print_reuse(std::ostream& out, const io::ReuseSummary& reuse, const io::Report& report);

}  // namespace kith::tool
