#include "intake/profiles/genotype_cells.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/text.hpp"
#include "genetics/markers/allele.hpp"
#include "intake/case/cell_values.hpp"

namespace kith::intake {
namespace {

using genetics::MarkerRange;

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool is_zeros(std::string_view text) { return !text.empty() && text.find_first_not_of('0') == std::string_view::npos; }

bool is_unusable(std::string_view word) {
  constexpr std::array<std::string_view, 4> words{"ol", "inc", "nr", "off-ladder"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "F", "99", "12<", "12.x".
bool is_wildcard(std::string_view word) {
  if (word == "f" || word == "99") return true;
  if (word.ends_with('<') || word.ends_with('>')) return is_digits(word.substr(0, word.size() - 1));
  return word.ends_with(".x") && is_digits(word.substr(0, word.size() - 2));
}

bool is_blank(char c) { return kBlanks.find(c) != std::string_view::npos; }
bool is_separator(char c) { return c == '/' || c == '|' || c == ';' || c == '-' || is_blank(c); }

/// A comma before a blank or at the end stands between alleles.
bool ends_item(std::string_view cell, std::size_t comma) {
  return comma + 1 == cell.size() || is_blank(cell[comma + 1]);
}

/// "9,3" may be the allele 9.3 or the genotype 9/3, and "9,30" is hardly 9/30; "13,14", "28,30", "9,9.3", "9, 3" are
/// clear.
bool may_be_decimal(std::string_view before, std::string_view after, const MarkerRange* range) {
  const char largest = static_cast<char>('0' + genetics::largest_fraction(range));
  const bool is_fraction = !after.empty() && after[0] >= '1' && after[0] <= largest;
  if (!is_fraction || after.size() > 2) return false;
  if (after.size() == 1) return true;
  constexpr double kFarApart = 15;  // repeats between the two alleles of one person
  const auto whole = parse_number(before);
  return after[1] == '0' && whole && 10 * (after[0] - '0') - *whole > kFarApart;
}

/// The digits behind the point of a canonical label that is a number, a bin or nearly one.
std::string_view fraction_of(std::string_view label) {
  const auto point = label.find('.');
  const auto fraction = point == std::string_view::npos ? std::string_view() : label.substr(point + 1);
  return is_digits(fraction) ? fraction : std::string_view();
}

bool fits_repeat(std::string_view label, const MarkerRange* range) {
  const auto fraction = fraction_of(label);
  return fraction.empty() || (fraction.size() == 1 && fraction[0] - '0' <= genetics::largest_fraction(range));
}

CellContent content_of_comma(std::string_view text, const AlleleRule& rule) {
  const bool is_bin = text.starts_with('<') || text.starts_with('>');
  if (is_bin) return CellContent::allele;
  const auto comma = text.find(',');
  const auto before = text.substr(0, comma);
  const auto after = text.substr(comma + 1);
  const bool is_number = is_digits(before) && is_digits(after);
  if (is_number && may_be_decimal(before, after, rule.range))
    return rule.decimal_comma ? CellContent::allele : CellContent::either;
  if (is_number && is_zeros(after) && rule.decimal_comma) return CellContent::allele;  // "14,0"
  const auto items = split_genotype(text, rule.range);
  return items && items->size() > 1 ? CellContent::two_alleles : CellContent::unreadable;
}

/// Of a text that is one item, without its flag.
AlleleCell read_bare(std::string_view text, const AlleleRule& rule) {
  if (text.find(',') != std::string_view::npos) {
    const auto content = content_of_comma(text, rule);
    if (content != CellContent::allele) return {.content = content};
  }
  auto label = genetics::canonical_allele(text);
  if (genetics::is_missing_allele(label)) return {.content = CellContent::not_seen};  // "0.0"
  if (genetics::is_allele_label(label) && fits_repeat(label, rule.range))
    return {.content = CellContent::allele, .label = std::move(label)};
  const auto items = split_genotype(text, rule.range);
  return {.content = items && items->size() > 1 ? CellContent::two_alleles : CellContent::unreadable};
}

/// The text from `start` to the next separator.
std::string_view item_from(std::string_view cell, std::size_t start) {
  std::size_t end = start;
  while (end < cell.size() && cell[end] != ',' && !is_separator(cell[end])) ++end;
  return cell.substr(start, end - start);
}

/// Whether the separator at `i` says that nothing stands on one side of it: "9/", "9-", "- 9".
bool is_empty_side(std::string_view cell, std::size_t i) {
  if (cell[i] != '/' && cell[i] != '|' && cell[i] != '-') return false;
  return i == 0 || i + 1 == cell.size();
}

}  // namespace

AlleleCell read_allele_cell(std::string_view text, const AlleleRule& rule) {
  text = trimmed(text);
  if (text.empty()) return {};
  if (text != "?" && genetics::is_missing_allele(text)) return {.content = CellContent::not_seen};
  const auto last = text.find_last_not_of("*? ");
  const auto bare = last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
  const auto word = lower_case(bare);
  if (genetics::is_missing_allele(bare) || is_unusable(word)) return {.content = CellContent::unusable};
  if (is_wildcard(word)) return {.content = CellContent::wildcard};
  const bool flagged = bare.size() != text.size();
  if (flagged && bare.find_first_of("/|;-, ") != std::string_view::npos) return read_bare(text, rule);  // "13/?"
  auto cell = read_bare(bare, rule);
  cell.flagged = flagged;
  return cell;
}

std::optional<std::string> read_listed_allele(std::string_view text, const MarkerRange* range) {
  auto cell = read_allele_cell(text, {.decimal_comma = true, .range = range});
  if (cell.content == CellContent::allele && !cell.flagged) return std::move(cell.label);
  auto label = genetics::canonical_allele(text);
  const bool is_allele = cell.content == CellContent::wildcard && genetics::is_allele_label(label);
  return is_allele ? std::optional(std::move(label)) : std::nullopt;
}

std::string expected_allele(std::string_view text, const AlleleRule& rule, std::string otherwise) {
  const auto cell = read_allele_cell(text, rule);
  if (cell.content == CellContent::two_alleles)
    return "one allele; these are two alleles in one cell: give each its own";
  if (cell.content == CellContent::either)
    return "a decimal point in an allele (9.3), or 9/3: with a comma it may be one allele or two alleles in one cell";
  if (cell.flagged && cell.content == CellContent::allele)
    return "an allele without a flag (12* and 12? are 12, or not known)";
  const auto label = genetics::canonical_allele(text);
  const auto fraction = fraction_of(label);
  if (fraction.size() == 2)
    return "an allele: none has two decimals; are these two alleles in one cell? Give each its own";
  if (fraction.size() != 1 || !genetics::repeat_number(label) || fits_repeat(label, rule.range)) return otherwise;
  const auto largest = std::to_string(genetics::largest_fraction(rule.range));
  if (rule.range == nullptr) return "an allele: a part of a repeat is .1 to ." + largest;
  return "an allele of " + std::string(rule.range->marker) + ", whose repeat of " + std::to_string(rule.range->repeat) +
         " bases has parts from .1 to ." + largest;
}

std::optional<std::vector<std::string_view>> split_genotype(std::string_view cell, const MarkerRange* range) {
  std::vector<std::string_view> labels;
  cell = trimmed(cell);
  if (cell.empty() || (cell != "?" && genetics::is_missing_allele(cell))) return labels;
  if ((cell.front() == 'o' || cell.front() == 'O') && is_unusable(lower_case(cell))) return std::vector{cell};
  // Beside an unmistakable separator a comma is a decimal sign: "6/9,3".
  bool comma_separates = true;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const bool is_clear = is_separator(cell[i]) && !is_blank(cell[i]);
    comma_separates = comma_separates && (!is_clear || is_empty_side(cell, i));
  }
  std::size_t start = 0;
  const auto take = [&](std::size_t end) {
    if (end > start) labels.push_back(cell.substr(start, end - start));
    start = end + 1;
  };
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == ',' && comma_separates) {
      if (may_be_decimal(cell.substr(start, i - start), item_from(cell, i + 1), range)) return std::nullopt;
      take(i);
    } else if (is_separator(cell[i])) {
      take(i);
      if (is_empty_side(cell, i)) labels.emplace_back("-");
    }
  }
  take(cell.size());
  return labels;
}

std::optional<std::vector<std::string_view>> split_allele_list(std::string_view cell, const MarkerRange* range) {
  std::vector<std::string_view> items;
  std::size_t start = 0;
  for (auto comma = cell.find(','); comma != std::string_view::npos; comma = cell.find(',', comma + 1)) {
    if (!ends_item(cell, comma)) continue;
    items.push_back(trimmed(cell.substr(start, comma - start)));
    start = comma + 1;
  }
  if (start == 0) return split_genotype(cell, range);
  items.push_back(trimmed(cell.substr(start)));
  return items;
}

}  // namespace kith::intake
