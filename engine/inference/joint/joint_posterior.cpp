#include "inference/joint/joint_posterior.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

#include "inference/joint/assignment_chain.hpp"

namespace kith::inference {
namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();

/// Every body that one of the unit's assignments could use.
std::vector<BodyIndex> bodies_of(const UnitTable& table, std::size_t n_bodies) {
  std::vector<BodyIndex> bodies;
  for (BodyIndex body = 0; body < n_bodies; ++body) {
    for (std::size_t place = 0; place < table.unit.missing.size(); ++place) {
      if (table.pair(body, place) == kImpossible) continue;
      bodies.push_back(body);
      break;
    }
  }
  return bodies;
}

std::vector<Block> find_blocks(const std::vector<UnitTable>& tables, std::size_t n_bodies, bool all_in_one) {
  std::vector<std::size_t> parent(tables.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t u) {
    while (parent[u] != u) u = parent[u] = parent[parent[u]];
    return u;
  };
  const auto join = [&](std::size_t a, std::size_t b) {
    const std::size_t first = root(a);
    const std::size_t second = root(b);
    parent[std::max(first, second)] = std::min(first, second);
  };
  std::vector<std::optional<std::size_t>> user(n_bodies);
  for (std::size_t u = 0; u < tables.size(); ++u) {
    if (all_in_one) join(u, 0);
    for (const BodyIndex body : bodies_of(tables[u], n_bodies)) {
      if (user[body]) join(u, *user[body]);
      user[body] = u;
    }
  }
  std::vector<Block> blocks;
  std::vector<std::size_t> block_of(tables.size());
  for (std::size_t u = 0; u < tables.size(); ++u) {
    if (root(u) == u) {
      block_of[u] = blocks.size();
      blocks.emplace_back();
    }
    blocks[block_of[root(u)]].units.push_back(static_cast<std::uint32_t>(u));
  }
  for (BodyIndex body = 0; body < n_bodies; ++body) {
    if (user[body]) blocks[block_of[root(*user[body])]].bodies.push_back(body);
  }
  return blocks;
}

/// The assignments of a unit that take part in a block, as positions in its table, and what the others weigh at most.
struct Selection {
  std::vector<std::uint32_t> rows{};
  double mass_left_out = 0;
};

Selection select_all(const UnitTable& table) {
  Selection selection;
  selection.rows.resize(table.size());
  std::iota(selection.rows.begin(), selection.rows.end(), std::uint32_t{0});
  return selection;
}

/// Compares each assignment with its best part: with some of its pairs taken away.
class Selector {
 public:
  Selector(const UnitTable& table, double log_odds) : table_(table), log_odds_(log_odds) {
    for (std::uint32_t i = 0; i < table.size(); ++i) row_of_.emplace(key(table.assignment(i)), i);
    best_part_.resize(table.size());
    std::vector<std::uint32_t> rows(table.size());
    std::iota(rows.begin(), rows.end(), std::uint32_t{0});
    std::stable_sort(rows.begin(), rows.end(), [&](auto a, auto b) { return n_placed(a) < n_placed(b); });
    for (const auto row : rows) find_best_part(row);
  }

  [[nodiscard]] Selection select(double least_mass) const {
    Selection selection;
    for (std::uint32_t i = 0; i < table_.size(); ++i) {
      const double ratio = std::exp(std::max(by_prior(i) - best_part_[i].by_prior, by_lr(i) - best_part_[i].by_lr));
      if (ratio >= least_mass) {
        selection.rows.push_back(i);
      } else {
        selection.mass_left_out += std::exp(by_prior(i) - best_part_[i].by_prior);
      }
    }
    return selection;
  }

 private:
  /// Of the assignment without one pair or more.
  struct BestPart {
    double by_prior = kImpossible;
    double by_lr = kImpossible;
  };

  static std::u32string key(std::span<const BodyIndex> bodies) {
    std::u32string text;
    for (const BodyIndex body : bodies) text += static_cast<char32_t>(body);
    return text;
  }
  [[nodiscard]] double by_lr(std::uint32_t row) const { return table_.log_lr[row]; }
  [[nodiscard]] double by_prior(std::uint32_t row) const {
    return table_.log_lr[row] + log_odds_ * static_cast<double>(n_placed(row));
  }
  [[nodiscard]] std::ptrdiff_t n_placed(std::uint32_t row) const {
    const auto bodies = table_.assignment(row);
    return std::count_if(bodies.begin(), bodies.end(), [](BodyIndex body) { return body != kNoBody; });
  }

  /// @pre done for all that place fewer bodies.
  void find_best_part(std::uint32_t row) {
    std::u32string part = key(table_.assignment(row));
    BestPart& best = best_part_[row];
    for (char32_t& body : part) {
      if (body == static_cast<char32_t>(kNoBody)) continue;
      const char32_t taken = std::exchange(body, static_cast<char32_t>(kNoBody));
      const auto found = row_of_.find(part);
      body = taken;
      if (found == row_of_.end()) continue;
      const std::uint32_t shorter = found->second;
      best.by_prior = std::max({best.by_prior, by_prior(shorter), best_part_[shorter].by_prior});
      best.by_lr = std::max({best.by_lr, by_lr(shorter), best_part_[shorter].by_lr});
    }
  }

  const UnitTable& table_;
  double log_odds_;
  std::unordered_map<std::u32string, std::uint32_t> row_of_{};
  std::vector<BestPart> best_part_{};
};

/// What the chains say of one block.
struct BlockSums {
  std::vector<Selection> selections{};  ///< per unit of the block
  ChainResult posterior{};
  ChainResult best{};
  ChainResult likelihood{};
};

class BlockSolver {
 public:
  BlockSolver(const matching::Case& the_case, const std::vector<UnitTable>& tables, const JointOptions& options,
              Block& block)
      : case_(the_case), tables_(tables), options_(options), block_(block) {}

  /// None: too wide, or impossible; the block says which.
  std::optional<BlockSums> solve() {
    const auto is_wide = [&](std::uint32_t unit) { return tables_[unit].too_wide; };
    if (std::any_of(block_.units.begin(), block_.units.end(), is_wide)) return no_answer(BlockStatus::too_wide);
    const double log_odds = options_.prior.is_product() ? options_.prior.log_odds() : 0;
    for (const double least_mass : options_.least_mass) {
      if (least_mass > 0 && !may_leave_out()) break;
      BlockSums sums;
      block_.mass_left_out = 0;
      for (const auto unit : block_.units) {
        sums.selections.push_back(least_mass > 0 ? Selector(tables_[unit], log_odds).select(least_mass)
                                                 : select_all(tables_[unit]));
        block_.mass_left_out += sums.selections.back().mass_left_out;
      }
      if (!run(sums)) continue;
      if (sums.posterior.log_total == kImpossible) return no_answer(BlockStatus::impossible);
      return sums;
    }
    return no_answer(BlockStatus::too_wide);
  }

 private:
  std::nullopt_t no_answer(BlockStatus status) {
    block_.status = status;
    block_.mass_left_out = 0;
    return std::nullopt;
  }

  /// Taking a pair away must leave an assignment that the prior allows.
  [[nodiscard]] bool may_leave_out() const {
    return options_.prior.is_product() || options_.prior.n_others() >= case_.remains.size();
  }

  bool run(BlockSums& sums) {
    const bool product = options_.prior.is_product();
    ChainOptions chain{.most_steps = options_.most_steps, .counts_bodies = !product, .log_end = {}};
    if (!product) chain.log_end = [&](std::size_t k) { return options_.prior.log_weight(k, case_.remains.size()); };
    const auto weighed = chain_units(sums.selections, product ? options_.prior.log_odds() : 0);
    auto posterior = run_chain(weighed, Combine::sum, chain);
    if (!posterior) return false;
    auto best = run_chain(weighed, Combine::max, chain);
    auto likelihood = run_chain(chain_units(sums.selections, 0), Combine::max, {.most_steps = options_.most_steps});
    if (!best || !likelihood) return false;
    sums.posterior = std::move(*posterior);
    sums.best = std::move(*best);
    sums.likelihood = std::move(*likelihood);
    block_.most_states = sums.posterior.most_states;
    return true;
  }

  [[nodiscard]] std::vector<ChainUnit> chain_units(const std::vector<Selection>& selections, double log_odds) const {
    std::vector<ChainUnit> units(block_.units.size());
    for (std::size_t u = 0; u < units.size(); ++u) {
      const UnitTable& table = tables_[block_.units[u]];
      for (const auto row : selections[u].rows) {
        std::vector<BodyIndex> used;
        for (const BodyIndex body : table.assignment(row)) {
          if (body != kNoBody) used.push_back(body);
        }
        std::sort(used.begin(), used.end());
        units[u].log_weight.push_back(table.log_lr[row] + log_odds * static_cast<double>(used.size()));
        units[u].used.push_back(std::move(used));
      }
    }
    return units;
  }

  const matching::Case& case_;
  const std::vector<UnitTable>& tables_;
  const JointOptions& options_;
  Block& block_;
};

/// Takes what a block's sums say into the answer.
void take(const BlockSums& sums, const Block& block, const std::vector<UnitTable>& tables, JointPosterior& answer) {
  for (std::size_t u = 0; u < block.units.size(); ++u) {
    const UnitTable& table = tables[block.units[u]];
    const std::size_t n_places = table.unit.missing.size();
    const auto& rows = sums.selections[u].rows;
    auto& log_best_with = answer.log_best_with[block.units[u]];
    log_best_with.assign(table.size(), kImpossible);
    std::unordered_map<std::size_t, double> posterior;  // by body * n_places + place
    std::vector<double> not_found(n_places, 0.0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double mass = std::exp(sums.posterior.log_weight[u][i] - sums.posterior.log_total);
      log_best_with[rows[i]] = sums.likelihood.log_weight[u][i];
      const auto bodies = table.assignment(rows[i]);
      for (std::size_t place = 0; place < n_places; ++place) {
        if (bodies[place] == kNoBody) {
          not_found[place] += mass;
        } else {
          posterior[bodies[place] * n_places + place] += mass;
        }
      }
    }
    const auto best = table.assignment(rows[sums.best.best[u]]);
    const auto most_likely = table.assignment(rows[sums.likelihood.best[u]]);
    for (std::size_t place = 0; place < n_places; ++place) {
      const MissingIndex missing = table.unit.missing[place];
      answer.not_found[missing] = not_found[place];
      answer.best[missing] = best[place];
      answer.most_likely[missing] = most_likely[place];
      for (const BodyIndex body : block.bodies) {
        if (table.pair(body, place) == kImpossible) continue;
        const auto found = posterior.find(body * n_places + place);
        const auto holds = [&](std::span<const BodyIndex> bodies) { return bodies[place] == body; };
        answer.pairs.push_back({body, missing, found == posterior.end() ? 0 : found->second, table.pair(body, place),
                                log_glr_of(table, log_best_with, holds)});
      }
    }
  }
}

}  // namespace

bool JointPosterior::knows_body(BodyIndex body) const {
  return block_of_body[body] == kNoBlock || blocks[block_of_body[body]].status == BlockStatus::exact;
}

bool JointPosterior::knows_missing(MissingIndex missing) const {
  return blocks[block_of_missing[missing]].status == BlockStatus::exact;
}

JointPosterior find_joint_posterior(const matching::Case& the_case, const std::vector<UnitTable>& tables,
                                    const JointOptions& options) {
  JointPosterior answer;
  answer.nobody.assign(the_case.remains.size(), 1.0);
  answer.not_found.assign(the_case.missing.size(), 1.0);
  answer.best.assign(the_case.missing.size(), kNoBody);
  answer.most_likely = answer.best;
  answer.block_of_body.assign(the_case.remains.size(), kNoBlock);
  answer.block_of_missing.assign(the_case.missing.size(), kNoBlock);
  answer.log_best_with.resize(tables.size());
  answer.blocks = find_blocks(tables, the_case.remains.size(), !options.prior.is_product());
  for (std::uint32_t b = 0; b < answer.blocks.size(); ++b) {
    Block& block = answer.blocks[b];
    for (const BodyIndex body : block.bodies) answer.block_of_body[body] = b;
    for (const auto unit : block.units) {
      for (const MissingIndex missing : tables[unit].unit.missing) answer.block_of_missing[missing] = b;
    }
    const auto sums = BlockSolver(the_case, tables, options, block).solve();
    if (sums) take(*sums, block, tables, answer);
  }
  std::sort(answer.pairs.begin(), answer.pairs.end(),
            [](const auto& a, const auto& b) { return std::pair(a.body, a.missing) < std::pair(b.body, b.missing); });
  for (const PairPosterior& pair : answer.pairs) answer.nobody[pair.body] -= pair.posterior;
  for (double& p : answer.nobody) p = std::max(p, 0.0);  // what rounding leaves below 0
  return answer;
}

}  // namespace kith::inference
