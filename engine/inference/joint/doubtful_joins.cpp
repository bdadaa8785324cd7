#include "inference/joint/doubtful_joins.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "inference/joint/pair_scan.hpp"

namespace kith::inference {
namespace {

using Bodies = std::vector<BodyIndex>;

/// A body that speaks for somebody of a unit, and how much: the highest over its missing persons.
struct Speaker {
  BodyIndex body = kNoBody;
  double log_lr = 0;
};

/// A join as one unit sees it.
struct Proposal {
  Bodies bodies{};
  double log_gain = 0;
};

class Listing {
 public:
  Listing(const std::vector<FamilyUnit>& units, std::span<const PairLr> pairs, const AskOnePerson& ask,
          const DoubtfulJoinOptions& options)
      : units_(units), ask_(ask), options_(options), speakers_(units.size()) {
    std::map<MissingIndex, std::size_t> unit_of;
    for (std::size_t u = 0; u < units.size(); ++u) {
      for (const MissingIndex m : units[u].missing) unit_of.emplace(m, u);
    }
    std::vector<std::map<BodyIndex, double>> highest(units.size());
    for (const PairLr& pair : pairs) {
      if (!(pair.log_lr > 0)) continue;
      double& known = highest[unit_of.at(pair.missing)].emplace(pair.body, pair.log_lr).first->second;
      known = std::max(known, pair.log_lr);
    }
    for (std::size_t u = 0; u < units.size(); ++u) {
      for (const auto& [body, log_lr] : highest[u]) speakers_[u].push_back({body, log_lr});
    }
  }

  std::vector<DoubtfulJoin> run(std::span<const std::pair<BodyIndex, BodyIndex>> open) {
    answer_pairs(open);
    std::map<Bodies, std::set<std::size_t>> wanted;  // and the units that want it
    std::vector<std::vector<Bodies>> of_unit(units_.size());
    tbb::parallel_for(std::size_t{0}, units_.size(), [&](std::size_t u) { of_unit[u] = proposals(u); });
    for (std::size_t u = 0; u < units_.size(); ++u) {
      for (auto& bodies : of_unit[u]) wanted[std::move(bodies)].insert(u);
    }
    add_open(open, wanted);
    std::vector<DoubtfulJoin> joins;
    for (const auto& [bodies, units] : wanted) joins.push_back(make(bodies, units));
    return joins;
  }

 private:
  /// Every pair of bodies that some unit hears of, asked once.
  void answer_pairs(std::span<const std::pair<BodyIndex, BodyIndex>> open) {
    for (const auto& speakers : speakers_) {
      for (std::size_t i = 0; i < speakers.size(); ++i) {
        for (std::size_t j = i + 1; j < speakers.size(); ++j) answers_[{speakers[i].body, speakers[j].body}];
      }
    }
    for (const auto& pair : open) answers_[std::minmax(pair.first, pair.second)];
    std::vector<std::pair<const std::pair<BodyIndex, BodyIndex>, std::optional<OnePerson>>*> entries;
    for (auto& entry : answers_) entries.push_back(&entry);
    tbb::parallel_for(std::size_t{0}, entries.size(), [&](std::size_t i) {
      entries[i]->second = ask_(std::array{entries[i]->first.first, entries[i]->first.second});
    });
  }

  [[nodiscard]] const std::optional<OnePerson>& answer(BodyIndex a, BodyIndex b) const {
    return answers_.at(std::minmax(a, b));
  }

  /// Siblings who are both missed are in the assignments; where one person is, they are not.
  [[nodiscard]] double log_odds(const OnePerson& one, bool several_missing) const {
    return one.log_lr_same + one.log_prior_odds - (several_missing ? 0 : one.log_siblings);
  }

  /// The odds of the join beside its best part: as if the bodies shared no marker, or as if the others said nothing of the person.
  [[nodiscard]] static double log_gain(double log_odds, const std::vector<Speaker>& members) {
    double sum = 0, highest = 0;
    for (const Speaker& member : members) {
      sum += member.log_lr;
      highest = std::max(highest, member.log_lr);
    }
    return log_odds + std::max(0.0, sum - highest);
  }

  [[nodiscard]] bool counts(double gain, const std::vector<Speaker>& members) const {
    double highest = 0;
    for (const Speaker& member : members) highest = std::max(highest, member.log_lr);
    const double least = std::log(options_.least_gain);
    return gain >= least && gain + highest + options_.log_odds >= least;
  }

  [[nodiscard]] std::vector<Bodies> proposals(std::size_t u) const {
    std::vector<Proposal> found;
    std::vector<std::vector<Speaker>> grown;
    for (std::size_t i = 0; i < speakers_[u].size(); ++i) grown.push_back({speakers_[u][i]});
    for (std::size_t n = 2; n <= options_.most_bodies && !grown.empty(); ++n) {
      if (grown.size() > options_.most_of_unit && n > 2) break;
      grown = grow(u, grown, found);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.log_gain > b.log_gain; });
    if (found.size() > options_.most_of_unit) found.resize(options_.most_of_unit);
    std::vector<Bodies> list;
    for (auto& proposal : found) list.push_back(std::move(proposal.bodies));
    return list;
  }

  /// Each with one body more, of those that may be one person with all of them.
  std::vector<std::vector<Speaker>> grow(std::size_t u, const std::vector<std::vector<Speaker>>& grown,
                                         std::vector<Proposal>& found) const {
    std::vector<std::vector<Speaker>> longer;
    for (const auto& members : grown) {
      for (const Speaker& more : speakers_[u]) {
        if (more.body <= members.back().body) continue;
        const bool fits = std::all_of(members.begin(), members.end(), [&](const Speaker& member) {
          return answer(member.body, more.body).has_value();
        });
        if (!fits) continue;
        auto together = members;
        together.push_back(more);
        Bodies bodies;
        for (const Speaker& member : together) bodies.push_back(member.body);
        const auto one = bodies.size() == 2 ? answer(bodies[0], bodies[1]) : ask_(bodies);
        if (!one) continue;
        const double gain = log_gain(log_odds(*one, units_[u].missing.size() > 1), together);
        if (!counts(gain, together)) continue;
        found.push_back({std::move(bodies), gain});
        longer.push_back(std::move(together));
      }
    }
    return longer;
  }

  /// Pairs that the body stage left open, where one of them speaks for somebody.
  void add_open(std::span<const std::pair<BodyIndex, BodyIndex>> open,
                std::map<Bodies, std::set<std::size_t>>& wanted) const {
    std::map<BodyIndex, std::set<std::size_t>> heard;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      for (const Speaker& speaker : speakers_[u]) heard[speaker.body].insert(u);
    }
    for (const auto& pair : open) {
      const auto [a, b] = std::minmax(pair.first, pair.second);
      if (!answer(a, b)) continue;
      for (const BodyIndex body : {a, b}) {
        const auto units = heard.find(body);
        if (units != heard.end()) wanted[{a, b}].insert(units->second.begin(), units->second.end());
      }
    }
  }

  [[nodiscard]] DoubtfulJoin make(const Bodies& bodies, const std::set<std::size_t>& units) const {
    DoubtfulJoin join{.bodies = bodies, .log_lr_same = 0, .log_prior_odds = 0, .missing = {}};
    bool several_missing = false;
    for (const std::size_t u : units) {
      join.missing.insert(join.missing.end(), units_[u].missing.begin(), units_[u].missing.end());
      several_missing = several_missing || units_[u].missing.size() > 1;
    }
    std::sort(join.missing.begin(), join.missing.end());
    const OnePerson one = *(bodies.size() == 2 ? answer(bodies[0], bodies[1]) : ask_(bodies));
    join.log_lr_same = one.log_lr_same;
    join.log_prior_odds = one.log_prior_odds - (several_missing ? 0 : one.log_siblings);
    return join;
  }

  const std::vector<FamilyUnit>& units_;
  const AskOnePerson& ask_;
  const DoubtfulJoinOptions& options_;
  std::vector<std::vector<Speaker>> speakers_;  ///< per unit, by body
  std::map<std::pair<BodyIndex, BodyIndex>, std::optional<OnePerson>> answers_{};
};

}  // namespace

DoubtfulJoins::DoubtfulJoins(std::size_t n_bodies, std::vector<DoubtfulJoin> joins)
    : n_bodies_(n_bodies), joins_(std::move(joins)) {}

bool DoubtfulJoins::holds(BodyIndex body_or_join, BodyIndex body) const {
  if (!is_join(body_or_join)) return body_or_join == body;
  const auto& bodies = (*this)[body_or_join].bodies;
  return std::binary_search(bodies.begin(), bodies.end(), body);
}

bool DoubtfulJoins::overlap(BodyIndex a, BodyIndex b) const {
  if (a == kNoBody || b == kNoBody) return false;
  if (!is_join(a)) return holds(b, a);
  const auto& bodies = (*this)[a].bodies;
  if (!is_join(b)) return holds(a, b);
  return std::any_of(bodies.begin(), bodies.end(), [&](BodyIndex body) { return holds(b, body); });
}

void DoubtfulJoins::add_parts(BodyIndex body_or_join, std::vector<BodyIndex>& bodies) const {
  if (body_or_join == kNoBody) return;
  if (!is_join(body_or_join)) return bodies.push_back(body_or_join);
  const auto& parts = (*this)[body_or_join].bodies;
  bodies.insert(bodies.end(), parts.begin(), parts.end());
}

double DoubtfulJoins::log_prior_odds(std::span<const BodyIndex> bodies) const {
  double sum = 0;
  if (empty()) return sum;
  for (const BodyIndex body : bodies) sum += log_prior_odds(body);
  return sum;
}

std::vector<DoubtfulJoin> list_doubtful_joins(const std::vector<FamilyUnit>& units, std::span<const PairLr> pairs,
                                              std::span<const std::pair<BodyIndex, BodyIndex>> open,
                                              const AskOnePerson& ask, const DoubtfulJoinOptions& options) {
  return Listing(units, pairs, ask, options).run(open);
}

}  // namespace kith::inference
