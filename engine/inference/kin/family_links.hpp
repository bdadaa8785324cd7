// inference/kin/family_links.hpp — kin, twins and mix-ups among the living: what ties two families of a case together.
//
//   same_donor     one person's sample in two families (or identical twins): P(same person) of two donors
//   kin_donors     donors of two families are parent and child or full siblings
//   swapped        two samples fit each other's places in their families, and not their own (place_fits.hpp)
//   misplaced      a sample fits a place in another family, and better than its own
//   same_missing   two families miss the same person (missing_pairs.hpp)
//   kin_missing    two families miss people who are parent and child or full siblings
// Each has a posterior under a stated prior (kin_prior.hpp). Families tied with `group_from` or more are a group.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "inference/kin/find_kin.hpp"
#include "inference/kin/missing_pairs.hpp"
#include "inference/kin/place_fits.hpp"

namespace kith::inference {

enum class FamilyTie : std::uint8_t { same_donor, kin_donors, swapped, misplaced, same_missing, kin_missing };
/// "same-donor" and so on: the word in the tables.
[[nodiscard]] std::string_view to_string(FamilyTie tie);

/// Two people of two families, and what ties them.
struct FamilyLink {
  FamilyTie tie{};
  std::uint32_t family_1 = 0;  ///< positions in Case::families
  std::uint32_t family_2 = 0;
  std::string person_1{};  ///< of a misplaced sample the one who gave it; person_2 is whose place it fits
  std::string person_2{};
  double log10_lr = 0;    ///< of what the tie says, against two strangers
  double posterior = 0;   ///< likewise
  std::string message{};  ///< one sentence without the ids above
};

struct FamilyLinkOptions {
  SamplePairOptions pairs{};
  ExpectedKin donors{{0.1, 0.1, 0.1, 0.2}};      ///< outside the own family
  ExpectedKin missing{{0.05, 0.05, 0.05, 0.1}};  ///< likewise
  bool estimate_priors = true;                   ///< from the pairs, beginning with these; false: these hold
  double swaps_per_donor = 0.01;                 ///< samples in a wrong place
  double list_from = 0.5;
  double group_from = 0.99;
  /// With more donors only these are compared with each other: no samples with places, no missing persons.
  std::size_t most_donors_for_places = static_cast<std::size_t>(-1);
  std::uint64_t max_pairs = 1'000'000;
  pedigree::LikelihoodOptions likelihood{};
  std::uint32_t threads = 0;
};

/// Families that belong together, two or more, and by which links.
struct FamilyGroup {
  std::vector<std::uint32_t> families{};  ///< ascending
  std::vector<std::size_t> links{};       ///< positions in FamilyLinks::links
};

struct FamilyLinks {
  std::vector<FamilyLink> links{};    ///< by tie, then posterior, the surest first
  std::vector<FamilyGroup> groups{};  ///< the largest first
  KinPrior donors{};
  KinPrior missing{};
  std::size_t n_donors = 0;
  std::size_t n_missing = 0;        ///< compared with each other
  std::vector<KinChance> chance{};  ///< of pairs of donors, those of one family included
  bool cap_met = false;
  std::vector<std::string> remarks{};
};

[[nodiscard]] FamilyLinks find_family_links(const matching::Case& data, const FamilyLinkOptions& options,
                                            const matching::Progress& progress = {});

}  // namespace kith::inference
