// evidence/attributes/description.hpp — what the two forms say, attribute by attribute: the family's report of a missing
// person (AM) and what was found of remains (PM). io reads them from tables; the attribute models compare them.
//
// One struct per attribute and side. A member that says nothing is empty (std::nullopt, or the struct's `unknown`).
// Structs are compared member by member: equal reports and equal findings share their numbers.
#pragma once

#include <compare>
#include <cstdint>

#include "evidence/attributes/dental_model.hpp"
#include "evidence/attributes/document_model.hpp"
#include "evidence/attributes/implant_serial.hpp"
#include "evidence/attributes/item_list.hpp"
#include "evidence/attributes/place_tables.hpp"
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
  AgeGroup age_group = AgeGroup::unknown;
  DentalReport teeth{};
  ItemList fractures{}, surgery{}, implants{}, marks{}, clothing{}, effects{};
  SerialList implant_serials{};
  NameList names{};  ///< of the person: on the form, on documents
  AmPlace place{};
};

/// What was found of remains.
struct PmDescription {
  PmSex sex{};
  AgeGroup age_group = AgeGroup::unknown;  ///< of the estimated age
  ToothChart teeth{};
  ItemList fractures{}, surgery{}, implants{}, marks{}, clothing{}, effects{};
  bool whole_body = true;  ///< false: the remains are a part of a body
  SerialList implant_serials{};
  NameList names{};  ///< on documents found with the remains
  PmPlace place{};
};

}  // namespace kith::evidence
