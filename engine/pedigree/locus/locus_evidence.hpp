// pedigree/locus/locus_evidence.hpp — one locus of a family made ready: which alleles may be joined, and which
// genotypes fit each person's observation.
#pragma once

#include "core/error.hpp"
#include "pedigree/elimination/workspace.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::pedigree {

/// Fills workspace.classes and workspace.evidence. With a target, alleles are joined only where the target's genotype
/// can be told apart again (see expand_target).
/// Errors: bad_parameter where the marker or a person's sex cannot be computed with.
[[nodiscard]] Result<void> prepare_locus(const genetics::Marker& marker, const Pedigree& pedigree,
                                         Observations observed, PersonIndex target, const LikelihoodOptions& options,
                                         Workspace& workspace);

/// The same for a target whose own observation is not used, and what his graph is built from.
[[nodiscard]] Result<void> prepare_target(const genetics::Marker& marker, const Pedigree& pedigree,
                                          Observations observed, PersonIndex target, const LikelihoodOptions& options,
                                          Workspace& workspace);
[[nodiscard]] LocusInput target_input(const genetics::Marker& marker, const Pedigree& pedigree, PersonIndex target,
                                      const Workspace& workspace);

/// The same for nobody in particular, where somebody may show any of `alternatives` beside what all show.
[[nodiscard]] Result<void> prepare_locus(const genetics::Marker& marker, const Pedigree& pedigree,
                                         Observations observed, Observations alternatives,
                                         const LikelihoodOptions& options, Workspace& workspace);

/// The genotypes that fit an observation, in the classes of the workspace's locus. @pre the locus was prepared with it.
void list_evidence(const genetics::Observation& observation, const genetics::Marker& marker, bool hemizygous,
                   const AlleleClasses& classes, std::vector<genetics::WeightedGenotype>& genotypes);

/// True if the two parents of `person` share an ancestor (or one descends from the other).
[[nodiscard]] bool is_inbred(const Pedigree& pedigree, PersonIndex person);

}  // namespace kith::pedigree
