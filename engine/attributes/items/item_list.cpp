#include "attributes/items/item_list.hpp"

#include <algorithm>
#include <optional>

#include "attributes/frame/cell_text.hpp"
#include "core/text.hpp"

namespace kith::attributes {
namespace {

using Parts = std::vector<std::string_view>;

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

/// The words of one column.
struct ColumnWords {
  const CaseWords& words;
  std::string_view attribute;

  [[nodiscard]] std::string_view meaning(std::string_view text) const {
    return words.synonyms.meaning(attribute, text);
  }
  /// A part of an item: empty where it says nothing.
  [[nodiscard]] std::string part(std::string_view text) const {
    const auto meant = meaning(text);
    return words.not_known.is_not_known(meant) ? std::string() : normal_word(meant);
  }
};

/// None: it says nothing.
Result<std::optional<Item>> parse_item(std::string_view entry, ItemFormat format, const ColumnWords& words) {
  const Parts parts = split(entry, ':');
  if (parts.size() > most_parts(format)) {
    return bad(entry, "at most " + std::to_string(most_parts(format)) + " parts, " + std::string(format_text(format)));
  }
  if (parts[0].empty()) return bad(entry, "a first part, as in " + std::string(format_text(format)));
  const bool is_document = format == ItemFormat::document;  // of unknown kind it has a name all the same
  const auto first = words.meaning(parts[0]);
  if (!is_document && words.words.not_known.is_no_word(first)) return std::optional<Item>();
  Item item{.what = normal_word(first)};
  std::string_view side;
  switch (format) {
    case ItemFormat::skeletal:
      side = part(parts, 1);
      item.details[0] = words.part(part(parts, 2));
      break;
    case ItemFormat::mark:
      if (const auto site = words.part(part(parts, 1)); !site.empty()) item.what += " on " + site;
      side = part(parts, 2);
      item.details[0] = words.part(part(parts, 3));
      break;
    case ItemFormat::belonging:
      for (std::size_t i = 0; i < kItemDetails; ++i) item.details[i] = words.part(part(parts, i + 1));
      item.of_grave = normal_word(part(parts, 4)) == "grave";
      if (!item.of_grave && !part(parts, 4).empty()) {
        return bad(entry, "'grave' or nothing as the fifth part, not '" + std::string(parts[4]) + "'");
      }
      break;
    case ItemFormat::document:
      item.details[0] = std::string(part(parts, 1));
      break;
  }
  const auto parsed = parse_side(words.part(side));
  if (!parsed) return bad(entry, "left, right or nothing as the side, not '" + std::string(side) + "'");
  item.side = *parsed;
  return std::optional(std::move(item));
}

std::size_t n_words(std::string_view text) {
  const auto words = split(text, ' ');
  return words.size() - static_cast<std::size_t>(std::count(words.begin(), words.end(), std::string_view{}));
}

bool reads_like_a_sentence(std::string_view entry, ItemFormat format) {
  constexpr std::size_t kWords = 4, kWordsOfPart = 5;
  const Parts parts = split(entry, ':');
  if (parts.size() == 1) return n_words(entry) >= kWords || entry.find(',') != std::string_view::npos;
  return format != ItemFormat::document &&
         std::any_of(parts.begin(), parts.end(), [](std::string_view part) { return n_words(part) >= kWordsOfPart; });
}

}  // namespace

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

Result<ItemList> parse_items(std::string_view cell, ItemFormat format, const CaseWords& words,
                             std::string_view attribute) {
  const ColumnWords of_column{words, attribute};
  ItemList list;
  const auto text = trimmed(of_column.meaning(trimmed(cell)));
  const Says all = words.not_known.says(text);
  if (all == Says::not_known) return list;
  list.stated = true;
  if (all == Says::none) return list;
  bool any = false;
  for (const auto entry : split(text, ';')) {
    if (entry.empty()) continue;
    any = true;
    const auto meant = of_column.meaning(entry);
    if (words.not_known.says(meant) == Says::none) return bad(entry, "'none' alone or items, not both");
    auto item = parse_item(meant, format, of_column);
    if (!item) return item.error();
    if (item.value()) list.items.push_back(*std::move(item).value());
  }
  if (!any) return bad(text, "items, or 'none' where there are none");
  list.stated = !list.items.empty();
  std::sort(list.items.begin(), list.items.end());
  return list;
}

std::vector<std::string> free_text_in(std::string_view cell, ItemFormat format, const CaseWords& words,
                                      std::string_view attribute) {
  std::vector<std::string> sentences;
  if (words.not_known.says(cell) != Says::something || words.synonyms.find(attribute, cell)) return sentences;
  for (const auto entry : split(cell, ';')) {
    const bool is_word = words.not_known.is_no_word(entry) || words.synonyms.find(attribute, entry);
    if (!is_word && reads_like_a_sentence(entry, format)) sentences.emplace_back(entry);
  }
  return sentences;
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

}  // namespace kith::attributes
