#include "pedigree/elimination_order.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "core/check.hpp"

namespace kith::pedigree {
namespace {

/// A gather that leaves more than this many entries per pair of parental alleles is usually dearer than a scatter later.
constexpr double kWideGather = 4;

/// What the greedy rule minimises.
enum class Rule : std::uint8_t { result_size, work, growth };

/// A move under consideration. `N` bits hold every variable: most families need one word, not sixteen.
template <std::size_t N>
struct CandidateMove {
  using VariableSet = std::bitset<N>;

  Move::Kind kind = Move::Kind::sum;
  VariableSet eliminated;
  VariableSet result;
  std::vector<std::uint32_t> inputs;
  std::vector<std::uint32_t> selections;
  double work = 0;
  double product_size = 0;   ///< gather: entries of the product of its inputs, where there are several
  bool wide_gather = false;  ///< a gather whose table is better left to a later scatter
};

template <std::size_t N>
class OrderSearch {
  using VariableSet = std::bitset<N>;
  using Candidate = CandidateMove<N>;

 public:
  OrderSearch(const GraphShape& shape, Rule rule, bool avoid_wide_gathers)
      : shape_(shape), rule_(rule), avoid_wide_gathers_(avoid_wide_gathers), pending_(shape.selections.size(), true) {
    KITH_CHECK(shape.domain.size() <= N);
    for (const auto& table : shape.tables) {
      VariableSet variables;
      for (int i = 0; i < table.n_variables; ++i) variables.set(table.variables[static_cast<std::size_t>(i)]);
      add_table(variables);
    }
    for (const VariableIndex v : shape.free) free_.set(v);
    left_.reset();
    for (std::size_t v = 0; v < shape.domain.size(); ++v) left_.set(v, !free_.test(v));
  }

  EliminationOrder run() {
    while (left_.any()) apply(best_candidate());
    finish();
    return std::move(order_);
  }

 private:
  void add_table(const VariableSet& variables) {
    tables_.push_back(variables);
    alive_.push_back(true);
    order_.largest_table = std::max(order_.largest_table, size_of(variables));
  }

  [[nodiscard]] double size_of(const VariableSet& variables) const {
    double size = 1;
    for (std::size_t v = variables._Find_first(); v < N; v = variables._Find_next(v)) size *= shape_.domain[v];
    return size;
  }

  /// Tables that hold any variable of `set`; their union is put into `reach`.
  [[nodiscard]] std::vector<std::uint32_t> touching(const VariableSet& set, VariableSet& reach) const {
    std::vector<std::uint32_t> result;
    for (std::uint32_t t = 0; t < tables_.size(); ++t) {
      if (!alive_[t] || (tables_[t] & set).none()) continue;
      result.push_back(t);
      reach |= tables_[t];
    }
    return result;
  }

  [[nodiscard]] int pending_gamete(std::size_t v) const {
    for (std::size_t s = 0; s < pending_.size(); ++s) {
      if (pending_[s] && shape_.selections[s].gamete == v) return static_cast<int>(s);
    }
    return -1;
  }

  [[nodiscard]] bool is_pending_slot(std::size_t v) const {
    for (std::size_t s = 0; s < pending_.size(); ++s) {
      if (pending_[s] && (shape_.selections[s].slot[0] == v || shape_.selections[s].slot[1] == v)) return true;
    }
    return false;
  }

  /// Variables that only the input tables of a sum hold can go in the same move.
  void absorb(Candidate& candidate) const {
    VariableSet elsewhere = free_;
    for (std::uint32_t t = 0; t < tables_.size(); ++t) {
      if (alive_[t] && !std::binary_search(candidate.inputs.begin(), candidate.inputs.end(), t))
        elsewhere |= tables_[t];
    }
    for (std::size_t v = candidate.result._Find_first(); v < N; v = candidate.result._Find_next(v)) {
      if (elsewhere.test(v) || pending_gamete(v) >= 0 || is_pending_slot(v)) continue;
      candidate.eliminated.set(v);
      candidate.result.reset(v);
    }
  }

  /// E grows until every selection that starts in it lies in it whole. None if the move is not allowed now.
  [[nodiscard]] std::optional<Candidate> sum_move(std::size_t start) const {
    Candidate candidate;
    candidate.eliminated.set(start);
    for (bool grown = true; grown;) {
      grown = false;
      candidate.selections.clear();
      for (std::uint32_t s = 0; s < pending_.size(); ++s) {
        if (!pending_[s]) continue;
        const auto& slot = shape_.selections[s].slot;
        const bool first = candidate.eliminated.test(slot[0]);
        const bool second = candidate.eliminated.test(slot[1]);
        if (!first && !second) continue;
        if (!first || !second) grown = true;
        candidate.eliminated.set(slot[0]).set(slot[1]);
        candidate.selections.push_back(s);
      }
    }
    for (std::size_t v = candidate.eliminated._Find_first(); v < N; v = candidate.eliminated._Find_next(v)) {
      if (!left_.test(v) || pending_gamete(v) >= 0) return std::nullopt;
    }
    VariableSet reach;
    candidate.inputs = touching(candidate.eliminated, reach);
    for (const std::uint32_t s : candidate.selections) {
      if (reach.test(shape_.selections[s].gamete)) return std::nullopt;
    }
    candidate.result = reach & ~candidate.eliminated;
    absorb(candidate);
    const double states = size_of(candidate.eliminated);
    const double row = size_of(candidate.result);
    const double ways = std::exp2(static_cast<double>(candidate.selections.size()));
    candidate.work = states * (row * (ways + (candidate.inputs.size() > 1 ? 1 : 0)) + 8);
    for (const std::uint32_t s : candidate.selections) candidate.result.set(shape_.selections[s].gamete);
    return candidate;
  }

  [[nodiscard]] Candidate gather_move(std::size_t gamete, std::uint32_t selection) const {
    Candidate candidate;
    candidate.kind = Move::Kind::gather;
    candidate.eliminated.set(gamete);
    candidate.selections = {selection};
    VariableSet reach;
    candidate.inputs = touching(candidate.eliminated, reach);
    candidate.product_size = candidate.inputs.size() > 1 ? size_of(reach) : 0;
    candidate.work = candidate.product_size;
    candidate.result = reach;
    candidate.result.reset(gamete);
    candidate.wide_gather = size_of(candidate.result) > kWideGather;
    candidate.result.set(shape_.selections[selection].slot[0]).set(shape_.selections[selection].slot[1]);
    candidate.work += 2 * size_of(candidate.result);
    return candidate;
  }

  [[nodiscard]] double score(const Candidate& candidate) const {
    if (rule_ == Rule::work) return candidate.work;
    double grown = size_of(candidate.result);
    if (rule_ == Rule::growth) {
      for (const std::uint32_t t : candidate.inputs) grown -= size_of(tables_[t]);
    }
    return grown + 1e-9 * candidate.work;
  }

  [[nodiscard]] Candidate best_candidate() const {
    std::optional<Candidate> best;
    std::pair<bool, double> best_score;
    const auto consider = [&](std::optional<Candidate> candidate) {
      if (!candidate) return;
      const std::pair value{avoid_wide_gathers_ && candidate->wide_gather, score(*candidate)};
      if (best && value >= best_score) return;
      best_score = value;
      best = std::move(candidate);
    };
    VariableSet seen;
    for (std::size_t v = left_._Find_first(); v < N; v = left_._Find_next(v)) {
      const int selection = pending_gamete(v);
      if (selection >= 0) {
        if (!is_pending_slot(v)) consider(gather_move(v, static_cast<std::uint32_t>(selection)));
      } else if (!seen.test(v)) {
        auto candidate = sum_move(v);
        if (candidate) seen |= candidate->eliminated;
        consider(std::move(candidate));
      }
    }
    KITH_CHECK(best.has_value());
    return *std::move(best);
  }

  static std::vector<VariableIndex> listed(const VariableSet& set) {
    std::vector<VariableIndex> result;
    for (std::size_t v = set._Find_first(); v < N; v = set._Find_next(v)) {
      result.push_back(static_cast<VariableIndex>(v));
    }
    return result;
  }

  void apply(const Candidate& candidate) {
    order_.cost += candidate.work;
    order_.largest_table = std::max(order_.largest_table, candidate.product_size);
    for (const std::uint32_t t : candidate.inputs) alive_[t] = false;
    for (const std::uint32_t s : candidate.selections) pending_[s] = false;
    left_ &= ~candidate.eliminated;
    order_.moves.push_back({candidate.kind, listed(candidate.eliminated), candidate.inputs, candidate.selections,
                            listed(candidate.result)});
    add_table(candidate.result);
  }

  void finish() {
    Move last;
    for (std::uint32_t t = 0; t < tables_.size(); ++t) {
      if (alive_[t]) last.inputs.push_back(t);
    }
    last.result = listed(free_);
    order_.cost += size_of(free_);
    order_.moves.push_back(std::move(last));
  }

  const GraphShape& shape_;
  Rule rule_;
  bool avoid_wide_gathers_;
  std::vector<VariableSet> tables_;
  std::vector<bool> alive_;
  std::vector<bool> pending_;
  VariableSet free_;
  VariableSet left_;
  EliminationOrder order_;
};

template <std::size_t N>
EliminationOrder cheapest_order(const GraphShape& shape) {
  EliminationOrder best;
  best.cost = std::numeric_limits<double>::infinity();
  for (const bool avoid_wide_gathers : {true, false}) {
    for (const Rule rule : {Rule::work, Rule::result_size, Rule::growth}) {
      EliminationOrder order = OrderSearch<N>(shape, rule, avoid_wide_gathers).run();
      if (order.cost < best.cost) best = std::move(order);
    }
  }
  return best;
}

}  // namespace

EliminationOrder find_order(const GraphShape& shape) {
  const std::size_t n_variables = shape.domain.size();
  if (n_variables <= 64) return cheapest_order<64>(shape);
  if (n_variables <= 256) return cheapest_order<256>(shape);
  return cheapest_order<kMaxVariables>(shape);
}

}  // namespace kith::pedigree
