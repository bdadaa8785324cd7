// inference/joint/family_unit.hpp — who must be looked at together: the missing persons of one family whose likelihoods
// do not factorise. Those are the missing persons of one connected part of the pedigree; where a marker of the panel
// has theta > 0, which ties the parts to each other, those of the whole family.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "core/log_add.hpp"
#include "matching/case/case.hpp"

namespace kith::inference {

/// Position in Case::remains.
using BodyIndex = std::uint32_t;
/// Position in Case::missing.
using MissingIndex = std::uint32_t;
/// The missing person is not among the remains.
inline constexpr BodyIndex kNoBody = static_cast<BodyIndex>(-1);
/// The remains are nobody's who was reported.
inline constexpr MissingIndex kNoMissing = static_cast<MissingIndex>(-1);

struct FamilyUnit {
  std::uint32_t family = 0;             ///< position in Case::families
  std::vector<MissingIndex> missing{};  ///< ascending
};

/// Every missing person is in one of them; ordered by their first missing person.
[[nodiscard]] std::vector<FamilyUnit> find_family_units(const matching::Case& the_case);

/// One flag per missing person: no typed relative can say anything of him, not even by way of other missing persons.
/// Untyped persons without typed or missing descendants are taken away first: two parents of a child that is neither
/// typed nor missing say nothing of each other.
[[nodiscard]] std::vector<bool> find_non_identifiable(const matching::Case& the_case);

}  // namespace kith::inference
