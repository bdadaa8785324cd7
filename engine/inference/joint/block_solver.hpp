// inference/joint/block_solver.hpp — what the assignments of one block weigh: summed exactly where the block is narrow
// enough (assignment_chain.hpp), less those that hardly count (row_selection.hpp); else sampled (block_sampler.hpp).
//
// Pairs that are left out count by their sums (left_out_sums.hpp), which change while these come to rest; the selection
// of assignments does not.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "inference/joint/assignment_chain.hpp"
#include "inference/joint/block_sampler.hpp"
#include "inference/joint/joint_posterior.hpp"
#include "inference/joint/left_out_sums.hpp"
#include "inference/joint/row_selection.hpp"

namespace kith::inference {

/// Whether a unit of the block has more assignments than its table holds.
[[nodiscard]] bool has_wide_table(const Block& block, const std::vector<UnitTable>& tables);

/// h of a free place, given the assignment in this row of the table.
[[nodiscard]] double sum_of_place(const UnitTable& table, std::size_t row, std::size_t place,
                                  const LeftOutSums& left_out);

/// What is known of one block while the sums of the pairs left out come to rest.
struct BlockSums {
  std::vector<Selection> selections{};  ///< per unit of the block
  std::vector<ChainUnit> units{};       ///< likewise, and behind them the block's joins; weights are set anew
  ChainResult posterior{};              ///< exact blocks
  std::optional<SampledBlock> sampled{};
  ChainResult best{};
  ChainResult likelihood{};

  /// Probability of each of a unit's selected assignments.
  [[nodiscard]] std::vector<double> probabilities(std::size_t unit) const;
};

/// One block. @pre what is passed outlives it.
class BlockSolver {
 public:
  BlockSolver(const matching::Case& the_case, const std::vector<UnitTable>& tables, const JointOptions& options,
              const LeftOutSums& left_out, const DoubtfulJoins& joins, Block& block, std::uint64_t number)
      : case_(the_case),
        tables_(tables),
        options_(options),
        left_out_(left_out),
        joins_(joins),
        block_(block),
        number_(number) {}

  /// Chooses what is summed exactly. Else the block is too wide, or impossible; it says which.
  void start();
  /// Once more, with the sums of what is left out as they are now. @pre exact.
  void solve_again();
  /// @pre too wide, or sampled before. `sweeps`: of each chain.
  void sample(std::size_t sweeps);
  /// Whether a sweep is so much work that a few must do.
  [[nodiscard]] bool is_heavy() const;
  /// The best assignments. @pre the block has numbers.
  void find_best();

  [[nodiscard]] const BlockSums& sums() const { return sums_; }
  [[nodiscard]] const Block& block() const { return block_; }

 private:
  void no_answer(BlockStatus status);
  [[nodiscard]] double log_odds() const { return options_.prior.is_product() ? options_.prior.log_odds() : 0; }
  [[nodiscard]] bool may_leave_out() const;
  void select(double least_mass);
  void add_joins();
  void set_weights(bool with_prior);
  void set_weights_of_joins(bool with_prior);
  [[nodiscard]] double log_weight(const UnitTable& table, std::size_t row, std::span<const BodyIndex> used,
                                  bool with_prior) const;
  [[nodiscard]] double log_persons_fewer() const;
  [[nodiscard]] double log_left_out(const UnitTable& table, std::size_t row, std::span<const BodyIndex> used) const;
  [[nodiscard]] ChainOptions chain_options(bool product) const;
  bool sum();
  [[nodiscard]] ChainResult must_run(const ChainOptions& options) const;
  [[nodiscard]] SamplerOptions sampler_options(bool by_likelihood = false) const;

  const matching::Case& case_;
  const std::vector<UnitTable>& tables_;
  const JointOptions& options_;
  const LeftOutSums& left_out_;
  const DoubtfulJoins& joins_;
  Block& block_;
  std::uint64_t number_;
  BlockSums sums_{};
};

}  // namespace kith::inference
