// tests/reference/naive_assignments.hpp — the readable twin of inference/joint/: it writes down every assignment of
// bodies to missing persons with its likelihood ratio, from the definition, and adds them up.
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
    place = person;
  }
  bool has_typed_kin = false;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    has_typed_kin = has_typed_kin || (observed[i] != nullptr &&
                                      family.pedigree.are_connected(static_cast<pedigree::PersonIndex>(i), place));
  }
  if (strangers.empty() || (strangers.size() == 1 && !has_typed_kin)) return 1;
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

}  // namespace kith::reference
