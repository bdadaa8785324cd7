// tests/reference/naive_assignments.hpp — the readable twin of inference/joint/: it writes down every assignment of
// bodies to missing persons with its likelihood ratio, from the definition, and adds them up.
//
// Bodies that may be one person may be at one missing person together, and be one of those whom nobody reported.
//
//   LR(s) = prod over families and markers of L(family, bodies at their persons) / L(family, the same bodies as
//   strangers)
//
// A stranger is one founder more in the pedigree: without theta the ratio's lower half is L(family) * prod P(body).
// Markers at which L(family) is 0 are left out, and so is a single body to whom nobody is connected who is typed: his
// parents may be kin, which would make his homozygosity speak. For cases of few bodies and families of few persons.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "matching/case/case.hpp"
#include "reference/naive_likelihood.hpp"

namespace kith::reference {

inline constexpr std::uint32_t kNaiveNobody = static_cast<std::uint32_t>(-1);

/// One per body: the missing person, or kNaiveNobody.
using NaiveAssignment = std::vector<std::uint32_t>;

/// P(observations of the family's members and of strangers).
inline double likelihood_with_strangers(const genetics::Marker& marker, const pedigree::Pedigree& pedigree,
                                        std::vector<const genetics::Observation*> observed,
                                        const std::vector<const genetics::Observation*>& strangers,
                                        const std::vector<genetics::Sex>& sexes) {
  std::vector<pedigree::PersonSpec> persons;
  const auto name = [](pedigree::PersonIndex i) { return i < 0 ? std::string() : "p" + std::to_string(i); };
  for (std::size_t i = 0; i < pedigree.size(); ++i) {
    const auto person = static_cast<pedigree::PersonIndex>(i);
    persons.push_back(
        {name(person), name(pedigree.father(person)), name(pedigree.mother(person)), pedigree.sex(person)});
  }
  for (std::size_t i = 0; i < strangers.size(); ++i) {
    persons.push_back({"s" + std::to_string(i), "", "", sexes[i]});
    observed.push_back(strangers[i]);
  }
  return likelihood(marker, pedigree::Pedigree::make(persons).value(), observed);
}

/// LR of one person against as many strangers at one marker.
inline double naive_same_person(const genetics::Marker& marker, const std::vector<const genetics::Observation*>& seen,
                                genetics::Sex sex) {
  const auto alone = pedigree::Pedigree::make(std::vector<pedigree::PersonSpec>{{"s", "", "", sex}}).value();
  genetics::Observation all = *seen.front();
  double apart = likelihood(marker, alone, std::vector<const genetics::Observation*>{seen.front()});
  for (std::size_t i = 1; i < seen.size(); ++i) {
    all = genetics::joined(all, *seen[i]);
    apart *= likelihood(marker, alone, std::vector<const genetics::Observation*>{seen[i]});
  }
  return likelihood(marker, alone, std::vector<const genetics::Observation*>{&all}) / apart;
}

/// LR of one family at one marker, the bodies of `assignment` placed.
inline double naive_family_lr(const matching::Case& the_case, std::uint32_t f, std::uint32_t locus,
                              const NaiveAssignment& assignment) {
  const auto& marker = the_case.panel.markers[locus];
  const auto& family = the_case.families[f];
  std::vector<const genetics::Observation*> observed(family.pedigree.size(), nullptr);
  for (std::size_t i = 0; i < family.profiles.size(); ++i) {
    const auto& observation = the_case.panel.observed(family.profiles[i], locus);
    if (!observation.is_untyped()) observed[i] = &observation;
  }
  if (likelihood(marker, family.pedigree, observed) == 0) return 1;
  auto placed = observed;
  std::vector<genetics::Observation> joined(assignment.size());
  std::vector<const genetics::Observation*> strangers;
  std::vector<genetics::Sex> sexes;
  pedigree::PersonIndex place = 0;  // of the last body
  bool in_one_place = true;
  for (std::size_t b = 0; b < assignment.size(); ++b) {
    if (assignment[b] == kNaiveNobody || the_case.missing[assignment[b]].family != f) continue;
    const auto& body = the_case.panel.observed(the_case.remains[b].profile, locus);
    if (body.is_untyped()) continue;
    const auto person = the_case.missing[assignment[b]].person;
    auto& here = placed[static_cast<std::size_t>(person)];
    joined[b] = here == nullptr ? body : genetics::joined(*here, body);
    here = &joined[b];
    strangers.push_back(&body);
    sexes.push_back(family.pedigree.sex(person));
    in_one_place = in_one_place && (strangers.size() == 1 || person == place);
    place = person;
  }
  bool has_typed_kin = false;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    has_typed_kin = has_typed_kin || (observed[i] != nullptr &&
                                      family.pedigree.are_connected(static_cast<pedigree::PersonIndex>(i), place));
  }
  if (strangers.empty()) return 1;
  if (in_one_place && !has_typed_kin) return naive_same_person(marker, strangers, sexes.front());
  return likelihood(marker, family.pedigree, placed) /
         likelihood_with_strangers(marker, family.pedigree, observed, strangers, sexes);
}

/// LR of whole assignments; what one family says of its own bodies is remembered.
class NaiveLr {
 public:
  explicit NaiveLr(const matching::Case& the_case) : case_(the_case) {}

  double operator()(const NaiveAssignment& assignment) {
    double lr = 1;
    for (std::uint32_t f = 0; f < case_.families.size(); ++f) {
      NaiveAssignment own = assignment;
      for (auto& m : own) m = m != kNaiveNobody && case_.missing[m].family == f ? m : kNaiveNobody;
      const auto [known, is_new] = of_family_.emplace(std::pair(f, own), 1.0);
      for (std::uint32_t locus = 0; is_new && locus < case_.panel.size(); ++locus) {
        known->second *= naive_family_lr(case_, f, locus, own);
      }
      lr *= known->second;
    }
    return lr;
  }

 private:
  const matching::Case& case_;
  std::map<std::pair<std::uint32_t, NaiveAssignment>, double> of_family_;
};

/// All injective partial maps of bodies to missing persons of the same sex, or of any.
inline std::vector<NaiveAssignment> all_assignments(const matching::Case& the_case, bool same_sex) {
  std::vector<NaiveAssignment> list{{}};
  for (std::size_t b = 0; b < the_case.remains.size(); ++b) {
    std::vector<NaiveAssignment> longer;
    for (const auto& assignment : list) {
      longer.push_back(assignment);
      longer.back().push_back(kNaiveNobody);
      for (std::uint32_t m = 0; m < the_case.missing.size(); ++m) {
        if (same_sex && the_case.remains[b].sex != the_case.missing[m].sex) continue;
        bool taken = false;
        for (const auto other : assignment) taken = taken || other == m;
        if (taken) continue;
        longer.push_back(assignment);
        longer.back().push_back(m);
      }
    }
    list = std::move(longer);
  }
  return list;
}

struct NaivePosterior {
  std::vector<NaiveAssignment> assignments;
  std::vector<double> lr;                    ///< one per assignment
  std::vector<double> posterior;             ///< one per assignment
  std::vector<std::vector<double>> of_pair;  ///< body by missing person
  std::vector<std::vector<double>> glr;      ///< body by missing person: 0 where no assignment holds the pair
  std::vector<double> nobody;                ///< per body
  std::vector<double> not_found;             ///< per missing person
};

/// `prior(k)`: weight of an assignment that places k bodies. `pair_lr(b, m)`: of other evidence.
inline NaivePosterior naive_posterior(const matching::Case& the_case, NaiveLr& dna_lr, bool same_sex,
                                      const std::function<double(std::size_t)>& prior,
                                      const std::function<double(std::size_t, std::size_t)>& pair_lr) {
  NaivePosterior answer;
  const std::size_t n_bodies = the_case.remains.size();
  const std::size_t n_missing = the_case.missing.size();
  answer.assignments = all_assignments(the_case, same_sex);
  double total = 0;
  for (const auto& assignment : answer.assignments) {
    double lr = dna_lr(assignment);
    std::size_t k = 0;
    for (std::size_t b = 0; b < n_bodies; ++b) {
      if (assignment[b] == kNaiveNobody) continue;
      lr *= pair_lr(b, assignment[b]);
      ++k;
    }
    answer.lr.push_back(lr);
    answer.posterior.push_back(lr * prior(k));
    total += answer.posterior.back();
  }
  answer.of_pair.assign(n_bodies, std::vector<double>(n_missing, 0.0));
  answer.glr = answer.of_pair;
  auto best_without = answer.of_pair;
  answer.nobody.assign(n_bodies, 0.0);
  answer.not_found.assign(n_missing, 1.0);
  for (std::size_t i = 0; i < answer.lr.size(); ++i) {
    answer.posterior[i] /= total;
    for (std::size_t b = 0; b < n_bodies; ++b) {
      const auto m = answer.assignments[i][b];
      if (m == kNaiveNobody) answer.nobody[b] += answer.posterior[i];
      for (std::size_t other = 0; other < n_missing; ++other) {
        auto& best = other == m ? answer.glr[b][other] : best_without[b][other];
        best = std::max(best, answer.lr[i]);
      }
      if (m == kNaiveNobody) continue;
      answer.of_pair[b][m] += answer.posterior[i];
      answer.not_found[m] -= answer.posterior[i];
    }
  }
  for (std::size_t b = 0; b < n_bodies; ++b) {
    for (std::size_t m = 0; m < n_missing; ++m) answer.glr[b][m] /= best_without[b][m];
  }
  return answer;
}

/// Bodies that may be one person, the prior odds that they are, and the LR of what they show against strangers.
struct NaiveJoin {
  std::vector<std::uint32_t> bodies;  ///< ascending
  double odds = 0;
  double lr_same = 1;
};

inline double naive_lr_same(const matching::Case& the_case, const std::vector<std::uint32_t>& bodies) {
  double lr = 1;
  for (std::uint32_t locus = 0; locus < the_case.panel.size(); ++locus) {
    std::vector<const genetics::Observation*> seen;
    for (const auto b : bodies) {
      const auto& observation = the_case.panel.observed(the_case.remains[b].profile, locus);
      if (!observation.is_untyped()) seen.push_back(&observation);
    }
    if (seen.size() > 1) lr *= naive_same_person(the_case.panel.markers[locus], seen, genetics::Sex::male);
  }
  return lr;
}

/// Sum over all ways to make persons of these bodies, whom nobody reported: weights by number of persons.
inline void add_nobodies(const std::vector<NaiveJoin>& joins, std::size_t next, std::vector<bool> is_free,
                         std::size_t n_persons, double weight, std::map<std::size_t, double>& by_persons) {
  if (next == joins.size()) {
    by_persons[n_persons] += weight;
    return;
  }
  add_nobodies(joins, next + 1, is_free, n_persons, weight, by_persons);
  for (const auto b : joins[next].bodies) {
    if (!is_free[b]) return;
    is_free[b] = false;
  }
  add_nobodies(joins, next + 1, is_free, n_persons - joins[next].bodies.size() + 1,
               weight * joins[next].odds * joins[next].lr_same, by_persons);
}

struct NaiveReadings {
  std::vector<std::vector<double>> of_pair;  ///< body by missing person
  std::vector<double> nobody;                ///< per body
  std::vector<double> not_found;             ///< per missing person
  std::vector<std::vector<double>> glr;      ///< body by missing person
};

/// Every map of bodies to missing persons or nobody in which several bodies at one person are a join, and every way in which
/// the others are persons. `prior(n_found, n_persons)`: weight of an assignment that finds so many missing persons among so
/// many dead. Without theta.
inline NaiveReadings naive_readings(const matching::Case& the_case, NaiveLr& dna_lr,
                                    const std::vector<NaiveJoin>& joins,
                                    const std::function<double(std::size_t, std::size_t)>& prior) {
  const std::size_t n_bodies = the_case.remains.size();
  const std::size_t n_missing = the_case.missing.size();
  NaiveReadings answer;
  answer.of_pair.assign(n_bodies, std::vector<double>(n_missing, 0.0));
  answer.nobody.assign(n_bodies, 0.0);
  answer.not_found.assign(n_missing, 0.0);
  auto best_with = answer.of_pair, best_without = answer.of_pair;
  double total = 0;
  NaiveAssignment assignment(n_bodies, kNaiveNobody);
  const std::function<void(std::size_t)> assign = [&](std::size_t b) {
    if (b < n_bodies) {
      assignment[b] = kNaiveNobody;
      assign(b + 1);
      for (std::uint32_t m = 0; m < n_missing; ++m) {
        assignment[b] = m;
        assign(b + 1);
      }
      return;
    }
    double odds = 1;
    std::size_t n_found = 0;
    std::vector<bool> is_found(n_missing, false), is_free(n_bodies, false);
    for (std::uint32_t m = 0; m < n_missing; ++m) {
      std::vector<std::uint32_t> here;
      for (std::uint32_t body = 0; body < n_bodies; ++body) {
        if (assignment[body] == m) here.push_back(body);
      }
      if (here.empty()) continue;
      is_found[m] = true;
      ++n_found;
      if (here.size() == 1) continue;
      const auto join = std::find_if(joins.begin(), joins.end(), [&](const auto& j) { return j.bodies == here; });
      if (join == joins.end()) return;
      odds *= join->odds;
    }
    std::size_t n_free = 0;
    for (std::size_t body = 0; body < n_bodies; ++body) {
      is_free[body] = assignment[body] == kNaiveNobody;
      n_free += is_free[body] ? 1U : 0U;
    }
    const double lr = dna_lr(assignment);
    std::map<std::size_t, double> by_persons;
    add_nobodies(joins, 0, is_free, n_free, 1, by_persons);
    double weight = 0;
    for (const auto& [n_persons, sum] : by_persons) weight += lr * odds * sum * prior(n_found, n_found + n_persons);
    double best_nobodies = 0;  // without the prior: the best reading, not the sum
    auto certain = joins;
    for (auto& join : certain) join.odds = 1;
    const std::function<void(std::size_t, std::vector<bool>, double)> look = [&](std::size_t next, auto free,
                                                                                 double l) {
      if (next == certain.size()) {
        best_nobodies = std::max(best_nobodies, l);
        return;
      }
      look(next + 1, free, l);
      for (const auto body : certain[next].bodies) {
        if (!free[body]) return;
        free[body] = false;
      }
      look(next + 1, free, l * certain[next].lr_same);
    };
    look(0, is_free, 1);
    total += weight;
    for (std::size_t body = 0; body < n_bodies; ++body) {
      for (std::uint32_t m = 0; m < n_missing; ++m) {
        auto& best = assignment[body] == m ? best_with[body][m] : best_without[body][m];
        best = std::max(best, lr * best_nobodies);
      }
      (assignment[body] == kNaiveNobody ? answer.nobody[body] : answer.of_pair[body][assignment[body]]) += weight;
    }
    for (std::size_t m = 0; m < n_missing; ++m) answer.not_found[m] += is_found[m] ? 0 : weight;
  };
  assign(0);
  answer.glr = best_with;
  for (std::size_t b = 0; b < n_bodies; ++b) {
    answer.nobody[b] /= total;
    for (std::size_t m = 0; m < n_missing; ++m) {
      answer.of_pair[b][m] /= total;
      answer.glr[b][m] /= best_without[b][m];
    }
  }
  for (double& value : answer.not_found) value /= total;
  return answer;
}

}  // namespace kith::reference
