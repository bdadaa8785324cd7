#include "pedigree/elimination/elimination_run.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace kith::pedigree {
namespace {

/// Below this the largest entry of a table is scaled up by a power of two (exactly).
constexpr double kSmall = 0x1p-300;

}  // namespace

void EliminationRunner::place_tables(const EliminationPlan& plan, const EliminationGraph& graph) {
  const std::size_t n_given = graph.shape.tables.size();
  tables_.resize(plan.table_size.size());
  results_.resize(plan.table_size.size());
  if (arena_.size() < plan.arena_size) arena_.resize(plan.arena_size);
  for (auto& row : rows_) {
    if (row.size() < plan.largest_row) row.resize(plan.largest_row);
  }
  double* next = arena_.data();
  for (std::size_t t = 0; t < plan.table_size.size(); ++t) {
    const double* given = t < n_given ? graph.values.data() + graph.table_offset[t] : nullptr;
    if (given != nullptr && plan.reordered[t].empty()) {
      tables_[t] = given;
      continue;
    }
    results_[t] = next;
    tables_[t] = next;
    next += plan.table_size[t];
    if (given == nullptr) continue;
    for (std::size_t i = 0; i < plan.table_size[t]; ++i) results_[t][i] = given[plan.reordered[t][i]];
  }
}

void EliminationRunner::prepare(const EliminationStep& step, const EliminationGraph& graph) {
  const auto data_or_null = [](const std::vector<std::uint32_t>& list) { return list.empty() ? nullptr : list.data(); };
  kernel_.inputs.clear();
  for (const auto& input : step.inputs) {
    kernel_.inputs.push_back({tables_[input.table], input.state_stride.data(), input.n_new, input.row_before,
                              data_or_null(input.shared_offset)});
  }
  kernel_.scatters.clear();
  for (const auto& scatter : step.scatters) {
    const auto& offset = graph.map_offset[scatter.selection];
    kernel_.scatters.push_back({{graph.maps.data() + offset[0], graph.maps.data() + offset[1]},
                                {scatter.slot_position[0], scatter.slot_position[1]},
                                scatter.result_stride});
  }
  kernel_.state_domain = step.state_domain.data();
  kernel_.n_states = static_cast<std::uint32_t>(step.state_domain.size());
  kernel_.row_size = step.row_size;
  kernel_.result_offset = data_or_null(step.result_offset);
  kernel_.result_state_stride = step.result_state_stride.data();
  kernel_.result = results_[step.result];
  for (std::size_t i = 0; i < 2; ++i) kernel_.scratch[i] = rows_[i].data();
  kernel_.state.assign(step.state_domain.size(), 0);
}

void EliminationRunner::rescale(double* table, std::size_t size) {
  const double largest = *std::max_element(table, table + size);
  // Single numbers are always brought near 1: the last step multiplies as many of them as the family has parts.
  if (largest == 0 || (size > 1 && largest > kSmall)) return;
  int exponent = 0;
  (void)std::frexp(largest, &exponent);
  for (std::size_t i = 0; i < size; ++i) table[i] = std::ldexp(table[i], -exponent);
  log_scale_ += exponent * std::log(2.0);
}

std::span<const double> EliminationRunner::run(const EliminationPlan& plan, const EliminationGraph& graph) {
  KITH_CHECK(!plan.steps.empty());
  log_scale_ = 0;
  place_tables(plan, graph);
  for (const auto& step : plan.steps) {
    std::fill_n(results_[step.result], plan.table_size[step.result], 0.0);
    prepare(step, graph);
    step.kind == Move::Kind::gather ? gather_step(kernel_) : sum_step(kernel_);
    rescale(results_[step.result], plan.table_size[step.result]);
  }
  return {results_[plan.steps.back().result], plan.table_size.back()};
}

}  // namespace kith::pedigree
