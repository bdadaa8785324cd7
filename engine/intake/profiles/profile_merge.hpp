// intake/profiles/profile_merge.hpp — all typings of one subject at one marker, over samples and replicates, as one
// observation.
//
//   the same result twice in one sample                one of them counts                             warning
//   two results of one sample (and replicate)          nobody can say which is right                  error
//   more than two alleles                              untyped (a mixture, or three alleles)          warning
//   exact results of two samples that disagree         untyped (a swap, a mixture)                    warning
//   partial results                                    fill each other up, or agree with a full one
//   any result with dropout or drop-in                 all become replicates of one likelihood
//
// With drop-in, more than two alleles in remains are kept: the foreign one is part of the model.
//
// Threads: oneTBB; subjects are merged side by side, in parts, and problems come in their order.
#pragma once

#include <vector>

#include "intake/profiles/profile_rows.hpp"

namespace kith::intake {

/// One subject at one marker. Alleles are still LabelIndex values.
struct MergedTyping {
  SubjectIndex subject = 0;
  std::uint16_t locus = 0;
  LabelIndex first = 0;  ///< the genotype, where `soft` is 0
  LabelIndex second = 0;
  std::uint32_t soft = 0;  ///< position + 1 in MergedProfiles::soft; 0: an exact genotype
  std::uint32_t line = 0;  ///< of profiles.csv, of the first typing
};

struct MergedProfiles {
  std::vector<MergedTyping> typings;        ///< by subject, then locus; without amelogenin
  std::vector<MergedTyping> amelogenin;     ///< by subject
  std::vector<genetics::Observation> soft;  ///< partial genotypes and replicates; their alleles are LabelIndex values
  std::vector<SetAside> set_aside;          ///< by subject, then locus
};

/// Calls `use(label)` for every label that the typing names; one in both places of a genotype twice.
template <class Use>
void for_each_label(const MergedTyping& typing, const MergedProfiles& merged, Use use) {
  if (typing.soft == 0) {
    use(typing.first);
    use(typing.second);
    return;
  }
  const genetics::Observation& observation = merged.soft[typing.soft - 1];
  if (observation.certain_allele != genetics::kNoAllele) use(observation.certain_allele);
  for (const auto& replicate : observation.replicates) {
    for (const LabelIndex label : replicate.seen) use(label);
  }
}

/// The subjects of `rows` in ascending order, cut into parts of about `n_runs` runs. `file`: the name problems are
/// reported under.
[[nodiscard]] std::vector<MergedProfiles> merge_profiles(const ProfileRows& rows, MarkerDirectory& directory,
                                                         const Subjects& subjects, const std::string& file,
                                                         ProblemLog& log, std::size_t n_runs);

}  // namespace kith::intake
