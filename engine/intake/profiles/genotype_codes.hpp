// intake/profiles/genotype_codes.hpp — merged typings as codes in the profiles of a case.
//
// Threads: oneTBB. Every part of the subjects numbers what it observes by itself; then the parts' numbers are put into
// those of the panel's dictionaries, part by part: observations are numbered in the order in which subjects show them,
// whatever the parts.
#pragma once

#include <functional>
#include <vector>

#include "genetics/markers/panel.hpp"
#include "intake/profiles/profile_merge.hpp"

namespace kith::intake {

/// Where genotypes go. Called from many threads at once, for one subject from one only.
struct GenotypePlaces {
  std::function<genetics::Profile&(SubjectIndex)> profile;  ///< empty before
  std::function<genetics::Sex(SubjectIndex)> sex;           ///< tells whether there can be two X-linked alleles
};

/// What the genotypes are, and where they come from.
struct GenotypeSource {
  MarkerDirectory& directory;
  const Subjects& subjects;
  const std::vector<std::vector<genetics::AlleleIndex>>& allele_of_label;  ///< per locus
  std::string file;                                                        ///< the name problems are reported under
};

struct CodedGenotypes {
  ProblemLog problems{};
  std::vector<SetAside> set_aside{};
  std::size_t n_typed = 0;
};

/// Sets the profiles of all subjects with a typing and adds what was observed to the dictionaries of `panel`.
[[nodiscard]] CodedGenotypes code_genotypes(const std::vector<MergedProfiles>& parts, const GenotypeSource& source,
                                            const GenotypePlaces& places, genetics::Panel& panel);

}  // namespace kith::intake
