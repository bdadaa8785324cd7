#include "inference/joint/joint_posterior.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/check.hpp"
#include "core/disjoint_sets.hpp"
#include "inference/joint/block_solver.hpp"

namespace kith::inference {
namespace {

/// Changes of a log(1 + h) that no posterior shows.
constexpr double kAtRest = 1e-9;
constexpr std::size_t kMostIterations = 60;
/// Wide blocks are sampled anew in each of the first few only.
constexpr std::size_t kMostSampledIterations = 4;

/// Every body that one of the unit's assignments uses, or a pair of it.
std::vector<BodyIndex> bodies_of(const UnitTable& table, const DoubtfulJoins& joins) {
  std::vector<BodyIndex> bodies;
  for (const PlacedBody& pair : table.pairs) joins.add_parts(pair.body, bodies);
  for (const BodyIndex body : table.bodies) joins.add_parts(body, bodies);
  std::sort(bodies.begin(), bodies.end());
  bodies.erase(std::unique(bodies.begin(), bodies.end()), bodies.end());
  return bodies;
}

/// `least_join`: ln odds from which a join ties its bodies, and their blocks, to each other.
std::vector<Block> find_blocks(const std::vector<UnitTable>& tables, std::size_t n_bodies, bool all_in_one,
                               const DoubtfulJoins& joins, double least_join) {
  DisjointSets sets(tables.size());
  std::vector<std::optional<std::uint32_t>> user(n_bodies);
  for (std::uint32_t u = 0; u < tables.size(); ++u) {
    if (all_in_one) sets.unite(u, 0);
    for (const BodyIndex body : bodies_of(tables[u], joins)) {
      if (user[body]) sets.unite(u, *user[body]);
      user[body] = u;
    }
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> used_joins;  // and a unit of the block
  for (std::uint32_t j = 0; j < joins.all().size(); ++j) {
    const DoubtfulJoin& join = joins.all()[j];
    std::optional<std::uint32_t> first;
    if (join.log_odds() < least_join) continue;
    for (const BodyIndex body : join.bodies) {
      if (user[body] && first) sets.unite(*first, *user[body]);
      if (user[body] && !first) first = user[body];
    }
    if (first) used_joins.emplace_back(j, *first);
  }
  std::vector<Block> blocks;
  std::vector<std::size_t> block_of(tables.size());
  for (std::uint32_t u = 0; u < tables.size(); ++u) {
    if (sets.find(u) == u) {
      block_of[u] = blocks.size();
      blocks.emplace_back();
    }
    blocks[block_of[sets.find(u)]].units.push_back(u);
  }
  for (BodyIndex body = 0; body < n_bodies; ++body) {
    if (user[body]) blocks[block_of[sets.find(*user[body])]].bodies.push_back(body);
  }
  for (const auto& [join, unit] : used_joins) blocks[block_of[sets.find(unit)]].joins.push_back(join);
  return blocks;
}

/// Per unit and its places: P(free of the pairs looked at), and of these "not found" and "somebody left out".
struct PlaceSums {
  double not_found = 0;
  double others = 0;
};

class Analysis {
 public:
  Analysis(const matching::Case& the_case, const std::vector<UnitTable>& tables, const JointOptions& options,
           const LeftOutPairs& left_out, const DoubtfulJoins& joins)
      : case_(the_case),
        tables_(tables),
        own_tables_(tables),
        original_row_(tables.size()),
        options_(options),
        joins_(joins),
        n_bodies_(joins.n_bodies(the_case.remains.size())),
        left_out_(left_out, options.prior.is_product() ? std::exp(options.prior.log_odds()) : 0, n_bodies_,
                  the_case.missing.size()) {
    KITH_CHECK(left_out.empty() || options.prior.is_product());
  }

  JointPosterior run() {
    make_blocks();
    if (options_.prior.is_product()) cut_wide_blocks();
    if (options_.samples) sample_wide_blocks(first_sweeps());
    come_to_rest();
    if (options_.samples && answer_.n_iterations > 0) sample_wide_blocks(options_.most_sweeps);
    finish();
    return std::move(answer_);
  }

 private:
  [[nodiscard]] std::size_t first_sweeps() const {
    return left_out_.empty() ? options_.most_sweeps : std::max<std::size_t>(8, options_.most_sweeps / 4);
  }

  void make_blocks() {
    answer_.blocks = find_blocks(own_tables_, n_bodies_, !options_.prior.is_product(), joins_,
                                 std::log(options_.least_join));
    solvers_.clear();
    for (std::size_t b = 0; b < answer_.blocks.size(); ++b) {
      solvers_.emplace_back(case_, own_tables_, options_, left_out_, joins_, answer_.blocks[b], b);
    }
    tbb::parallel_for(std::size_t{0}, solvers_.size(), [&](std::size_t b) { solvers_[b].start(); });
  }

  [[nodiscard]] bool is_wide(const Block& block) const {
    return block.status == BlockStatus::too_wide && !has_wide_table(block, own_tables_);
  }

  void cut_wide_blocks() {
    for (const double odds : options_.cut) {
      bool any = false;
      std::vector<double> cut_of(own_tables_.size(), 0.0);
      for (const Block& block : answer_.blocks) {
        for (const auto unit : block.units) cut_of[unit] = block.cut;
        if (!is_wide(block)) continue;
        any = true;
        for (const auto unit : block.units) {
          cut_of[unit] = odds;
          cut_table(unit, std::log(odds) - options_.prior.log_odds());
        }
      }
      if (!any) return;
      cut_of_unit_.resize(own_tables_.size(), 0.0);
      for (std::size_t u = 0; u < cut_of.size(); ++u) cut_of_unit_[u] = std::max(cut_of_unit_[u], cut_of[u]);
      make_blocks();
      for (Block& block : answer_.blocks) {
        for (const auto unit : block.units) block.cut = std::max(block.cut, cut_of_unit_[unit]);
      }
    }
  }

  /// Takes the pairs below this out of the table and counts them among those left out.
  void cut_table(std::uint32_t u, double least_log_lr) {
    UnitTable& table = own_tables_[u];
    const std::size_t n_places = table.unit.missing.size();
    std::vector<PlacedBody> kept;
    std::vector<PlacedBody> dropped;
    for (const PlacedBody& pair : table.pairs) {
      const bool is_weak = pair.log_lr + joins_.log_prior_odds(pair.body) < least_log_lr;
      (is_weak ? dropped : kept).push_back(pair);
    }
    if (n_places == 1) {
      for (const PlacedBody& pair : dropped) leave_out(table, pair);
      table.pairs = std::move(kept);
      keep_rows(u, [&](std::size_t i) {
        return table.assignment(i)[0] == kNoBody || table.log_lr[i] + table.log_joins_of(i) >= least_log_lr;
      });
      return;
    }
    cut_wide_table(u, least_log_lr);
  }

  /// Joins are weaker than their bodies: they are not counted again.
  void leave_out(const UnitTable& table, const PlacedBody& pair) {
    if (!joins_.is_join(pair.body)) left_out_.leave_out({pair.body, table.unit.missing[pair.place], pair.log_lr, 0});
  }

  /// Bodies all of whose assignments in this unit are weak beside what is left without them.
  void cut_wide_table(std::uint32_t u, double least_log_lr) {
    UnitTable& table = own_tables_[u];
    const double log_odds = options_.prior.log_odds();
    const double least = least_log_lr + log_odds;
    const auto gains = strongest_gain(table, log_odds);
    const auto is_weak = [&](BodyIndex body) {
      const auto found = gains.find(body);
      return found != gains.end() && found->second < least;
    };
    std::vector<PlacedBody> kept;
    for (const PlacedBody& pair : table.pairs) {
      if (is_weak(pair.body)) {
        leave_out(table, pair);
      } else {
        kept.push_back(pair);
      }
    }
    table.pairs = std::move(kept);
    keep_rows(u, [&](std::size_t i) {
      const auto bodies = table.assignment(i);
      return std::none_of(bodies.begin(), bodies.end(), [&](BodyIndex b) { return b != kNoBody && is_weak(b); });
    });
  }

  template <class Keeps>
  void keep_rows(std::uint32_t u, Keeps keeps) {
    UnitTable& table = own_tables_[u];
    const std::size_t n_places = table.unit.missing.size();
    UnitTable less;
    std::vector<std::uint32_t> original;
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      if (!keeps(i)) continue;
      original.push_back(original_row_[u].empty() ? i : original_row_[u][i]);
      const auto bodies = table.assignment(i);
      less.bodies.insert(less.bodies.end(), bodies.begin(), bodies.end());
      less.log_lr.push_back(table.log_lr[i]);
      if (!table.log_joins.empty()) less.log_joins.push_back(table.log_joins[i]);
      if (table.rest_given.empty()) continue;
      const auto rest = table.rest_given.begin() + static_cast<std::ptrdiff_t>(i * n_places);
      less.rest_given.insert(less.rest_given.end(), rest, rest + static_cast<std::ptrdiff_t>(n_places));
    }
    table.bodies = std::move(less.bodies);
    table.log_lr = std::move(less.log_lr);
    table.log_joins = std::move(less.log_joins);
    table.rest_given = std::move(less.rest_given);
    original_row_[u] = std::move(original);
  }

  void sample_wide_blocks(std::size_t sweeps) {
    for (BlockSolver& solver : solvers_) {
      if (is_wide(solver.block()) || solver.block().status == BlockStatus::sampled) solver.sample(sweeps);
    }
  }

  /// Fixed point of the sums of pairs left out.
  void come_to_rest() {
    if (left_out_.empty()) return;
    for (answer_.n_iterations = 1; answer_.n_iterations <= kMostIterations; ++answer_.n_iterations) {
      find_free();
      const double change = left_out_.update(free_body_, free_missing_);
      const bool sampled = std::any_of(answer_.blocks.begin(), answer_.blocks.end(),
                                       [](const Block& block) { return block.status == BlockStatus::sampled; });
      tbb::parallel_for(std::size_t{0}, solvers_.size(), [&](std::size_t b) {
        if (answer_.blocks[b].status == BlockStatus::exact) solvers_[b].solve_again();
      });
      if (sampled && answer_.n_iterations <= kMostSampledIterations) sample_wide_blocks(first_sweeps());
      answer_.converged = change < kAtRest;
      if (answer_.converged) return;
    }
  }

  /// P(free) of everybody, as the sums stand.
  void find_free() {
    std::vector<double> placed(n_bodies_, 0.0);
    free_missing_.assign(case_.missing.size(), 1.0);
    for (const BlockSolver& solver : solvers_) add_free(solver, placed);
    free_body_.resize(placed.size());
    for (BodyIndex b = 0; b < placed.size(); ++b) {
      free_body_[b] = std::max(0.0, 1 - placed[b]) / (1 + left_out_.of_body(b));
    }
  }

  void add_free(const BlockSolver& solver, std::vector<double>& placed) {
    const Block& block = solver.block();
    for (std::size_t u = 0; u < block.units.size(); ++u) {
      const UnitTable& table = own_tables_[block.units[u]];
      if (!block.has_numbers()) {
        for (const auto m : table.unit.missing) free_missing_[m] = 1 / (1 + left_out_.of_missing(m));
        continue;
      }
      const auto probabilities = solver.sums().probabilities(u);
      const auto places = place_sums(table, solver.sums().selections[u].rows, probabilities);
      for (std::size_t p = 0; p < places.size(); ++p) free_missing_[table.unit.missing[p]] = places[p].not_found;
      for (std::size_t i = 0; i < probabilities.size(); ++i) {
        for (const BodyIndex body : solver.sums().units[u].used[i]) placed[body] += probabilities[i];
      }
    }
  }

  [[nodiscard]] std::vector<PlaceSums> place_sums(const UnitTable& table, std::span<const std::uint32_t> rows,
                                                  std::span<const double> probabilities) const {
    const std::size_t n_places = table.unit.missing.size();
    std::vector<PlaceSums> places(n_places);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto bodies = table.assignment(rows[i]);
      for (std::size_t p = 0; p < n_places; ++p) {
        if (bodies[p] != kNoBody) continue;
        const double h = sum_of_place(table, rows[i], p, left_out_);
        places[p].not_found += probabilities[i] / (1 + h);
        places[p].others += probabilities[i] * h / (1 + h);
      }
    }
    share_alike(table, places);
    return places;
  }

  /// Persons of one class have the mean of their places.
  static void share_alike(const UnitTable& table, std::vector<PlaceSums>& places) {
    if (table.class_of.empty()) return;
    const auto each = places;
    for (std::size_t p = 0; p < places.size(); ++p) {
      const auto alike = table.alike(p);
      places[p] = {};
      for (const std::size_t q : alike) {
        places[p].not_found += each[q].not_found / static_cast<double>(alike.size());
        places[p].others += each[q].others / static_cast<double>(alike.size());
      }
    }
  }

  void finish() {
    start_answer();
    tbb::parallel_for(std::size_t{0}, solvers_.size(), [&](std::size_t b) {
      if (answer_.blocks[b].has_numbers()) solvers_[b].find_best();
    });
    for (std::uint32_t b = 0; b < solvers_.size(); ++b) {
      const Block& block = answer_.blocks[b];
      for (const BodyIndex body : block.bodies) answer_.block_of_body[body] = b;
      for (const auto unit : block.units) {
        for (const MissingIndex missing : own_tables_[unit].unit.missing) answer_.block_of_missing[missing] = b;
      }
      if (block.has_numbers()) take(solvers_[b]);
    }
    std::sort(answer_.pairs.begin(), answer_.pairs.end(),
              [](const auto& a, const auto& b) { return std::pair(a.body, a.missing) < std::pair(b.body, b.missing); });
    split_bodies();
  }

  void start_answer() {
    const std::size_t n_bodies = n_bodies_;
    const std::size_t n_missing = case_.missing.size();
    answer_.nobody.assign(n_bodies, 1.0);
    answer_.not_found.assign(n_missing, 1.0);
    answer_.others_of_body.assign(n_bodies, 0.0);
    answer_.others_of_missing.assign(n_missing, 0.0);
    answer_.error_of_body.assign(n_bodies, 0.0);
    answer_.error_of_missing.assign(n_missing, 0.0);
    answer_.error_not_scanned.assign(n_missing, 0.0);
    answer_.standard_error_of_nobody.assign(n_bodies, 0.0);
    answer_.standard_error_of_not_found.assign(n_missing, 0.0);
    answer_.best.assign(n_missing, kNoBody);
    answer_.most_likely = answer_.best;
    answer_.block_of_body.assign(n_bodies, kNoBlock);
    answer_.block_of_missing.assign(n_missing, kNoBlock);
    answer_.log_best_with.resize(own_tables_.size());
    if (left_out_.empty()) return;
    for (MissingIndex m = 0; m < n_missing; ++m) answer_.error_of_missing[m] = left_out_.relative_error_of_missing(m);
    for (BodyIndex b = 0; b < n_bodies; ++b) answer_.error_of_body[b] = left_out_.relative_error_of_body(b);
  }

  /// What no pair places is nobody, or somebody left out. Rounding may leave less than 0.
  void split_bodies() {
    std::vector<double> variance(answer_.nobody.size(), 0.0);
    std::vector<double> variance_of_missing(answer_.not_found.size(), 0.0);
    for (const PairPosterior& pair : answer_.pairs) {
      answer_.nobody[pair.body] -= pair.posterior;
      variance[pair.body] += pair.standard_error * pair.standard_error;
      variance_of_missing[pair.missing] += pair.standard_error * pair.standard_error;
    }
    for (std::size_t m = 0; m < variance_of_missing.size(); ++m)
      answer_.standard_error_of_not_found[m] = std::sqrt(variance_of_missing[m]);
    for (BodyIndex b = 0; b < answer_.nobody.size(); ++b) {
      const double free = std::max(answer_.nobody[b], 0.0);
      const double h = left_out_.of_body(b);
      answer_.nobody[b] = free / (1 + h);
      answer_.others_of_body[b] = free * h / (1 + h);
      answer_.standard_error_of_nobody[b] = std::sqrt(variance[b]);
    }
  }

  /// Takes what a block's sums say into the answer.
  void take(const BlockSolver& solver) {
    const BlockSums& sums = solver.sums();
    const Block& block = solver.block();
    for (std::size_t u = 0; u < block.units.size(); ++u) {
      const UnitTable& table = own_tables_[block.units[u]];
      const auto& rows = sums.selections[u].rows;
      auto& log_best_with = answer_.log_best_with[block.units[u]];
      const auto& original = original_row_[block.units[u]];
      log_best_with.assign(tables_[block.units[u]].size(), kImpossible);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        log_best_with[original.empty() ? rows[i] : original[rows[i]]] = sums.likelihood.log_weight[u][i];
      }
      const auto places = place_sums(table, rows, sums.probabilities(u));
      const auto best = table.assignment(rows[sums.best.best[u]]);
      const auto most_likely = table.assignment(rows[sums.likelihood.best[u]]);
      for (std::size_t place = 0; place < places.size(); ++place) {
        const MissingIndex missing = table.unit.missing[place];
        answer_.not_found[missing] = places[place].not_found;
        answer_.error_not_scanned[missing] = std::min(1.0, table.share_not_scanned);
        answer_.others_of_missing[missing] = places[place].others;
        answer_.best[missing] = best[place];
        answer_.most_likely[missing] = most_likely[place];
      }
      take_pairs(block.units[u], sums, u);
    }
  }

  void take_pairs(std::uint32_t unit, const BlockSums& sums, std::size_t u) {
    const UnitTable& table = own_tables_[unit];
    const std::size_t n_places = table.unit.missing.size();
    const auto& rows = sums.selections[u].rows;
    const auto batches = sums.sampled ? sums.sampled->probability[u]
                                      : std::vector<std::vector<double>>(1, sums.probabilities(u));
    std::unordered_map<std::size_t, std::vector<double>> of_batch;  // by body * n_places + place
    std::vector<BodyIndex> here;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto bodies = table.assignment(rows[i]);
      for (std::size_t place = 0; place < n_places; ++place) {
        here.clear();
        joins_.add_parts(bodies[place], here);
        if (here.empty()) continue;
        const auto alike = table.alike(place);
        for (const BodyIndex body : here) {
          for (const std::size_t p : alike) {
            auto& values = of_batch.emplace(body * n_places + p, std::vector(batches.size(), 0.0)).first->second;
            for (std::size_t k = 0; k < batches.size(); ++k)
              values[k] += batches[k][i] / static_cast<double>(alike.size());
          }
        }
      }
    }
    const auto glr = glr_of_pairs(tables_[unit], answer_.log_best_with[unit], joins_);
    for (const PlacedBody& pair : pairs_of(unit)) {
      PairPosterior found{pair.body, table.unit.missing[pair.place], 0, 0, pair.log_lr, kImpossible};
      const auto values = of_batch.find(pair.body * n_places + pair.place);
      if (values != of_batch.end()) {
        const SampledMean mean = mean_of(values->second);
        found.posterior = mean.mean;
        found.standard_error = mean.standard_error;
      }
      const auto of_pair = glr.find(pair.body * n_places + pair.place);
      if (of_pair != glr.end()) found.log_glr = of_pair->second;
      answer_.pairs.push_back(found);
    }
  }

  /// The pairs of bodies; of those that were cut the ones that stand in a join.
  [[nodiscard]] std::vector<PlacedBody> pairs_of(std::uint32_t unit) const {
    const UnitTable& own = own_tables_[unit];
    if (joins_.empty()) return own.pairs;
    std::set<std::pair<BodyIndex, std::uint32_t>> in_joins;
    std::vector<BodyIndex> parts;
    for (const PlacedBody& pair : own.pairs) {
      if (!joins_.is_join(pair.body)) continue;
      parts.clear();
      joins_.add_parts(pair.body, parts);
      for (const BodyIndex body : parts) in_joins.emplace(body, pair.place);
    }
    std::vector<PlacedBody> pairs;
    for (const PlacedBody& pair : tables_[unit].pairs) {
      if (joins_.is_join(pair.body)) continue;
      if (own.pair(pair.body, pair.place) > kImpossible || in_joins.count({pair.body, pair.place}) > 0)
        pairs.push_back(pair);
    }
    return pairs;
  }

  const matching::Case& case_;
  const std::vector<UnitTable>& tables_;
  std::vector<UnitTable> own_tables_;                     ///< less what is cut
  std::vector<std::vector<std::uint32_t>> original_row_;  ///< per unit whose table was cut, of each row of its own
  const JointOptions& options_;
  const DoubtfulJoins& joins_;
  std::size_t n_bodies_;
  LeftOutSums left_out_;
  std::vector<BlockSolver> solvers_{};
  std::vector<double> cut_of_unit_{};
  std::vector<double> free_body_{};
  std::vector<double> free_missing_{};
  JointPosterior answer_{};
};

}  // namespace

bool JointPosterior::knows_body(BodyIndex body) const {
  return block_of_body[body] == kNoBlock || blocks[block_of_body[body]].has_numbers();
}

bool JointPosterior::knows_missing(MissingIndex missing) const {
  return blocks[block_of_missing[missing]].has_numbers();
}

std::unordered_map<std::size_t, double> glr_of_pairs(const UnitTable& table, std::span<const double> log_best_with,
                                                     const DoubtfulJoins& joins) {
  const std::size_t n_places = table.unit.missing.size();
  std::unordered_map<std::size_t, double> with;
  std::size_t best = 0;
  std::vector<BodyIndex> here;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (log_best_with[i] > log_best_with[best]) best = i;
    const auto bodies = table.assignment(i);
    for (std::size_t place = 0; place < n_places; ++place) {
      here.clear();
      joins.add_parts(bodies[place], here);
      if (here.empty()) continue;
      for (const std::size_t p : table.alike(place)) {
        for (const BodyIndex body : here) {
          double& highest = with.emplace(body * n_places + p, kImpossible).first->second;
          highest = std::max(highest, log_best_with[i]);
        }
      }
    }
  }
  const auto best_bodies = table.assignment(best);
  for (auto& [pair, value] : with) {
    const std::size_t place = pair % n_places;
    const auto body = static_cast<BodyIndex>(pair / n_places);
    const bool has_others = table.alike(place).size() > 1;  // the same, who is who exchanged, is without the pair
    if (has_others || !joins.holds(best_bodies[place], body)) {
      value = value == kImpossible ? kImpossible : value - log_best_with[best];
    } else {
      value = log_glr_of(table, log_best_with,
                         [&](std::span<const BodyIndex> bodies) { return joins.holds(bodies[place], body); });
    }
  }
  return with;
}

JointPosterior find_joint_posterior(const matching::Case& the_case, const std::vector<UnitTable>& tables,
                                    const JointOptions& options, const LeftOutPairs& left_out,
                                    const DoubtfulJoins& joins) {
  return Analysis(the_case, tables, options, left_out, joins).run();
}

}  // namespace kith::inference
