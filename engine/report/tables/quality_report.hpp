// report/tables/quality_report.hpp — the findings of quality control as a table: kind, family_id, subject_id, other_id,
// loci, message.
#pragma once

#include <ostream>
#include <span>

#include "inference/quality/quality.hpp"

namespace kith::report {

/// `loci` are separated by semicolons.
void write_findings(std::ostream& out, std::span<const inference::Finding> findings);

}  // namespace kith::report
