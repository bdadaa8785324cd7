#include "pedigree/linked/linked_likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "core/log_add.hpp"
#include "pedigree/elimination/workspace.hpp"
#include "pedigree/linked/linked_graph.hpp"
#include "pedigree/locus/locus_evidence.hpp"

namespace kith::pedigree {
namespace {

using genetics::Marker;
using genetics::Observation;

/// More cases are not put into one elimination.
constexpr std::size_t kMostCases = 32;

std::optional<Error> why_not(const LinkedMarkers& markers) {
  for (const Marker* marker : {&markers.first, &markers.second}) {
    if (marker->theta() > 0 || marker->kind() != genetics::MarkerKind::autosomal) {
      return Error{Errc::bad_parameter,
                   "marker " + marker->name() + ": linkage is computed for autosomal markers, theta = 0"};
    }
  }
  if (markers.recombination >= 0 && markers.recombination <= 0.5) return std::nullopt;
  return Error{Errc::bad_parameter,
               "recombination fraction " + std::to_string(markers.recombination) + " is not in [0, 0.5]"};
}

/// How much an observation leaves open. Cases of one kind have variables of one size, and share an elimination.
enum class Kind : std::uint8_t { untyped, exact, open };

Kind kind_of(const Observation* observation) {
  if (observation == nullptr || observation->is_untyped()) return Kind::untyped;
  const bool exact = observation->certain_allele == genetics::kNoAllele &&
                     std::all_of(observation->replicates.begin(), observation->replicates.end(),
                                 [](const genetics::Replicate& replicate) { return replicate.model.is_exact(); });
  return exact ? Kind::exact : Kind::open;
}

/// The two-locus likelihoods of one family: as observed, or with one person in several cases.
class LinkedFamily {
 public:
  LinkedFamily(const LinkedMarkers& markers, const Pedigree& pedigree, const LinkedObservations& observed,
               PersonIndex person, Workspace& workspace, const LikelihoodOptions& options)
      : markers_(markers), pedigree_(pedigree), person_(person), workspace_(workspace), options_(options) {
    observed_[0].assign(observed.first.begin(), observed.first.end());
    observed_[1].assign(observed.second.begin(), observed.second.end());
    for (auto& list : observed_) list.resize(pedigree.size(), nullptr);
  }

  /// The natural logarithms of the cases' likelihoods; one of the family's where there are no cases.
  Result<std::vector<double>> log_likelihoods(std::span<const LinkedShown> cases) {
    EliminationGraph& graph = workspace_.graph;
    graph.clear();
    if (cases.size() > 1) {
      graph.shape.free = {graph.add_variable(cases.size())};
      std::fill_n(graph.add_table(graph.shape.free.front()), cases.size(), 1.0);
    }
    LinkedGraphBuilder builder(pedigree_.size(), graph);
    for (std::size_t locus = 0; locus < 2; ++locus) {
      const auto added = add_locus(locus, cases, builder);
      if (!added) return added.error();
      if (graph.constant == 0) return std::vector<double>(std::max<std::size_t>(cases.size(), 1), kImpossible);
    }
    builder.couple(markers_.recombination);
    return eliminated();
  }

 private:
  [[nodiscard]] const Marker& marker(std::size_t locus) const { return locus == 0 ? markers_.first : markers_.second; }

  Result<void> add_locus(std::size_t locus, std::span<const LinkedShown> cases, LinkedGraphBuilder& builder) {
    std::vector<const Observation*> shown;
    for (const LinkedShown& one : cases) shown.push_back(one[locus]);
    const auto differs = [&](const Observation* observation) {
      return kind_of(observation) != Kind::untyped && !(*observation == *shown.front());
    };
    const bool all_equal = std::none_of(shown.begin(), shown.end(), differs);
    auto observed = observed_[locus];
    if (!shown.empty()) observed[static_cast<std::size_t>(person_)] = all_equal ? shown.front() : nullptr;
    const auto ready = prepare_locus(marker(locus), pedigree_, observed, shown, options_, workspace_);
    if (!ready) return ready.error();
    LinkedLocusInput input{pedigree_, workspace_.classes, workspace_.evidence};
    EvidenceCases evidence{.person = person_};
    if (!all_equal) {
      evidence.variable = workspace_.graph.shape.free.front();
      for (const Observation* observation : shown) {
        list_evidence(*observation, marker(locus), false, workspace_.classes, evidence.genotypes.emplace_back());
      }
      input.cases = &evidence;
    }
    builder.add_locus(input);
    return {};
  }

  Result<std::vector<double>> eliminated() {
    const std::string names = "markers " + markers_.first.name() + " and " + markers_.second.name();
    const EliminationGraph& graph = workspace_.graph;
    if (graph.shape.domain.size() > kMaxVariables) {
      return Error{Errc::cost_limit_exceeded, names + ": too many persons"};
    }
    const auto table = workspace_.eliminate(options_.cost_limit);
    if (table.empty()) {
      return Error{Errc::cost_limit_exceeded,
                   names + " together need about " + std::to_string(workspace_.predicted_cost) + " steps"};
    }
    const double log_factor = std::log(graph.constant) + graph.log_constant + workspace_.runner.log_scale();
    std::vector<double> logs;
    for (const double value : table) logs.push_back(value > 0 ? std::log(value) + log_factor : kImpossible);
    return logs;
  }

  const LinkedMarkers& markers_;
  const Pedigree& pedigree_;
  PersonIndex person_;
  Workspace& workspace_;
  const LikelihoodOptions& options_;
  std::array<std::vector<const Observation*>, 2> observed_;
};

}  // namespace

Result<double> linked_log_likelihood(const LinkedMarkers& markers, const Pedigree& pedigree,
                                     const LinkedObservations& observed, Workspace& workspace,
                                     const LikelihoodOptions& options) {
  if (const auto error = why_not(markers)) return *error;
  const auto logs = LinkedFamily(markers, pedigree, observed, kNobody, workspace, options).log_likelihoods({});
  if (!logs) return logs.error();
  return logs.value().front();
}

std::vector<Result<double>> linked_log_likelihoods(const LinkedMarkers& markers, const Pedigree& pedigree,
                                                   const LinkedObservations& observed, PersonIndex person,
                                                   std::span<const LinkedShown> shown, Workspace& workspace,
                                                   const LikelihoodOptions& options) {
  if (const auto error = why_not(markers)) return std::vector<Result<double>>(shown.size(), *error);
  std::map<std::pair<Kind, Kind>, std::vector<std::size_t>> kinds;
  for (std::size_t i = 0; i < shown.size(); ++i) kinds[{kind_of(shown[i][0]), kind_of(shown[i][1])}].push_back(i);
  LinkedFamily family(markers, pedigree, observed, person, workspace, options);
  std::vector<Result<double>> results(shown.size(), kImpossible);
  const auto compute = [&](std::span<const std::size_t> positions) {
    std::vector<LinkedShown> cases;
    for (const std::size_t i : positions) cases.push_back(shown[i]);
    const auto logs = family.log_likelihoods(cases);
    for (std::size_t k = 0; k < positions.size(); ++k) {
      results[positions[k]] = logs ? Result<double>(logs.value()[k]) : Result<double>(logs.error());
    }
    return logs.ok();
  };
  for (const auto& [kind, positions] : kinds) {
    for (std::size_t from = 0; from < positions.size(); from += kMostCases) {
      const auto some = std::span(positions).subspan(from, std::min(kMostCases, positions.size() - from));
      if (compute(some) || some.size() == 1) continue;
      for (std::size_t k = 0; k < some.size(); ++k) compute(some.subspan(k, 1));
    }
  }
  return results;
}

}  // namespace kith::pedigree
