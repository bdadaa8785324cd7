// inference/joint/kin_reports.hpp — where persons of one family were lost: reports of kin tell of each other.
//
// By itself a report says P(site | report of m) / P(site). Kin who are missed together were mostly lost together: where
// their reports name different events or days, one of them errs more often than that they parted, and which of them it
// is nobody knows. Taken apart, an erring report puts three decades between two brothers. In the joint analysis the
// place column of a family that misses several is therefore
//
//   LR'(m) = (1 - s) LR(m) + s * mean over the family's missing persons k with a report of LR(k)        s =
//     kSharedReports
//
// for every m with a report of his own. A mean of LRs averages to 1 over strangers as each of them does; where the
// reports agree nothing changes. s is stated, not estimated: with reports that err one time in twenty, and one family
// in ten that parted, two reports that differ are as likely an error as a parting.
#pragma once

#include <span>
#include <vector>

#include "inference/joint/family_unit.hpp"
#include "matching/candidates/match.hpp"

namespace kith::inference {

inline constexpr double kSharedReports = 0.5;

class KinReports {
 public:
  /// What is passed outlives the object.
  KinReports(const matching::Case& the_case, const matching::EvidenceTable& evidence);

  /// The column's log10 LRs of a missing person, one per row. Reentrant.
  void fill(std::size_t column, MissingIndex missing, std::span<double> rows) const;
  /// Of one body.
  [[nodiscard]] double log10_lr(std::size_t column, MissingIndex missing, BodyIndex body) const;

 private:
  const matching::EvidenceTable& evidence_;
  std::vector<bool> is_shared_{};  ///< per column
  std::vector<std::vector<MissingIndex>>
      kin_{};  ///< per missing person, himself among them; empty: nobody else is missed
};

}  // namespace kith::inference
