#include "report/tables/near_misses_table.hpp"

#include <cmath>
#include <string>

#include <fmt/format.h>

#include "text/csv_writer.hpp"

namespace kith::report {
namespace {

std::string names_of(const inference::NearMiss& miss, const matching::EvidenceTable& evidence, const char* between) {
  std::string text;
  for (const std::uint32_t c : miss.columns) text += (text.empty() ? "" : between) + evidence.columns[c]->name();
  return text;
}

std::string needs_of(const inference::NearMiss& miss, const matching::EvidenceTable& evidence) {
  std::string text;
  for (std::size_t i = 0; i < miss.columns.size(); ++i) {
    text += (text.empty() ? "" : "; ") + evidence.columns[miss.columns[i]]->name() + ": " +
            (miss.needs[i].empty() ? "an error in the line" : miss.needs[i]);
  }
  return text;
}

}  // namespace

void write_near_misses(std::ostream& out, const matching::Case& the_case, const matching::EvidenceTable& evidence,
                       std::span<const inference::NearMiss> misses) {
  std::string text;
  text::CsvWriter csv(text);
  for (const char* name :
       {"remains_id", "missing_id", "family_id", "log10_lr", "log10_lr_without", "loci", "what_each_would_need"})
    csv.cell(name);
  csv.end_row();
  for (const auto& miss : misses) {
    const auto& missing = the_case.missing[miss.target];
    csv.cell(the_case.remains[miss.remains].id).cell(missing.id).cell(the_case.families[missing.family].id);
    csv.cell(std::isinf(miss.log10_lr) ? std::string("-inf") : fmt::format("{:.6g}", miss.log10_lr));
    csv.cell(fmt::format("{:.6g}", miss.log10_without));
    csv.cell(names_of(miss, evidence, "; ")).cell(needs_of(miss, evidence));
    csv.end_row();
  }
  out << text;
}

std::string describe(const inference::NearMiss& miss, const matching::Case& the_case,
                     const matching::EvidenceTable& evidence) {
  return fmt::format("{} and {}: {:.1f} without {}", the_case.remains[miss.remains].id,
                     the_case.missing[miss.target].id, miss.log10_without, names_of(miss, evidence, " and "));
}

}  // namespace kith::report
