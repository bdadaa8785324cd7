#include "identify/population_views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "inference/pairs/linkage.hpp"

namespace kith::identify {

PopulationViews::PopulationViews(const matching::Case& the_case, const RunPopulations& populations,
                                 const matching::Strategy& strategy, const Options& options) {
  const auto add = [&](const matching::Case& under_this) {
    tables_.push_back(std::make_unique<matching::EvidenceTable>(strategy.evidence(under_this, options.evidence)));
    auto& view = views_.emplace_back();
    view.the_case = &under_this;
    view.evidence = tables_.back().get();
    if (options.linkage && strategy.scores_family_dna()) view.linked = inference::find_linked_loci(under_this.panel);
  };
  add(the_case);
  for (const intake::CaseReading& reading : populations.others) add(*reading.content);
}

Result<matching::MatchResult> match_views(const PopulationViews& views, const RunPopulations& populations,
                                          const Options& options, const matching::Progress& progress) {
  matching::PopulationTables tables{{}, populations.of_target};
  for (const auto& view : views.all()) tables.tables.push_back(view.evidence);
  matching::PopulationMatch match = matching::match_populations(tables, options.match, progress);
  if (match.uneven.empty()) return std::move(match.result);
  const matching::ColumnNote& note = match.uneven.front();
  return Error{Errc::bad_option,
               fmt::format("{} counts for missing person {} under some populations and not under others ({}): raise "
                           "--cost-limit, or pick a population",
                           views.evidence().columns[note.column]->name(), views[0].the_case->missing[note.target].id,
                           evidence::to_string(note.status))};
}

std::vector<double> lowest_matrix(const PopulationViews& views, const RunPopulations& populations,
                                  const Options& options, const matching::Progress& progress) {
  if (views.size() == 1) return inference::lr_matrix(views.evidence(), options.match.threads, progress);
  const std::size_t n = populations.of_target.size();
  std::vector<double> lowest;
  for (std::size_t p = 0; p < views.size(); ++p) {
    const auto under_this = inference::lr_matrix(*views[p].evidence, options.match.threads);
    if (lowest.empty()) lowest.assign(under_this.size(), std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < lowest.size(); ++i) {
      const auto& counted = populations.of_target[i % n];
      const bool counts = std::binary_search(counted.begin(), counted.end(), static_cast<PopulationIndex>(p));
      if (counts) lowest[i] = std::min(lowest[i], under_this[i]);
    }
  }
  return lowest;
}

}  // namespace kith::identify
