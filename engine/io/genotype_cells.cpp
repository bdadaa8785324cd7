#include "io/genotype_cells.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/text.hpp"
#include "genetics/allele.hpp"
#include "io/cell_values.hpp"
#include "io/profile_layout.hpp"

namespace kith::io {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Words for a result that names no allele; "12<" and "12.x" too.
bool is_unusable(std::string_view text) {
  constexpr std::array<std::string_view, 6> words{"ol", "inc", "nr", "f", "99", "off-ladder"};
  const auto word = lower_case(text);
  if (std::find(words.begin(), words.end(), word) != words.end()) return true;
  if (word.ends_with('<') || word.ends_with('>')) return is_digits(std::string_view(word).substr(0, word.size() - 1));
  return word.ends_with(".x") && is_digits(std::string_view(word).substr(0, word.size() - 2));
}

/// A comma before a blank or at the end stands between alleles.
bool ends_item(std::string_view cell, std::size_t comma) {
  return comma + 1 == cell.size() || kBlanks.find(cell[comma + 1]) != std::string_view::npos;
}

}  // namespace

AlleleCell read_allele_cell(std::string_view text, bool decimal_comma) {
  text = trimmed(text);
  if (text != "?" && genetics::is_missing_allele(text)) return {};
  const auto last = text.find_last_not_of("*? ");
  const auto bare = last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
  if (genetics::is_missing_allele(bare) || is_unusable(bare)) return {.content = CellContent::unusable};
  auto label = genetics::canonical_allele(bare);
  if (genetics::is_missing_allele(label)) return {};  // "0.0"
  const auto comma = bare.find(',');
  const auto point = label.find('.');
  // Behind a decimal sign stand 1 to 3 bases: "11,12" is no allele but two.
  const bool bad_comma = comma != std::string_view::npos &&
                         (!decimal_comma || (point != std::string::npos && label.size() - point > 2));
  if (bad_comma || !genetics::is_allele_label(label)) return {.content = CellContent::unreadable};
  return {.content = CellContent::allele, .label = std::move(label), .flagged = bare.size() != text.size()};
}

std::optional<std::vector<std::string_view>> split_allele_list(std::string_view cell) {
  std::vector<std::string_view> items;
  std::size_t start = 0;
  for (auto comma = cell.find(','); comma != std::string_view::npos; comma = cell.find(',', comma + 1)) {
    if (!ends_item(cell, comma)) continue;
    items.push_back(trimmed(cell.substr(start, comma - start)));
    start = comma + 1;
  }
  if (start == 0) return split_genotype(cell);
  items.push_back(trimmed(cell.substr(start)));
  return items;
}

}  // namespace kith::io
