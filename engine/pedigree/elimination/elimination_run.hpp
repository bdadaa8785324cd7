// pedigree/elimination/elimination_run.hpp — runs a plan on the values of a graph.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pedigree/elimination/elimination_graph.hpp"
#include "pedigree/elimination/elimination_kernel.hpp"
#include "pedigree/elimination/elimination_plan.hpp"

namespace kith::pedigree {

/// Memory for one run at a time, reused.
class EliminationRunner {
 public:
  /// The table over the free variables (shape.free, first slowest; one entry if there are none), without the graph's
  /// constants. Multiply by exp(log_scale()): results that would leave the range of a double are scaled on the way.
  /// The span is valid until the next run. @pre plan.steps is not empty and was made for graph.shape.
  std::span<const double> run(const EliminationPlan& plan, const EliminationGraph& graph);

  [[nodiscard]] double log_scale() const { return log_scale_; }

 private:
  void place_tables(const EliminationPlan& plan, const EliminationGraph& graph);
  void prepare(const EliminationStep& step, const EliminationGraph& graph);
  void rescale(double* table, std::size_t size);

  std::vector<const double*> tables_;
  std::vector<double*> results_;
  std::vector<double> arena_;
  std::vector<double> rows_[2];
  KernelStep kernel_;
  double log_scale_ = 0;
};

}  // namespace kith::pedigree
