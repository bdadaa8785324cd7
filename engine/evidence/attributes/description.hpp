// evidence/attributes/description.hpp — what the two forms say, attribute by attribute: the family's report of a missing
// person (AM) and what was found of remains (PM). io reads them from tables; the attribute models compare them.
//
// One struct per attribute and side. A member that says nothing is empty (std::nullopt, or the struct's `unknown`).
// Structs are compared member by member: equal reports and equal findings share their numbers.
#pragma once

#include <compare>
#include <cstdint>

#include "genetics/marker.hpp"

namespace kith::evidence {

using genetics::Sex;

/// How the sex of remains was estimated from bones or body.
enum class SexMethod : std::uint8_t { unstated, pelvis, skull, long_bones };

struct PmSex {
  Sex form = Sex::unknown;  ///< as the form or anthropology says
  SexMethod method = SexMethod::unstated;
  Sex amelogenin = Sex::unknown;  ///< as DNA says
  friend auto operator<=>(const PmSex&, const PmSex&) = default;
};

/// What a family reports. To add an attribute: add a member, a parser (io/descriptions/) and a model (registry.cpp).
struct AmDescription {
  Sex sex = Sex::unknown;
};

/// What was found of remains.
struct PmDescription {
  PmSex sex{};
};

}  // namespace kith::evidence
