// inference/kin/family_kin.hpp — remains that are kin of a family but nobody it misses: a brother who was never
// reported, a cousin from next door.
//
// 1. Screen: bodies against all typed relatives as two people each (kin_pairs.hpp), and what the scan of missing
// persons kept.
// 2. Of a pair of body and family that is left, every place of hypothetical_kin.hpp is scored exactly, by the evidence
// of the engine
//    (matching/evidence_builder.hpp: any pedigree, mutation, theta, lines) with the body's place as the missing
//      person's.
// 3. P(kin | LRs) = odds * mean LR / (1 + odds * mean LR), the mean over the places, which averages to 1 over
// strangers;
//    odds = r / N families: of r bodies one is kin of a family that does not miss it. The best place is named.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inference/kin/kin_pairs.hpp"
#include "matching/table/evidence_builder.hpp"

namespace kith::inference {

struct FamilyKinOptions {
  SamplePairOptions pairs{};
  matching::EvidenceOptions evidence{};  ///< attributes do not enter
  double expected = 0.1;                 ///< r
  double report_from = 0.9;              ///< posterior
  std::size_t most_pairs = 200;          ///< of body and family that are scored exactly, the best of the screen
  double cost_limit = 1e7;  ///< multiplications of one marker at one place; places beyond it count as impossible
  double budget = 4e9;      ///< multiplications in all, foreseen; families beyond it are not scored
  std::uint32_t threads = 0;
};

/// A body that is close to a family.
struct FamilyKinRow {
  RemainsIndex body = 0;
  std::uint32_t family = 0;
  std::string relationship{};  ///< the best: "full sibling"
  std::string of_person{};
  double log10_lr = 0;          ///< of it
  double log10_mean = 0;        ///< of the mean over all places
  double posterior = 0;         ///< kin, in whichever place
  std::string also{};           ///< places whose LR is no less than half of the best: "child of P2; ..."
  std::uint32_t missing = 0;    ///< the family's missing person whom the body fits best
  double log10_lr_missing = 0;  ///< of that; -infinity: impossible
};

struct FamilyKin {
  std::vector<FamilyKinRow> rows{};  ///< the surest first
  std::size_t n_bodies = 0;          ///< looked at
  std::size_t n_screened = 0;        ///< pairs of body and family that passed the screen
  std::size_t n_scored = 0;          ///< and were scored exactly
};

/// `bodies`: those to look at. `evidence`: of the case's missing persons, all columns; `listed`: pairs that its scan
/// kept. `may_be_missing(body, family)`: the body is probably somebody whom the family misses.
[[nodiscard]] FamilyKin find_family_kin(const matching::Case& data, const matching::EvidenceTable& evidence,
                                        std::span<const RemainsIndex> bodies,
                                        std::span<const matching::PairScore> listed,
                                        const std::function<bool(RemainsIndex, std::uint32_t)>& may_be_missing,
                                        const FamilyKinOptions& options);

}  // namespace kith::inference
