// tools/kith/terminal/explain_report.hpp — one comparison on paper: the family, then a line per marker with everything
// that went into its likelihood ratio, then the total.
#pragma once

#include <ostream>
#include <span>

#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::tool {

/// The pedigree as a list: who is whose child, who is missing, who is typed at how many markers.
void print_family(std::ostream& out, const matching::Case& the_case, const matching::MissingPerson& missing);

/// One line per column, and the haplotypes in words. @pre `columns` is what explain_pair() returned for this pair, and
/// `missing` is one of the case's.
void print_loci(std::ostream& out, const matching::Case& the_case, const matching::EvidenceTable& evidence,
                const matching::MissingPerson& missing, const matching::Remains& remains,
                std::span<const matching::ColumnScore> columns);

}  // namespace kith::tool
