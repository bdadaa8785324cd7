#include "inference/joint/assignment_chain.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "core/check.hpp"
#include "core/log_add.hpp"

namespace kith::inference {
namespace {

double combined(Combine combine, double a, double b) {
  return combine == Combine::max ? std::max(a, b) : log_add(a, b);
}

/// Of each body the first and last step that could use it.
struct Span {
  std::size_t first = std::numeric_limits<std::size_t>::max();
  std::size_t last = 0;

  [[nodiscard]] bool is_shared() const { return first < last; }
};
using Spans = std::unordered_map<BodyIndex, Span>;

/// A state in as many bodies as there are: how many are placed (0 where that is not counted), then the used ones that
/// are still open, ascending.
class TextStates {
 public:
  using State = std::u32string;
  using Hash = std::hash<State>;

  explicit TextStates(const Spans& spans) : spans_(spans) {}

  static State start() { return State(1, U'\0'); }
  static std::size_t n_placed(const State& state) { return state.front(); }
  static State nothing() { return {}; }
  static void add(State& bodies, BodyIndex body) { bodies += static_cast<char32_t>(body); }
  /// The state after a group that uses `shared` and leaves `kept` open; false: a body would be used twice.
  bool move(const State& state, const State& shared, const State& kept, std::size_t n_placed, std::size_t step,
            State& next) const {
    next.assign(1, static_cast<char32_t>(static_cast<std::size_t>(state.front()) + n_placed));
    const auto open = std::u32string_view(state).substr(1);
    auto mine = shared.begin();
    for (const char32_t body : open) {
      while (mine != shared.end() && *mine < body) ++mine;
      if (mine != shared.end() && *mine == body) return false;
      if (spans_.at(body).last > step) next += body;
    }
    const auto middle = static_cast<std::ptrdiff_t>(next.size());
    next += kept;
    std::inplace_merge(next.begin() + 1, next.begin() + middle, next.end());
    return true;
  }

 private:
  const Spans& spans_;
};

/// The same in one word, for up to kMostBits bodies that units share.
class MaskStates {
 public:
  static constexpr std::size_t kMostBits = 48;  ///< the bits above count the placed
  static constexpr std::size_t kMostPlaced = 1U << 16;
  using State = std::uint64_t;
  struct Hash {
    std::size_t operator()(State state) const { return (state ^ (state >> 29)) * 0x9E3779B97F4A7C15U; }
  };

  explicit MaskStates(const Spans& spans) {
    std::map<BodyIndex, Span> shared;
    std::size_t n_steps = 0;
    for (const auto& [body, span] : spans) {
      if (span.is_shared()) shared.emplace(body, span);
      n_steps = std::max(n_steps, span.last + 1);
    }
    open_after_.assign(n_steps + 1, 0);
    for (const auto& [body, span] : shared) {
      const State bit = State{1} << bit_of_.size();
      bit_of_.emplace(body, bit);
      for (std::size_t step = 0; step < span.last; ++step) open_after_[step] |= bit;
    }
  }

  static State start() { return 0; }
  static std::size_t n_placed(State state) { return state >> kMostBits; }
  static State nothing() { return 0; }
  void add(State& bodies, BodyIndex body) const { bodies |= bit_of_.at(body); }
  bool move(State state, State shared, State kept, std::size_t n_placed, std::size_t step, State& next) const {
    if ((state & shared) != 0) return false;
    const State placed = state & ~((State{1} << kMostBits) - 1);
    const State open = step < open_after_.size() ? open_after_[step] : 0;
    next = (placed + (static_cast<State>(n_placed) << kMostBits)) | (state & open) | kept;
    return true;
  }

 private:
  std::unordered_map<BodyIndex, State> bit_of_{};
  std::vector<State> open_after_{};  ///< per step the bodies that a later one could use
};

Spans find_spans(std::span<const ChainUnit> units, std::span<const std::uint32_t> order) {
  Spans spans;
  for (std::size_t step = 0; step < order.size(); ++step) {
    for (const auto& used : units[order[step]].used) {
      for (const BodyIndex body : used) {
        Span& span = spans[body];
        span.first = std::min(span.first, step);
        span.last = std::max(span.last, step);
      }
    }
  }
  return spans;
}

template <class States>
class Chain {
 public:
  Chain(std::span<const ChainUnit> units, Combine combine, const ChainOptions& options,
        std::vector<std::uint32_t> order, const Spans& spans)
      : units_(units), combine_(combine), options_(options), order_(std::move(order)), spans_(spans), states_(spans) {}

  std::optional<ChainResult> run() {
    for (std::size_t step = 0; step < order_.size(); ++step) groups_.push_back(make_groups(step));
    if (!go_forward()) return std::nullopt;
    go_backward();
    result_.log_total = backward_.front().at(States::start());
    weigh();
    if (result_.log_total == kImpossible) return std::move(result_);
    if (options_.uniform) {
      draw();
    } else if (combine_ == Combine::max) {
      trace();
    }
    return std::move(result_);
  }

 private:
  using State = typename States::State;
  using Weights = std::unordered_map<State, double, typename States::Hash>;

  /// Assignments of one unit that use the same shared bodies and place as many.
  struct Group {
    State shared = States::nothing();  ///< bodies that other units could use too
    State kept = States::nothing();    ///< those of them that a later unit could use
    std::size_t n_placed = 0;
    double log_weight = kImpossible;
    std::vector<std::uint32_t> members{};
  };

  static void add_to(Weights& weights, const State& state, Combine combine, double value) {
    const auto [place, is_new] = weights.emplace(state, value);
    if (!is_new) place->second = combined(combine, place->second, value);
  }

  std::vector<Group> make_groups(std::size_t step) {
    const ChainUnit& unit = units_[order_[step]];
    std::map<std::pair<std::size_t, State>, Group> groups;
    for (std::uint32_t i = 0; i < unit.used.size(); ++i) {
      Group group;
      for (const BodyIndex body : unit.used[i]) {
        const Span& span = spans_.at(body);
        if (span.is_shared()) states_.add(group.shared, body);
        if (span.is_shared() && span.last > step) states_.add(group.kept, body);
      }
      group.n_placed = options_.counts_bodies ? unit.count(i) : 0;
      Group& known = groups.emplace(std::pair(group.n_placed, group.shared), group).first->second;
      known.log_weight = combined(combine_, known.log_weight, unit.log_weight[i]);
      known.members.push_back(i);
    }
    std::vector<Group> list;
    for (auto& [key, group] : groups) list.push_back(std::move(group));
    return list;
  }

  /// The state after `group`; false: a body would be used twice.
  bool move(const State& state, const Group& group, std::size_t step, State& next) const {
    return states_.move(state, group.shared, group.kept, group.n_placed, step, next);
  }

  bool go_forward() {
    forward_.resize(order_.size() + 1);
    forward_.front().emplace(States::start(), 0.0);
    State next = States::nothing();
    for (std::size_t step = 0; step < order_.size(); ++step) {
      const Weights& here = forward_[step];
      result_.most_states = std::max(result_.most_states, here.size());
      result_.n_steps += here.size() * groups_[step].size();
      if (result_.n_steps > options_.most_steps) return false;
      for (const auto& [state, weight] : here) {
        for (const Group& group : groups_[step]) {
          if (move(state, group, step, next)) add_to(forward_[step + 1], next, combine_, weight + group.log_weight);
        }
      }
    }
    return true;
  }

  void go_backward() {
    backward_.resize(order_.size() + 1);
    for (const auto& [state, weight] : forward_.back()) {
      backward_.back().emplace(state, options_.counts_bodies ? options_.log_end(States::n_placed(state)) : 0.0);
    }
    State next = States::nothing();
    for (std::size_t step = order_.size(); step-- > 0;) {
      for (const auto& [state, weight] : forward_[step]) {
        double sum = kImpossible;
        for (const Group& group : groups_[step]) {
          if (!move(state, group, step, next)) continue;
          sum = combined(combine_, sum, group.log_weight + backward_[step + 1].at(next));
        }
        backward_[step].emplace(state, sum);
      }
    }
  }

  void weigh() {
    result_.log_weight.resize(units_.size());
    State next = States::nothing();
    for (std::size_t step = 0; step < order_.size(); ++step) {
      const ChainUnit& unit = units_[order_[step]];
      auto& weights = result_.log_weight[order_[step]];
      weights.assign(unit.used.size(), kImpossible);
      for (const Group& group : groups_[step]) {
        double around = kImpossible;  // of everything but this unit
        for (const auto& [state, weight] : forward_[step]) {
          if (!move(state, group, step, next)) continue;
          around = combined(combine_, around, weight + backward_[step + 1].at(next));
        }
        for (const auto i : group.members) weights[i] = around + unit.log_weight[i];
      }
    }
  }

  void trace() {
    result_.best.resize(units_.size());
    State state = States::start();
    State next = States::nothing();
    State after = States::nothing();
    for (std::size_t step = 0; step < order_.size(); ++step) {
      double highest = kImpossible;
      const Group* best = nullptr;
      for (const Group& group : groups_[step]) {
        if (!move(state, group, step, next)) continue;
        const double value = group.log_weight + backward_[step + 1].at(next);
        if (best != nullptr && !(value > highest)) continue;
        highest = value;
        best = &group;
        after = next;
      }
      KITH_CHECK(best != nullptr);
      const auto& weights = units_[order_[step]].log_weight;
      result_.best[order_[step]] = *std::max_element(
          best->members.begin(), best->members.end(),
          [&](std::uint32_t a, std::uint32_t b) { return weights[a] < weights[b]; });
      state = after;
    }
  }

  /// From the first unit on: each group in proportion to what can follow, then one of its members.
  void draw() {
    result_.best.resize(units_.size());
    State state = States::start();
    State next = States::nothing();
    std::vector<double> log_weights;
    std::vector<State> after;
    for (std::size_t step = 0; step < order_.size(); ++step) {
      const auto& groups = groups_[step];
      log_weights.assign(groups.size(), kImpossible);
      after.resize(groups.size());
      for (std::size_t g = 0; g < groups.size(); ++g) {
        if (!move(state, groups[g], step, next)) continue;
        log_weights[g] = groups[g].log_weight + backward_[step + 1].at(next);
        after[g] = next;
      }
      const std::size_t chosen = pick(log_weights);
      const auto& weights = units_[order_[step]].log_weight;
      log_weights.clear();
      for (const auto member : groups[chosen].members) log_weights.push_back(weights[member]);
      result_.best[order_[step]] = groups[chosen].members[pick(log_weights)];
      state = after[chosen];
    }
  }

  [[nodiscard]] std::size_t pick(const std::vector<double>& log_weights) const {
    const double highest = *std::max_element(log_weights.begin(), log_weights.end());
    double total = 0;
    for (const double weight : log_weights) total += std::exp(weight - highest);
    double left = options_.uniform() * total;
    std::size_t last = 0;
    for (std::size_t i = 0; i < log_weights.size(); ++i) {
      const double weight = std::exp(log_weights[i] - highest);
      if (weight == 0) continue;
      last = i;
      left -= weight;
      if (left < 0) return i;
    }
    return last;
  }

  std::span<const ChainUnit> units_;
  Combine combine_;
  const ChainOptions& options_;
  std::vector<std::uint32_t> order_;
  const Spans& spans_;
  States states_;
  std::vector<std::vector<Group>> groups_{};  ///< per step
  std::vector<Weights> forward_{};            ///< per step and after the last
  std::vector<Weights> backward_{};
  ChainResult result_{};
};

}  // namespace

namespace {

/// What order_units keeps count of. Bodies by a number of their own, 0, 1, 2, ...
struct OpenBodies {
  std::vector<std::vector<std::size_t>> of_unit{};  ///< per unit, ascending
  std::vector<std::size_t> n_left{};                ///< units not yet taken that could use the body
  std::vector<char> is_open{};                      ///< a unit was taken that could use it, and another is left
  std::size_t n_open = 0;

  explicit OpenBodies(std::span<const ChainUnit> units) : of_unit(units.size()) {
    std::unordered_map<BodyIndex, std::size_t> number_of;
    for (std::size_t u = 0; u < units.size(); ++u) {
      auto& mine = of_unit[u];
      for (const auto& used : units[u].used) {
        for (const BodyIndex body : used) mine.push_back(number_of.emplace(body, number_of.size()).first->second);
      }
      std::sort(mine.begin(), mine.end());
      mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
    }
    n_left.assign(number_of.size(), 0);
    is_open.assign(number_of.size(), 0);
    for (const auto& mine : of_unit) {
      for (const std::size_t body : mine) ++n_left[body];
    }
  }

  /// How many more bodies are open once the unit is taken; none: it touches no open body though there are some.
  [[nodiscard]] std::optional<std::ptrdiff_t> n_opened(std::size_t unit) const {
    std::ptrdiff_t opened = 0;
    bool touches = n_open == 0;
    for (const std::size_t body : of_unit[unit]) {
      const bool last = n_left[body] == 1;
      touches = touches || is_open[body] != 0;
      if (is_open[body] != 0) {
        opened -= last ? 1 : 0;
      } else {
        opened += last ? 0 : 1;
      }
    }
    return touches ? std::optional(opened) : std::nullopt;
  }

  void take(std::size_t unit) {
    for (const std::size_t body : of_unit[unit]) {
      n_open -= static_cast<std::size_t>(is_open[body]);
      is_open[body] = --n_left[body] > 0 ? 1 : 0;
      n_open += static_cast<std::size_t>(is_open[body]);
    }
  }
};

}  // namespace

std::vector<std::uint32_t> order_units(std::span<const ChainUnit> units) {
  OpenBodies bodies(units);
  std::vector<bool> is_taken(units.size(), false);
  std::vector<std::uint32_t> order;
  while (order.size() < units.size()) {
    std::optional<std::ptrdiff_t> least;
    std::size_t next = 0;
    for (std::size_t u = 0; u < units.size(); ++u) {
      const auto opened = is_taken[u] ? std::nullopt : bodies.n_opened(u);
      if (!opened || (least && *opened >= *least)) continue;
      least = opened;
      next = u;
    }
    KITH_CHECK(least.has_value());
    is_taken[next] = true;
    order.push_back(static_cast<std::uint32_t>(next));
    bodies.take(next);
  }
  return order;
}

std::optional<ChainResult> run_chain(std::span<const ChainUnit> units, Combine combine, const ChainOptions& options) {
  auto order = order_units(units);
  const Spans spans = find_spans(units, order);
  const auto n_shared = static_cast<std::size_t>(
      std::count_if(spans.begin(), spans.end(), [](const auto& entry) { return entry.second.is_shared(); }));
  if (n_shared <= MaskStates::kMostBits && spans.size() < MaskStates::kMostPlaced)
    return Chain<MaskStates>(units, combine, options, std::move(order), spans).run();
  return Chain<TextStates>(units, combine, options, std::move(order), spans).run();
}

}  // namespace kith::inference
