#include "options/suggest.hpp"

#include <algorithm>
#include <numeric>

#include "intake/case/cell_values.hpp"

namespace kith::tool {
namespace {

/// Insertions, deletions and substitutions between two words.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::vector<std::string> nearest(std::string_view word, std::span<const std::string> known, std::size_t limit) {
  const std::string wanted = intake::lower_case(word);
  std::vector<std::pair<std::size_t, const std::string*>> near;
  for (const std::string& candidate : known) {
    const std::string name = intake::lower_case(candidate);
    const std::size_t distance = edit_distance(wanted, name);
    const bool contains = wanted.size() >= 2 && name.find(wanted) != std::string::npos;
    const std::size_t longer = std::max(wanted.size(), name.size());
    const std::size_t allowed = std::max<std::size_t>(longer < 4 ? 1 : 2, longer / 3);
    if (distance <= allowed || contains) near.emplace_back(distance, &candidate);
  }
  std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> result;
  for (std::size_t i = 0; i < near.size() && i < limit; ++i) result.push_back(*near[i].second);
  return result;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> known) {
  const std::vector<std::string> near = nearest(word, known);
  std::string text;
  for (std::size_t i = 0; i < near.size(); ++i) {
    text += i == 0 ? "; did you mean " : i + 1 == near.size() ? " or " : ", ";
    text += near[i];
  }
  return text.empty() ? text : text + "?";
}

}  // namespace kith::tool
