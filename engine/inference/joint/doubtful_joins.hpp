// inference/joint/doubtful_joins.hpp — bodies that may be one person: both readings in one sum.
//
// The body stage joins remains of whom it is sure. Two bodies of whom it is not are two persons in one reading and one
// in the other. Beside the assignments of single bodies there are therefore those that put several bodies at one
// missing person, and those in which several bodies are one person whom nobody reported. With the bodies c of one join,
//
//   weight of c at m         =  w * odds(c) * LR_same(c) * LR(c at m)        w: prior odds of an assigned person
//   weight of c as a nobody  =      odds(c) * LR_same(c)                     relative to |c| strangers
//   odds(c)     prior odds that they are one person rather than |c| persons
//   LR_same(c)  P(what c shows | one person) / prod over b in c of P(what b shows)
//   LR(c at m)  of family_likelihood.hpp, with all that c shows as replicates of one genotype: LR_same(c) * LR(c at m)
//     is
//               L(family, every b in c typed as m) / ( L(family) * prod P(b) )
//
// A join stands in the case as remains of its own, behind the bodies, and in the tables as a body. Bodies of different
// joins exclude each other as a body excludes itself, and what nobody reported is a unit without a family: its rows are
// "several persons" and "one".
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "inference/joint/family_unit.hpp"

namespace kith::inference {

struct PairLr;

/// Bodies that may be one person.
struct DoubtfulJoin {
  std::vector<BodyIndex> bodies{};      ///< ascending, two or more
  double log_lr_same = 0;               ///< natural logarithm of LR_same
  double log_prior_odds = 0;            ///< natural logarithm of the prior odds of one person
  std::vector<MissingIndex> missing{};  ///< who it may be, ascending; of a family that misses several all of them

  [[nodiscard]] double log_odds() const { return log_lr_same + log_prior_odds; }
};

/// The joins of a case, and their place among its remains: 0 to n_bodies - 1 are bodies, the next ones joins.
class DoubtfulJoins {
 public:
  DoubtfulJoins() = default;
  DoubtfulJoins(std::size_t n_bodies, std::vector<DoubtfulJoin> joins);

  [[nodiscard]] bool empty() const { return joins_.empty(); }
  [[nodiscard]] const std::vector<DoubtfulJoin>& all() const { return joins_; }
  /// Of a case with so many remains, joins among them.
  [[nodiscard]] std::size_t n_bodies(std::size_t n_remains) const { return empty() ? n_remains : n_bodies_; }
  [[nodiscard]] bool is_join(BodyIndex body) const { return !empty() && body != kNoBody && body >= n_bodies_; }
  /// @pre is_join().
  [[nodiscard]] const DoubtfulJoin& operator[](BodyIndex join) const { return joins_[join - n_bodies_]; }
  [[nodiscard]] BodyIndex position(std::size_t join) const { return static_cast<BodyIndex>(n_bodies_ + join); }
  /// Whether `body` is this body, or one of this join.
  [[nodiscard]] bool holds(BodyIndex body_or_join, BodyIndex body) const;
  /// Whether a body is in both. kNoBody is in none.
  [[nodiscard]] bool overlap(BodyIndex a, BodyIndex b) const;
  /// Adds the body, or those of the join; nothing for kNoBody.
  void add_parts(BodyIndex body_or_join, std::vector<BodyIndex>& bodies) const;
  /// 0 of bodies and of kNoBody; likewise below.
  [[nodiscard]] double log_prior_odds(BodyIndex body) const { return is_join(body) ? (*this)[body].log_prior_odds : 0; }
  [[nodiscard]] double log_lr_same(BodyIndex body) const { return is_join(body) ? (*this)[body].log_lr_same : 0; }
  /// Sum of log_prior_odds over an assignment.
  [[nodiscard]] double log_prior_odds(std::span<const BodyIndex> bodies) const;

 private:
  std::size_t n_bodies_ = 0;
  std::vector<DoubtfulJoin> joins_{};
};

/// What the body stage says of some bodies as one person; natural logarithms.
struct OnePerson {
  double log_lr_same = 0;
  double log_prior_odds = 0;
  double log_siblings = 0;  ///< ln of P(data | several persons, siblings perhaps) / P(data | strangers)
};
/// None: known to be several persons, or never compared. Called from several threads.
using AskOnePerson = std::function<std::optional<OnePerson>(std::span<const BodyIndex> bodies)>;

struct DoubtfulJoinOptions {
  double log_odds = 0;             ///< prior odds of an assigned person, natural logarithm
  double least_gain = 3e-3;        ///< odds of the join beside its best part, and beside nobody
  std::size_t most_bodies = 4;     ///< of one join
  std::size_t most_of_unit = 100;  ///< joins that one family's missing persons bring in
};

/// Joins that can matter: of bodies that each speak for somebody of one family (`pairs`: LR above 1, by missing person,
/// then body), and the pairs `open` of which one does. Of each family the strongest count. In the order of their
/// bodies.
[[nodiscard]] std::vector<DoubtfulJoin> list_doubtful_joins(const std::vector<FamilyUnit>& units,
                                                            std::span<const PairLr> pairs,
                                                            std::span<const std::pair<BodyIndex, BodyIndex>> open,
                                                            const AskOnePerson& ask,
                                                            const DoubtfulJoinOptions& options);

}  // namespace kith::inference
