#include "pedigree/likelihood.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "pedigree/founder_moments.hpp"
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

/// Builds the graphs of `input` one after another (one; with theta one for each partition of the founder alleles into
/// copies) and calls `use(partition, log_weight)` on each, which eliminates what it wants. Graphs that are impossible are
/// passed over. What `use` adds up, each result times exp(log_weight), is the likelihood.
template <class Use>
class GraphSequence {
 public:
  GraphSequence(const Marker& marker, const LocusInput& input, Workspace& workspace, Use use)
      : marker_(marker), input_(input), workspace_(workspace), use_(std::move(use)) {}

  Result<bool> run() {
    if (marker_.theta() > 0) return run_partitions();
    static const FounderPartition kIndependent;
    return run_one(kIndependent, 0);
  }

 private:
  Result<bool> run_one(const FounderPartition& partition, double log_weight) {
    workspace_.builder.build(input_, workspace_.graph);
    if (workspace_.graph.constant == 0) return true;
    return use_(partition, log_weight + std::log(workspace_.graph.constant) + workspace_.graph.log_constant);
  }

  Result<bool> run_partitions() {
    const double theta = marker_.theta();
    FounderAlleles& alleles = workspace_.founders;
    workspace_.builder.list_founder_alleles(input_, alleles);
    const std::size_t n_unknown = std::accumulate(alleles.unknown.begin(), alleles.unknown.end(), std::size_t{0});
    if (n_unknown > kMaxUnknownFounderAlleles) {
      return Error{Errc::cost_limit_exceeded, "marker " + marker_.name() + ": theta > 0 with " +
                                                  std::to_string(n_unknown) + " unknown founder alleles; at most " +
                                                  std::to_string(kMaxUnknownFounderAlleles) +
                                                  " are summed over exactly"};
    }
    const auto& p = workspace_.classes.frequencies;
    std::vector<double> count(p.size(), 0.0);
    double log_known = 0;
    double drawn = 0;
    for (const AlleleIndex allele : alleles.known) {
      log_known += std::log((count[allele] * theta + (1 - theta) * p[allele]) / (1 + (drawn - 1) * theta));
      count[allele] += 1;
      drawn += 1;
    }
    std::vector<double> prior(p.size());
    for (std::size_t a = 0; a < p.size(); ++a) {
      prior[a] = (count[a] * theta + (1 - theta) * p[a]) / (drawn * theta + 1 - theta);
    }
    for (const FounderPartition& partition : workspace_.partitions.partitions_for(alleles.unknown)) {
      const FounderDraw draw{partition.block_of, prior};
      input_.draw = &draw;
      const double weight = partition.multiplicity *
                            partition_probability(partition.block_size, alleles.known.size(), theta);
      auto done = run_one(partition, log_known + std::log(weight));
      if (!done) return done;
    }
    return true;
  }

  const Marker& marker_;
  LocusInput input_;
  Workspace& workspace_;
  Use use_;
};

/// Eliminates the graph in the workspace; `take(table, log_factor)` gets the table over its free variables. `spent` adds up
/// predicted costs against the limit.
template <class Take>
Result<bool> eliminate(const Marker& marker, const LikelihoodOptions& options, Workspace& workspace, double log_weight,
                       double& spent, Take take) {
  const auto table = workspace.eliminate(options.cost_limit - spent);
  spent += workspace.predicted_cost;
  if (table.empty()) return too_costly(marker, spent, options.cost_limit);
  take(table, log_weight + workspace.runner.log_scale());
  return true;
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

Result<bool> fill_joint(const Marker& marker, const LocusInput& input, Workspace& workspace, TargetJoint& joint,
                        const LikelihoodOptions& options) {
  joint.n_alleles = marker.n_alleles();
  joint.joint.assign(joint.n_alleles * joint.n_alleles, 0.0);
  joint.total = 0;
  joint.log_scale = 0;
  double spent = 0;
  const auto take = [&](std::span<const double> table, double log_factor) {
    expand_target(marker, workspace, table);
    add_scaled(workspace.by_allele, std::accumulate(table.begin(), table.end(), 0.0), log_factor, joint);
  };
  const auto use = [&](const FounderPartition& /*partition*/, double log_weight) {
    return eliminate(marker, options, workspace, log_weight, spent, take);
  };
  return GraphSequence(marker, input, workspace, use).run();
}

/// Eliminates the present graph once for every pair of blocks of copies and adds what they say of the founders' alleles.
Result<bool> add_moments(const Marker& marker, const FounderPartition& partition, double log_weight,
                         const LikelihoodOptions& options, Workspace& workspace, double& spent,
                         FounderMoments& moments) {
  const auto& builder = workspace.builder;
  const std::size_t n_blocks = partition.block_size.size();
  if (n_blocks < 2) {
    if (n_blocks == 1) workspace.graph.shape.free = {builder.block_variable(0)};
    return eliminate(
        marker, options, workspace, log_weight, spent, [&](std::span<const double> table, double log_factor) {
          n_blocks == 0
              ? moments.add_total(table.front(), log_factor)
              : moments.add_single(table, {builder.block_alleles(0), static_cast<double>(partition.block_size[0])},
                                   log_factor);
        });
  }
  for (std::size_t i = 0; i < n_blocks; ++i) {
    for (std::size_t j = i + 1; j < n_blocks; ++j) {
      workspace.graph.shape.free = {builder.block_variable(i), builder.block_variable(j)};
      const auto take = [&](std::span<const double> table, double log_factor) {
        const FounderMoments::Block first{builder.block_alleles(i), static_cast<double>(partition.block_size[i])};
        const FounderMoments::Block second{builder.block_alleles(j), static_cast<double>(partition.block_size[j])};
        moments.add_pair(
            table, first, second,
            {.first_alone = j == i + 1, .second_alone = i == 0 && j + 1 == n_blocks, .total = i == 0 && j == 1},
            log_factor);
      };
      auto done = eliminate(marker, options, workspace, log_weight, spent, take);
      if (!done) return done;
    }
  }
  return true;
}

}  // namespace

Result<double> log_likelihood(const Marker& marker, const Pedigree& pedigree, Observations observed,
                              Workspace& workspace, const LikelihoodOptions& options) {
  auto ready = prepare_locus(marker, pedigree, observed, kNobody, options, workspace);
  if (!ready) return ready.error();
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  TargetJoint sum{.joint = {0.0}};  // one number, with its scale
  double spent = 0;
  const auto take = [&](std::span<const double> table, double log_factor) {
    add_scaled(table, table.front(), log_factor, sum);
  };
  const auto use = [&](const FounderPartition& /*partition*/, double log_weight) {
    return eliminate(marker, options, workspace, log_weight, spent, take);
  };
  const LocusInput input{pedigree, workspace.classes, workspace.evidence, x_linked};
  auto done = GraphSequence(marker, input, workspace, use).run();
  if (!done) return done.error();
  return sum.total > 0 ? std::log(sum.total) + sum.log_scale : -std::numeric_limits<double>::infinity();
}

Result<bool> target_joint(const Marker& marker, const Pedigree& pedigree, Observations observed, PersonIndex target,
                          Workspace& workspace, TargetJoint& joint, const LikelihoodOptions& options) {
  auto ready = prepare_locus(marker, pedigree, observed, target, options, workspace);
  if (!ready) return ready.error();
  workspace.evidence[static_cast<std::size_t>(target)].typed = false;
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  LocusInput input{pedigree, workspace.classes, workspace.evidence, x_linked, target};
  input.whole_pedigree = marker.theta() > 0;
  return fill_joint(marker, input, workspace, joint, options);
}

Result<double> predicted_cost(const Marker& marker, const Pedigree& pedigree, Observations observed, PersonIndex target,
                              Workspace& workspace, const LikelihoodOptions& options) {
  auto ready = prepare_locus(marker, pedigree, observed, target, options, workspace);
  if (!ready) return ready.error();
  workspace.evidence[static_cast<std::size_t>(target)].typed = false;
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  LocusInput input{pedigree, workspace.classes, workspace.evidence, x_linked, target};
  input.whole_pedigree = marker.theta() > 0;
  double cost = 0;
  const auto use = [&](const FounderPartition& /*partition*/, double /*log_weight*/) -> Result<bool> {
    cost += workspace.plans.cost_of(workspace.graph.shape);
    return true;
  };
  if (!GraphSequence(marker, input, workspace, use).run()) return std::numeric_limits<double>::infinity();
  return cost;
}

Result<bool> unrelated_joint(const Marker& marker, const Pedigree& pedigree, Observations observed, Sex sex,
                             Workspace& workspace, TargetJoint& joint, const LikelihoodOptions& options) {
  auto ready = prepare_locus(marker, pedigree, observed, kNobody, options, workspace);
  if (!ready) return ready.error();
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  const LocusInput input{pedigree, workspace.classes, workspace.evidence, x_linked};
  FounderMoments moments(workspace.classes.n_classes);
  double spent = 0;
  const auto use = [&](const FounderPartition& partition, double log_weight) {
    return add_moments(marker, partition, log_weight, options, workspace, spent, moments);
  };
  auto done = GraphSequence(marker, input, workspace, use).run();
  if (!done) return done;
  moments.unrelated(marker, workspace.classes, workspace.founders, x_linked && sex == Sex::male, joint);
  return true;
}

}  // namespace kith::pedigree
