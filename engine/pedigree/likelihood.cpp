#include "pedigree/likelihood.hpp"

#include <cmath>
#include <limits>

#include "pedigree/locus_evidence.hpp"
#include "pedigree/workspace.hpp"

namespace kith::pedigree {
namespace {

using genetics::AlleleIndex;
using genetics::Marker;

Error too_costly(const Marker& marker, double predicted, double limit) {
  return Error{Errc::cost_limit_exceeded, "marker " + marker.name() + ": the exact computation needs about " +
                                              std::to_string(predicted) + " steps, more than the limit of " +
                                              std::to_string(limit)};
}

/// Share of each allele in its class: 1 where it stands alone.
double share(const Marker& marker, const AlleleClasses& classes, std::size_t allele) {
  return marker.frequencies()[allele] / classes.frequencies[classes.class_of[allele]];
}

/// From the table over the target's free variables to all genotypes of all alleles. Alleles of one class split its
/// probability in proportion to their frequencies, each of the target's two alleles for itself (he is not inbred, or no
/// alleles were joined).
void expand_target(const Marker& marker, const Workspace& workspace, std::span<const double> table, TargetJoint& joint) {
  const AlleleClasses& classes = workspace.classes;
  const std::size_t n_classes = classes.n_classes;
  const auto paternal = workspace.builder.target_paternal();
  const auto maternal = workspace.builder.target_maternal();
  const bool one_variable = workspace.graph.shape.free.size() == 1;
  std::vector<double> by_class(n_classes * n_classes, 0.0);
  const auto add = [&](AlleleIndex x, AlleleIndex y, double value) {
    by_class[x * n_classes + y] += value;
    if (x != y) by_class[y * n_classes + x] += value;
  };
  if (one_variable) {
    for (std::size_t s = 0; s < table.size(); ++s) add(paternal[s], maternal[s], table[s]);
  } else {
    for (std::size_t i = 0; i < paternal.size(); ++i) {
      for (std::size_t j = 0; j < maternal.size(); ++j) add(paternal[i], maternal[j], table[i * maternal.size() + j]);
    }
  }
  const std::size_t n = marker.n_alleles();
  joint.n_alleles = n;
  joint.joint.assign(n * n, 0.0);
  const bool hemizygous = one_variable && paternal.data() == maternal.data();
  for (std::size_t x = 0; x < n; ++x) {
    for (std::size_t y = 0; y < n; ++y) {
      if (hemizygous && x != y) continue;
      const AlleleIndex cx = classes.class_of[x];
      const AlleleIndex cy = classes.class_of[y];
      double value = by_class[cx * n_classes + cy];
      if (classes.lumped) {
        value *= share(marker, classes, x);
        if (!hemizygous) value *= share(marker, classes, y);
        if (x != y && cx == cy) value *= 2;  // the class's own square holds both orders
      }
      joint.joint[x * n + y] = value;
    }
  }
}

}  // namespace

Result<double> log_likelihood(const Marker& marker, const Pedigree& pedigree, Observations observed, Workspace& workspace,
                              const LikelihoodOptions& options) {
  if (marker.theta() > 0) return Error{Errc::bad_parameter, "marker " + marker.name() + ": theta > 0 is not computed yet"};
  auto ready = prepare_locus(marker, pedigree, observed, kNobody, options, workspace);
  if (!ready) return ready.error();
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  workspace.builder.build({pedigree, workspace.classes, workspace.evidence, x_linked, kNobody}, workspace.graph);
  constexpr double kImpossible = -std::numeric_limits<double>::infinity();
  if (workspace.graph.constant == 0) return kImpossible;
  const auto table = workspace.eliminate(options.cost_limit);
  if (table.empty()) return too_costly(marker, workspace.predicted_cost, options.cost_limit);
  if (table.front() == 0) return kImpossible;
  return std::log(table.front()) + std::log(workspace.graph.constant) + workspace.graph.log_constant +
         workspace.runner.log_scale();
}

Result<bool> target_joint(const Marker& marker, const Pedigree& pedigree, Observations observed, PersonIndex target,
                          Workspace& workspace, TargetJoint& joint, const LikelihoodOptions& options) {
  if (marker.theta() > 0) return Error{Errc::bad_parameter, "marker " + marker.name() + ": theta > 0 is not computed yet"};
  auto ready = prepare_locus(marker, pedigree, observed, target, options, workspace);
  if (!ready) return ready.error();
  workspace.evidence[static_cast<std::size_t>(target)].typed = false;
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  workspace.builder.build({pedigree, workspace.classes, workspace.evidence, x_linked, target}, workspace.graph);
  if (workspace.graph.constant == 0) {
    joint.n_alleles = marker.n_alleles();
    joint.joint.assign(joint.n_alleles * joint.n_alleles, 0.0);
    joint.total = 0;
    joint.log_scale = 0;
    return true;
  }
  const auto table = workspace.eliminate(options.cost_limit);
  if (table.empty()) return too_costly(marker, workspace.predicted_cost, options.cost_limit);
  expand_target(marker, workspace, table, joint);
  joint.total = 0;
  for (const double value : table) joint.total += value;
  joint.log_scale =
      workspace.runner.log_scale() + std::log(workspace.graph.constant) + workspace.graph.log_constant;
  return true;
}

}  // namespace kith::pedigree
