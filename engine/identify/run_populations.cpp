#include "identify/run_populations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace kith::identify {
namespace {

PopulationIndex index_of(std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    names.push_back(name);
    return static_cast<PopulationIndex>(names.size() - 1);
  }
  return static_cast<PopulationIndex>(found - names.begin());
}

/// Lists for every missing person whose frequencies count for him.
void assign(bool all, const intake::CaseReading& first, RunPopulations& populations) {
  if (!first.population.empty()) populations.names.push_back(first.population);
  for (const matching::MissingPerson& missing : first.content->missing) {
    auto& list = populations.of_target.emplace_back();
    if (!missing.population.empty()) {
      list.push_back(index_of(populations.names, missing.population));
    } else if (all && !first.populations.empty()) {
      for (const std::string& name : first.populations) list.push_back(index_of(populations.names, name));
    } else {
      list.push_back(0);
    }
    std::sort(list.begin(), list.end());
  }
}

/// What is said under this population and was not said under the first.
void tell_new_problems(const intake::CaseReading& reading, const std::set<std::string>& said,
                       const Listener& listener) {
  for (const Problem& problem : reading.problems.problems()) {
    const std::string text = to_string(problem);
    if (said.count(text) > 0) continue;
    listener.warn(fmt::format("{}: population {}: {}", problem.severity == Severity::error ? "error" : "warning",
                              reading.population, text));
  }
}

/// The first marker somebody is typed at under `a` that `b` lacks; empty: none.
std::string missing_marker(const genetics::Panel& a, const genetics::Panel& b) {
  for (genetics::LocusIndex locus = 0; locus < a.size(); ++locus) {
    const bool anybody_typed = a.dictionaries[locus].size() > 1;
    if (anybody_typed && b.find(a.markers[locus].name()) == genetics::kNoLocus) return a.markers[locus].name();
  }
  return {};
}

}  // namespace

Result<RunPopulations> read_populations(const std::filesystem::path& folder, const intake::CaseOptions& options,
                                        const intake::CaseReading& first, const Listener& listener) {
  RunPopulations populations;
  assign(options.any_population, first, populations);
  std::set<std::string> said;
  for (const Problem& problem : first.problems.problems()) said.insert(to_string(problem));
  for (std::size_t p = 1; p < populations.names.size(); ++p) {
    intake::CaseOptions of_this = options;
    of_this.any_population = false;
    of_this.population = populations.names[p];
    populations.others.push_back(intake::read_case(folder, of_this));
    const intake::CaseReading& reading = populations.others.back();
    tell_new_problems(reading, said, listener);
    if (!reading.content) {
      return Error{Errc::bad_option, fmt::format("{} cannot be read under population {}; nothing was written",
                                                 folder.string(), populations.names[p])};
    }
    const genetics::Panel& ours = first.content->panel;
    const genetics::Panel& theirs = reading.content->panel;
    const std::string lacking = missing_marker(ours, theirs);
    if (!lacking.empty() || !missing_marker(theirs, ours).empty()) {
      return Error{
          Errc::bad_option,
          fmt::format("populations {} and {} do not both have {}: they are compared over the same markers",
                      first.population, reading.population, lacking.empty() ? missing_marker(theirs, ours) : lacking)};
    }
  }
  return populations;
}

}  // namespace kith::identify
