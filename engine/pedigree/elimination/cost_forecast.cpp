#include "pedigree/elimination/cost_forecast.hpp"

#include <algorithm>
#include <limits>

#include "pedigree/elimination/graph_sequence.hpp"
#include "pedigree/locus/locus_evidence.hpp"

namespace kith::pedigree {
namespace {

/// So many eliminations are looked at in any case; a forecast beyond the limit goes on no further. Orders for 100 000
/// of them take ten seconds.
constexpr std::size_t kMostLookedAt = 2000;

/// Adds up what the eliminations of the workspace's graphs will cost.
class Adder {
 public:
  Adder(const genetics::Marker& marker, const LikelihoodOptions& options, Workspace& workspace)
      : marker_(marker), options_(options), workspace_(workspace) {}

  /// Adds the graphs of `input`, each as `add(partition)` wants, which calls add_present().
  template <class Add>
  void add_sequence(const LocusInput& input, Add add) {
    if (is_enough()) return;
    const auto use = [&](const FounderPartition& partition, double /*log_weight*/) { return add(partition); };
    const bool done = GraphSequence(marker_, input, workspace_, use).run().ok();
    if (!done && !is_enough()) forecast_.multiplications = std::numeric_limits<double>::infinity();
    if (marker_.theta() == 0) return;
    const std::size_t n_unknown = workspace_.founders.n_unknown();
    forecast_.n_unknown_founder_alleles = std::max(forecast_.n_unknown_founder_alleles, n_unknown);
  }

  /// Adds the graph in the workspace. An error stops the sequence: that was enough.
  Result<void> add_present() {
    forecast_.multiplications += workspace_.plans.cost_of(workspace_.graph.shape);
    ++n_looked_at_;
    if (is_enough()) return Error{Errc::cost_limit_exceeded, "marker " + marker_.name() + ": too costly"};
    return {};
  }

  [[nodiscard]] const CostForecast& forecast() const { return forecast_; }

 private:
  [[nodiscard]] bool is_enough() const {
    return n_looked_at_ >= kMostLookedAt && forecast_.multiplications > options_.cost_limit;
  }

  const genetics::Marker& marker_;
  const LikelihoodOptions& options_;
  Workspace& workspace_;
  CostForecast forecast_;
  std::size_t n_looked_at_ = 0;
};

}  // namespace

bool CostForecast::has_too_many_founder_alleles() const {
  return n_unknown_founder_alleles > kMaxUnknownFounderAlleles;
}

Result<CostForecast> forecast_cost(const genetics::Marker& marker, const Pedigree& pedigree, Observations observed,
                                   PersonIndex target, Workspace& workspace, const LikelihoodOptions& options) {
  Adder adder(marker, options, workspace);
  auto ready = prepare_target(marker, pedigree, observed, target, options, workspace);
  if (!ready) return ready.error();
  adder.add_sequence(target_input(marker, pedigree, target, workspace),
                     [&](const FounderPartition& /*partition*/) { return adder.add_present(); });
  if (marker.theta() == 0) return adder.forecast();
  ready = prepare_locus(marker, pedigree, observed, kNobody, options, workspace);
  if (!ready) return ready.error();
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  const LocusInput unrelated{pedigree, workspace.classes, workspace.evidence, x_linked};
  const auto add_pair = [&](std::size_t /*first*/, std::size_t /*second*/) { return adder.add_present(); };
  adder.add_sequence(unrelated, [&](const FounderPartition& partition) {
    return for_each_pair_of_blocks(partition, workspace, add_pair);
  });
  return adder.forecast();
}

}  // namespace kith::pedigree
