#include "inference/joint/block_solver.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/check.hpp"

namespace kith::inference {
namespace {

/// Bodies of an assignment, ascending; of a join its own.
std::vector<BodyIndex> placed_bodies(std::span<const BodyIndex> bodies, const DoubtfulJoins& joins) {
  std::vector<BodyIndex> used;
  for (const BodyIndex body : bodies) joins.add_parts(body, used);
  std::sort(used.begin(), used.end());
  return used;
}

}  // namespace

bool has_wide_table(const Block& block, const std::vector<UnitTable>& tables) {
  return std::any_of(block.units.begin(), block.units.end(), [&](std::uint32_t unit) { return tables[unit].too_wide; });
}

double sum_of_place(const UnitTable& table, std::size_t row, std::size_t place, const LeftOutSums& left_out) {
  const MissingIndex missing = table.unit.missing[place];
  if (left_out.empty()) return 0;
  if (table.rest_given.empty()) return left_out.of_missing(missing);
  const double rest = table.rest_given[row * table.unit.missing.size() + place];
  return rest < 0 ? left_out.of_missing(missing) : left_out.given(missing, rest);
}

std::vector<double> BlockSums::probabilities(std::size_t unit) const {
  std::vector<double> values(units[unit].log_weight.size(), 0.0);
  if (!sampled) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = std::exp(posterior.log_weight[unit][i] - posterior.log_total);
    }
    return values;
  }
  for (const auto& batch : sampled->probability[unit]) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] += batch[i];
  }
  for (double& value : values) value /= static_cast<double>(sampled->probability[unit].size());
  return values;
}

void BlockSolver::start() {
  sums_ = {};
  block_.mass_left_out = 0;
  if (has_wide_table(block_, tables_)) return no_answer(BlockStatus::too_wide);
  for (const double least_mass : options_.least_mass) {
    if (least_mass > 0 && !may_leave_out()) break;
    select(least_mass);
    if (!sum()) continue;
    block_.status = BlockStatus::exact;
    block_.most_states = sums_.posterior.most_states;
    if (sums_.posterior.log_total == kImpossible) no_answer(BlockStatus::impossible);
    return;
  }
  no_answer(BlockStatus::too_wide);
}

void BlockSolver::solve_again() { KITH_CHECK(sum()); }

void BlockSolver::sample(std::size_t sweeps) {
  if (has_wide_table(block_, tables_)) return;
  if (sums_.units.empty()) select(0);
  set_weights(true);
  SamplerOptions sampler = sampler_options();
  sampler.sweeps_a_batch = std::max<std::size_t>(1, sweeps / sampler.n_batches);
  sums_.sampled = sample_block(sums_.units, sampler);
  block_.status = sums_.sampled ? BlockStatus::sampled : BlockStatus::too_wide;
}

void BlockSolver::find_best() {
  const auto is_exact = block_.status == BlockStatus::exact;
  set_weights(true);
  sums_.best = is_exact ? must_run(chain_options(options_.prior.is_product())) : ChainResult{};
  if (!is_exact) sums_.best.best = sums_.sampled->best;
  set_weights(false);
  if (is_exact) {
    sums_.likelihood = must_run({.most_steps = options_.most_steps});
  } else {
    sums_.likelihood = search_block(sums_.units, sums_.sampled->best, sampler_options(true));
  }
}

void BlockSolver::no_answer(BlockStatus status) {
  block_.status = status;
  block_.mass_left_out = 0;
  sums_ = {};
}

/// Taking a pair away must leave an assignment that the prior allows.
bool BlockSolver::may_leave_out() const {
  return options_.prior.is_product() || options_.prior.n_others() >= joins_.n_bodies(case_.remains.size());
}

void BlockSolver::select(double least_mass) {
  sums_.selections.clear();
  sums_.units.clear();
  block_.mass_left_out = 0;
  for (const auto u : block_.units) {
    const UnitTable& table = tables_[u];
    sums_.selections.push_back(least_mass > 0 ? select_rows(table, log_odds(), least_mass) : select_all_rows(table));
    block_.mass_left_out += sums_.selections.back().mass_left_out;
    auto& unit = sums_.units.emplace_back();
    for (const auto row : sums_.selections.back().rows)
      unit.used.push_back(placed_bodies(table.assignment(row), joins_));
    unit.log_weight.resize(unit.used.size());
  }
  add_joins();
}

/// What nobody reported: of each join its bodies are several persons, or one, who is placed nowhere and takes their place.
void BlockSolver::add_joins() {
  for (const std::uint32_t j : block_.joins) {
    auto& unit = sums_.units.emplace_back();
    const auto& bodies = joins_.all()[j].bodies;
    unit.used = {{}, bodies};
    unit.n_placed = {0, bodies.size() - 1};
    unit.log_weight.resize(2);
  }
}

/// LR, and unless told not to prior odds and the sums of pairs that are left out.
void BlockSolver::set_weights(bool with_prior) {
  for (std::size_t u = 0; u < block_.units.size(); ++u) {
    const UnitTable& table = tables_[block_.units[u]];
    ChainUnit& unit = sums_.units[u];
    for (std::size_t i = 0; i < unit.used.size(); ++i)
      unit.log_weight[i] = log_weight(table, sums_.selections[u].rows[i], unit.used[i], with_prior);
  }
  set_weights_of_joins(with_prior);
}

double BlockSolver::log_weight(const UnitTable& table, std::size_t row, std::span<const BodyIndex> used,
                               bool with_prior) const {
  if (!with_prior) return table.log_lr[row];
  const auto bodies = table.assignment(row);
  const auto n_free = std::count(bodies.begin(), bodies.end(), kNoBody);
  const auto n_found = static_cast<double>(static_cast<std::ptrdiff_t>(bodies.size()) - n_free);
  double weight = table.log_lr[row] + log_odds() * n_found;
  if (!table.log_joins.empty())
    weight += table.log_joins[row] + log_persons_fewer() * (static_cast<double>(used.size()) - n_found);
  return left_out_.empty() ? weight : weight + log_left_out(table, row, used);
}

void BlockSolver::set_weights_of_joins(bool with_prior) {
  for (std::size_t i = 0; i < block_.joins.size(); ++i) {
    const DoubtfulJoin& join = joins_.all()[block_.joins[i]];
    double& weight = sums_.units[block_.units.size() + i].log_weight[1];
    weight = join.log_lr_same;
    if (!with_prior) continue;
    weight += join.log_prior_odds + log_persons_fewer() * static_cast<double>(join.bodies.size() - 1);
    if (left_out_.empty()) continue;
    double highest = 0;  // as if one person were left out as often as the one of his bodies that is most often
    for (const BodyIndex body : join.bodies) {
      const double log_free = std::log1p(left_out_.of_body(body));
      weight -= log_free;
      highest = std::max(highest, log_free);
    }
    weight += highest;
  }
}

/// A closed list has a place more for each person fewer: ways to give B persons distinct ones of M + U places, against B - 1.
double BlockSolver::log_persons_fewer() const {
  if (options_.prior.is_product()) return 0;
  const auto n_places = static_cast<double>(case_.missing.size() + options_.prior.n_others());
  return std::log(std::max(1.0, n_places - static_cast<double>(joins_.n_bodies(case_.remains.size())) + 1));
}

double BlockSolver::log_left_out(const UnitTable& table, std::size_t row, std::span<const BodyIndex> used) const {
  const auto bodies = table.assignment(row);
  const std::size_t n_places = bodies.size();
  double sum = 0;
  for (std::size_t place = 0; place < n_places; ++place) {
    if (bodies[place] != kNoBody) continue;
    sum += std::log1p(sum_of_place(table, row, place, left_out_));
  }
  for (const BodyIndex body : used) sum -= std::log1p(left_out_.of_body(body));
  return sum;
}

ChainOptions BlockSolver::chain_options(bool product) const {
  ChainOptions chain{.most_steps = options_.most_steps, .counts_bodies = !product, .log_end = {}, .uniform = {}};
  if (!product)
    chain.log_end = [&](std::size_t k) { return options_.prior.log_weight(k, joins_.n_bodies(case_.remains.size())); };
  return chain;
}

bool BlockSolver::sum() {
  set_weights(true);
  auto posterior = run_chain(sums_.units, Combine::sum, chain_options(options_.prior.is_product()));
  if (!posterior) return false;
  sums_.posterior = std::move(*posterior);
  return true;
}

/// The same states as those of the sum, so that it cannot need more steps.
ChainResult BlockSolver::must_run(const ChainOptions& options) const {
  auto result = run_chain(sums_.units, Combine::max, options);
  KITH_CHECK(result.has_value());
  return std::move(*result);
}

SamplerOptions BlockSolver::sampler_options(bool by_likelihood) const {
  SamplerOptions sampler;
  sampler.seed = options_.seed;
  sampler.stream = number_;
  if (!options_.prior.is_product() && !by_likelihood) {
    sampler.counts_bodies = true;
    sampler.log_end = [&](std::size_t k) {
      return options_.prior.log_weight(k, joins_.n_bodies(case_.remains.size()));
    };
  }
  return sampler;
}

}  // namespace kith::inference
