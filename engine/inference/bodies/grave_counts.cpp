#include "inference/bodies/grave_counts.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "core/check.hpp"
#include "core/disjoint_sets.hpp"
#include "matching/case/attribute_text.hpp"

namespace kith::inference {
namespace {

using matching::Remains;

std::string grave_of(const Remains& remains) {
  const auto& place = remains.description.place;
  std::string grave = place.site.empty() ? place.place : place.site;
  const auto number = matching::attribute_text(remains.attributes, "grave_id");
  if (!number.empty()) grave.append(grave.empty() ? "" : " ").append(number);
  return grave;
}

/// Bodies that may be one are one, here and in what follows from that.
std::vector<std::uint32_t> joined_where_open(const Bodies& bodies) {
  DisjointSets sets(bodies.bodies.size());
  for (const OpenBodies& open : bodies.open) sets.unite(open.first, open.second);
  return sets.names();
}

/// The bones of one element in a grave that show a portion (or all do).
struct Bones {
  ElementKind kind = ElementKind::other;
  std::vector<std::pair<Part, std::uint32_t>> parts{};  ///< and the body
};

std::uint32_t count_where(const Bones& bones, std::string_view portion, Side side, bool any_side) {
  return static_cast<std::uint32_t>(std::count_if(bones.parts.begin(), bones.parts.end(), [&](const auto& entry) {
    const Part& part = entry.first;
    return (any_side || part.side == side) && (part.is_complete || part.has_portion(portion));
  }));
}

/// People at least by one element: of a paired one the more frequent side, or half of all, rounded up.
void least_by(const std::string& element, const Bones& bones, GraveCount& grave) {
  std::set<std::string> portions;
  for (const auto& [part, body] : bones.parts) portions.insert(part.portions.begin(), part.portions.end());
  if (portions.empty()) portions.insert("");
  for (const std::string& portion : portions) {
    const std::uint32_t all = count_where(bones, portion, Side::unknown, true);
    const std::uint32_t left = count_where(bones, portion, Side::left, false);
    const std::uint32_t right = count_where(bones, portion, Side::right, false);
    const std::uint32_t n = bones.kind == ElementKind::paired ? std::max({left, right, (all + 1) / 2}) : all;
    if (n <= grave.least_by_anatomy) continue;
    grave.least_by_anatomy = n;
    const bool is_left = n == left, is_right = n == right;
    grave.by_element = (bones.kind != ElementKind::paired ? ""
                        : is_left                         ? "left "
                        : is_right                        ? "right "
                                                          : "") +
                       element;
  }
}

ElementCount count_element(const std::string& element, const Bones& bones, const std::vector<bool>& is_compared) {
  ElementCount count{.element = element};
  std::map<std::uint32_t, std::pair<std::uint32_t, std::uint32_t>> of_body;
  for (const auto& [part, body] : bones.parts) {
    if (!is_compared[body]) continue;
    if (part.side == Side::left) ++count.left, ++of_body[body].first;
    if (part.side == Side::right) ++count.right, ++of_body[body].second;
    if (part.side == Side::unknown) ++count.unsided;
  }
  for (const auto& [body, sides] : of_body) count.pairs += std::min(sides.first, sides.second);
  return count;
}

}  // namespace

std::uint32_t at_least(const ElementCount& count) {
  KITH_CHECK(count.pairs <= std::min(count.left, count.right));
  return count.left + count.right - count.pairs;
}

double lincoln_index(const ElementCount& count) {
  if (count.pairs == 0) return std::numeric_limits<double>::infinity();
  return static_cast<double>(count.left) * count.right / count.pairs;
}

std::uint32_t most_likely_number(const ElementCount& count) {
  const std::uint64_t product = (std::uint64_t{count.left} + 1) * (std::uint64_t{count.right} + 1);
  return static_cast<std::uint32_t>(product / (std::uint64_t{count.pairs} + 1) - 1);
}

std::vector<GraveCount> count_graves(const matching::Case& data, const Bodies& bodies) {
  const auto joined = joined_where_open(bodies);
  std::vector<bool> is_compared(bodies.bodies.size(), true);
  for (const LeftOut& left_out : bodies.left_out) is_compared[bodies.body_of[left_out.remains]] = false;
  std::map<std::string, std::vector<RemainsIndex>> graves;
  for (RemainsIndex r = 0; r < data.remains.size(); ++r) graves[grave_of(data.remains[r])].push_back(r);
  std::vector<GraveCount> result;
  for (const auto& [name, remains] : graves) {
    GraveCount grave{.grave = name, .n_remains = static_cast<std::uint32_t>(remains.size())};
    std::set<std::uint32_t> here, apart;
    std::map<std::string, Bones> elements;
    for (const RemainsIndex r : remains) {
      const std::uint32_t body = bodies.body_of[r];
      here.insert(body);
      if (is_compared[body]) apart.insert(joined[body]);
      const Part part = part_of(data.remains[r]);
      if (part.kind == ElementKind::other) continue;
      Bones& bones = elements[part.element];
      bones.kind = part.kind;
      bones.parts.emplace_back(part, body);
    }
    grave.n_bodies = static_cast<std::uint32_t>(here.size());
    grave.least_by_dna = static_cast<std::uint32_t>(apart.size());
    for (const auto& [element, bones] : elements) {
      least_by(element, bones, grave);
      if (bones.kind != ElementKind::paired) continue;
      ElementCount count = count_element(element, bones, is_compared);
      if (count.left + count.right > 0) grave.elements.push_back(std::move(count));
    }
    result.push_back(std::move(grave));
  }
  return result;
}

}  // namespace kith::inference
