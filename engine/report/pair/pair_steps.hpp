// report/pair/pair_steps.hpp — what a pair's evidence comes to, step by step: each group of markers, linkage, each
// attribute with what the family reports and what was found. log10 LR = sum over steps.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::report {

struct PairStep {
  std::string name;      ///< "autosomal markers", "age"
  std::string group{};   ///< of an attribute
  std::string report{};  ///< what the family reports; empty for DNA
  std::string found{};   ///< what was found of the remains
  double log10_lr = 0;
  std::string rule{};     ///< how an attribute's number came about
  double group_part = 0;  ///< log10 LR of all steps of the attribute's group
};

/// The steps of a pair, in the order of its columns; attributes that either side says nothing of are left out.
/// `linkage`: the log10 correction for linked markers. @pre `columns` is what explain_pair() returned for remains 0
/// and this target.
[[nodiscard]] std::vector<PairStep> pair_steps(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                                               matching::TargetIndex target,
                                               std::span<const matching::ColumnScore> columns, double linkage);

}  // namespace kith::report
