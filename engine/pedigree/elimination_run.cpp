#include "pedigree/elimination_run.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace kith::pedigree {
namespace {

/// Below this the largest entry of a table is scaled up by a power of two (exactly).
constexpr double kSmall = 0x1p-300;

/// state := the next state in mixed radix, the last position fastest; false after the last.
bool advance(std::vector<std::uint32_t>& state, const std::vector<std::uint32_t>& domain) {
  for (std::size_t i = domain.size(); i-- > 0;) {
    if (++state[i] < domain[i]) return true;
    state[i] = 0;
  }
  return false;
}

void add_to(double* __restrict result, const double* __restrict row, std::size_t n, double weight) {
  for (std::size_t i = 0; i < n; ++i) result[i] += weight * row[i];
}

void outer_product(double* __restrict out, const double* __restrict left, std::size_t n_left,
                   const double* __restrict right, std::size_t n_right) {
  for (std::size_t i = 0; i < n_left; ++i) {
    const double factor = left[i];
    for (std::size_t j = 0; j < n_right; ++j) out[i * n_right + j] = factor * right[j];
  }
}

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
    if (t < n_given && !plan.transposed[t]) {
      tables_[t] = graph.values.data() + graph.table_offset[t];
      continue;
    }
    results_[t] = next;
    tables_[t] = next;
    next += plan.table_size[t];
    if (t >= n_given) continue;
    const auto& variables = graph.shape.tables[t].variables;
    const std::size_t rows = graph.shape.domain[variables[0]];
    const std::size_t columns = graph.shape.domain[variables[1]];
    const double* source = graph.values.data() + graph.table_offset[t];
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < columns; ++j) results_[t][j * rows + i] = source[i * columns + j];
    }
  }
}

const double* EliminationRunner::build_row(const EliminationStep& step) {
  static constexpr double kOne = 1;
  const double* row = &kOne;
  bool own = false;  // row lies in rows_, not in a table
  int side = 0;
  for (const auto& input : step.inputs) {
    const double* values = tables_[input.table];
    for (std::size_t i = 0; i < input.state_stride.size(); ++i) values += std::size_t{input.state_stride[i]} * state_[i];
    if (input.row_before == 1 && row == &kOne) {
      row = values;
      continue;
    }
    double* out = rows_[side].data();
    if (input.row_before == 1 && input.n_new == 1) {
      out[0] = row[0] * values[0];
    } else if (input.shared_offset.empty()) {
      outer_product(out, row, input.row_before, values, input.n_new);
    } else if (input.n_new == 1) {
      for (std::size_t i = 0; i < input.row_before; ++i) out[i] = row[i] * values[input.shared_offset[i]];
    } else {
      for (std::size_t i = 0; i < input.row_before; ++i) {
        outer_product(out + i * input.n_new, row + i, 1, values + input.shared_offset[i], input.n_new);
      }
    }
    if (input.row_before == 1 && input.n_new == 1 && out[0] == 0) return nullptr;
    row = out;
    own = true;
    side = 1 - side;
  }
  if (!own && step.row_size == 1 && row[0] == 0) return nullptr;
  return row;
}

void EliminationRunner::deliver(const EliminationStep& step, const EliminationGraph& graph, const double* row,
                                double* result) const {
  const std::size_t n_scatters = step.scatters.size();
  const double weight = std::ldexp(1.0, -static_cast<int>(n_scatters));
  for (std::size_t pattern = 0; pattern < std::size_t{1} << n_scatters; ++pattern) {
    std::size_t base = 0;
    bool possible = true;
    for (std::size_t k = 0; k < n_scatters && possible; ++k) {
      const auto& scatter = step.scatters[k];
      const std::size_t slot = pattern >> k & 1;
      const std::int32_t gamete =
          graph.maps[graph.map_offset[scatter.selection][slot] + state_[scatter.slot_position[slot]]];
      possible = gamete >= 0;
      if (possible) base += static_cast<std::size_t>(gamete) * scatter.result_stride;
    }
    if (!possible) continue;
    if (step.result_offset.empty()) {
      add_to(result + base, row, step.row_size, weight);
    } else {
      for (std::size_t i = 0; i < step.row_size; ++i) result[base + step.result_offset[i]] += weight * row[i];
    }
  }
}

void EliminationRunner::sum(const EliminationStep& step, const EliminationGraph& graph) {
  double* result = results_[step.result];
  state_.assign(step.state_domain.size(), 0);
  do {
    const double* row = build_row(step);
    if (row != nullptr) deliver(step, graph, row, result);
  } while (advance(state_, step.state_domain));
}

void EliminationRunner::gather(const EliminationStep& step, const EliminationGraph& graph) {
  double* result = results_[step.result];
  const auto& input = step.inputs.front();
  const auto& scatter = step.scatters.front();
  state_.assign(step.state_domain.size(), 0);
  do {
    const double* values = tables_[input.table];
    std::size_t base = 0;
    for (std::size_t i = 0; i < state_.size(); ++i) {
      values += std::size_t{input.state_stride[i + 1]} * state_[i];
      base += std::size_t{step.result_state_stride[i]} * state_[i];
    }
    for (std::size_t slot = 0; slot < 2; ++slot) {
      const std::int32_t gamete =
          graph.maps[graph.map_offset[scatter.selection][slot] + state_[scatter.slot_position[slot]]];
      if (gamete < 0) continue;
      const double* row = values + static_cast<std::size_t>(gamete) * input.state_stride[0];
      if (step.result_offset.empty()) {
        add_to(result + base, row, step.row_size, 0.5);
      } else {
        for (std::size_t i = 0; i < step.row_size; ++i) result[base + step.result_offset[i]] += 0.5 * row[i];
      }
    }
  } while (advance(state_, step.state_domain));
}

void EliminationRunner::rescale(double* table, std::size_t size) {
  const double largest = *std::max_element(table, table + size);
  if (largest == 0 || largest > kSmall) return;
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
    if (step.kind == Move::Kind::gather) {
      gather(step, graph);
    } else {
      sum(step, graph);
    }
    rescale(results_[step.result], plan.table_size[step.result]);
  }
  return {results_[plan.steps.back().result], plan.table_size.back()};
}

}  // namespace kith::pedigree
