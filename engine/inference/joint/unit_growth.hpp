// inference/joint/unit_growth.hpp — the table of one unit (unit_table.hpp) from pairs that a scan found (pair_scan.hpp),
// where bodies times missing persons is too much to go through.
//
// A unit of one missing person: its pairs are the table. Of several: from the assignments of one body on, the most probable
// one that was not yet looked at is extended: given its bodies, one elimination per marker and free place scores *all* bodies
// (FamilyLikelihood::log_lr_with_one_more), so that brothers are found who say little alone and everything together. Kept is
// what has at least `least_odds` times the weight (LR and prior odds) of the assignment it extends: that one can take its
// place whatever other units do, so that of all left out the mass is at most the sum of their ratios. Looked at are
// assignments of weight `scan_from` or more, and at least `scan_share` of the best, at most `most_scans` of a unit: what
// is not found is kin of whom no member reaches `scan_from` alone. The most probable assignments are looked at without each
// of their bodies. At the end the bodies of each assignment of at least
// `scan_share` of the best are put in all other orders, so that these limits never decide who is which brother.
//
// Brothers (or sisters) of whom nothing tells one from another (same parents, no child, no sample of their own, equal evidence
// with every body) and who are kWideClass or more are one class: an assignment says which bodies are among them, stands for all
// n! / (n - k)! ways to say who is who, and each of them has the n-th part of the sum.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "evidence/lineage/lineage_column.hpp"
#include "inference/joint/pair_scan.hpp"
#include "inference/joint/unit_table.hpp"

namespace kith::inference {

struct GrowthOptions {
  SexRule sex = SexRule::soft;
  pedigree::LikelihoodOptions likelihood{};
  evidence::LineageOptions lineage{};
  double log_odds = 0;       ///< prior odds of an assigned pair, natural logarithm
  double least_odds = 1e-3;  ///< 0: all there are, and the limits below do not hold
  double scan_from = 1e-2;   ///< 0: whatever `scan_share` allows
  double scan_share = 1e-9;
  std::size_t most_scans = 24;                 ///< of a unit
  std::size_t most_scan_eliminations = 3'000;  ///< likewise; nothing is begun beyond it
  UnitLimits limits{};
  std::size_t most_eliminations = 400'000;  ///< of a unit all of whose assignments are asked for; more is too wide
};

/// Haplotypes of several bodies in one line count together (lineage_kin.hpp); other evidence pair by pair. One per unit, in the order of the units. In parallel; the result does not depend on the number of threads.
/// `scan` was made with this evidence.
[[nodiscard]] std::vector<UnitTable> grow_unit_tables(const matching::Case& the_case,
                                                      const matching::EvidenceTable& evidence, const PairScan& scan,
                                                      const GrowthOptions& options, const DoubtfulJoins& joins = {});

}  // namespace kith::inference
