#include <fmt/format.h>

#include <sstream>

#include "commands/commands.hpp"
#include "commands/load_case.hpp"
#include "identify/run_populations.hpp"
#include "inference/quality/quality.hpp"
#include "options/settings.hpp"
#include "process/thread_limit.hpp"
#include "report/tables/quality_report.hpp"
#include "terminal/terminal_listener.hpp"
#include "text/private_file.hpp"

namespace kith::tool {
namespace {

using inference::Finding;
using inference::FindingKind;

std::string_view heading(FindingKind kind) {
  switch (kind) {
    case FindingKind::incompatible_relatives:
      return "Relatives that do not fit their pedigree";
    case FindingKind::family_not_checked:
      return "Families that could not be checked";
    case FindingKind::duplicate_profile:
      return "Duplicate profiles";
    case FindingKind::staff_profile:
      return "Profiles of staff";
    case FindingKind::sex_mismatch:
      return "Sex mismatches";
    case FindingKind::locus_untyped:
      return "Markers nobody is typed at";
    case FindingKind::locus_one_side:
      return "Markers typed on one side only";
    case FindingKind::locus_one_allele:
      return "Markers with one allele";
    case FindingKind::no_typed_kin:
      return "Missing persons without typed kin";
    case FindingKind::few_loci:
      return "Profiles with few loci";
    case FindingKind::no_profile:
      return "Remains without a profile";
    case FindingKind::lineage_conflict:
      return "Lines that do not fit their pedigree";
  }
  return "Other";
}

std::string subject_of(const Finding& finding) {
  if (!finding.other.empty()) return finding.subject + " and " + finding.other;
  if (finding.subject.empty()) return "family " + finding.family;
  return finding.family.empty() ? finding.subject : finding.subject + " (family " + finding.family + ")";
}

void print(std::ostream& out, const std::vector<Finding>& findings) {
  const Finding* previous = nullptr;
  for (const Finding& finding : findings) {
    if (previous == nullptr || previous->kind != finding.kind) out << '\n' << heading(finding.kind) << '\n';
    previous = &finding;
    out << "  " << subject_of(finding) << ": " << finding.message << '\n';
    const bool lists_loci = finding.kind == FindingKind::incompatible_relatives ||
                            finding.kind == FindingKind::family_not_checked ||
                            finding.kind == FindingKind::lineage_conflict;
    if (!lists_loci) continue;
    out << "    ";
    for (std::size_t i = 0; i < finding.loci.size(); ++i) out << (i == 0 ? "" : ", ") << finding.loci[i];
    out << '\n';
  }
}

}  // namespace

int run_check(Arguments arguments, std::ostream& out, std::ostream& err) {
  Settings settings;
  if (const auto status = parse_command(Command::check, arguments, settings, out, err)) return *status;
  const ThreadLimit limit(settings.threads);
  const auto reading = load_case(settings, err);
  if (!reading) return kBadInput;
  // Findings do not depend on frequencies: this says what is wrong under the other populations.
  TerminalListener terminal(settings, err);
  const auto populations = identify::read_populations(settings.case_folder, settings.case_options(), *reading,
                                                      terminal.listener());
  if (!populations) {
    err << "kith check: " << populations.error().message << '\n';
    return kBadInput;
  }
  const matching::Case& the_case = *reading->content;
  inference::QualityOptions options;
  options.min_loci = static_cast<std::uint32_t>(settings.min_loci);
  options.duplicates = {.min_identical = static_cast<std::uint32_t>(settings.duplicate_loci),
                        .max_different = static_cast<std::uint32_t>(settings.duplicate_differences)};
  options.cost_limit = settings.cost_limit;
  options.threads = static_cast<std::uint32_t>(settings.threads);
  const std::vector<Finding> findings = inference::check_quality(the_case, options);

  if (!settings.out.empty()) {
    std::ostringstream table;
    report::write_findings(table, findings);
    const auto saved = text::write_private_file(settings.out, table.str(), settings.force);
    if (!saved) {
      err << "kith check: " << saved.error().message << '\n';
      return kBadInput;
    }
  }
  out << fmt::format("{} families, {} missing persons, {} remains, {} markers: {}\n", the_case.families.size(),
                     the_case.missing.size(), the_case.remains.size(), the_case.panel.size(),
                     findings.empty()       ? "nothing found"
                     : findings.size() == 1 ? "1 finding"
                                            : fmt::format("{} findings", findings.size()));
  print(out, findings);
  return findings.empty() ? kDone : kNegative;
}

}  // namespace kith::tool
