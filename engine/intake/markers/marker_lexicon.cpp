#include "intake/markers/marker_lexicon.hpp"

#include <algorithm>
#include <cctype>
#include <tuple>

#include "core/text.hpp"
#include "genetics/markers/marker_names.hpp"
#include "text/near_names.hpp"

namespace kith::intake {
namespace {

constexpr std::size_t kFarthest = 3;  ///< slips of the pen from which on a name is no longer near

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

/// Upper case, with one '_' for every run of blanks, '_', '.' and '-'.
std::string spelling(std::string_view name) {
  std::string text;
  for (const char c : trimmed(name)) {
    const bool separates = std::isspace(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-';
    if (separates && !text.empty() && text.back() == '_') continue;
    text += separates ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return text;
}

bool is_rs_number(std::string_view name) {
  const auto text = trimmed(name);
  return text.size() > 2 && (text[0] == 'r' || text[0] == 'R') && (text[1] == 's' || text[1] == 'S') &&
         std::all_of(text.begin() + 2, text.end(), is_digit);
}

/// Without its digits: markers of one series differ in nothing else.
std::string without_digits(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(), is_digit), text.end());
  return text;
}

/// "D3", "D21": how SGM Plus reports abbreviate D3S1358 and D21S11.
bool is_chromosome(std::string_view key) {
  return key.size() >= 2 && key.size() <= 3 && key.front() == 'D' && std::all_of(key.begin() + 1, key.end(), is_digit);
}

}  // namespace

void MarkerLexicon::add(std::string_view name) {
  const auto key = genetics::marker_key(name);
  spellings_.emplace(spelling(name), true);
  if (keys_.emplace(key, true).second) added_.push_back({key, genetics::canonical_marker(name)});
}

bool MarkerLexicon::is_built_in(std::string_view name) {
  return genetics::is_listed_marker(name) || is_rs_number(name);
}

bool MarkerLexicon::is_added_as_written(std::string_view name) const { return spellings_.contains(spelling(name)); }

bool MarkerLexicon::has(std::string_view name) const {
  return is_built_in(name) || keys_.contains(genetics::marker_key(name));
}

std::string MarkerLexicon::known_beginning(std::string_view name) const {
  constexpr std::size_t kLeast = 3;
  if (!has_digit(name)) return {};  // "CD4": yes; "FGAge": a word
  for (std::size_t n = name.size(); n-- > kLeast;) {
    const auto stem = name.substr(0, n);
    if (has(stem)) return genetics::canonical_marker(stem);
  }
  return {};
}

std::string MarkerLexicon::nearest(std::string_view name) const {
  const auto key = genetics::marker_key(name);
  // Fewest slips; then a marker of the case before others, and the order of the alphabet.
  std::tuple<std::size_t, bool, std::string> best{kFarthest + 1, false, {}};
  const auto consider = [&](std::string_view other, std::string_view spelt, bool is_added) {
    const bool abbreviated = is_chromosome(key) && other.starts_with(key + "S");
    const std::size_t difference = other.size() > key.size() ? other.size() - key.size() : key.size() - other.size();
    if (!abbreviated && difference > kFarthest) return;
    const std::size_t slips = abbreviated ? 0 : text::spelling_distance(key, other);
    best = std::min(best, {slips, !is_added, std::string(spelt)});
  };
  for (const auto& entry : added_) consider(entry.key, entry.name, true);
  for (const auto listed : genetics::listed_markers()) consider(genetics::marker_key(listed), listed, false);
  if (std::get<0>(best) <= 1) return std::get<2>(best);
  if (auto beginning = known_beginning(name); !beginning.empty()) return beginning;  // "vWA31x": an alias and a letter
  return std::get<0>(best) > kFarthest ? std::string() : std::get<2>(best);
}

bool MarkerLexicon::resembles(std::string_view name) const {
  const auto key = genetics::marker_key(name);
  if (genetics::known_marker_kind(name) || is_chromosome(key) || !known_beginning(name).empty()) return true;
  if (has_digit(key)) {
    const auto letters = without_digits(key);
    const auto same_series = [&](const Entry& entry) { return without_digits(entry.key) == letters; };
    if (!letters.empty() && std::any_of(added_.begin(), added_.end(), same_series)) return true;
  }
  constexpr std::size_t kShort = 4;
  constexpr std::size_t kLong = 7;
  if (key.size() < kShort) return false;
  const std::size_t allowed = key.size() >= kLong && has_digit(key) ? 2 : 1;
  const auto near = nearest(name);
  return !near.empty() && text::spelling_distance(key, genetics::marker_key(near)) <= allowed;
}

std::string MarkerLexicon::hint(std::string_view name) const {
  const auto near = nearest(name);
  return near.empty() ? std::string() : "; the nearest name is " + near;
}

bool is_y_or_x_number(std::string_view name) {
  const auto key = genetics::marker_key(name);
  return key.size() > 3 && (key.starts_with("DYS") || key.starts_with("DYF") || key.starts_with("DXS")) &&
         is_digit(key[3]);
}

}  // namespace kith::intake
