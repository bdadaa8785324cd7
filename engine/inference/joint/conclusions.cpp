#include "inference/joint/conclusions.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <unordered_map>
#include <utility>

namespace kith::inference {
namespace {

/// Natural logarithms of likelihoods that are equal but for rounding: sums of some dozens of numbers below 1000.
constexpr double kSameLikelihood = 1e-9;

/// Finds assignments in a unit's table.
class Lookup {
 public:
  explicit Lookup(const UnitTable& table) : table_(table) {
    for (std::size_t i = 0; i < table.size(); ++i) row_of_.emplace(assignment_key(table.assignment(i)), i);
  }
  [[nodiscard]] double log_lr(std::span<const BodyIndex> bodies) const {
    const auto found = row_of_.find(assignment_key(bodies));
    return found == row_of_.end() ? kImpossible : table_.log_lr[found->second];
  }

 private:
  const UnitTable& table_;
  std::unordered_map<std::u32string, std::size_t> row_of_{};
};

std::size_t count_missing(const std::vector<UnitTable>& tables) {
  std::size_t n = 0;
  for (const UnitTable& table : tables) n += table.unit.missing.size();
  return n;
}

/// The highest of some LRs, and of those the highest but one.
struct TwoHighest {
  double first = kImpossible;
  double second = kImpossible;

  void add(double value) {
    if (value > first) {
      second = first;
      first = value;
    } else {
      second = std::max(second, value);
    }
  }
  /// The highest of all but one of this value.
  [[nodiscard]] double beside(double value) const { return value == first ? second : first; }
};

/// One round: all pairs that are undisputed among these LRs.
std::vector<Undisputed> undisputed_among(const std::vector<UnitTable>& tables, const std::vector<GivenLr>& given,
                                         const ConclusionOptions& options, const LeftOutPairs& left_out) {
  const double threshold = options.log10_match * std::numbers::ln10;
  std::unordered_map<MissingIndex, TwoHighest> of_missing;
  std::unordered_map<BodyIndex, TwoHighest> of_body;
  std::vector<bool> too_wide(count_missing(tables), false);
  for (const UnitTable& table : tables) {
    for (const auto m : table.unit.missing) too_wide[m] = table.too_wide;
  }
  for (const GivenLr& pair : given) {
    of_missing[pair.missing].add(pair.log_lr);
    of_body[pair.body].add(pair.log_lr);
  }
  std::vector<Undisputed> found;
  for (const GivenLr& pair : given) {
    if (pair.log_lr < threshold || too_wide[pair.missing]) continue;
    double others = std::max(of_missing[pair.missing].beside(pair.log_lr), of_body[pair.body].beside(pair.log_lr));
    if (!left_out.empty()) {
      others = std::max({others, std::log(static_cast<double>(left_out.highest_of_missing[pair.missing])),
                         std::log(static_cast<double>(left_out.highest_of_body[pair.body]))});
    }
    if (others <= (options.strict ? 0 : pair.log_lr - threshold))
      found.push_back({pair.missing, pair.body, pair.log_lr, 1});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.missing < b.missing; });
  return found;
}

/// Persons of one unit whom the most likely assignment may exchange.
class Exchange {
 public:
  Exchange(const UnitTable& table, const JointPosterior& posterior) : table_(table), lookup_(table) {
    for (const auto missing : table.unit.missing) bodies_.push_back(posterior.most_likely[missing]);
    log_lr_ = lookup_.log_lr(bodies_);
  }

  /// Places in sets of two or more, one of them at least with a body.
  std::vector<std::vector<std::size_t>> sets() {
    std::vector<std::vector<std::size_t>> found;
    std::vector<bool> is_taken(bodies_.size(), false);
    for (std::size_t p = 0; p < bodies_.size(); ++p) {
      if (is_taken[p] || bodies_[p] == kNoBody) continue;
      std::vector<std::size_t> set{p};
      for (std::size_t q = 0; q < bodies_.size(); ++q) {
        const auto fits = [&](std::size_t member) { return same(member, q); };
        if (q != p && !is_taken[q] && std::all_of(set.begin(), set.end(), fits)) set.push_back(q);
      }
      if (set.size() < 2) continue;
      std::sort(set.begin(), set.end());
      for (const std::size_t q : set) is_taken[q] = true;
      found.push_back(std::move(set));
    }
    return found;
  }

  [[nodiscard]] BodyIndex body(std::size_t place) const { return bodies_[place]; }

 private:
  bool same(std::size_t a, std::size_t b) {
    if (table_.are_alike(a, b)) return true;
    std::swap(bodies_[a], bodies_[b]);
    const double exchanged = lookup_.log_lr(bodies_);
    std::swap(bodies_[a], bodies_[b]);
    return std::abs(exchanged - log_lr_) <= kSameLikelihood;
  }

  const UnitTable& table_;
  Lookup lookup_;
  std::vector<BodyIndex> bodies_{};
  double log_lr_ = 0;
};

SymmetricSet make_set(const UnitTable& table, std::size_t unit, const std::vector<std::size_t>& places,
                      const Exchange& exchange, const JointPosterior& posterior, const DoubtfulJoins& joins) {
  SymmetricSet set;
  for (const std::size_t place : places) {
    set.missing.push_back(table.unit.missing[place]);
    joins.add_parts(exchange.body(place), set.bodies);
  }
  std::sort(set.bodies.begin(), set.bodies.end());
  const auto holds = [&](std::span<const BodyIndex> bodies) {
    return std::all_of(set.bodies.begin(), set.bodies.end(), [&](BodyIndex body) {
      return std::any_of(places.begin(), places.end(),
                         [&](std::size_t place) { return joins.holds(bodies[place], body); });
    });
  };
  set.log_glr = log_glr_of(table, posterior.log_best_with[unit], holds);
  for (const BodyIndex of_set : set.bodies) {
    const auto first = std::lower_bound(posterior.pairs.begin(), posterior.pairs.end(), of_set,
                                        [](const PairPosterior& pair, BodyIndex body) { return pair.body < body; });
    for (auto pair = first; pair != posterior.pairs.end() && pair->body == of_set; ++pair) {
      if (!std::binary_search(set.missing.begin(), set.missing.end(), pair->missing)) continue;
      set.posterior += pair->posterior / static_cast<double>(set.bodies.size());
    }
  }
  return set;
}

/// The pairs of a missing person, or of a body.
struct PairOf {
  std::uint32_t other = 0;  ///< body, or missing person
  double log_lr = 0;        ///< given the undisputed
};

/// What the verdicts are drawn from.
struct Findings {
  const std::vector<UnitTable>& tables;
  const JointPosterior& posterior;
  const ConclusionOptions& options;
  const DoubtfulJoins& joins;
  std::vector<std::vector<PairOf>> of_missing{};  ///< by body
  std::vector<std::vector<PairOf>> of_body{};     ///< by missing person

  [[nodiscard]] double glr(BodyIndex body, MissingIndex missing) const {
    const auto& pairs = posterior.pairs;
    const auto found = std::lower_bound(pairs.begin(), pairs.end(), std::pair(body, missing),
                                        [](const auto& a, const auto& b) { return std::pair(a.body, a.missing) < b; });
    const bool is_here = found != pairs.end() && found->body == body && found->missing == missing;
    return is_here ? found->log_glr : kImpossible;
  }
  /// The bodies that the most likely assignment gives the person, the surest first.
  [[nodiscard]] std::vector<BodyIndex> most_likely(MissingIndex missing) const {
    std::vector<BodyIndex> bodies;
    joins.add_parts(posterior.most_likely[missing], bodies);
    std::stable_sort(bodies.begin(), bodies.end(),
                     [&](BodyIndex a, BodyIndex b) { return glr(a, missing) > glr(b, missing); });
    return bodies;
  }
  [[nodiscard]] double match() const { return options.log10_match * std::numbers::ln10; }
  [[nodiscard]] double probable() const { return options.log10_probable * std::numbers::ln10; }
};

/// The highest of some LRs, whose it is, and how many reach the threshold of a match.
struct Highest {
  double log_lr = kImpossible;
  std::uint32_t of = static_cast<std::uint32_t>(-1);
  std::size_t n_matches = 0;

  void add(double value, std::uint32_t whose, double match) {
    if (value >= match) ++n_matches;
    if (!(value > log_lr)) return;
    log_lr = value;
    of = whose;
  }
};

Conclusion by_lr(const Highest& highest, double log_glr, bool alone, const Findings& findings) {
  if (highest.log_lr == kImpossible) return {Verdict::excluded};
  if (highest.n_matches > 1) return {Verdict::disputed, highest.of};
  if (alone && highest.log_lr >= findings.probable() && log_glr >= findings.probable()) {
    return {Verdict::probable, highest.of};
  }
  return {Verdict::inconclusive, highest.of};
}

Conclusion conclude_missing(MissingIndex m, bool alone, const Findings& findings) {
  const auto best = findings.most_likely(m);
  if (!best.empty() && findings.glr(best.front(), m) >= findings.match()) return {Verdict::match, best.front()};
  Highest highest;
  for (const PairOf& pair : findings.of_missing[m]) highest.add(pair.log_lr, pair.other, findings.match());
  const double glr = highest.of != kNoBody ? findings.glr(highest.of, m) : kImpossible;
  return by_lr(highest, glr, alone, findings);
}

Conclusion conclude_body(BodyIndex b, const std::vector<bool>& alone, const Findings& findings) {
  Highest highest;
  for (const PairOf& pair : findings.of_body[b]) highest.add(pair.log_lr, pair.other, findings.match());
  const bool known = highest.of != kNoMissing;
  Conclusion conclusion = by_lr(highest, known ? findings.glr(b, highest.of) : kImpossible, known && alone[highest.of],
                                findings);
  if (conclusion.verdict == Verdict::inconclusive && highest.log_lr < 0) conclusion = {Verdict::no_match};
  return conclusion;
}

/// One flag per missing person: nobody else of the unit is still in question.
std::vector<bool> find_alone(const Findings& findings, const std::vector<Conclusion>& so_far) {
  std::vector<bool> alone(so_far.size(), false);
  for (const UnitTable& table : findings.tables) {
    std::size_t n_open = 0;
    for (const auto m : table.unit.missing) {
      if (!findings.of_missing[m].empty() && so_far[m].verdict == Verdict::inconclusive) ++n_open;
    }
    for (const auto m : table.unit.missing) alone[m] = n_open <= 1;
  }
  return alone;
}

/// Sorts the pairs by person and by body, without those of many incompatible markers where the LR says so too.
void sort_pairs(const std::vector<GivenLr>& given, const IncompatibleCount& n_incompatible, Findings& findings) {
  for (const GivenLr& pair : given) {
    const bool is_excluded = n_incompatible && pair.log_lr < 0 &&
                             n_incompatible(pair.body, pair.missing) > findings.options.most_incompatible;
    if (is_excluded) continue;
    findings.of_missing[pair.missing].push_back({pair.body, pair.log_lr});
    findings.of_body[pair.body].push_back({pair.missing, pair.log_lr});
  }
}

void settle_sets(const Findings& findings, Conclusions& answer) {
  std::erase_if(answer.sets, [&](const SymmetricSet& set) { return set.log_glr < findings.match(); });
  for (std::uint32_t s = 0; s < answer.sets.size(); ++s) {
    for (const auto m : answer.sets[s].missing) {
      const auto bodies = findings.most_likely(m);
      answer.of_missing[m] = {Verdict::symmetric, bodies.empty() ? kNoBody : bodies.front(), s};
      for (const BodyIndex body : bodies) answer.of_body[body] = {Verdict::symmetric, m, s};
    }
  }
}

}  // namespace

std::vector<GivenLr> log_lr_given(const std::vector<UnitTable>& tables, const std::vector<Undisputed>& identified,
                                  const DoubtfulJoins& joins) {
  std::unordered_map<MissingIndex, BodyIndex> body_of;
  std::unordered_map<BodyIndex, bool> is_used;
  for (const Undisputed& pair : identified) {
    body_of[pair.missing] = pair.body;
    is_used[pair.body] = true;
  }
  std::vector<GivenLr> given;
  for (const UnitTable& table : tables) {
    const auto& missing = table.unit.missing;
    std::vector<BodyIndex> placed;
    for (const auto m : missing) placed.push_back(body_of.count(m) > 0 ? body_of.at(m) : kNoBody);
    if (std::all_of(placed.begin(), placed.end(), [](BodyIndex b) { return b == kNoBody; })) {
      for (const PlacedBody& pair : table.pairs) {
        if (joins.is_join(pair.body)) continue;
        if (is_used.count(pair.body) == 0) given.push_back({pair.body, missing[pair.place], pair.log_lr});
      }
      continue;
    }
    const double base = Lookup(table).log_lr(placed);
    for (std::size_t i = 0; i < table.size(); ++i) {
      const auto bodies = table.assignment(i);
      std::optional<std::size_t> more;
      bool fits = true;
      for (std::size_t p = 0; p < bodies.size() && fits; ++p) {
        if (bodies[p] == placed[p]) continue;
        fits = placed[p] == kNoBody && !more && is_used.count(bodies[p]) == 0 && !joins.is_join(bodies[p]);
        more = p;
      }
      if (!fits || !more) continue;
      for (const std::size_t p : table.alike(*more)) {
        if (placed[p] == kNoBody) given.push_back({bodies[*more], missing[p], table.log_lr[i] - base});
      }
    }
  }
  std::sort(given.begin(), given.end(), [](const GivenLr& a, const GivenLr& b) {
    return std::pair(a.body, a.missing) < std::pair(b.body, b.missing);
  });
  return given;
}

std::vector<Undisputed> find_undisputed(const std::vector<UnitTable>& tables, const ConclusionOptions& options,
                                        const LeftOutPairs& left_out, const DoubtfulJoins& joins) {
  std::vector<Undisputed> identified;
  for (std::uint32_t round = 1; !tables.empty(); ++round) {
    auto found = undisputed_among(tables, log_lr_given(tables, identified, joins), options, left_out);
    if (found.empty()) break;
    for (Undisputed& pair : found) {
      pair.round = round;
      identified.push_back(pair);
    }
  }
  return identified;
}

std::vector<SymmetricSet> find_symmetric_sets(const std::vector<UnitTable>& tables, const JointPosterior& posterior,
                                              const DoubtfulJoins& joins) {
  std::vector<SymmetricSet> sets;
  for (std::size_t u = 0; u < tables.size(); ++u) {
    const UnitTable& table = tables[u];
    if (table.unit.missing.size() < 2 || posterior.log_best_with[u].empty()) continue;
    Exchange exchange(table, posterior);
    for (const auto& places : exchange.sets()) sets.push_back(make_set(table, u, places, exchange, posterior, joins));
  }
  return sets;
}

std::vector<double> find_log_lr0(const matching::Case& the_case, const std::vector<UnitTable>& tables,
                                 const JointPosterior& posterior, const pedigree::LikelihoodOptions& options,
                                 const DoubtfulJoins& joins) {
  std::vector<double> answer(tables.size(), 0.0);
  tbb::parallel_for(std::size_t{0}, tables.size(), [&](std::size_t u) {
    std::vector<BodyIndex> bodies;
    for (const auto m : tables[u].unit.missing) bodies.push_back(posterior.best[m]);
    const auto n_placed = std::count_if(bodies.begin(), bodies.end(), [](BodyIndex body) { return body != kNoBody; });
    for (const BodyIndex body : bodies) answer[u] += joins.log_lr_same(body);
    if (n_placed < 2) return;  // one body without references says nothing
    FamilyLikelihood likelihood(the_case, tables[u].unit, References::dropped, options);
    auto lr0 = likelihood.log_lr(bodies);
    while (!lr0) lr0 = likelihood.log_lr(bodies);
    answer[u] += *lr0;
  });
  return answer;
}

Conclusions draw_conclusions(const matching::Case& the_case, const std::vector<UnitTable>& tables,
                             const JointPosterior& posterior, const IncompatibleCount& n_incompatible,
                             const ConclusionOptions& options, const LeftOutPairs& left_out,
                             const DoubtfulJoins& joins) {
  Conclusions answer;
  answer.of_missing.resize(the_case.missing.size());
  answer.of_body.resize(joins.n_bodies(the_case.remains.size()));
  if (the_case.missing.empty()) return answer;
  answer.undisputed = find_undisputed(tables, options, left_out, joins);
  answer.sets = find_symmetric_sets(tables, posterior, joins);
  Findings findings{tables, posterior, options, joins};
  findings.of_missing.resize(the_case.missing.size());
  findings.of_body.resize(answer.of_body.size());
  sort_pairs(log_lr_given(tables, answer.undisputed, joins), n_incompatible, findings);
  settle_sets(findings, answer);
  for (const Undisputed& pair : answer.undisputed) {
    answer.of_missing[pair.missing] = {Verdict::undisputed, pair.body, std::nullopt, pair.round};
    answer.of_body[pair.body] = {Verdict::undisputed, pair.missing, std::nullopt, pair.round};
  }
  const auto non_identifiable = find_non_identifiable(the_case);
  for (MissingIndex m = 0; m < answer.of_missing.size(); ++m) {
    Conclusion& conclusion = answer.of_missing[m];
    if (!posterior.knows_missing(m) && conclusion.verdict != Verdict::undisputed) {
      conclusion = {Verdict::not_computed};
    } else if (non_identifiable[m]) {
      conclusion = {Verdict::non_identifiable};
    }
  }
  const auto alone = find_alone(findings, answer.of_missing);
  for (MissingIndex m = 0; m < answer.of_missing.size(); ++m) {
    Conclusion& conclusion = answer.of_missing[m];
    if (conclusion.verdict != Verdict::inconclusive) continue;
    conclusion = conclude_missing(m, alone[m], findings);
    if (conclusion.verdict != Verdict::match) continue;
    for (const BodyIndex body : findings.most_likely(m)) {
      if (findings.glr(body, m) >= findings.match()) answer.of_body[body] = {Verdict::match, m};
    }
  }
  for (BodyIndex b = 0; b < answer.of_body.size(); ++b) {
    if (answer.of_body[b].verdict != Verdict::inconclusive) continue;
    answer.of_body[b] = posterior.knows_body(b) ? conclude_body(b, alone, findings) : Conclusion{Verdict::not_computed};
  }
  return answer;
}

}  // namespace kith::inference
