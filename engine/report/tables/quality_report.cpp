#include "report/tables/quality_report.hpp"

#include <string>

#include "text/csv_writer.hpp"

namespace kith::report {

void write_findings(std::ostream& out, std::span<const inference::Finding> findings) {
  text::CsvWriter csv(out);
  csv.row({"kind", "family_id", "subject_id", "other_id", "loci", "message"});
  for (const inference::Finding& finding : findings) {
    std::string loci;
    for (const std::string& locus : finding.loci) loci += (loci.empty() ? "" : ";") + locus;
    csv.row({to_string(finding.kind), finding.family, finding.subject, finding.other, loci, finding.message});
  }
}

}  // namespace kith::report
