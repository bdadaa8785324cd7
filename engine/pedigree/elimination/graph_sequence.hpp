// pedigree/elimination/graph_sequence.hpp — the graphs whose eliminations add up to a likelihood, one after another:
// one; with theta one for each partition of the founder alleles into copies. Whoever predicts a cost goes through the
// same ones as who computes.
#pragma once

#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "genetics/markers/marker.hpp"
#include "pedigree/elimination/workspace.hpp"
#include "pedigree/locus/founder_partitions.hpp"
#include "pedigree/locus/locus_graph.hpp"

namespace kith::pedigree {

/// Builds the graphs of `input` in the workspace and calls `use(partition, log_weight)` on each, which eliminates what
/// it wants. Graphs that are impossible are passed over. What `use` adds up, each result times exp(log_weight), is the
/// likelihood. Errors: cost_limit_exceeded where founder alleles are too many to sum over; those of `use`.
template <class Use>
class GraphSequence {
 public:
  GraphSequence(const genetics::Marker& marker, const LocusInput& input, Workspace& workspace, Use use)
      : marker_(marker), input_(input), workspace_(workspace), use_(std::move(use)) {}

  Result<void> run() {
    if (marker_.theta() > 0) return run_partitions();
    static const FounderPartition kIndependent;
    return run_one(kIndependent, 0);
  }

 private:
  Result<void> run_one(const FounderPartition& partition, double log_weight) {
    workspace_.builder.build(input_, workspace_.graph);
    if (workspace_.graph.constant == 0) return {};
    return use_(partition, log_weight + std::log(workspace_.graph.constant) + workspace_.graph.log_constant);
  }

  Result<void> run_partitions() {
    const double theta = marker_.theta();
    FounderAlleles& alleles = workspace_.founders;
    workspace_.builder.list_founder_alleles(input_, alleles);
    if (alleles.n_unknown() > kMaxUnknownFounderAlleles) {
      return Error{Errc::cost_limit_exceeded,
                   "marker " + marker_.name() + ": theta > 0 with " + std::to_string(alleles.n_unknown()) +
                       " unknown founder alleles; at most " + std::to_string(kMaxUnknownFounderAlleles) +
                       " are summed over exactly"};
    }
    const auto& p = workspace_.classes.frequencies;
    std::vector<double> count(p.size(), 0.0);
    double log_known = 0;
    double drawn = 0;
    for (const genetics::AlleleIndex allele : alleles.known) {
      log_known += std::log((count[allele] * theta + (1 - theta) * p[allele]) / (1 + (drawn - 1) * theta));
      count[allele] += 1;
      drawn += 1;
    }
    std::vector<double> prior(p.size());
    for (std::size_t a = 0; a < p.size(); ++a) {
      prior[a] = (count[a] * theta + (1 - theta) * p[a]) / (drawn * theta + 1 - theta);
    }
    // From the last: it has the most blocks, is the most probable where theta is small, and costs the most.
    const auto& partitions = workspace_.partitions.partitions_for(alleles.unknown);
    for (auto it = partitions.rbegin(); it != partitions.rend(); ++it) {
      const FounderPartition& partition = *it;
      const FounderDraw draw{partition.block_of, prior};
      input_.draw = &draw;
      const double weight = partition.multiplicity *
                            partition_probability(partition.block_size, alleles.known.size(), theta);
      auto done = run_one(partition, log_known + std::log(weight));
      if (!done) return done;
    }
    return {};
  }

  const genetics::Marker& marker_;
  LocusInput input_;
  Workspace& workspace_;
  Use use_;
};

/// Frees every pair of the partition's blocks in the workspace's graph, one pair after another, and calls `use(first,
/// second)` on each. One block: it alone, as first and second; none: the graph as it is.
template <class Use>
Result<void> for_each_pair_of_blocks(const FounderPartition& partition, Workspace& workspace, Use use) {
  const auto variable = [&](std::size_t block) { return workspace.builder.block_variable(block); };
  const std::size_t n_blocks = partition.block_size.size();
  if (n_blocks == 1) workspace.graph.shape.free = {variable(0)};
  if (n_blocks < 2) return use(std::size_t{0}, std::size_t{0});
  for (std::size_t i = 0; i < n_blocks; ++i) {
    for (std::size_t j = i + 1; j < n_blocks; ++j) {
      workspace.graph.shape.free = {variable(i), variable(j)};
      auto done = use(i, j);
      if (!done) return done;
    }
  }
  return {};
}

}  // namespace kith::pedigree
