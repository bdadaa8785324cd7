// inference/joint/unit_table.hpp — every way to put bodies in the places of one unit's missing persons
// (family_unit.hpp), each with its likelihood ratio: all injective partial maps, less those whose LR is 0 (whatever is
// added to one of these is impossible too, so that they end a branch).
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
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

/// One body in one place of a unit.
struct PlacedBody {
  BodyIndex body = kNoBody;
  std::uint32_t place = 0;  ///< position among the unit's missing persons
  double log_lr = 0;        ///< of the pair alone, natural logarithm, finite
};

/// `bodies` and `log_lr` hold the assignments one after another; the first places nobody and has log LR 0.
struct UnitTable {
  FamilyUnit unit{};
  bool too_wide = false;            ///< more assignments than the limit: there are none in the table but the first
  std::vector<BodyIndex> bodies{};  ///< assignments x missing persons of the unit; kNoBody: not found
  std::vector<double> log_lr{};     ///< one per assignment, natural logarithm, finite
  /// Likewise the prior odds of the doubtful joins it makes, and how many assignments it stands for; empty: 0 for all.
  std::vector<double> log_joins{};
  /// Empty, or per place the first place of those who cannot be told apart by anything (unit_growth.hpp): assignments then
  /// have these persons' bodies in their first places, ascending, and each stands for all orders.
  std::vector<std::uint32_t> class_of{};
  std::vector<PlacedBody> pairs{};  ///< by body, then place; who is not here cannot be there, or was left out
  /// Empty, or assignments x missing persons of the unit: of a free place, given the assignment, the sum of the LRs of all
  /// bodies that were left out of the table there; negative: not known.
  std::vector<double> rest_given{};
  std::size_t n_scans = 0;        ///< assignments from which all bodies were scored for the free places
  std::size_t n_not_scanned = 0;  ///< assignments that would have been next, but for the limit
  double share_not_scanned = 0;   ///< what these weigh together, of the best assignment
  std::vector<genetics::LocusIndex> inconsistent{};  ///< markers left out: the relatives do not fit each other
  std::vector<genetics::LocusIndex> too_costly{};    ///< markers left out: beyond the cost limit

  [[nodiscard]] std::size_t size() const { return log_lr.size(); }
  [[nodiscard]] double log_joins_of(std::size_t i) const { return log_joins.empty() ? 0 : log_joins[i]; }
  /// The places that an entry in this place stands for, itself among them.
  [[nodiscard]] std::vector<std::size_t> alike(std::size_t place) const;
  [[nodiscard]] bool are_alike(std::size_t a, std::size_t b) const {
    return a == b || (!class_of.empty() && class_of[a] == class_of[b]);
  }
  [[nodiscard]] std::span<const BodyIndex> assignment(std::size_t i) const {
    return std::span(bodies).subspan(i * unit.missing.size(), unit.missing.size());
  }
  /// ln LR of the pair alone; -infinity where it cannot be or was left out.
  [[nodiscard]] double pair(BodyIndex body, std::size_t place) const;
};

/// The assignment as text, to be looked up by.
[[nodiscard]] std::u32string assignment_key(std::span<const BodyIndex> bodies);

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
