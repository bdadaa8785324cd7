#include "intake/case/case_markers.hpp"

#include "genetics/markers/marker_names.hpp"

namespace kith::intake {
namespace {

using genetics::MarkerKind;

void warn_of_missing_models(bool has_table, const CaseOptions& options, CaseParts& parts) {
  if (has_table && parts.markers.markers.empty() && parts.log().has_errors()) return;
  const bool run_has_model = options.mutation_male.kind != genetics::MutationKind::none ||
                             options.mutation_female.kind != genetics::MutationKind::none;
  if (run_has_model || options.published_rates) return;
  constexpr auto kNone = genetics::MutationKind::none;
  std::string names;
  for (std::size_t locus = 0; locus < parts.directory->n_loci(); ++locus) {
    if (parts.settings[locus]->mutation_stated || parts.settings[locus]->mutation_male.kind != kNone) continue;
    names += (names.empty() ? "" : ", ") + parts.directory->name(static_cast<std::uint16_t>(locus));
  }
  if (names.empty()) return;
  parts.log().add({.severity = Severity::warning,
                   .code = Errc::missing_value,
                   .file = "markers.csv",
                   .column = "mutation_model",
                   .message = std::string(has_table ? "rows are missing" : "there is no such file") +
                              ": no mutation model is given and none is on for " + names +
                              "; one mutation in a true family then excludes it"});
}

void warn_of_missing_frequencies(CaseParts& parts) {
  if (parts.frequencies.markers.empty() && parts.log().has_errors()) return;
  std::string names;
  std::size_t n = 0, first_line = 0;
  for (const auto& marker : parts.markers.markers) {
    const auto kind = marker.kind ? *marker.kind
                                  : genetics::known_marker_kind(marker.name).value_or(MarkerKind::autosomal);
    if ((kind != MarkerKind::autosomal && kind != MarkerKind::x_linked) ||
        parts.frequencies.by_key.contains(genetics::marker_key(marker.name)))
      continue;
    if (n++ == 0) first_line = marker.line;
    names += (names.empty() ? "" : ", ") + marker.name;
  }
  if (n == 0) return;
  parts.log().add({.severity = Severity::warning,
                   .code = Errc::unknown_marker,
                   .file = "markers.csv",
                   .row = first_line,
                   .column = "marker",
                   .message = names + (n == 1 ? " has no row in frequencies.csv and cannot be used"
                                              : " have no row in frequencies.csv and cannot be used")});
}

}  // namespace

void read_case_markers(CaseFiles& files, CaseParts& parts) {
  if (const auto table = files.open("frequencies.csv", files.has_dna()))
    parts.frequencies = read_frequencies(*table, files.options(), parts.log());
  const auto table = files.open("markers.csv", false);
  if (table) parts.markers = read_markers(*table, files.folder(), files.options(), parts.log());
  parts.result.population = parts.frequencies.population;
  parts.result.populations = parts.frequencies.populations;
  parts.directory.emplace(parts.frequencies, parts.markers);
  parts.defaults = default_settings(files.options());
  for (std::size_t locus = 0; locus < parts.directory->n_loci(); ++locus) {
    const auto* listed = parts.markers.find(
        genetics::marker_key(parts.directory->name(static_cast<std::uint16_t>(locus))));
    parts.settings.push_back(listed != nullptr ? listed : &parts.defaults);
  }
  const auto* amelogenin = parts.markers.find(genetics::marker_key("Amelogenin"));
  parts.settings.push_back(amelogenin != nullptr ? amelogenin : &parts.defaults);
  warn_of_missing_models(table.has_value(), files.options(), parts);
  warn_of_missing_frequencies(parts);
}

}  // namespace kith::intake
