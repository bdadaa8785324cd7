#include "inference/joint/block_sampler.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "core/check.hpp"
#include "inference/joint/counter_random.hpp"

namespace kith::inference {
namespace {

constexpr std::uint32_t kNoUnit = static_cast<std::uint32_t>(-1);
constexpr std::size_t kMostSearchSweeps = 20;

/// The units of a block, their bodies by numbers of their own, and who is whose neighbour.
class Neighbourhood {
 public:
  Neighbourhood(std::span<const ChainUnit> units, const SamplerOptions& options) : units_(units) {
    std::unordered_map<BodyIndex, std::uint32_t> number_of;
    bodies_.resize(units.size());
    for (std::size_t u = 0; u < units.size(); ++u) {
      for (const auto& used : units[u].used) {
        auto& numbers = bodies_[u].emplace_back();
        for (const BodyIndex body : used) {
          numbers.push_back(number_of.emplace(body, static_cast<std::uint32_t>(number_of.size())).first->second);
        }
      }
    }
    n_bodies_ = number_of.size();
    find_neighbours(options.most_neighbours);
  }

  [[nodiscard]] std::span<const ChainUnit> units() const { return units_; }
  [[nodiscard]] std::size_t n_bodies() const { return n_bodies_; }
  /// Numbers of the bodies that a unit's assignment uses.
  [[nodiscard]] const std::vector<std::uint32_t>& bodies(std::size_t unit, std::size_t row) const {
    return bodies_[unit][row];
  }
  /// The unit itself first.
  [[nodiscard]] const std::vector<std::uint32_t>& cluster(std::size_t unit) const { return clusters_[unit]; }

 private:
  /// A body of a unit, and ln of the highest weight with it.
  struct Strength {
    double log_weight = kImpossible;
    std::uint32_t unit = 0;
  };

  void find_neighbours(std::size_t most) {
    constexpr std::size_t kMostBodies = 24;
    std::vector<std::vector<std::pair<double, std::uint32_t>>> of_unit(units_.size());  // by weight, the highest first
    std::vector<std::vector<Strength>> of_body(n_bodies_);
    for (std::uint32_t u = 0; u < units_.size(); ++u) {
      std::unordered_map<std::uint32_t, double> strongest;
      for (std::size_t row = 0; row < bodies_[u].size(); ++row) {
        for (const auto body : bodies_[u][row]) {
          auto& known = strongest.emplace(body, kImpossible).first->second;
          known = std::max(known, units_[u].log_weight[row]);
        }
      }
      for (const auto& [body, weight] : strongest) of_unit[u].emplace_back(-weight, body);
      std::sort(of_unit[u].begin(), of_unit[u].end());
      for (const auto& [minus_weight, body] : of_unit[u]) of_body[body].push_back({-minus_weight, u});
    }
    for (std::uint32_t u = 0; u < units_.size(); ++u) {
      std::unordered_map<std::uint32_t, double> shared;
      for (std::size_t i = 0; i < std::min(kMostBodies, of_unit[u].size()); ++i) {
        for (const Strength& other : of_body[of_unit[u][i].second]) {
          if (other.unit == u) continue;
          auto& known = shared.emplace(other.unit, kImpossible).first->second;
          known = std::max(known, std::min(other.log_weight, -of_unit[u][i].first));
        }
      }
      std::vector<std::pair<double, std::uint32_t>> order;
      for (const auto& [unit, weight] : shared) order.emplace_back(-weight, unit);
      std::sort(order.begin(), order.end());
      if (order.size() > most) order.resize(most);
      auto& cluster = clusters_.emplace_back(1, u);
      for (const auto& neighbour : order) cluster.push_back(neighbour.second);
    }
  }

  std::span<const ChainUnit> units_;
  std::vector<std::vector<std::vector<std::uint32_t>>> bodies_{};  ///< per unit and row
  std::vector<std::vector<std::uint32_t>> clusters_{};
  std::size_t n_bodies_ = 0;
};

/// One assignment of the whole block, and the sums around a unit.
class State {
 public:
  State(const Neighbourhood& around, const SamplerOptions& options, std::vector<std::uint32_t> rows)
      : around_(around), options_(options), rows_(std::move(rows)), owner_(around.n_bodies(), kNoUnit) {
    for (std::uint32_t u = 0; u < rows_.size(); ++u) own(u, u);
    for (std::uint32_t u = 0; u < rows_.size(); ++u) sizes_.push_back(around.cluster(u).size());
  }

  [[nodiscard]] const std::vector<std::uint32_t>& rows() const { return rows_; }
  [[nodiscard]] std::size_t n_steps() const { return n_steps_; }
  [[nodiscard]] double log_weight() const {
    double sum = 0;
    for (std::size_t u = 0; u < rows_.size(); ++u) sum += around_.units()[u].log_weight[rows_[u]];
    return options_.counts_bodies ? sum + options_.log_end(n_placed_) : sum;
  }

  /// Sums (or maxima) over what the unit and its neighbours can do, and takes them to the assignment that was drawn (or
  /// is best). `weights`: of the unit's assignments, ln, -infinity where they are not possible now; and their total.
  /// False: too many steps for the unit alone.
  bool step(std::size_t unit, Combine combine, const std::function<double()>& uniform, std::vector<double>& weights,
            double& total) {
    for (;; --sizes_[unit]) {
      if (sizes_[unit] == 0) return sizes_[unit] = 1, false;
      const auto cluster = std::span(around_.cluster(unit)).first(sizes_[unit]);
      gather(cluster);
      ChainOptions chain{.most_steps = options_.most_steps, .counts_bodies = options_.counts_bodies};
      const std::size_t outside = n_placed_ - n_inside_;
      if (options_.counts_bodies) chain.log_end = [&](std::size_t k) { return options_.log_end(outside + k); };
      chain.uniform = uniform;
      const auto sums = run_chain(part_, combine, chain);
      if (!sums) continue;
      n_steps_ += sums->n_steps;
      KITH_CHECK(sums->log_total > kImpossible);
      take(cluster, *sums);
      weights.assign(around_.units()[unit].log_weight.size(), kImpossible);
      for (std::size_t i = 0; i < part_rows_.front().size(); ++i)
        weights[part_rows_.front()[i]] = sums->log_weight.front()[i];
      total = sums->log_total;
      return true;
    }
  }

  /// What the units that are not in the last step's cluster weigh.
  [[nodiscard]] double log_outside(std::size_t unit) const {
    double sum = 0;
    for (std::size_t u = 0; u < rows_.size(); ++u) sum += around_.units()[u].log_weight[rows_[u]];
    for (const auto u : std::span(around_.cluster(unit)).first(sizes_[unit])) {
      sum -= around_.units()[u].log_weight[rows_[u]];
    }
    return sum;
  }

  /// The weight of the state with one unit's row exchanged, and those that are in its way moved to their best other
  /// row.
  [[nodiscard]] double log_weight_with(std::uint32_t unit, std::uint32_t row) const {
    double sum = log_weight() + around_.units()[unit].log_weight[row] - around_.units()[unit].log_weight[rows_[unit]];
    std::vector<std::uint32_t> in_the_way;
    for (const auto body : around_.bodies(unit, row)) {
      const auto other = owner_[body];
      if (other == kNoUnit || other == unit) continue;
      if (std::find(in_the_way.begin(), in_the_way.end(), other) == in_the_way.end()) in_the_way.push_back(other);
    }
    for (const auto other : in_the_way) {
      double best = kImpossible;
      for (std::uint32_t i = 0; i < around_.units()[other].log_weight.size(); ++i) {
        const auto& bodies = around_.bodies(other, i);
        const auto is_free = [&](std::uint32_t body) {
          const auto& taken = around_.bodies(unit, row);
          return (owner_[body] == kNoUnit || owner_[body] == other) &&
                 std::find(taken.begin(), taken.end(), body) == taken.end();
        };
        if (std::all_of(bodies.begin(), bodies.end(), is_free))
          best = std::max(best, around_.units()[other].log_weight[i]);
      }
      sum += best - around_.units()[other].log_weight[rows_[other]];
    }
    return sum;
  }

 private:
  void own(std::uint32_t unit, std::uint32_t owner) {
    const auto& bodies = around_.bodies(unit, rows_[unit]);
    for (const auto body : bodies) owner_[body] = owner;
    if (owner == kNoUnit) {
      n_placed_ -= around_.units()[unit].count(rows_[unit]);
    } else {
      n_placed_ += around_.units()[unit].count(rows_[unit]);
    }
  }

  /// The assignments of the units that use no body of the others.
  void gather(std::span<const std::uint32_t> cluster) {
    part_.assign(cluster.size(), {});
    part_rows_.assign(cluster.size(), {});
    n_inside_ = 0;
    for (const auto u : cluster) n_inside_ += around_.units()[u].count(rows_[u]);
    for (std::size_t c = 0; c < cluster.size(); ++c) {
      const ChainUnit& unit = around_.units()[cluster[c]];
      for (std::uint32_t row = 0; row < unit.used.size(); ++row) {
        const auto is_free = [&](std::uint32_t body) {
          const auto owner = owner_[body];
          return owner == kNoUnit || std::find(cluster.begin(), cluster.end(), owner) != cluster.end();
        };
        const auto& bodies = around_.bodies(cluster[c], row);
        if (!std::all_of(bodies.begin(), bodies.end(), is_free)) continue;
        part_[c].used.push_back(unit.used[row]);
        part_[c].log_weight.push_back(unit.log_weight[row]);
        if (!unit.n_placed.empty()) part_[c].n_placed.push_back(unit.n_placed[row]);
        part_rows_[c].push_back(row);
      }
    }
  }

  void take(std::span<const std::uint32_t> cluster, const ChainResult& sums) {
    for (const auto u : cluster) own(u, kNoUnit);
    for (std::size_t c = 0; c < cluster.size(); ++c) {
      rows_[cluster[c]] = part_rows_[c][sums.best[c]];
      own(cluster[c], cluster[c]);
    }
  }

  const Neighbourhood& around_;
  const SamplerOptions& options_;
  std::vector<std::uint32_t> rows_;
  std::vector<std::uint32_t> owner_;  ///< per body's number
  std::vector<std::size_t> sizes_{};  ///< per unit how many of its cluster are taken together
  std::size_t n_placed_ = 0;
  std::size_t n_inside_ = 0;
  std::size_t n_steps_ = 0;
  std::vector<ChainUnit> part_{};
  std::vector<std::vector<std::uint32_t>> part_rows_{};
};

/// Every unit's assignment that places nobody; where the prior makes that impossible, as many as can be, one unit after
/// the other. Empty: none was found.
std::vector<std::uint32_t> start_rows(std::span<const ChainUnit> units, const SamplerOptions& options) {
  std::vector<std::uint32_t> rows;
  for (const ChainUnit& unit : units) {
    const auto nobody = std::find_if(unit.used.begin(), unit.used.end(), [](const auto& used) { return used.empty(); });
    if (nobody == unit.used.end()) return {};
    rows.push_back(static_cast<std::uint32_t>(nobody - unit.used.begin()));
  }
  if (options.counts_bodies && options.log_end(0) == kImpossible) return {};
  return rows;
}

/// Climbs until nothing changes; false: too many steps.
bool climb(State& state, std::size_t n_units) {
  std::vector<double> weights;
  double total = 0;
  for (std::size_t sweep = 0; sweep < kMostSearchSweeps; ++sweep) {
    const auto before = state.rows();
    for (std::size_t u = 0; u < n_units; ++u) {
      if (!state.step(u, Combine::max, {}, weights, total)) return false;
    }
    if (state.rows() == before) break;
  }
  return true;
}

struct ChainOfSamples {
  std::vector<std::vector<std::vector<double>>> probability{};  ///< per batch, unit and assignment
  std::vector<std::uint32_t> best{};
  double best_weight = kImpossible;
  std::size_t n_steps = 0;
};

ChainOfSamples run_samples(const Neighbourhood& around, const SamplerOptions& options,
                           const std::vector<std::uint32_t>& start, std::uint32_t which) {
  CounterRandom random(options.seed, options.stream, which);
  const std::function<double()> uniform = [&] { return random.uniform(); };
  State state(around, options, start);
  ChainOfSamples samples{.probability = {}, .best = start, .best_weight = state.log_weight()};
  const std::size_t n_units = around.units().size();
  std::vector<double> weights;
  double total = 0;
  for (std::size_t batch = 0; batch <= options.n_batches; ++batch) {
    std::vector<std::vector<double>> sums(n_units);
    for (std::size_t u = 0; u < n_units; ++u) sums[u].assign(around.units()[u].log_weight.size(), 0.0);
    for (std::size_t sweep = 0; sweep < options.sweeps_a_batch; ++sweep) {
      for (std::size_t u = 0; u < n_units; ++u) {
        KITH_CHECK(state.step(u, Combine::sum, uniform, weights, total));
        for (std::size_t i = 0; i < weights.size(); ++i) {
          sums[u][i] += std::exp(weights[i] - total) / static_cast<double>(options.sweeps_a_batch);
        }
      }
      const double weight = state.log_weight();
      if (weight > samples.best_weight) {
        samples.best_weight = weight;
        samples.best = state.rows();
      }
    }
    if (batch > 0) samples.probability.push_back(std::move(sums));
  }
  samples.n_steps = state.n_steps();
  return samples;
}

}  // namespace

SampledMean mean_of(std::span<const double> of_batch) {
  const auto n = static_cast<double>(of_batch.size());
  const double mean = std::accumulate(of_batch.begin(), of_batch.end(), 0.0) / n;
  double squares = 0;
  for (const double value : of_batch) squares += (value - mean) * (value - mean);
  return {mean, of_batch.size() > 1 ? std::sqrt(squares / (n - 1) / n) : 0};
}

std::optional<SampledBlock> sample_block(std::span<const ChainUnit> units, const SamplerOptions& options) {
  const Neighbourhood around(units, options);
  auto start = start_rows(units, options);
  if (start.empty()) return std::nullopt;
  State state(around, options, std::move(start));
  if (!climb(state, units.size())) return std::nullopt;
  std::vector<ChainOfSamples> chains(options.n_chains);
  tbb::parallel_for(std::size_t{0}, chains.size(), [&](std::size_t c) {
    chains[c] = run_samples(around, options, state.rows(), static_cast<std::uint32_t>(c));
  });
  SampledBlock answer;
  answer.probability.resize(units.size());
  answer.best = chains.front().best;
  double best_weight = chains.front().best_weight;
  for (ChainOfSamples& chain : chains) {
    answer.n_steps += chain.n_steps;
    for (auto& batch : chain.probability) {
      for (std::size_t u = 0; u < units.size(); ++u) answer.probability[u].push_back(std::move(batch[u]));
    }
    if (chain.best_weight <= best_weight) continue;
    best_weight = chain.best_weight;
    answer.best = std::move(chain.best);
  }
  return answer;
}

ChainResult search_block(std::span<const ChainUnit> units, std::vector<std::uint32_t> start,
                         const SamplerOptions& options) {
  const Neighbourhood around(units, options);
  State state(around, options, std::move(start));
  ChainResult answer;
  answer.log_weight.resize(units.size());
  if (!climb(state, units.size())) return answer;
  answer.best = state.rows();
  answer.log_total = state.log_weight();
  tbb::parallel_for(std::size_t{0}, units.size(), [&](std::size_t u) {
    State here = state;
    double total = 0;
    (void)here.step(u, Combine::max, {}, answer.log_weight[u], total);
    const double outside = here.log_outside(u);
    for (std::uint32_t row = 0; row < answer.log_weight[u].size(); ++row) {
      double& weight = answer.log_weight[u][row];
      weight = weight > kImpossible ? weight + outside : state.log_weight_with(static_cast<std::uint32_t>(u), row);
    }
  });
  return answer;
}

}  // namespace kith::inference
