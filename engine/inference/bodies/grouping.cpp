#include "inference/bodies/grouping.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <queue>
#include <set>
#include <tuple>

#include "core/check.hpp"
#include "core/disjoint_sets.hpp"
#include "inference/bodies/weakest_pair.hpp"

namespace kith::inference {
namespace {

using Members = std::vector<SampleIndex>;

/// Groups of more samples keep their product of likelihoods: multiplying anew would take longer each time.
constexpr std::size_t kKeepFrom = 6;

/// A group while groups grow. A join makes a new one; the two it came from are dead.
struct Node {
  Members members{};
  std::set<std::uint32_t> neighbours{};  ///< alive nodes with a kept pair across
  std::set<std::uint32_t> apart{};       ///< samples that a statement keeps out
  std::unique_ptr<GroupLikelihood> likelihood{};
  bool is_alive = true;
  bool is_stated = false;
};

/// A join that is good enough; the best first, then by the first members.
struct Join {
  double posterior = 0;
  double odds = 0;  ///< log10 LR against strangers: tells joins apart whose posterior is 1 in double
  SampleIndex first = 0, second = 0;
  std::uint32_t a = 0, b = 0;
  friend bool operator<(const Join& x, const Join& y) {  // of a priority queue: the last one is taken
    if (x.posterior != y.posterior) return x.posterior < y.posterior;
    if (x.odds != y.odds) return x.odds < y.odds;
    return std::tie(x.first, x.second) > std::tie(y.first, y.second);
  }
};

class Grower {
 public:
  Grower(const GroupContext& context, std::span<const SamplePair> pairs, const Statements& statements,
         const GroupingOptions& options)
      : context_(context), options_(options) {
    make_nodes(statements);
    for (const SamplePair& pair : pairs) {
      const std::uint32_t a = node_of_[pair.first], b = node_of_[pair.second];
      if (a == b) continue;
      nodes_[a].neighbours.insert(b);
      nodes_[b].neighbours.insert(a);
    }
    for (const auto& [a, b] : statements.different) {
      nodes_[node_of_[a]].apart.insert(b);
      nodes_[node_of_[b]].apart.insert(a);
    }
  }

  void run() {
    for (std::uint32_t a = 0; a < nodes_.size(); ++a) {
      for (const std::uint32_t b : nodes_[a].neighbours) {
        if (b > a) offer(a, b);
      }
    }
    while (!joins_.empty()) {
      const Join join = joins_.top();
      joins_.pop();
      if (nodes_[join.a].is_alive && nodes_[join.b].is_alive) unite(join.a, join.b);
    }
  }

  [[nodiscard]] std::vector<Group> groups() const {
    std::vector<Group> result;
    for (const Node& node : nodes_) {
      if (node.is_alive) result.push_back({.members = node.members, .is_stated = node.is_stated});
    }
    return result;
  }

 private:
  void make_nodes(const Statements& statements) {
    const auto n = static_cast<std::uint32_t>(context_.samples->n_samples());
    DisjointSets sets(n);
    for (const auto& [a, b] : statements.same) sets.unite(a, b);
    node_of_.assign(n, 0);
    for (std::uint32_t i = 0; i < n; ++i) {
      if (sets.find(i) == i) {
        node_of_[i] = static_cast<std::uint32_t>(nodes_.size());
        nodes_.emplace_back();
      }
      node_of_[i] = node_of_[sets.find(i)];
      nodes_[node_of_[i]].members.push_back(i);
    }
    for (Node& node : nodes_) node.is_stated = node.members.size() > 1;
  }

  [[nodiscard]] SampleLr lr(Node& a, Node& b) {
    const auto keep = [&](Node& node) {
      if (node.members.size() >= kKeepFrom && !node.likelihood) {
        node.likelihood = std::make_unique<GroupLikelihood>(*context_.samples, node.members);
      }
    };
    keep(a);
    keep(b);
    if (!a.likelihood && !b.likelihood) return group_lr(*context_.samples, a.members, b.members);
    const auto of = [&](const Node& node) {
      return node.likelihood ? *node.likelihood : GroupLikelihood(*context_.samples, node.members);
    };
    if (a.likelihood && b.likelihood)
      return group_lr(*context_.samples, a.members, *a.likelihood, b.members, *b.likelihood);
    if (a.likelihood) return group_lr(*context_.samples, a.members, *a.likelihood, b.members, of(b));
    return group_lr(*context_.samples, a.members, of(a), b.members, *b.likelihood);
  }

  void offer(std::uint32_t a, std::uint32_t b) {
    Node &x = nodes_[a], &y = nodes_[b];
    if (context_.why_apart(x.members, y.members, x.apart, options_.most_members)) return;
    const SampleLr both = lr(x, y);
    const double posterior = context_.posterior(x.members, y.members, both).same;
    if (posterior < options_.join) return;
    const SampleIndex first = std::min(x.members.front(), y.members.front());
    const SampleIndex second = std::max(x.members.front(), y.members.front());
    joins_.push({posterior, both.same, first, second, a, b});
  }

  void unite(std::uint32_t a, std::uint32_t b) {
    const auto c = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back();
    Node &x = nodes_[a], &y = nodes_[b], &node = nodes_[c];
    std::merge(x.members.begin(), x.members.end(), y.members.begin(), y.members.end(),
               std::back_inserter(node.members));
    node.is_stated = x.is_stated || y.is_stated;
    node.apart = std::move(x.apart);
    node.apart.insert(y.apart.begin(), y.apart.end());
    node.neighbours = std::move(x.neighbours);
    node.neighbours.insert(y.neighbours.begin(), y.neighbours.end());
    node.neighbours.erase(a);
    node.neighbours.erase(b);
    for (const std::uint32_t other : node.neighbours) {
      nodes_[other].neighbours.erase(a);
      nodes_[other].neighbours.erase(b);
      nodes_[other].neighbours.insert(c);
    }
    x = Node{.is_alive = false};
    y = Node{.is_alive = false};
    const std::set<std::uint32_t> neighbours = nodes_[c].neighbours;
    for (const std::uint32_t other : neighbours) offer(std::min(c, other), std::max(c, other));
  }

  const GroupContext& context_;
  const GroupingOptions& options_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> node_of_;  ///< per sample its first node
  std::priority_queue<Join> joins_;
};

/// Falls apart at its weakest pair while that is not good enough; what a statement joined stays.
void check_group(const GroupContext& context, Group group, double join, std::vector<Group>& checked) {
  if (group.members.size() < 2) {
    checked.push_back(std::move(group));
    return;
  }
  Split split = weakest_split(context, group.members);
  group.weakest = split.weakest;
  if (split.weakest.posterior.same >= join || group.is_stated) {
    checked.push_back(std::move(group));
    return;
  }
  check_group(context, {.members = std::move(split.first), .weakest = {}, .is_stated = false}, join, checked);
  check_group(context, {.members = std::move(split.second), .weakest = {}, .is_stated = false}, join, checked);
}

/// Every pair of groups with a kept pair of samples across.
std::vector<OpenPair> list_open(const GroupContext& context, std::span<const SamplePair> pairs,
                                const Statements& statements, const std::vector<Group>& groups,
                                const GroupingOptions& options) {
  std::vector<std::uint32_t> group_of(context.samples->n_samples());
  for (std::uint32_t g = 0; g < groups.size(); ++g) {
    for (const SampleIndex member : groups[g].members) group_of[member] = g;
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, const SamplePair*> best;
  for (const SamplePair& pair : pairs) {
    const auto [a, b] = std::minmax(group_of[pair.first], group_of[pair.second]);
    if (a == b) continue;
    const auto place = best.try_emplace({a, b}, &pair).first;
    if (pair.lr.same > place->second->lr.same) place->second = &pair;
  }
  std::map<SampleIndex, std::set<std::uint32_t>> apart;
  for (const auto& [a, b] : statements.different) apart[a].insert(b), apart[b].insert(a);
  std::vector<OpenPair> open;
  for (const auto& [key, pair] : best) {
    const auto& a = groups[key.first].members;
    const auto& b = groups[key.second].members;
    OpenPair found{
        .first = key.first, .second = key.second, .first_sample = pair->first, .second_sample = pair->second};
    found.lr = group_lr(*context.samples, a, b);
    found.posterior = context.posterior(a, b, found.lr);
    if (found.posterior.same < options.list_from) continue;
    std::set<std::uint32_t> kept_out;
    for (const SampleIndex member : a) kept_out.insert(apart[member].begin(), apart[member].end());
    found.reason = context.why_apart(a, b, kept_out, options.most_members).value_or(Apart::undecided);
    open.push_back(found);
  }
  std::stable_sort(open.begin(), open.end(),
                   [](const OpenPair& x, const OpenPair& y) { return x.posterior.same > y.posterior.same; });
  return open;
}

}  // namespace

std::string_view to_string(Apart reason) {
  switch (reason) {
    case Apart::anatomy:
      return "anatomy";
    case Apart::statement:
      return "joins.csv or identifications.csv";
    case Apart::too_many:
      return "too many samples for one body";
    case Apart::undecided:
      break;
  }
  return "undecided";
}

Grouping group_samples(const SamplePairs& samples, std::span<const SamplePair> pairs, const Places& places,
                       const BodyPrior& prior, std::span<const Part> parts, const Statements& statements,
                       const GroupingOptions& options) {
  KITH_CHECK(parts.size() == samples.n_samples());
  const GroupContext context{&samples, &places, &prior, parts, statements.person};
  Grower grower(context, pairs, statements, options);
  grower.run();
  Grouping result;
  for (Group& group : grower.groups()) check_group(context, std::move(group), options.join, result.groups);
  std::sort(result.groups.begin(), result.groups.end(),
            [](const Group& a, const Group& b) { return a.members.front() < b.members.front(); });
  result.open = list_open(context, pairs, statements, result.groups, options);
  if (result.open.size() > options.most_listed) {
    result.n_open_left_out = result.open.size() - options.most_listed;
    result.open.resize(options.most_listed);
  }
  return result;
}

}  // namespace kith::inference
