// inference/joint/block_sampler.hpp — the posterior of a block that is too wide to be summed, by sampling.
//
// The state gives every unit one of its assignments, no body used twice. A step takes a unit and the units with which
// it shares bodies most (its neighbours), sums over everything these few can do while the others stay as they are
// (assignment_chain.hpp: exactly, and so with every exchange of bodies among them), notes the probabilities of the
// unit's assignments under that sum, and draws the few anew from it: Gibbs sampling by blocks (Liu, Wong & Kong 1994,
// doi:10.1093/biomet/81.1.27), with the conditional probabilities in place of counts (Rao & Blackwell), so that a
// probability near 1 is known to a part of its distance from 1.
// Several chains, each with a counter-based generator of its own (Philox: Salmon et al. 2011), start from the best
// assignment found. Standard errors are those of means over batches of sweeps, chains apart. Identical for a seed,
// whatever the number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "inference/joint/assignment_chain.hpp"

namespace kith::inference {

struct SamplerOptions {
  std::uint64_t seed = 1;
  std::uint64_t stream = 0;  ///< tells blocks apart
  std::size_t n_chains = 4;
  std::size_t n_batches = 8;       ///< of each chain
  std::size_t sweeps_a_batch = 4;  ///< one batch more is run first, and not counted
  std::size_t most_neighbours = 4;
  std::size_t most_steps = 20'000;  ///< of one step's sum; neighbours are fewer where they need more
  bool counts_bodies = false;
  std::function<double(std::size_t)> log_end = {};  ///< as in ChainOptions, of all bodies placed
};

struct SampledBlock {
  /// Per unit, batch and assignment its probability.
  std::vector<std::vector<std::vector<double>>> probability{};
  std::vector<std::uint32_t> best{};  ///< per unit: the most probable assignment of all that were met
  std::size_t n_steps = 0;
};

/// None: a unit alone needs more than `most_steps`, or nothing is possible.
[[nodiscard]] std::optional<SampledBlock> sample_block(std::span<const ChainUnit> units, const SamplerOptions& options);

/// The best assignment near `start`, and of every unit's assignments the highest weight that contains it while the
/// units far from it stay as they are: a lower bound of what run_chain() finds with Combine::max.
[[nodiscard]] ChainResult search_block(std::span<const ChainUnit> units, std::vector<std::uint32_t> start,
                                       const SamplerOptions& options);

/// Mean and standard error of the mean of some batches' values.
struct SampledMean {
  double mean = 0;
  double standard_error = 0;
};
[[nodiscard]] SampledMean mean_of(std::span<const double> of_batch);

}  // namespace kith::inference
