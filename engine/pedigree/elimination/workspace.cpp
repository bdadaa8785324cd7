#include "pedigree/elimination/workspace.hpp"

#include <algorithm>

namespace kith::pedigree {

std::size_t PlanCache::KeyHash::operator()(const std::vector<std::uint32_t>& key) const {
  std::uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a over words
  for (const std::uint32_t word : key) hash = (hash ^ word) * 0x100000001b3ULL;
  return static_cast<std::size_t>(hash ^ hash >> 32);
}

const EliminationPlan& PlanCache::plan_for(const GraphShape& shape, double cost_limit) {
  key_.clear();
  shape.append_signature(key_);
  const auto found = plans_.find(key_);
  if (found != plans_.end() && (!found->second.steps.empty() || found->second.cost > cost_limit)) return found->second;
  if (plans_.size() >= kMaxPlans) plans_.clear();
  return plans_.insert_or_assign(key_, make_plan(shape, cost_limit)).first->second;
}

double PlanCache::cost_of(const GraphShape& shape) {
  constexpr double kSmallPlan = 1e5;  // holds as many offsets at most
  return plan_for(shape, kSmallPlan).cost;
}

std::span<const double> Workspace::eliminate(double cost_limit) {
  const EliminationPlan& plan = plans.plan_for(graph.shape, cost_limit);
  predicted_cost = plan.cost;
  if (plan.steps.empty() || plan.cost > cost_limit) return {};
  return runner.run(plan, graph);
}

}  // namespace kith::pedigree
