// inference/joint/unit_table.hpp — every way to put bodies in the places of one unit's missing persons
// (family_unit.hpp), each with its likelihood ratio: all injective partial maps, less those whose LR is 0 (whatever is
// added to one of these is impossible too, so that they end a branch).
#pragma once

#include <span>
#include <vector>

#include "inference/joint/family_likelihood.hpp"

namespace kith::inference {

/// What speaks for or against a pair beside the family's DNA (descriptions, Y-STR, mtDNA): natural logarithm of the LR,
/// remains by remains, each with one value per missing person; empty: nothing. It multiplies into every assignment with
/// the pair.
struct PairTerms {
  std::vector<double> log_lr{};

  [[nodiscard]] double of(const matching::Case& the_case, BodyIndex body, MissingIndex missing) const {
    return log_lr.empty() ? 0 : log_lr[body * the_case.missing.size() + missing];
  }
};

struct UnitLimits {
  std::size_t assignments = 300'000;  ///< of one unit; more is too wide
};

/// `bodies` and `log_lr` hold the assignments one after another; the first places nobody and has log LR 0.
struct UnitTable {
  FamilyUnit unit{};
  bool too_wide = false;              ///< more assignments than the limit: there are none in the table but the first
  std::vector<BodyIndex> bodies{};    ///< assignments x missing persons of the unit; kNoBody: not found
  std::vector<double> log_lr{};       ///< one per assignment, natural logarithm, finite
  std::vector<double> pair_log_lr{};  ///< remains x missing persons of the unit: the pair alone; -infinity: cannot be
  std::vector<genetics::LocusIndex> inconsistent{};  ///< markers left out: the relatives do not fit each other
  std::vector<genetics::LocusIndex> too_costly{};    ///< markers left out: beyond the cost limit

  [[nodiscard]] std::size_t size() const { return log_lr.size(); }
  [[nodiscard]] std::span<const BodyIndex> assignment(std::size_t i) const {
    return std::span(bodies).subspan(i * unit.missing.size(), unit.missing.size());
  }
  [[nodiscard]] double pair(BodyIndex body, std::size_t place) const {
    return pair_log_lr[body * unit.missing.size() + place];
  }
};

struct UnitOptions {
  SexRule sex = SexRule::soft;
  UnitLimits limits{};
  pedigree::LikelihoodOptions likelihood{};
};

[[nodiscard]] UnitTable make_unit_table(const matching::Case& the_case, const FamilyUnit& unit, const PairTerms& terms,
                                        const UnitOptions& options);

/// One per unit, in the order of the units. In parallel; the result does not depend on the number of threads.
[[nodiscard]] std::vector<UnitTable> make_unit_tables(const matching::Case& the_case, const PairTerms& terms,
                                                      const UnitOptions& options);

}  // namespace kith::inference
