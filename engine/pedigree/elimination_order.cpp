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

/// What is known of the move that starts with a variable, until another move changes one of `depends_on`.
template <std::size_t N>
struct KnownMove {
  bool is_current = false;
  std::bitset<N> depends_on;
  std::optional<CandidateMove<N>> move;  ///< none: not allowed now
  std::pair<bool, double> score;         ///< the smaller the better
};

template <std::size_t N>
class OrderSearch {
  using VariableSet = std::bitset<N>;
  using Candidate = CandidateMove<N>;

 public:
  OrderSearch(const GraphShape& shape, Rule rule, bool avoid_wide_gathers)
      : shape_(shape),
        rule_(rule),
        avoid_wide_gathers_(avoid_wide_gathers),
        gamete_of_(shape.domain.size(), -1),
        n_slots_(shape.domain.size(), 0),
        known_(shape.domain.size()) {
    KITH_CHECK(shape.domain.size() <= N);
    for (std::uint32_t s = 0; s < shape.selections.size(); ++s) {
      const auto& selection = shape.selections[s];
      pending_.push_back(s);
      gamete_of_[selection.gamete] = static_cast<int>(s);
      ++n_slots_[selection.slot[0]];
      ++n_slots_[selection.slot[1]];
    }
    for (const auto& table : shape.tables) {
      VariableSet variables;
      for (int i = 0; i < table.n_variables; ++i) variables.set(table.variables[static_cast<std::size_t>(i)]);
      add_table(variables);
    }
    for (const VariableIndex v : shape.free) free_.set(v);
    left_.reset();
    for (std::size_t v = 0; v < shape.domain.size(); ++v) left_.set(v, !free_.test(v));
  }

  /// None as soon as the cost reaches `limit`.
  std::optional<EliminationOrder> run(double limit) {
    while (left_.any()) {
      if (order_.cost >= limit) return std::nullopt;
      apply(best_candidate());
    }
    finish();
    return std::move(order_);
  }

 private:
  void add_table(const VariableSet& variables) {
    alive_.push_back(static_cast<std::uint32_t>(tables_.size()));
    tables_.push_back(variables);
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
    for (const std::uint32_t t : alive_) {
      if ((tables_[t] & set).none()) continue;
      result.push_back(t);
      reach |= tables_[t];
    }
    return result;
  }

  /// The selection that makes this gamete, if it still waits; else -1.
  [[nodiscard]] int pending_gamete(std::size_t v) const { return gamete_of_[v]; }
  [[nodiscard]] bool is_pending_slot(std::size_t v) const { return n_slots_[v] > 0; }

  /// Variables that only the input tables of a sum hold can go in the same move.
  void absorb(Candidate& candidate) const {
    VariableSet elsewhere = free_;
    auto input = candidate.inputs.begin();
    for (const std::uint32_t t : alive_) {
      if (input != candidate.inputs.end() && *input == t) {
        ++input;
      } else {
        elsewhere |= tables_[t];
      }
    }
    for (std::size_t v = candidate.result._Find_first(); v < N; v = candidate.result._Find_next(v)) {
      if (elsewhere.test(v) || pending_gamete(v) >= 0 || is_pending_slot(v)) continue;
      candidate.eliminated.set(v);
      candidate.result.reset(v);
    }
  }

  /// E grows until every selection that starts in it lies in it whole.
  void grow(Candidate& candidate) const {
    for (bool grown = true; grown;) {
      grown = false;
      candidate.selections.clear();
      for (const std::uint32_t s : pending_) {
        const auto& slot = shape_.selections[s].slot;
        const bool first = candidate.eliminated.test(slot[0]);
        const bool second = candidate.eliminated.test(slot[1]);
        if (!first && !second) continue;
        if (!first || !second) grown = true;
        candidate.eliminated.set(slot[0]).set(slot[1]);
        candidate.selections.push_back(s);
      }
    }
  }

  /// None if the move is not allowed now.
  [[nodiscard]] std::optional<Candidate> sum_move(std::size_t start, VariableSet& depends_on) const {
    Candidate candidate;
    candidate.eliminated.set(start);
    grow(candidate);
    depends_on |= candidate.eliminated;
    for (const std::uint32_t s : candidate.selections) depends_on.set(shape_.selections[s].gamete);
    for (std::size_t v = candidate.eliminated._Find_first(); v < N; v = candidate.eliminated._Find_next(v)) {
      if (!left_.test(v) || pending_gamete(v) >= 0) return std::nullopt;
    }
    VariableSet reach;
    candidate.inputs = touching(candidate.eliminated, reach);
    depends_on |= reach;
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

  [[nodiscard]] Candidate gather_move(std::size_t gamete, std::uint32_t selection, VariableSet& depends_on) const {
    Candidate candidate;
    candidate.kind = Move::Kind::gather;
    candidate.eliminated.set(gamete);
    candidate.selections = {selection};
    VariableSet reach;
    candidate.inputs = touching(candidate.eliminated, reach);
    depends_on |= reach;
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

  /// The move that starts with variable v.
  [[nodiscard]] const KnownMove<N>& move_of(std::size_t v) {
    KnownMove<N>& known = known_[v];
    if (known.is_current) return known;
    known.is_current = true;
    known.depends_on.reset();
    known.depends_on.set(v);
    known.move.reset();
    const int selection = pending_gamete(v);
    if (selection < 0) {
      known.move = sum_move(v, known.depends_on);
    } else if (!is_pending_slot(v)) {
      known.move = gather_move(v, static_cast<std::uint32_t>(selection), known.depends_on);
    }
    if (known.move) known.score = {avoid_wide_gathers_ && known.move->wide_gather, score(*known.move)};
    return known;
  }

  [[nodiscard]] Candidate best_candidate() {
    const KnownMove<N>* best = nullptr;
    VariableSet seen;
    for (std::size_t v = left_._Find_first(); v < N; v = left_._Find_next(v)) {
      if (seen.test(v)) continue;
      const KnownMove<N>& known = move_of(v);
      if (!known.move) continue;
      if (known.move->kind == Move::Kind::sum) seen |= known.move->eliminated;
      if (best == nullptr || known.score < best->score) best = &known;
    }
    KITH_CHECK(best != nullptr);
    return *best->move;
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
    VariableSet changed = candidate.eliminated | candidate.result;
    for (const std::uint32_t t : candidate.inputs) {
      changed |= tables_[t];
      alive_.erase(std::lower_bound(alive_.begin(), alive_.end(), t));
    }
    for (const std::uint32_t s : candidate.selections) {
      const auto& selection = shape_.selections[s];
      changed.set(selection.gamete).set(selection.slot[0]).set(selection.slot[1]);
      gamete_of_[selection.gamete] = -1;
      --n_slots_[selection.slot[0]];
      --n_slots_[selection.slot[1]];
      pending_.erase(std::lower_bound(pending_.begin(), pending_.end(), s));
    }
    for (KnownMove<N>& known : known_) known.is_current = known.is_current && (known.depends_on & changed).none();
    left_ &= ~candidate.eliminated;
    order_.moves.push_back({candidate.kind, listed(candidate.eliminated), candidate.inputs, candidate.selections,
                            listed(candidate.result)});
    add_table(candidate.result);
  }

  void finish() {
    Move last;
    last.inputs = alive_;
    last.result = listed(free_);
    order_.cost += size_of(free_);
    order_.moves.push_back(std::move(last));
  }

  const GraphShape& shape_;
  Rule rule_;
  bool avoid_wide_gathers_;
  std::vector<VariableSet> tables_;
  std::vector<std::uint32_t> alive_;    ///< tables not multiplied yet, ascending
  std::vector<std::uint32_t> pending_;  ///< selections not used yet, ascending
  std::vector<int> gamete_of_;          ///< per variable: the pending selection whose gamete it is, or -1
  std::vector<int> n_slots_;            ///< per variable: pending selections it is a slot of
  std::vector<KnownMove<N>> known_;     ///< per variable
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
      auto order = OrderSearch<N>(shape, rule, avoid_wide_gathers).run(best.cost);
      if (order && order->cost < best.cost) best = *std::move(order);
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
