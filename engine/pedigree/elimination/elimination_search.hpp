// pedigree/elimination/elimination_search.hpp — the greedy search behind find_order() (elimination_order.hpp): one
// rule, one shape, one order. Moves are kept until another move changes what they depend on, and keep their memory: a
// search looks at thousands.
#pragma once

#include <algorithm>
#include <bitset>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/check.hpp"
#include "pedigree/elimination/elimination_candidates.hpp"
#include "pedigree/elimination/elimination_order.hpp"

namespace kith::pedigree {

/// A gather that leaves more than this many entries per pair of parental alleles is usually dearer than a scatter
/// later.
inline constexpr double kWideGather = 4;

/// What the greedy rule minimises.
enum class Rule : std::uint8_t { result_size, work, growth };

/// What is known of the move that starts with a variable, until another move changes one of `depends_on`.
template <std::size_t N>
struct KnownMove {
  bool is_current = false;
  bool is_allowed = false;
  std::bitset<N> depends_on;
  CandidateMove<N> move;
  std::pair<bool, double> score;  ///< the smaller the better
};

/// Runs one rule after another on a shape; the memory of the first run serves the others.
template <std::size_t N>
class OrderSearch {
  using VariableSet = std::bitset<N>;
  using Candidate = CandidateMove<N>;

 public:
  explicit OrderSearch(const GraphShape& shape) : shape_(shape), known_(shape.domain.size()) {
    KITH_CHECK(shape.domain.size() <= N);
    for (const VariableIndex v : shape.free) free_.set(v);
    for (const VariableIndex v : shape.late) late_.set(v);
  }

  /// With `puts_off` wide gathers and late variables wait until there is nothing else. False as soon as the cost
  /// reaches `limit`.
  bool run(Rule rule, bool puts_off, double limit) {
    rule_ = rule;
    puts_off_ = puts_off;
    return run(limit);
  }

  /// The same with scores that are shaken, by other factors for every seed (> 0): a stochastic greedy search (Fishelson
  /// & Geiger 2004). The order found depends on nothing but the shape and the arguments.
  bool run_shaken(Rule rule, std::uint64_t seed, double limit) {
    random_ = seed;
    const bool done = run(rule, false, limit);
    random_ = 0;
    return done;
  }

  [[nodiscard]] double cost() const { return cost_; }
  /// Whether the last run had anything to put off; if not, its rule finds the same order without.
  [[nodiscard]] bool had_to_put_off() const { return had_to_put_off_; }

  /// The order of the last run. @pre it came to its end.
  [[nodiscard]] EliminationOrder order() const {
    EliminationOrder order;
    order.cost = cost_;
    order.largest_table = largest_table_;
    for (std::size_t m = 0; m < n_moves_; ++m) {
      const Candidate& move = moves_[m];
      order.moves.push_back({move.kind, listed(move.eliminated), move.inputs, move.selections, listed(move.result)});
    }
    Move last;
    last.inputs = tables_.numbers();
    last.result = listed(free_);
    order.moves.push_back(std::move(last));
    return order;
  }

 private:
  bool run(double limit) {
    start();
    while (left_.any()) {
      if (cost_ >= limit) return false;
      apply(best_candidate());
    }
    cost_ += size_of(free_);
    return true;
  }

  void add_table(const VariableSet& variables) {
    const double size = size_of(variables);
    tables_.add(variables, size);
    largest_table_ = std::max(largest_table_, size);
  }

  void start() {
    cost_ = largest_table_ = 0;
    n_moves_ = 0;
    had_to_put_off_ = false;
    tables_.clear();
    pending_.clear();
    gamete_of_.assign(shape_.domain.size(), -1);
    n_slots_.assign(shape_.domain.size(), 0);
    for (std::uint32_t s = 0; s < shape_.selections.size(); ++s) {
      const auto& selection = shape_.selections[s];
      pending_.push_back(s);
      gamete_of_[selection.gamete] = static_cast<int>(s);
      ++n_slots_[selection.slot[0]];
      ++n_slots_[selection.slot[1]];
    }
    for (const auto& table : shape_.tables) {
      VariableSet variables;
      for (int i = 0; i < table.n_variables; ++i) variables.set(table.variables[static_cast<std::size_t>(i)]);
      add_table(variables);
    }
    left_.reset();
    for (std::size_t v = 0; v < shape_.domain.size(); ++v) left_.set(v, !free_.test(v));
    for (KnownMove<N>& known : known_) known.is_current = false;
  }

  [[nodiscard]] double size_of(const VariableSet& variables) const {
    double size = 1;
    for (std::size_t v = variables._Find_first(); v < N; v = variables._Find_next(v)) size *= shape_.domain[v];
    return size;
  }

  /// The selection that makes this gamete, if it still waits; else -1.
  [[nodiscard]] int pending_gamete(std::size_t v) const { return gamete_of_[v]; }
  [[nodiscard]] bool is_pending_slot(std::size_t v) const { return n_slots_[v] > 0; }

  /// Variables that only the input tables of a sum hold can go in the same move.
  void absorb(Candidate& candidate) const {
    const VariableSet elsewhere = free_ | tables_.held_by_others(candidate.inputs);
    const VariableSet inside = candidate.result & ~elsewhere;
    for (std::size_t v = inside._Find_first(); v < N; v = inside._Find_next(v)) {
      if (pending_gamete(v) >= 0 || is_pending_slot(v)) continue;
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

  /// False if the move is not allowed now.
  bool find_sum(std::size_t start, Candidate& candidate, VariableSet& depends_on) const {
    candidate.start(Move::Kind::sum, start);
    grow(candidate);
    depends_on |= candidate.eliminated;
    for (const std::uint32_t s : candidate.selections) depends_on.set(shape_.selections[s].gamete);
    for (std::size_t v = candidate.eliminated._Find_first(); v < N; v = candidate.eliminated._Find_next(v)) {
      if (!left_.test(v) || pending_gamete(v) >= 0) return false;
    }
    const VariableSet reach = tables_.holding(candidate.eliminated, candidate.inputs);
    depends_on |= reach;
    for (const std::uint32_t s : candidate.selections) {
      if (reach.test(shape_.selections[s].gamete)) return false;
    }
    candidate.result = reach & ~candidate.eliminated;
    absorb(candidate);
    const double states = size_of(candidate.eliminated);
    const double row = size_of(candidate.result);
    const double ways = std::ldexp(1.0, static_cast<int>(candidate.selections.size()));
    candidate.work = states * (row * (ways + (candidate.inputs.size() > 1 ? 1 : 0)) + 8);
    for (const std::uint32_t s : candidate.selections) candidate.result.set(shape_.selections[s].gamete);
    return true;
  }

  void find_gather(std::size_t gamete, std::uint32_t selection, Candidate& candidate, VariableSet& depends_on) {
    candidate.start(Move::Kind::gather, gamete);
    candidate.selections.push_back(selection);
    const VariableSet reach = tables_.holding(candidate.eliminated, candidate.inputs);
    depends_on |= reach;
    candidate.product_size = candidate.inputs.size() > 1 ? size_of(reach) : 0;
    candidate.work = candidate.product_size;
    candidate.result = reach;
    candidate.result.reset(gamete);
    candidate.wide_gather = size_of(candidate.result) > kWideGather;
    candidate.result.set(shape_.selections[selection].slot[0]).set(shape_.selections[selection].slot[1]);
    candidate.work += 2 * size_of(candidate.result);
  }

  [[nodiscard]] double score(const Candidate& candidate) const {
    if (rule_ == Rule::work) return candidate.work;
    double grown = size_of(candidate.result);
    if (rule_ == Rule::growth) grown = tables_.less_sizes(grown, candidate.inputs);
    return grown + 1e-9 * candidate.work;
  }

  /// The move that starts with variable v.
  [[nodiscard]] const KnownMove<N>& move_of(std::size_t v) {
    KnownMove<N>& known = known_[v];
    if (known.is_current) return known;
    known.is_current = true;
    known.depends_on.reset();
    known.depends_on.set(v);
    const int selection = pending_gamete(v);
    if (selection < 0) {
      known.is_allowed = find_sum(v, known.move, known.depends_on);
    } else {
      known.is_allowed = !is_pending_slot(v);
      if (known.is_allowed) find_gather(v, static_cast<std::uint32_t>(selection), known.move, known.depends_on);
    }
    if (!known.is_allowed) return known;
    const bool is_late = known.move.wide_gather || late_.test(v);
    had_to_put_off_ |= is_late;
    known.score = {puts_off_ && is_late, score(known.move)};
    if (random_ != 0) known.score.second *= std::sqrt(-std::log(next_random()));
    return known;
  }

  /// Uniform in (0, 1): SplitMix64 (Steele, Lea & Flood 2014).
  double next_random() {
    std::uint64_t bits = random_ += 0x9e3779b97f4a7c15ULL;
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9ULL;
    bits = (bits ^ bits >> 27) * 0x94d049bb133111ebULL;
    return (static_cast<double>((bits ^ bits >> 31) >> 12) + 0.5) * 0x1p-52;
  }

  [[nodiscard]] const Candidate& best_candidate() {
    const KnownMove<N>* best = nullptr;
    VariableSet seen;
    for (std::size_t v = left_._Find_first(); v < N; v = left_._Find_next(v)) {
      if (seen.test(v)) continue;
      const KnownMove<N>& known = move_of(v);
      if (!known.is_allowed) continue;
      if (known.move.kind == Move::Kind::sum) seen |= known.move.eliminated;
      if (best == nullptr || known.score < best->score) best = &known;
    }
    KITH_CHECK(best != nullptr);
    return best->move;
  }

  static std::vector<VariableIndex> listed(const VariableSet& set) {
    std::vector<VariableIndex> result;
    for (std::size_t v = set._Find_first(); v < N; v = set._Find_next(v)) {
      result.push_back(static_cast<VariableIndex>(v));
    }
    return result;
  }

  void apply(const Candidate& candidate) {
    cost_ += candidate.work;
    largest_table_ = std::max(largest_table_, candidate.product_size);
    VariableSet changed = candidate.eliminated | candidate.result;
    changed |= tables_.remove(candidate.inputs);
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
    if (n_moves_ == moves_.size()) moves_.emplace_back();
    moves_[n_moves_++] = candidate;
    add_table(candidate.result);
  }

  const GraphShape& shape_;
  Rule rule_ = Rule::work;
  bool puts_off_ = false;
  std::uint64_t random_ = 0;  ///< 0: scores are not shaken
  bool had_to_put_off_ = false;
  TablesLeft<N> tables_;
  std::vector<std::uint32_t> pending_;  ///< selections not used yet, ascending
  std::vector<int> gamete_of_;          ///< per variable: the pending selection whose gamete it is, or -1
  std::vector<int> n_slots_;            ///< per variable: pending selections it is a slot of
  std::vector<KnownMove<N>> known_;     ///< per variable
  VariableSet free_;
  VariableSet late_;
  VariableSet left_;
  std::vector<Candidate> moves_;  ///< the first n_moves_ are those of this run
  std::size_t n_moves_ = 0;
  double cost_ = 0;
  double largest_table_ = 0;
};

}  // namespace kith::pedigree
