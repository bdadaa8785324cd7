#include "pedigree/elimination/elimination_plan.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/check.hpp"

namespace kith::pedigree {
namespace {

using Variables = std::vector<VariableIndex>;

bool contains(const Variables& variables, VariableIndex v) {
  return std::find(variables.begin(), variables.end(), v) != variables.end();
}

class PlanBuilder {
 public:
  PlanBuilder(const GraphShape& shape, EliminationOrder order) : shape_(shape), order_(std::move(order)) {
    for (const auto& table : shape.tables) {
      held_.emplace_back(table.variables.begin(), table.variables.begin() + table.n_variables);
    }
    split_gathers();
    layout_.resize(held_.size());
    layout_.back() = shape.free;  // the last move's result
  }

  EliminationPlan build() {
    EliminationPlan plan;
    plan.cost = order_.cost;
    plan.steps.resize(order_.moves.size());
    for (std::size_t m = order_.moves.size(); m-- > 0;) plan.steps[m] = step_of(m);
    for (const auto& variables : held_) plan.table_size.push_back(size_of(variables));
    for (std::size_t t = 0; t < shape_.tables.size(); ++t) {
      plan.reordered.push_back(layout_[t] == held_[t] ? std::vector<std::uint32_t>{} : offsets(layout_[t], held_[t]));
      plan.arena_size += plan.reordered.back().size();
    }
    for (std::size_t t = shape_.tables.size(); t < held_.size(); ++t) plan.arena_size += plan.table_size[t];
    for (const auto& step : plan.steps) plan.largest_row = std::max<std::size_t>(plan.largest_row, step.row_size);
    return plan;
  }

 private:
  [[nodiscard]] std::size_t size_of(const Variables& variables) const {
    std::size_t size = 1;
    for (const VariableIndex v : variables) size *= shape_.domain[v];
    return size;
  }

  /// A gather reads one table: where its move multiplies several, a sum over nothing comes before it.
  void split_gathers() {
    std::vector<Move> moves;
    std::vector<std::uint32_t> number(shape_.tables.size());  // old table number -> new
    for (std::uint32_t t = 0; t < number.size(); ++t) number[t] = t;
    const auto append = [&](Move move) {
      held_.push_back(move.result);
      moves.push_back(std::move(move));
      return static_cast<std::uint32_t>(held_.size() - 1);
    };
    for (Move& move : order_.moves) {
      for (auto& input : move.inputs) input = number[input];
      if (move.kind == Move::Kind::gather && move.inputs.size() != 1) {
        Move product{.inputs = move.inputs};
        product.result = move.eliminated;
        for (const auto input : move.inputs) {
          for (const VariableIndex v : held_[input]) {
            if (!contains(product.result, v)) product.result.push_back(v);
          }
        }
        move.inputs = {append(std::move(product))};
      }
      number.push_back(append(std::move(move)));
    }
    order_.moves = std::move(moves);
  }

  /// The layout of `table` is known when its reader's step is built: summed variables first, then the row's.
  EliminationStep step_of(std::size_t m) {
    const Move& move = order_.moves[m];
    EliminationStep step;
    step.kind = move.kind;
    step.result = static_cast<std::uint32_t>(shape_.tables.size() + m);
    const Variables& wanted = layout_[step.result];
    const Variables states = state_variables(move);
    for (const VariableIndex v : states) step.state_domain.push_back(shape_.domain[v]);
    const Variables row = move.kind == Move::Kind::gather ? lay_out_gather(move, states, wanted, step)
                                                          : lay_out_sum(move, states, wanted, step);
    step.row_size = static_cast<std::uint32_t>(size_of(row));
    place_result(move, states, row, wanted, step);
    return step;
  }

  [[nodiscard]] Variables state_variables(const Move& move) const {
    if (move.kind == Move::Kind::sum) return move.eliminated;
    const auto& slot = shape_.selections[move.selections.front()].slot;
    return slot[0] == slot[1] ? Variables{slot[0]} : Variables{slot[0], slot[1]};
  }

  Variables lay_out_sum(const Move& move, const Variables& states, const Variables& wanted, EliminationStep& step) {
    std::vector<std::pair<std::size_t, std::uint32_t>>
        ranked;  // inputs by where their row variables stand in the result
    for (const std::uint32_t input : move.inputs) {
      std::size_t first = 0;  // inputs without row variables come first: they scale the whole row
      for (const VariableIndex v : held_[input]) {
        if (contains(states, v)) continue;
        const auto place = static_cast<std::size_t>(std::find(wanted.begin(), wanted.end(), v) - wanted.begin()) + 1;
        first = first == 0 ? place : std::min(first, place);
      }
      ranked.emplace_back(first, input);
    }
    std::sort(ranked.begin(), ranked.end());
    Variables row;
    for (const auto& [rank, input] : ranked) step.inputs.push_back(lay_out_input(input, states, wanted, row));
    return row;
  }

  /// Fixes the layout of one input and appends its new variables to the row.
  EliminationStep::Input lay_out_input(std::uint32_t table, const Variables& states, const Variables& wanted,
                                       Variables& row) {
    EliminationStep::Input input{.table = table};
    input.row_before = static_cast<std::uint32_t>(size_of(row));
    Variables shared;
    for (const VariableIndex v : row) {
      if (contains(held_[table], v)) shared.push_back(v);
    }
    Variables fresh;
    for (const VariableIndex v : wanted) {
      if (contains(held_[table], v) && !contains(row, v) && !contains(states, v)) fresh.push_back(v);
    }
    for (const VariableIndex v : held_[table]) {
      if (!contains(states, v) && !contains(row, v) && !contains(fresh, v)) fresh.push_back(v);
    }
    Variables layout;
    for (const VariableIndex v : states) {
      if (contains(held_[table], v)) layout.push_back(v);
    }
    layout.insert(layout.end(), shared.begin(), shared.end());
    layout.insert(layout.end(), fresh.begin(), fresh.end());
    for (const VariableIndex v : states) input.state_stride.push_back(stride_of(layout, v));
    input.n_new = static_cast<std::uint32_t>(size_of(fresh));
    if (!shared.empty()) input.shared_offset = offsets(row, layout);
    row.insert(row.end(), fresh.begin(), fresh.end());
    layout_[table] = std::move(layout);
    return input;
  }

  Variables lay_out_gather(const Move& move, const Variables& states, const Variables& wanted, EliminationStep& step) {
    const std::uint32_t table = move.inputs.front();
    const VariableIndex gamete = move.eliminated.front();
    Variables row;
    for (const VariableIndex v : wanted) {
      if (contains(held_[table], v) && !contains(states, v) && v != gamete) row.push_back(v);
    }
    Variables layout{gamete};
    for (const VariableIndex v : states) {
      if (contains(held_[table], v)) layout.push_back(v);
    }
    layout.insert(layout.end(), row.begin(), row.end());
    EliminationStep::Input input{.table = table};
    input.state_stride.push_back(stride_of(layout, gamete));
    for (const VariableIndex v : states) input.state_stride.push_back(stride_of(layout, v));
    step.inputs.push_back(std::move(input));
    layout_[table] = std::move(layout);
    return row;
  }

  void place_result(const Move& move, const Variables& states, const Variables& row, const Variables& wanted,
                    EliminationStep& step) const {
    for (const std::uint32_t s : move.selections) {
      const auto& selection = shape_.selections[s];
      EliminationStep::Scatter scatter{.selection = s};
      for (std::size_t k = 0; k < 2; ++k) {
        const auto place = std::find(states.begin(), states.end(), selection.slot[k]) - states.begin();
        scatter.slot_position[k] = static_cast<std::uint32_t>(place);
      }
      if (move.kind == Move::Kind::sum) scatter.result_stride = stride_of(wanted, selection.gamete);
      step.scatters.push_back(scatter);
    }
    if (move.kind == Move::Kind::gather) {
      for (const VariableIndex v : states) step.result_state_stride.push_back(stride_of(wanted, v));
    }
    step.result_offset = offsets(row, wanted);
    bool consecutive = true;
    for (std::uint32_t i = 0; i < step.result_offset.size(); ++i) consecutive &= step.result_offset[i] == i;
    if (consecutive) step.result_offset.clear();
  }

  [[nodiscard]] std::uint32_t stride_of(const Variables& layout, VariableIndex v) const {
    const auto place = std::find(layout.begin(), layout.end(), v);
    if (place == layout.end()) return 0;
    std::size_t stride = 1;
    for (auto next = place + 1; next != layout.end(); ++next) stride *= shape_.domain[*next];
    return static_cast<std::uint32_t>(stride);
  }

  /// For every entry of a table over `row`: the offset in a table over `layout` (variables that it lacks are ignored).
  [[nodiscard]] std::vector<std::uint32_t> offsets(const Variables& row, const Variables& layout) const {
    std::vector<std::uint32_t> result{0};
    for (const VariableIndex v : row) {
      const std::uint32_t stride = stride_of(layout, v);
      std::vector<std::uint32_t> next;
      next.reserve(result.size() * shape_.domain[v]);
      for (const std::uint32_t base : result) {
        for (std::uint32_t state = 0; state < shape_.domain[v]; ++state) next.push_back(base + state * stride);
      }
      result = std::move(next);
    }
    return result;
  }

  const GraphShape& shape_;
  EliminationOrder order_;
  std::vector<Variables> held_;    ///< per table: its variables
  std::vector<Variables> layout_;  ///< per table: its variables, slowest first
};

}  // namespace

EliminationPlan make_plan(const GraphShape& shape, double cost_limit) {
  EliminationOrder order = find_order(shape);
  if (order.cost > cost_limit || order.largest_table > kMaxTableEntries) {
    EliminationPlan refused;
    refused.cost = order.largest_table > kMaxTableEntries ? std::numeric_limits<double>::infinity() : order.cost;
    return refused;
  }
  return PlanBuilder(shape, std::move(order)).build();
}

}  // namespace kith::pedigree
