// attributes/items/item_list.hpp — lists of things that a person has or had: healed fractures, operations, implants,
// tattoos and scars, clothes and effects. A cell holds items separated by ';', an item has parts separated by ':'.
//
//   fractures, surgery, implants   bone:side:kind           femur:left:plate
//   marks                          kind:site:side:motif     tattoo:forearm:right:anchor
//   clothing, effects              type:colour:size:maker   boots:black:43:Baltika
//   documents                      kind:name                passport:Əliyev Rəşid
//
// Parts at the end may be missing, a part in the middle may be empty: it says nothing then. Sides are left, right or
// nothing. The word `none` (nil, нет, yoxdur ...) means: looked at (or asked for), and there is nothing. An empty cell
// means: not known, and so does a word such as `unknown` (not_known.hpp), in place of the cell, of an item or of a
// part.
//
// A thing found in a grave and not on a body gets a last part `grave`, after as many colons as the parts before it need
// (`ring:gold:::grave`): it belongs to one of the bodies there, see item_model.hpp.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "attributes/frame/synonyms.hpp"
#include "core/error.hpp"

namespace kith::attributes {

enum class BodySide : std::uint8_t { unstated, left, right };

inline constexpr std::size_t kItemDetails = 3;

struct Item {
  std::string what;  ///< bone; "tattoo on forearm"; type of a thing; kind of a document
  BodySide side = BodySide::unstated;
  std::array<std::string, kItemDetails> details{};  ///< kind; motif; colour, size, maker; empty: not stated
  bool of_grave = false;                            ///< found in the grave, on no body
  std::uint32_t bodies = 0;                         ///< in that grave; 0: not known, and the thing says nothing
  std::uint8_t elsewhere = 0;  ///< lists that name the same place and tell more of it, as bits (one_event.hpp)
  friend auto operator<=>(const Item&, const Item&) = default;
};

struct ItemList {
  bool stated = false;        ///< false: the cell was empty
  std::vector<Item> items{};  ///< sorted
  friend auto operator<=>(const ItemList&, const ItemList&) = default;
};

enum class ItemFormat : std::uint8_t { skeletal, mark, belonging, document };

/// Words are compared as cell_text's normal_word makes them; a document's name is kept as it is written.
/// `attribute`: whose synonyms count, for an item and for each of its parts.
/// Bad input: the message is what was expected, and in which item.
[[nodiscard]] Result<ItemList> parse_items(std::string_view cell, ItemFormat format,
                                           const CaseWords& words = CaseWords::built_in(),
                                           std::string_view attribute = {});

/// The items of a cell that read like sentences, or like several things: no ':' and four words or more, or a comma; or
/// a long part.
[[nodiscard]] std::vector<std::string> free_text_in(std::string_view cell, ItemFormat format,
                                                    const CaseWords& words = CaseWords::built_in(),
                                                    std::string_view attribute = {});
/// How the items of a list are written: "bone:side:kind, such as femur:left:plate".
[[nodiscard]] std::string_view format_text(ItemFormat format);

/// "left femur (plate)", "boots (black, 43)".
[[nodiscard]] std::string describe(const Item& item);
/// The items of a list, "none" for a list that is stated and empty.
[[nodiscard]] std::string describe(const ItemList& list);

}  // namespace kith::attributes
