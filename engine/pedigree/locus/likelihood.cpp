#include "pedigree/locus/likelihood.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "pedigree/elimination/graph_sequence.hpp"
#include "pedigree/elimination/workspace.hpp"
#include "pedigree/locus/founder_moments.hpp"
#include "pedigree/locus/locus_evidence.hpp"

namespace kith::pedigree {
namespace {

using genetics::AlleleIndex;
using genetics::Marker;

Error too_costly(const Marker& marker, double predicted, double limit) {
  return Error{Errc::cost_limit_exceeded, "marker " + marker.name() + ": the exact computation needs about " +
                                              std::to_string(predicted) + " steps, more than the limit of " +
                                              std::to_string(limit)};
}

/// Eliminates the graph in the workspace; `take(table, log_factor)` gets the table over its free variables.
/// workspace.spent adds up predicted costs against the limit.
template <class Take>
Result<void> eliminate(const Marker& marker, const LikelihoodOptions& options, Workspace& workspace, double log_weight,
                       Take take) {
  const auto table = workspace.eliminate(options.cost_limit - workspace.spent);
  workspace.spent += workspace.predicted_cost;
  if (table.empty()) return too_costly(marker, workspace.spent, options.cost_limit);
  take(table, log_weight + workspace.runner.log_scale());
  return {};
}

/// Share of each allele in its class: 1 where it stands alone.
double share(const Marker& marker, const AlleleClasses& classes, std::size_t allele) {
  return marker.frequencies()[allele] / classes.frequencies[classes.class_of[allele]];
}

/// From the table over the target's free variables to all genotypes of all alleles. Alleles of one class split its
/// probability in proportion to their frequencies, each of the target's two alleles for itself (he is not inbred, or no
/// alleles were joined).
void expand_target(const Marker& marker, Workspace& workspace, std::span<const double> table) {
  const AlleleClasses& classes = workspace.classes;
  const std::size_t n_classes = classes.n_classes;
  const auto paternal = workspace.builder.target_paternal();
  const auto maternal = workspace.builder.target_maternal();
  const bool one_variable = workspace.graph.shape.free.size() == 1;
  auto& by_class = workspace.by_class;
  by_class.assign(n_classes * n_classes, 0.0);
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
  if (!classes.lumped) {
    workspace.by_allele = by_class;
    return;
  }
  const std::size_t n = marker.n_alleles();
  workspace.by_allele.assign(n * n, 0.0);
  const bool one_allele = one_variable && paternal.data() == maternal.data();
  for (std::size_t x = 0; x < n; ++x) {
    for (std::size_t y = 0; y < n; ++y) {
      if (one_allele && x != y) continue;
      const AlleleIndex cx = classes.class_of[x];
      const AlleleIndex cy = classes.class_of[y];
      double value = by_class[cx * n_classes + cy] * share(marker, classes, x);
      if (!one_allele) value *= share(marker, classes, y);
      if (x != y && cx == cy) value *= 2;  // the class's own square holds both orders
      workspace.by_allele[x * n + y] = value;
    }
  }
}

Result<void> fill_joint(const Marker& marker, const LocusInput& input, Workspace& workspace, TargetJoint& joint,
                        const LikelihoodOptions& options) {
  joint.n_alleles = marker.n_alleles();
  joint.joint.assign(joint.n_alleles * joint.n_alleles, 0.0);
  joint.total = 0;
  joint.log_scale = 0;
  workspace.spent = 0;
  const auto take = [&](std::span<const double> table, double log_factor) {
    expand_target(marker, workspace, table);
    add_scaled(workspace.by_allele, std::accumulate(table.begin(), table.end(), 0.0), log_factor, joint);
  };
  const auto use = [&](const FounderPartition& /*partition*/, double log_weight) {
    return eliminate(marker, options, workspace, log_weight, take);
  };
  return GraphSequence(marker, input, workspace, use).run();
}

/// Eliminates the present graph once for every pair of blocks of copies and adds what they say of the founders'
/// alleles.
Result<void> add_moments(const Marker& marker, const FounderPartition& partition, double log_weight,
                         const LikelihoodOptions& options, Workspace& workspace, FounderMoments& moments) {
  const std::size_t n_blocks = partition.block_size.size();
  const auto block = [&](std::size_t b) {
    return FounderMoments::Block{workspace.builder.block_alleles(b), static_cast<double>(partition.block_size[b])};
  };
  const auto add_pair = [&](std::size_t i, std::size_t j) {
    const auto take = [&](std::span<const double> table, double log_factor) {
      if (n_blocks == 0) {
        moments.add_total(table.front(), log_factor);
      } else if (n_blocks == 1) {
        moments.add_single(table, block(0), log_factor);
      } else {
        moments.add_pair(
            table, block(i), block(j),
            {.first_alone = j == i + 1, .second_alone = i == 0 && j + 1 == n_blocks, .total = i == 0 && j == 1},
            log_factor);
      }
    };
    return eliminate(marker, options, workspace, log_weight, take);
  };
  return for_each_pair_of_blocks(partition, workspace, add_pair);
}

}  // namespace

Result<double> log_likelihood(const Marker& marker, const Pedigree& pedigree, Observations observed,
                              Workspace& workspace, const LikelihoodOptions& options) {
  auto ready = prepare_locus(marker, pedigree, observed, kNobody, options, workspace);
  if (!ready) return ready.error();
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  TargetJoint sum{.joint = {0.0}};  // one number, with its scale
  workspace.spent = 0;
  const auto take = [&](std::span<const double> table, double log_factor) {
    add_scaled(table, table.front(), log_factor, sum);
  };
  const auto use = [&](const FounderPartition& /*partition*/, double log_weight) {
    return eliminate(marker, options, workspace, log_weight, take);
  };
  const LocusInput input{pedigree, workspace.classes, workspace.evidence, x_linked};
  auto done = GraphSequence(marker, input, workspace, use).run();
  if (!done) return done.error();
  return sum.total > 0 ? std::log(sum.total) + sum.log_scale : -std::numeric_limits<double>::infinity();
}

Result<void> target_joint(const Marker& marker, const Pedigree& pedigree, Observations observed, PersonIndex target,
                          Workspace& workspace, TargetJoint& joint, const LikelihoodOptions& options) {
  auto ready = prepare_target(marker, pedigree, observed, target, options, workspace);
  if (!ready) return ready.error();
  return fill_joint(marker, target_input(marker, pedigree, target, workspace), workspace, joint, options);
}

Result<void> unrelated_joint(const Marker& marker, const Pedigree& pedigree, Observations observed, Sex sex,
                             Workspace& workspace, TargetJoint& joint, const LikelihoodOptions& options) {
  auto ready = prepare_locus(marker, pedigree, observed, kNobody, options, workspace);
  if (!ready) return ready.error();
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  const LocusInput input{pedigree, workspace.classes, workspace.evidence, x_linked};
  FounderMoments moments(workspace.classes.n_classes);
  workspace.spent = 0;
  const auto use = [&](const FounderPartition& partition, double log_weight) {
    return add_moments(marker, partition, log_weight, options, workspace, moments);
  };
  auto done = GraphSequence(marker, input, workspace, use).run();
  if (!done) return done;
  moments.unrelated(marker, workspace.classes, workspace.founders, x_linked && sex == Sex::male, joint);
  return {};
}

}  // namespace kith::pedigree
