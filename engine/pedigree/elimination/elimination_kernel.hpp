// pedigree/elimination/elimination_kernel.hpp — the loops of one elimination step, compiled for several instruction
// sets and chosen at run time (Highway). Every entry is computed by the same multiplications and additions in the same
// order in each of them, so the instruction set does not change a digit.
#pragma once

#include <cstdint>
#include <vector>

namespace kith::pedigree {

/// Views of one EliminationStep (see elimination_plan.hpp) with the tables in place.
struct KernelStep {
  struct Input {
    const double* values = nullptr;
    const std::uint32_t* state_stride = nullptr;
    std::uint32_t n_new = 1;
    std::uint32_t row_before = 1;
    const std::uint32_t* shared_offset = nullptr;  ///< null: an outer product
  };
  struct Scatter {
    const std::int32_t* map[2] = {nullptr, nullptr};  ///< per slot: gamete's state of each of the slot's states
    std::uint32_t position[2] = {0, 0};               ///< which state is the slot's
    std::uint32_t result_stride = 0;
  };

  std::vector<Input> inputs;
  std::vector<Scatter> scatters;
  const std::uint32_t* state_domain = nullptr;
  std::uint32_t n_states = 0;  ///< number of summed variables
  std::uint32_t row_size = 1;
  const std::uint32_t* result_offset = nullptr;        ///< null: consecutive
  const std::uint32_t* result_state_stride = nullptr;  ///< gather only
  double* result = nullptr;
  double* scratch[2] = {nullptr, nullptr};  ///< rows under construction
  std::vector<std::uint32_t> state;
};

void sum_step(KernelStep& step);
void gather_step(KernelStep& step);

}  // namespace kith::pedigree
