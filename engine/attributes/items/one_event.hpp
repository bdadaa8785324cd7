// attributes/items/one_event.hpp — one event counts once: a plated fracture stands on a form under fractures, surgery
// and implants.
//
// Lists by what they tell, most first: serial numbers, implants, surgery, fractures. An item of a report that a list
// before it names, too (same bone, no other side), counts in that list alone where the remains state that list, and in
// its own where they do not. Which lists the remains state does not depend on what is in them, so that for every report
// the LR still averages to 1.
#pragma once

#include <cstdint>

#include "attributes/frame/description.hpp"

namespace kith::attributes {

/// Bits of Item::elsewhere and ItemFinding::stated.
inline constexpr std::uint8_t kSerialList = 1, kImplantsList = 2, kSurgeryList = 4;

/// Both may be the same event.
[[nodiscard]] inline bool same_place(const Item& a, const Item& b) {
  return a.what == b.what && (a.side == b.side || a.side == BodySide::unstated || b.side == BodySide::unstated);
}

[[nodiscard]] inline bool names_place(const ItemList& list, const Item& item) {
  for (const Item& other : list.items) {
    if (same_place(other, item)) return true;
  }
  return false;
}

/// Of an item of this list of the report: the lists that tell more of it.
[[nodiscard]] inline std::uint8_t elsewhere(const AmDescription& am, ItemList AmDescription::*list, const Item& item) {
  if (list != &AmDescription::fractures && list != &AmDescription::surgery && list != &AmDescription::implants)
    return 0;
  const bool implanted = names_place(am.implants, item);
  unsigned bits = implanted && !am.implant_serials.numbers.empty() ? kSerialList : 0U;
  if (list != &AmDescription::implants && implanted) bits |= kImplantsList;
  if (list == &AmDescription::fractures && names_place(am.surgery, item)) bits |= kSurgeryList;
  return static_cast<std::uint8_t>(bits);
}

/// The lists that remains state.
[[nodiscard]] inline std::uint8_t stated_lists(const PmDescription& pm) {
  const unsigned bits = (pm.implant_serials.numbers.empty() ? 0U : kSerialList) |
                        (pm.implants.stated ? kImplantsList : 0U) | (pm.surgery.stated ? kSurgeryList : 0U);
  return static_cast<std::uint8_t>(bits);
}

}  // namespace kith::attributes
