#include "pedigree/locus/locus_evidence.hpp"

#include <algorithm>

namespace kith::pedigree {
namespace {

using genetics::AlleleIndex;
using genetics::Marker;
using genetics::MutationKind;
using genetics::Observation;
using genetics::WeightedGenotype;

/// No amplification loses or gains alleles: then alleles that are not seen all have the same weight.
bool is_exact(const Observation& observation) {
  return std::all_of(observation.replicates.begin(), observation.replicates.end(),
                     [](const auto& replicate) { return replicate.model.is_exact(); });
}

/// Joined alleles of a target can be told apart again only where, inside their class, they keep the population's
/// proportions whatever happened in the family: without mutation, and with the proportional model.
bool keeps_proportions(const Marker& marker) {
  const auto fits = [&](genetics::Sex sex, const genetics::MutationSpec& spec) {
    if (marker.mutation(sex) == nullptr) return true;
    return spec.kind == MutationKind::proportional && !spec.stationary && !marker.has_silent_allele();
  };
  return fits(genetics::Sex::male, marker.spec().mutation_male) &&
         fits(genetics::Sex::female, marker.spec().mutation_female);
}

void mark_shown(const Observation& observation, std::vector<char>& shown) {
  if (observation.certain_allele != genetics::kNoAllele) shown[observation.certain_allele] = 1;
  for (const auto& replicate : observation.replicates) {
    for (const AlleleIndex allele : replicate.seen) shown[allele] = 1;
  }
}

/// Genotypes in classes; what becomes the same genotype is listed once (exact observations weigh it alike).
void to_classes(const std::vector<AlleleIndex>& class_of, std::vector<WeightedGenotype>& genotypes) {
  for (auto& genotype : genotypes) {
    const auto [x, y] = std::minmax(class_of[genotype.x], class_of[genotype.y]);
    genotype.x = x;
    genotype.y = y;
  }
  const auto key = [](const WeightedGenotype& g) { return std::pair{g.x, g.y}; };
  std::sort(genotypes.begin(), genotypes.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  const auto same = [&](const auto& a, const auto& b) { return key(a) == key(b); };
  genotypes.erase(std::unique(genotypes.begin(), genotypes.end(), same), genotypes.end());
}

/// The common case needs no search: both alleles of one exact amplification seen.
bool is_plain_heterozygote(const Observation& observation) {
  return observation.replicates.size() == 1 && observation.certain_allele == genetics::kNoAllele &&
         observation.replicates.front().seen.size() == 2 && observation.replicates.front().model.is_exact();
}

void list_genotypes(const Observation& observation, const Marker& marker, bool hemizygous,
                    std::vector<WeightedGenotype>& genotypes) {
  if (is_plain_heterozygote(observation)) {
    const auto& seen = observation.replicates.front().seen;
    genotypes.clear();
    if (!hemizygous) genotypes.push_back({seen.front(), seen.back(), 1});
  } else {
    genotypes = genetics::compatible_genotypes(observation, marker, hemizygous);
  }
}

/// With theta, a non-founder's two alleles may descend from copies of one allele even where no ancestor is shared.
bool has_independent_alleles(const Marker& marker, const Pedigree& pedigree, PersonIndex target) {
  return pedigree.is_founder(target) || (marker.theta() == 0 && !is_inbred(pedigree, target));
}

bool is_typed(const Observation* observation) { return observation != nullptr && !observation->is_untyped(); }

/// Marks what somebody shows; returns whether all observations are exact.
bool mark_all_shown(const Marker& marker, Observations observed, Observations alternatives, std::vector<char>& shown) {
  shown.assign(marker.n_alleles(), 0);
  bool exact = true;
  for (const Observations list : {observed, alternatives}) {
    for (const Observation* observation : list) {
      if (!is_typed(observation)) continue;
      mark_shown(*observation, shown);
      exact = exact && is_exact(*observation);
    }
  }
  return exact;
}

Result<void> list_all_evidence(const Marker& marker, const Pedigree& pedigree, Observations observed,
                               Workspace& workspace) {
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  workspace.evidence.resize(pedigree.size());
  for (std::size_t i = 0; i < pedigree.size(); ++i) {
    const auto person = static_cast<PersonIndex>(i);
    PersonEvidence& evidence = workspace.evidence[i];
    const Observation* observation = i < observed.size() ? observed[i] : nullptr;
    evidence.typed = is_typed(observation);
    if (!evidence.typed) continue;
    if (x_linked && pedigree.sex(person) == Sex::unknown) {
      return Error{Errc::bad_parameter,
                   "marker " + marker.name() + " is X-linked and the sex of " + pedigree.id(person) + " is not known"};
    }
    const bool hemizygous = x_linked && pedigree.sex(person) == Sex::male;
    list_evidence(*observation, marker, hemizygous, workspace.classes, evidence.genotypes);
  }
  return {};
}

}  // namespace

bool is_inbred(const Pedigree& pedigree, PersonIndex person) {
  if (pedigree.is_founder(person)) return false;
  std::vector<char> above(pedigree.size(), 0);  // bit 0: the father or above him, bit 1: the mother or above her
  above[static_cast<std::size_t>(pedigree.father(person))] |= 1;
  above[static_cast<std::size_t>(pedigree.mother(person))] |= 2;
  const auto order = pedigree.parents_first();
  for (auto it = order.rbegin(); it != order.rend(); ++it) {
    const char marks = above[static_cast<std::size_t>(*it)];
    if (marks == 3) return true;
    if (marks == 0 || pedigree.is_founder(*it)) continue;
    for (const PersonIndex parent : {pedigree.father(*it), pedigree.mother(*it)}) {
      char& there = above[static_cast<std::size_t>(parent)];
      there = static_cast<char>(there | marks);
    }
  }
  return false;
}

void list_evidence(const Observation& observation, const Marker& marker, bool hemizygous, const AlleleClasses& classes,
                   std::vector<WeightedGenotype>& genotypes) {
  list_genotypes(observation, marker, hemizygous, genotypes);
  if (classes.lumped) to_classes(classes.class_of, genotypes);
}

Result<void> prepare_locus(const Marker& marker, const Pedigree& pedigree, Observations observed, PersonIndex target,
                           const LikelihoodOptions& options, Workspace& workspace) {
  const bool exact = mark_all_shown(marker, observed, {}, workspace.shown);
  const bool may_lump = options.lump_alleles && exact &&
                        (target == kNobody ||
                         (keeps_proportions(marker) && has_independent_alleles(marker, pedigree, target)));
  classify_alleles(marker, workspace.shown, may_lump, workspace.classes);
  return list_all_evidence(marker, pedigree, observed, workspace);
}

Result<void> prepare_target(const Marker& marker, const Pedigree& pedigree, Observations observed, PersonIndex target,
                            const LikelihoodOptions& options, Workspace& workspace) {
  auto ready = prepare_locus(marker, pedigree, observed, target, options, workspace);
  if (ready) workspace.evidence[static_cast<std::size_t>(target)].typed = false;
  return ready;
}

LocusInput target_input(const Marker& marker, const Pedigree& pedigree, PersonIndex target,
                        const Workspace& workspace) {
  const bool x_linked = marker.kind() == genetics::MarkerKind::x_linked;
  LocusInput input{pedigree, workspace.classes, workspace.evidence, x_linked, target};
  input.whole_pedigree = marker.theta() > 0;
  return input;
}

Result<void> prepare_locus(const Marker& marker, const Pedigree& pedigree, Observations observed,
                           Observations alternatives, const LikelihoodOptions& options, Workspace& workspace) {
  const bool exact = mark_all_shown(marker, observed, alternatives, workspace.shown);
  classify_alleles(marker, workspace.shown, options.lump_alleles && exact, workspace.classes);
  return list_all_evidence(marker, pedigree, observed, workspace);
}

}  // namespace kith::pedigree
