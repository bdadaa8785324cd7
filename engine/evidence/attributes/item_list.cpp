#include "evidence/attributes/item_list.hpp"

#include <algorithm>
#include <optional>

#include "core/text.hpp"
#include "evidence/attributes/cell_text.hpp"

namespace kith::evidence {
namespace {

using Parts = std::vector<std::string_view>;

std::string_view format_text(ItemFormat format) {
  switch (format) {
    case ItemFormat::skeletal:
      return "bone:side:kind, such as femur:left:plate";
    case ItemFormat::mark:
      return "kind:site:side:motif, such as tattoo:forearm:right:anchor";
    case ItemFormat::belonging:
      return "type:colour:size:maker, such as boots:black:43:Baltika (and :grave last, if found on no body)";
    case ItemFormat::document:
      break;
  }
  return "kind:name, such as passport:Ali Aliyev";
}

std::size_t most_parts(ItemFormat format) {
  switch (format) {
    case ItemFormat::skeletal:
      return 3;
    case ItemFormat::mark:
      return 4;
    case ItemFormat::belonging:
      return 5;
    case ItemFormat::document:
      break;
  }
  return 2;
}

std::optional<BodySide> parse_side(std::string_view text) {
  const auto word = normal_word(text);
  if (word.empty()) return BodySide::unstated;
  if (word == "left" || word == "l") return BodySide::left;
  if (word == "right" || word == "r") return BodySide::right;
  return std::nullopt;
}

std::string_view part(const Parts& parts, std::size_t i) { return i < parts.size() ? parts[i] : std::string_view{}; }

Error bad(std::string_view entry, const std::string& expected) {
  return {Errc::bad_value, expected + ", in '" + std::string(entry) + "'"};
}

Result<Item> parse_item(std::string_view entry, ItemFormat format) {
  const Parts parts = split(entry, ':');
  if (parts.size() > most_parts(format)) {
    return bad(entry, "at most " + std::to_string(most_parts(format)) + " parts, " + std::string(format_text(format)));
  }
  if (parts[0].empty()) return bad(entry, "a first part, as in " + std::string(format_text(format)));
  Item item{.what = normal_word(parts[0])};
  std::string_view side;
  switch (format) {
    case ItemFormat::skeletal:
      side = part(parts, 1);
      item.details[0] = normal_word(part(parts, 2));
      break;
    case ItemFormat::mark:
      if (!part(parts, 1).empty()) item.what += " on " + normal_word(parts[1]);
      side = part(parts, 2);
      item.details[0] = normal_word(part(parts, 3));
      break;
    case ItemFormat::belonging:
      for (std::size_t i = 0; i < kItemDetails; ++i) item.details[i] = normal_word(part(parts, i + 1));
      item.of_grave = normal_word(part(parts, 4)) == "grave";
      if (!item.of_grave && !part(parts, 4).empty()) {
        return bad(entry, "'grave' or nothing as the fifth part, not '" + std::string(parts[4]) + "'");
      }
      break;
    case ItemFormat::document:
      item.details[0] = std::string(part(parts, 1));
      break;
  }
  const auto parsed = parse_side(side);
  if (!parsed) return bad(entry, "left, right or nothing as the side, not '" + std::string(side) + "'");
  item.side = *parsed;
  return item;
}

}  // namespace

Result<ItemList> parse_items(std::string_view cell, ItemFormat format) {
  ItemList list;
  const auto text = trimmed(cell);
  if (text.empty()) return list;
  list.stated = true;
  if (normal_word(text) == "none") return list;
  for (const auto entry : split(text, ';')) {
    if (entry.empty()) continue;
    if (normal_word(entry) == "none") return bad(entry, "'none' alone or items, not both");
    auto item = parse_item(entry, format);
    if (!item) return item.error();
    list.items.push_back(std::move(item).value());
  }
  if (list.items.empty()) return bad(text, "items, or 'none' where there are none");
  std::sort(list.items.begin(), list.items.end());
  return list;
}

std::string describe(const Item& item) {
  std::string text = item.side == BodySide::left ? "left " : item.side == BodySide::right ? "right " : "";
  text += item.what;
  std::string details;
  for (const auto& detail : item.details) {
    if (!detail.empty()) details += (details.empty() ? "" : ", ") + detail;
  }
  if (!details.empty()) text += " (" + details + ')';
  if (item.of_grave) text += " in the grave";
  return text;
}

std::string describe(const ItemList& list) {
  if (list.items.empty()) return list.stated ? "none" : "";
  std::string text;
  for (const auto& item : list.items) text += (text.empty() ? "" : "; ") + describe(item);
  return text;
}

}  // namespace kith::evidence
