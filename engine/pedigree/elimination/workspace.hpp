// pedigree/elimination/workspace.hpp — scratch memory and cached elimination plans of one thread.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "pedigree/elimination/elimination_graph.hpp"
#include "pedigree/elimination/elimination_plan.hpp"
#include "pedigree/elimination/elimination_run.hpp"
#include "pedigree/locus/founder_partitions.hpp"
#include "pedigree/locus/likelihood.hpp"
#include "pedigree/locus/locus_graph.hpp"
#include "pedigree/locus/lumping.hpp"

namespace kith::pedigree {

/// Plans by shape. A family of the same shape, with the same persons typed alike, is planned once, whatever the locus.
class PlanCache {
 public:
  /// The cached or new plan; `steps` is empty where it exceeds `cost_limit`. Valid until the next call.
  const EliminationPlan& plan_for(const GraphShape& shape, double cost_limit);
  /// Predicted multiplications; infinite beyond kMaxTableEntries. Remembers plans that are small and of others the
  /// cost.
  [[nodiscard]] double cost_of(const GraphShape& shape);

 private:
  struct KeyHash {
    std::size_t operator()(const std::vector<std::uint32_t>& key) const;
  };
  static constexpr std::size_t kMaxPlans = 10'000;

  std::unordered_map<std::vector<std::uint32_t>, EliminationPlan, KeyHash> plans_;
  std::vector<std::uint32_t> key_;
};

class Workspace {
 public:
  AlleleClasses classes;
  std::vector<PersonEvidence> evidence;
  LocusGraphBuilder builder;
  EliminationGraph graph;
  EliminationRunner runner;
  PlanCache plans;
  FounderPartitionCache partitions;
  FounderAlleles founders;
  std::vector<char> shown;        ///< per allele: somebody shows it
  std::vector<double> by_class;   ///< n_classes x n_classes, scratch of the target's expansion
  std::vector<double> by_allele;  ///< n_alleles x n_alleles, the same for single alleles

  /// The table over the free variables of `graph`, which has been built; empty where the plan exceeds the limit
  /// (`predicted_cost` says by how much).
  std::span<const double> eliminate(double cost_limit);
  double predicted_cost = 0;
  double spent = 0;  ///< predicted costs of all eliminations of the last likelihood or joint
};

}  // namespace kith::pedigree
