#include "io/profile_layout.hpp"

#include <cctype>

#include "genetics/marker_names.hpp"

namespace kith::io {
namespace {

/// A column name split into a marker and which of its alleles the column holds (0: the name does not say).
struct AlleleColumnName {
  std::string_view marker;
  int allele = 0;
};

std::string_view without_trailing_separators(std::string_view text) {
  while (!text.empty() && (text.back() == '_' || text.back() == '.' || text.back() == '-' || text.back() == ' ')) {
    text.remove_suffix(1);
  }
  return text;
}

/// "TH01_2" -> (TH01, 2). None if the name does not end in a separator and 1, 2, a or b.
std::optional<AlleleColumnName> split_suffix(std::string_view name) {
  if (name.size() < 3) return std::nullopt;
  const char last = static_cast<char>(std::tolower(static_cast<unsigned char>(name.back())));
  const bool is_first = last == '1' || last == 'a';
  if (!is_first && last != '2' && last != 'b') return std::nullopt;
  const auto stem = name.substr(0, name.size() - 1);
  const auto marker = without_trailing_separators(stem);
  if (marker.empty() || marker.size() == stem.size()) return std::nullopt;
  return AlleleColumnName{marker, is_first ? 1 : 2};
}

bool same_marker(std::string_view a, std::string_view b) { return genetics::marker_key(a) == genetics::marker_key(b); }

/// Whether the column after the first allele's of `marker` is the second's.
bool is_companion(std::string_view header, const AlleleColumnName& first) {
  if (header.empty()) return first.allele == 0;
  const auto suffixed = split_suffix(header);
  if (first.allele == 1) return suffixed && suffixed->allele == 2 && same_marker(suffixed->marker, first.marker);
  return same_marker(header, first.marker) || (suffixed && same_marker(suffixed->marker, first.marker));
}

}  // namespace

std::vector<MarkerColumnPair> find_marker_columns(TableColumns& columns, MarkerDirectory& directory) {
  const auto& header = columns.table().header();
  std::vector<MarkerColumnPair> pairs;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (columns.is_claimed(i) || header[i].empty()) continue;
    const bool has_next = i + 1 < header.size() && !columns.is_claimed(i + 1);
    AlleleColumnName name{header[i], 0};
    if (!directory.is_marker(header[i])) {
      const auto suffixed = split_suffix(header[i]);
      if (!suffixed || suffixed->allele != 1) continue;
      if (!directory.is_marker(suffixed->marker) && !(has_next && is_companion(header[i + 1], *suffixed))) continue;
      name = *suffixed;
    }
    MarkerColumnPair pair{.marker = std::string(name.marker), .first = {.name = header[i], .index = i}, .second = {}};
    columns.claim(i);
    if (has_next && is_companion(header[i + 1], name)) {
      pair.second = {.name = header[i + 1].empty() ? header[i] : header[i + 1], .index = i + 1};
      columns.claim(i + 1);
      ++i;
    }
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

}  // namespace kith::io
