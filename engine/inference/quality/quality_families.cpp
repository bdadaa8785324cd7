#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "inference/quality/quality.hpp"
#include "pedigree/elimination/workspace.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::inference {
namespace {

using genetics::LocusIndex;
using genetics::Marker;
using genetics::Observation;
using matching::Case;
using matching::Family;
using pedigree::PersonIndex;
using pedigree::Workspace;

/// The marker as it would be if nothing ever mutated and everybody were unrelated.
Marker without_mutation(const Marker& marker) {
  genetics::MarkerSpec spec = marker.spec();
  spec.mutation_male = {};
  spec.mutation_female = {};
  spec.theta = 0;
  return Marker::make(std::move(spec)).value();
}

enum class Fit { possible, impossible, too_costly };

/// What one worker needs to check a family.
struct Checker {
  const Case& the_case;
  const std::vector<Marker>& markers;  ///< without mutation, in the panel's order
  const QualityOptions& options;

  /// The family's observations at `locus`; null: untyped, or the person left out.
  [[nodiscard]] std::vector<const Observation*> observed(const Family& family, LocusIndex locus,
                                                         PersonIndex left_out = pedigree::kNobody) const {
    std::vector<const Observation*> result(family.pedigree.size(), nullptr);
    for (std::size_t p = 0; p < family.profiles.size(); ++p) {
      if (static_cast<PersonIndex>(p) == left_out || family.profiles[p].empty()) continue;
      const Observation& observation = the_case.panel.observed(family.profiles[p], locus);
      if (!observation.is_untyped()) result[p] = &observation;
    }
    return result;
  }

  [[nodiscard]] Fit fit(const Family& family, LocusIndex locus, std::span<const Observation* const> observed,
                        Workspace& workspace) const {
    const auto typed = std::count_if(observed.begin(), observed.end(),
                                     [](const Observation* o) { return o != nullptr; });
    if (typed < 2) return Fit::possible;
    const pedigree::LikelihoodOptions limits{.cost_limit = options.cost_limit};
    const auto likelihood = pedigree::log_likelihood(markers[locus], family.pedigree, observed, workspace, limits);
    if (pedigree::is_too_costly(likelihood)) return Fit::too_costly;
    return likelihood.value() == -std::numeric_limits<double>::infinity() ? Fit::impossible : Fit::possible;
  }
};

/// "leaving out P3 resolves 5 of 5, leaving out P1 resolves 2 of 5", the most helpful first; empty if nobody helps.
std::string resolved_by(const Checker& checker, const Family& family, std::span<const LocusIndex> loci,
                        Workspace& workspace) {
  std::vector<std::pair<std::size_t, PersonIndex>> helpers;
  for (std::size_t p = 0; p < family.profiles.size(); ++p) {
    if (family.profiles[p].empty()) continue;
    const auto person = static_cast<PersonIndex>(p);
    const auto resolved = std::count_if(loci.begin(), loci.end(), [&](LocusIndex locus) {
      return checker.fit(family, locus, checker.observed(family, locus, person), workspace) == Fit::possible;
    });
    if (resolved > 0) helpers.emplace_back(static_cast<std::size_t>(resolved), person);
  }
  std::stable_sort(helpers.begin(), helpers.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (const auto& [resolved, person] : helpers) {
    text += (text.empty() ? "leaving out " : ", leaving out ") + family.pedigree.id(person) + " resolves " +
            std::to_string(resolved) + " of " + std::to_string(loci.size());
  }
  return text;
}

std::vector<Finding> check_family(const Checker& checker, const Family& family, Workspace& workspace) {
  std::vector<LocusIndex> impossible;
  std::vector<std::string> impossible_names;
  std::vector<std::string> costly_names;
  for (LocusIndex locus = 0; locus < checker.markers.size(); ++locus) {
    if (checker.markers[locus].kind() != genetics::MarkerKind::autosomal) continue;
    const Fit fit = checker.fit(family, locus, checker.observed(family, locus), workspace);
    if (fit == Fit::too_costly) costly_names.push_back(checker.markers[locus].name());
    if (fit != Fit::impossible) continue;
    impossible.push_back(locus);
    impossible_names.push_back(checker.markers[locus].name());
  }
  std::vector<Finding> findings;
  if (!impossible.empty()) {
    const std::string helpers = resolved_by(checker, family, impossible, workspace);
    findings.push_back({.kind = FindingKind::incompatible_relatives,
                        .family = family.id,
                        .loci = std::move(impossible_names),
                        .message = "the relatives do not fit their pedigree without mutation at " +
                                   std::to_string(impossible.size()) +
                                   (impossible.size() == 1 ? " locus; " : " loci; ") +
                                   (helpers.empty() ? "no single person resolves any of them" : helpers)});
  }
  if (!costly_names.empty()) {
    findings.push_back({.kind = FindingKind::family_not_checked,
                        .family = family.id,
                        .loci = std::move(costly_names),
                        .message = "the exact check exceeds the cost limit"});
  }
  return findings;
}

}  // namespace

std::vector<Finding> check_families(const Case& the_case, const QualityOptions& options) {
  std::vector<Marker> markers;
  for (const Marker& marker : the_case.panel.markers) markers.push_back(without_mutation(marker));
  const Checker checker{the_case, markers, options};
  std::vector<std::vector<Finding>> slots(the_case.families.size());
  tbb::enumerable_thread_specific<Workspace> workspaces;
  tbb::task_arena arena(options.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(options.threads));
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, slots.size(), [&](std::size_t f) {
      slots[f] = check_family(checker, the_case.families[f], workspaces.local());
    });
  });
  std::vector<Finding> findings;
  for (auto& slot : slots) std::move(slot.begin(), slot.end(), std::back_inserter(findings));
  return findings;
}

}  // namespace kith::inference
