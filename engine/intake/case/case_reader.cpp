#include "intake/case/case_reader.hpp"

#include <tbb/parallel_invoke.h>

#include "intake/case/case_files.hpp"
#include "intake/case/case_markers.hpp"
#include "intake/case/case_parts.hpp"
#include "intake/case/case_people.hpp"
#include "intake/case/case_profiles.hpp"
#include "intake/case/joins_table.hpp"
#include "intake/decisions/apply_decisions.hpp"
#include "intake/places/place_rows.hpp"

namespace kith::intake {
namespace {

void warn_of_no_dna(ProblemLog& log) {
  log.add({.severity = Severity::warning,
           .code = Errc::missing_value,
           .file = "profiles.csv",
           .message = "the case has no profiles.csv, frequencies.csv or markers.csv: there is no DNA, and it is "
                      "read with descriptions alone"});
}

}  // namespace

CaseReading read_case(const std::filesystem::path& folder, const CaseOptions& options,
                      const matching::Progress& progress, const ReadingPieces& pieces) {
  CaseParts parts;
  CaseFiles files(folder, options, parts.result);
  if (files.cannot_begin()) return std::move(parts.result);
  if (!files.has_dna()) warn_of_no_dna(parts.log());
  std::vector<text::CsvTable> profiles;
  ProblemLog log_of_profiles;
  const auto read_people = [&] {
    read_case_markers(files, parts);
    read_case_people(files, parts);
  };
  // The largest table is parsed beside the others: only what its cells mean depends on them.
  const auto parse_profiles = [&] {
    if (!files.exists("profiles.csv")) return;
    profiles = text::CsvTable::read_pieces(folder / "profiles.csv", log_of_profiles, pieces.bytes, options.encoding);
  };
  tbb::parallel_invoke(read_people, parse_profiles);
  if (progress) progress(0.4);
  if (files.lists_file("profiles.csv", files.has_dna()) && !profiles.empty()) {
    parts.log().append(std::move(log_of_profiles));
    read_case_profiles(std::move(profiles), pieces.samples, progress, files, parts);
  }
  settle_sex_of_missing(parts);
  auto& result = parts.result;
  if (const auto table = files.open("identifications.csv", false)) {
    parts.content.places.identifications = read_identifications(*table, parts.content.missing, parts.content.remains,
                                                                parts.log());
  }
  if (const auto table = files.open("joins.csv", false)) {
    parts.content.joins = read_joins(*table, parts.content.remains, parts.content.places.identifications, parts.log());
  }
  if (const auto table = files.open(kDecisionsFile, false)) {
    const DecisionRows decided = read_decisions(*table, parts.log());
    if (!parts.log().has_errors()) apply_decisions(decided, parts.content, parts.log());
  }
  result.input_files.insert(result.input_files.end(), parts.markers.matrix_files.begin(),
                            parts.markers.matrix_files.end());
  files.report_unread();
  for (auto& added : result.added_alleles) added.population = result.population;
  if (!parts.log().has_errors()) result.content = std::move(parts.content);
  return std::move(result);
}

}  // namespace kith::intake
