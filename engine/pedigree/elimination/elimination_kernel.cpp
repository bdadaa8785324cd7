#include "pedigree/elimination/elimination_kernel.hpp"

#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "pedigree/elimination/elimination_kernel.cpp"
#include <hwy/foreach_target.h>  // compiles the rest of this file once per instruction set
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kith::pedigree::HWY_NAMESPACE {

/// state := the next state in mixed radix, the last position fastest; false after the last.
inline bool advance(KernelStep& step) {
  for (std::size_t i = step.n_states; i-- > 0;) {
    if (++step.state[i] < step.state_domain[i]) return true;
    step.state[i] = 0;
  }
  return false;
}

inline const double* at_state(const KernelStep& step, const KernelStep::Input& input) {
  const double* values = input.values;
  for (std::size_t i = 0; i < step.n_states; ++i) values += std::size_t{input.state_stride[i]} * step.state[i];
  return values;
}

inline void add_scaled(double* HWY_RESTRICT result, const double* HWY_RESTRICT row, std::size_t n, double weight) {
  for (std::size_t i = 0; i < n; ++i) result[i] += weight * row[i];
}

/// out[i, j] = left[i] * right[j]
inline void outer_product(double* HWY_RESTRICT out, const double* HWY_RESTRICT left, std::size_t n_left,
                          const double* HWY_RESTRICT right, std::size_t n_right) {
  for (std::size_t i = 0; i < n_left; ++i) {
    const double factor = left[i];
    for (std::size_t j = 0; j < n_right; ++j) out[i * n_right + j] = factor * right[j];
  }
}

/// out[i, new...] = row[i] * values[offset of i, new...]
inline void shared_product(double* HWY_RESTRICT out, const double* HWY_RESTRICT row, const KernelStep::Input& input,
                           const double* HWY_RESTRICT values) {
  if (input.n_new == 1) {
    for (std::size_t i = 0; i < input.row_before; ++i) out[i] = row[i] * values[input.shared_offset[i]];
    return;
  }
  for (std::size_t i = 0; i < input.row_before; ++i) {
    const double factor = row[i];
    const double* HWY_RESTRICT right = values + input.shared_offset[i];
    for (std::size_t j = 0; j < input.n_new; ++j) out[i * input.n_new + j] = factor * right[j];
  }
}

/// The row of the present state without its last input, which the caller joins while adding to the result.
struct Row {
  const double* left = nullptr;
  const KernelStep::Input* last = nullptr;  ///< null: `left` is the whole row
  const double* right = nullptr;
};

inline Row build_row(const KernelStep& step, std::size_t first_input) {
  Row row;
  int side = 0;
  for (std::size_t k = first_input; k < step.inputs.size(); ++k) {
    const KernelStep::Input& input = step.inputs[k];
    const double* values = at_state(step, input);
    if (row.left == nullptr) {
      row.left = values;
      continue;
    }
    if (k + 1 == step.inputs.size() && input.shared_offset == nullptr && step.result_offset == nullptr) {
      row.last = &input;
      row.right = values;
      return row;
    }
    double* out = step.scratch[side];
    if (input.shared_offset == nullptr) {
      outer_product(out, row.left, input.row_before, values, input.n_new);
    } else {
      shared_product(out, row.left, input, values);
    }
    row.left = out;
    side = 1 - side;
  }
  return row;
}

inline void add_row(const KernelStep& step, const Row& row, double* result, double weight) {
  if (row.last != nullptr) {
    for (std::size_t i = 0; i < row.last->row_before; ++i) {
      add_scaled(result + i * row.last->n_new, row.right, row.last->n_new, weight * row.left[i]);
    }
  } else if (step.result_offset == nullptr) {
    add_scaled(result, row.left, step.row_size, weight);
  } else {
    for (std::size_t i = 0; i < step.row_size; ++i) result[step.result_offset[i]] += weight * row.left[i];
  }
}

/// Adds the row once for each way in which the parent can send his alleles.
inline void deliver(const KernelStep& step, const Row& row, double weight) {
  const std::size_t n_scatters = step.scatters.size();
  for (std::size_t k = 0; k < n_scatters; ++k) weight *= 0.5;
  for (std::size_t pattern = 0; pattern < std::size_t{1} << n_scatters; ++pattern) {
    std::size_t base = 0;
    bool possible = true;
    for (std::size_t k = 0; k < n_scatters && possible; ++k) {
      const KernelStep::Scatter& scatter = step.scatters[k];
      const std::size_t slot = pattern >> k & 1;
      const std::int32_t gamete = scatter.map[slot][step.state[scatter.position[slot]]];
      possible = gamete >= 0;
      base += static_cast<std::size_t>(possible ? gamete : 0) * scatter.result_stride;
    }
    if (possible) add_row(step, row, step.result + base, weight);
  }
}

void SumStep(KernelStep& step) {
  static constexpr double kOne = 1;
  std::size_t n_scalars = 0;  // inputs that only scale the row come first
  while (n_scalars < step.inputs.size() && step.inputs[n_scalars].row_before == 1 &&
         step.inputs[n_scalars].n_new == 1) {
    ++n_scalars;
  }
  do {
    double weight = 1;
    for (std::size_t k = 0; k < n_scalars; ++k) weight *= *at_state(step, step.inputs[k]);
    if (weight == 0) continue;
    Row row = build_row(step, n_scalars);
    if (row.left == nullptr) row.left = &kOne;
    deliver(step, row, weight);
  } while (advance(step));
}

void GatherStep(KernelStep& step) {
  const KernelStep::Input& input = step.inputs.front();
  const KernelStep::Scatter& scatter = step.scatters.front();
  do {
    const double* values = input.values;
    std::size_t base = 0;
    for (std::size_t i = 0; i < step.n_states; ++i) {
      values += std::size_t{input.state_stride[i + 1]} * step.state[i];
      base += std::size_t{step.result_state_stride[i]} * step.state[i];
    }
    for (std::size_t slot = 0; slot < 2; ++slot) {
      const std::int32_t gamete = scatter.map[slot][step.state[scatter.position[slot]]];
      if (gamete < 0) continue;
      const Row row{values + static_cast<std::size_t>(gamete) * input.state_stride[0]};
      add_row(step, row, step.result + base, 0.5);
    }
  } while (advance(step));
}

}  // namespace kith::pedigree::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kith::pedigree {

HWY_EXPORT(SumStep);
HWY_EXPORT(GatherStep);

void sum_step(KernelStep& step) { HWY_DYNAMIC_DISPATCH(SumStep)(step); }
void gather_step(KernelStep& step) { HWY_DYNAMIC_DISPATCH(GatherStep)(step); }

}  // namespace kith::pedigree
#endif
