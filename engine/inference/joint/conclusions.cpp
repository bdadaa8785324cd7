#include "inference/joint/conclusions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <unordered_map>
#include <utility>

namespace kith::inference {
namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();

/// Natural logarithms of likelihoods that are equal but for rounding: sums of some dozens of numbers below 1000.
constexpr double kSameLikelihood = 1e-9;

std::u32string key(std::span<const BodyIndex> bodies) {
  std::u32string text;
  for (const BodyIndex body : bodies) text += static_cast<char32_t>(body);
  return text;
}

/// Finds assignments in a unit's table.
class Lookup {
 public:
  explicit Lookup(const UnitTable& table) : table_(table) {
    for (std::size_t i = 0; i < table.size(); ++i) row_of_.emplace(key(table.assignment(i)), i);
  }
  [[nodiscard]] double log_lr(std::span<const BodyIndex> bodies) const {
    const auto found = row_of_.find(key(bodies));
    return found == row_of_.end() ? kImpossible : table_.log_lr[found->second];
  }

 private:
  const UnitTable& table_;
  std::unordered_map<std::u32string, std::size_t> row_of_{};
};

/// Where a missing person stands.
struct Place {
  std::size_t unit = 0;
  std::size_t place = 0;
};

std::vector<Place> list_places(const std::vector<UnitTable>& tables, std::size_t n_missing) {
  std::vector<Place> places(n_missing);
  for (std::size_t u = 0; u < tables.size(); ++u) {
    for (std::size_t p = 0; p < tables[u].unit.missing.size(); ++p) places[tables[u].unit.missing[p]] = {u, p};
  }
  return places;
}

std::size_t count_missing(const std::vector<UnitTable>& tables) {
  std::size_t n = 0;
  for (const UnitTable& table : tables) n += table.unit.missing.size();
  return n;
}

std::size_t count_bodies(const std::vector<UnitTable>& tables) {
  if (tables.empty()) return 0;
  return tables.front().pair_log_lr.size() / tables.front().unit.missing.size();
}

/// One round: all pairs that are undisputed among these LRs.
std::vector<Undisputed> undisputed_among(const std::vector<UnitTable>& tables, const std::vector<double>& log_lr,
                                         std::size_t n_missing, const ConclusionOptions& options) {
  const double threshold = options.log10_match * std::numbers::ln10;
  const std::size_t n_bodies = log_lr.size() / n_missing;
  const auto places = list_places(tables, n_missing);
  std::vector<Undisputed> found;
  for (MissingIndex m = 0; m < n_missing; ++m) {
    if (tables[places[m].unit].too_wide) continue;
    for (BodyIndex b = 0; b < n_bodies; ++b) {
      const double lr = log_lr[b * n_missing + m];
      if (lr < threshold) continue;
      const double others = options.strict ? 0 : lr - threshold;
      bool disputed = false;
      for (std::size_t other = 0; other < n_missing; ++other) {
        disputed = disputed || (other != m && log_lr[b * n_missing + other] > others);
      }
      for (std::size_t other = 0; other < n_bodies; ++other) {
        disputed = disputed || (other != b && log_lr[other * n_missing + m] > others);
      }
      if (!disputed) found.push_back({m, b, lr, 1});
    }
  }
  return found;
}

/// Persons of one unit whom the most likely assignment may exchange.
class Exchange {
 public:
  Exchange(const UnitTable& table, const JointPosterior& posterior) : lookup_(table) {
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
    std::swap(bodies_[a], bodies_[b]);
    const double exchanged = lookup_.log_lr(bodies_);
    std::swap(bodies_[a], bodies_[b]);
    return std::abs(exchanged - log_lr_) <= kSameLikelihood;
  }

  Lookup lookup_;
  std::vector<BodyIndex> bodies_{};
  double log_lr_ = 0;
};

SymmetricSet make_set(const UnitTable& table, std::size_t unit, const std::vector<std::size_t>& places,
                      const Exchange& exchange, const JointPosterior& posterior) {
  SymmetricSet set;
  for (const std::size_t place : places) {
    set.missing.push_back(table.unit.missing[place]);
    if (exchange.body(place) != kNoBody) set.bodies.push_back(exchange.body(place));
  }
  std::sort(set.bodies.begin(), set.bodies.end());
  const auto holds = [&](std::span<const BodyIndex> bodies) {
    return std::all_of(set.bodies.begin(), set.bodies.end(), [&](BodyIndex body) {
      return std::any_of(places.begin(), places.end(), [&](std::size_t place) { return bodies[place] == body; });
    });
  };
  set.log_glr = log_glr_of(table, posterior.log_best_with[unit], holds);
  for (const PairPosterior& pair : posterior.pairs) {
    const bool body = std::binary_search(set.bodies.begin(), set.bodies.end(), pair.body);
    if (body && std::binary_search(set.missing.begin(), set.missing.end(), pair.missing)) {
      set.posterior += pair.posterior / static_cast<double>(set.bodies.size());
    }
  }
  return set;
}

/// What the verdicts are drawn from.
struct Findings {
  const std::vector<UnitTable>& tables;
  const JointPosterior& posterior;
  const ConclusionOptions& options;
  std::size_t n_missing = 0;
  std::vector<double> log_lr{};  ///< given the undisputed
  std::vector<double> log_glr{};

  [[nodiscard]] double lr(std::size_t body, std::size_t missing) const { return log_lr[body * n_missing + missing]; }
  [[nodiscard]] double glr(std::size_t body, std::size_t missing) const { return log_glr[body * n_missing + missing]; }
  [[nodiscard]] std::size_t n_bodies() const { return log_lr.size() / n_missing; }
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
  const BodyIndex best = findings.posterior.most_likely[m];
  if (best != kNoBody && findings.glr(best, m) >= findings.match()) return {Verdict::match, best};
  Highest highest;
  for (BodyIndex b = 0; b < findings.n_bodies(); ++b) highest.add(findings.lr(b, m), b, findings.match());
  const double glr = highest.of < findings.n_bodies() ? findings.glr(highest.of, m) : kImpossible;
  return by_lr(highest, glr, alone, findings);
}

Conclusion conclude_body(BodyIndex b, const std::vector<bool>& alone, const Findings& findings) {
  Highest highest;
  for (MissingIndex m = 0; m < findings.n_missing; ++m) highest.add(findings.lr(b, m), m, findings.match());
  const bool known = highest.of < findings.n_missing;
  Conclusion conclusion = by_lr(highest, known ? findings.glr(b, highest.of) : kImpossible, known && alone[highest.of],
                                findings);
  if (conclusion.verdict == Verdict::inconclusive && highest.log_lr < 0) conclusion = {Verdict::no_match};
  return conclusion;
}

/// One flag per missing person: nobody else of the unit is still in question.
std::vector<bool> find_alone(const Findings& findings, const std::vector<Conclusion>& so_far) {
  std::vector<bool> alone(findings.n_missing, false);
  for (const UnitTable& table : findings.tables) {
    std::size_t n_open = 0;
    for (const auto m : table.unit.missing) {
      bool possible = false;
      for (std::size_t b = 0; b < findings.n_bodies(); ++b) possible = possible || findings.lr(b, m) > kImpossible;
      if (possible && so_far[m].verdict == Verdict::inconclusive) ++n_open;
    }
    for (const auto m : table.unit.missing) alone[m] = n_open <= 1;
  }
  return alone;
}

/// Pairs with many incompatible markers, and an LR that says so too, are none.
void leave_out_incompatible(const std::vector<std::uint32_t>& n_incompatible, Findings& findings) {
  for (std::size_t i = 0; i < n_incompatible.size(); ++i) {
    double& log_lr = findings.log_lr[i];
    if (n_incompatible[i] > findings.options.most_incompatible && log_lr < 0) log_lr = kImpossible;
  }
}

void settle_sets(const Findings& findings, Conclusions& answer) {
  std::erase_if(answer.sets, [&](const SymmetricSet& set) { return set.log_glr < findings.match(); });
  for (std::uint32_t s = 0; s < answer.sets.size(); ++s) {
    for (const auto m : answer.sets[s].missing) {
      answer.of_missing[m] = {Verdict::symmetric, findings.posterior.most_likely[m], s};
      const BodyIndex body = findings.posterior.most_likely[m];
      if (body != kNoBody) answer.of_body[body] = {Verdict::symmetric, m, s};
    }
  }
}

}  // namespace

std::vector<double> log_lr_given(const std::vector<UnitTable>& tables, const std::vector<Undisputed>& identified,
                                 std::size_t n_missing) {
  const std::size_t n_bodies = count_bodies(tables);
  std::vector<double> log_lr(n_bodies * n_missing, kImpossible);
  std::vector<BodyIndex> body_of(n_missing, kNoBody);
  std::vector<bool> is_used(n_bodies, false);
  for (const Undisputed& pair : identified) {
    body_of[pair.missing] = pair.body;
    is_used[pair.body] = true;
  }
  for (const UnitTable& table : tables) {
    const auto& missing = table.unit.missing;
    std::vector<BodyIndex> placed;
    for (const auto m : missing) placed.push_back(body_of[m]);
    const bool alone = std::all_of(placed.begin(), placed.end(), [](BodyIndex b) { return b == kNoBody; });
    const Lookup lookup(table);
    const double base = alone ? 0 : lookup.log_lr(placed);
    for (std::size_t p = 0; p < missing.size(); ++p) {
      if (placed[p] != kNoBody) continue;
      for (BodyIndex b = 0; b < n_bodies; ++b) {
        if (is_used[b] || table.pair(b, p) == kImpossible) continue;
        placed[p] = b;
        log_lr[b * n_missing + missing[p]] = alone ? table.pair(b, p) : lookup.log_lr(placed) - base;
        placed[p] = kNoBody;
      }
    }
  }
  return log_lr;
}

std::vector<Undisputed> find_undisputed(const std::vector<UnitTable>& tables, const ConclusionOptions& options) {
  const std::size_t n_missing = count_missing(tables);
  std::vector<Undisputed> identified;
  for (std::uint32_t round = 1; n_missing > 0; ++round) {
    auto found = undisputed_among(tables, log_lr_given(tables, identified, n_missing), n_missing, options);
    if (found.empty()) break;
    for (Undisputed& pair : found) {
      pair.round = round;
      identified.push_back(pair);
    }
  }
  return identified;
}

std::vector<SymmetricSet> find_symmetric_sets(const std::vector<UnitTable>& tables, const JointPosterior& posterior) {
  std::vector<SymmetricSet> sets;
  for (std::size_t u = 0; u < tables.size(); ++u) {
    const UnitTable& table = tables[u];
    if (table.unit.missing.size() < 2 || posterior.log_best_with[u].empty()) continue;
    Exchange exchange(table, posterior);
    for (const auto& places : exchange.sets()) sets.push_back(make_set(table, u, places, exchange, posterior));
  }
  return sets;
}

std::vector<double> find_log_lr0(const matching::Case& the_case, const std::vector<UnitTable>& tables,
                                 const JointPosterior& posterior, const pedigree::LikelihoodOptions& options) {
  std::vector<double> answer;
  for (const UnitTable& table : tables) {
    std::vector<BodyIndex> bodies;
    for (const auto m : table.unit.missing) bodies.push_back(posterior.best[m]);
    FamilyLikelihood likelihood(the_case, table.unit, References::dropped, options);
    auto lr0 = likelihood.log_lr(bodies);
    while (!lr0) lr0 = likelihood.log_lr(bodies);
    answer.push_back(*lr0);
  }
  return answer;
}

Conclusions draw_conclusions(const matching::Case& the_case, const std::vector<UnitTable>& tables,
                             const JointPosterior& posterior, const std::vector<std::uint32_t>& n_incompatible,
                             const ConclusionOptions& options) {
  Conclusions answer;
  answer.of_missing.resize(the_case.missing.size());
  answer.of_body.resize(the_case.remains.size());
  if (the_case.missing.empty()) return answer;
  answer.undisputed = find_undisputed(tables, options);
  answer.sets = find_symmetric_sets(tables, posterior);
  Findings findings{tables, posterior, options, the_case.missing.size()};
  findings.log_lr = log_lr_given(tables, answer.undisputed, findings.n_missing);
  leave_out_incompatible(n_incompatible, findings);
  findings.log_glr.assign(findings.log_lr.size(), kImpossible);
  for (const auto& pair : posterior.pairs) {
    findings.log_glr[pair.body * findings.n_missing + pair.missing] = pair.log_glr;
  }
  settle_sets(findings, answer);
  for (const Undisputed& pair : answer.undisputed) {
    answer.of_missing[pair.missing] = {Verdict::undisputed, pair.body, std::nullopt, pair.round};
    answer.of_body[pair.body] = {Verdict::undisputed, pair.missing, std::nullopt, pair.round};
  }
  const auto non_identifiable = find_non_identifiable(the_case);
  for (MissingIndex m = 0; m < findings.n_missing; ++m) {
    Conclusion& conclusion = answer.of_missing[m];
    if (!posterior.knows_missing(m) && conclusion.verdict != Verdict::undisputed) {
      conclusion = {Verdict::not_computed};
    } else if (non_identifiable[m]) {
      conclusion = {Verdict::non_identifiable};
    }
  }
  const auto alone = find_alone(findings, answer.of_missing);
  for (MissingIndex m = 0; m < findings.n_missing; ++m) {
    Conclusion& conclusion = answer.of_missing[m];
    if (conclusion.verdict != Verdict::inconclusive) continue;
    conclusion = conclude_missing(m, alone[m], findings);
    if (conclusion.verdict == Verdict::match) answer.of_body[conclusion.other] = {Verdict::match, m};
  }
  for (BodyIndex b = 0; b < findings.n_bodies(); ++b) {
    if (answer.of_body[b].verdict != Verdict::inconclusive) continue;
    answer.of_body[b] = posterior.knows_body(b) ? conclude_body(b, alone, findings) : Conclusion{Verdict::not_computed};
  }
  return answer;
}

}  // namespace kith::inference
