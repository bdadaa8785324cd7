#include "pedigree/likelihood.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "pedigree/locus_evidence.hpp"
#include "pedigree/workspace.hpp"

namespace kith::pedigree {
namespace {

using genetics::AlleleIndex;
using genetics::Marker;

/// Terms of a sum larger than exp(kRescaleAt) times the present scale move the scale.
constexpr double kRescaleAt = 100;

Error too_costly(const Marker& marker, double predicted, double limit) {
  return Error{Errc::cost_limit_exceeded, "marker " + marker.name() + ": the exact computation needs about " +
                                              std::to_string(predicted) + " steps, more than the limit of " +
                                              std::to_string(limit)};
}

/// Eliminates `input` and hands the table over the free variables to `use(table, log_factor)`; with theta once for each
/// partition of the founder alleles into copies, and what is handed over adds up. Nothing is handed over where the
/// observations are impossible.
template <class Use>
class Elimination {
 public:
  Elimination(const Marker& marker, const LocusInput& input, const LikelihoodOptions& options, Workspace& workspace,
              Use use)
      : marker_(marker), input_(input), options_(options), workspace_(workspace), use_(std::move(use)) {}

  Result<bool> run() { return marker_.theta() > 0 ? run_partitions() : run_one(0); }

 private:
  Result<bool> run_one(double log_weight) {
    workspace_.builder.build(input_, workspace_.graph);
    if (workspace_.graph.constant == 0) return true;
    const auto table = workspace_.eliminate(options_.cost_limit - spent_);
    spent_ += workspace_.predicted_cost;
    if (table.empty()) return too_costly(marker_, spent_, options_.cost_limit);
    use_(table, log_weight + std::log(workspace_.graph.constant) + workspace_.graph.log_constant +
                    workspace_.runner.log_scale());
    return true;
  }

  Result<bool> run_partitions() {
    const double theta = marker_.theta();
    FounderAlleles& alleles = workspace_.founders;
    workspace_.builder.list_founder_alleles(input_, alleles);
    const std::size_t n_unknown = std::accumulate(alleles.unknown.begin(), alleles.unknown.end(), std::size_t{0});
    if (n_unknown > kMaxUnknownFounderAlleles) {
      return Error{Errc::cost_limit_exceeded, "marker " + marker_.name() + ": theta > 0 with " + std::to_string(n_unknown) +
                                                  " unknown founder alleles; at most " +
                                                  std::to_string(kMaxUnknownFounderAlleles) + " are summed over exactly"};
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
      const double weight =
          partition.multiplicity * partition_probability(partition.block_size, alleles.known.size(), theta);
      auto done = run_one(log_known + std::log(weight));
      if (!done) return done;
    }
    return true;
  }

  const Marker& marker_;
  LocusInput input_;
  const LikelihoodOptions& options_;
  Workspace& workspace_;
  Use use_;
  double spent_ = 0;
};

/// Share of each allele in its class: 1 where it stands alone.
double share(const Marker& marker, const AlleleClasses& classes, std::size_t allele) {
  return marker.frequencies()[allele] / classes.frequencies[classes.class_of[allele]];
}

/// Adds `values`, scaled by exp(log_factor), to the joint table.
void accumulate(std::span<const double> values, double total, double log_factor, TargetJoint& joint) {
  if (joint.total == 0) joint.log_scale = log_factor;
  if (log_factor > joint.log_scale + kRescaleAt) {
    const double shrink = std::exp(joint.log_scale - log_factor);
    for (double& value : joint.joint) value *= shrink;
    joint.total *= shrink;
    joint.log_scale = log_factor;
  }
  const double factor = std::exp(log_factor - joint.log_scale);
  for (std::size_t i = 0; i < values.size(); ++i) joint.joint[i] += factor * values[i];
  joint.total += factor * total;
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
  const auto use = [&](std::span<const double> table, double log_factor) {
    expand_target(marker, workspace, table);
    accumulate(workspace.by_allele, std::accumulate(table.begin(), table.end(), 0.0), log_factor, joint);
  };
  return Elimination(marker, input, options, workspace, use).run();
}

}  // namespace

Result<double> log_likelihood(const Marker& marker, const Pedigree& pedigree, Observations observed, Workspace& workspace,
                              const LikelihoodOptions& options) {
  auto ready = prepare_locus(marker, pedigree, observed, kNobody, options, workspace);
  if (!ready) return ready.error();
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  TargetJoint sum{.joint = {0.0}};  // one number, with its scale
  const auto use = [&](std::span<const double> table, double log_factor) {
    accumulate(table, table.front(), log_factor, sum);
  };
  const LocusInput input{pedigree, workspace.classes, workspace.evidence, x_linked};
  auto done = Elimination(marker, input, options, workspace, use).run();
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

}  // namespace kith::pedigree
