#include "report/pedigree/generations.hpp"

#include <algorithm>
#include <set>

#include "core/check.hpp"

namespace kith::report {
namespace {

using Groups = std::vector<std::uint32_t>;
using Links = std::map<std::uint32_t, Groups>;

/// Parents before children.
Groups in_order(const Links& children) {
  std::map<std::uint32_t, std::size_t> n_parents;
  for (const auto& [group, below] : children) {
    n_parents.try_emplace(group, 0);
    for (const auto child : below) ++n_parents[child];
  }
  Groups order;
  for (const auto& [group, n] : n_parents) {
    if (n == 0) order.push_back(group);
  }
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (const auto child : children.at(order[i])) {
      if (--n_parents[child] == 0) order.push_back(child);
    }
  }
  KITH_CHECK(order.size() == n_parents.size());
  return order;
}

}  // namespace

Levels::Levels(const pedigree::Pedigree& family, std::span<const pedigree::PersonIndex> part) : groups_(family.size()) {
  for (const pedigree::PersonIndex person : part) {
    const auto child = static_cast<std::uint32_t>(person);
    part_.push_back(child);
    if (family.is_founder(person)) continue;
    links_.emplace_back(static_cast<std::uint32_t>(family.father(person)), child);
    links_.emplace_back(static_cast<std::uint32_t>(family.mother(person)), child);
  }
}

Links Levels::children_of_groups() {
  std::map<std::uint32_t, std::set<std::uint32_t>> sets;
  for (const auto person : part_) sets.try_emplace(groups_.find(person));
  for (const auto& [parent, child] : links_) sets[groups_.find(parent)].insert(groups_.find(child));
  Links links;
  for (const auto& [group, below] : sets) links[group].assign(below.begin(), below.end());
  return links;
}

bool Levels::is_above(std::uint32_t upper, std::uint32_t lower) {
  const Links children = children_of_groups();
  std::set<std::uint32_t> seen;
  Groups to_visit{upper};
  while (!to_visit.empty()) {
    const auto group = to_visit.back();
    to_visit.pop_back();
    for (const auto child : children.at(group)) {
      if (child == lower) return true;
      if (seen.insert(child).second) to_visit.push_back(child);
    }
  }
  return false;
}

bool Levels::put_level(pedigree::PersonIndex a, pedigree::PersonIndex b) {
  const auto first = group_of(a);
  const auto second = group_of(b);
  if (first == second) return true;
  if (is_above(first, second) || is_above(second, first)) return false;
  groups_.unite(first, second);
  return true;
}

std::uint32_t Levels::lower_group(pedigree::PersonIndex a, pedigree::PersonIndex b) {
  return is_above(group_of(a), group_of(b)) ? group_of(b) : group_of(a);
}

std::map<std::uint32_t, std::uint32_t> Levels::generations() {
  const Links children = children_of_groups();
  const Groups order = in_order(children);
  std::map<std::uint32_t, std::uint32_t> generation;
  for (const auto group : order) generation[group] = 0;
  const auto push_down = [&](std::uint32_t group) {
    for (const auto child : children.at(group)) generation[child] = std::max(generation[child], generation[group] + 1);
  };
  for (const auto group : order) push_down(group);
  for (auto group = order.rbegin(); group != order.rend(); ++group) {
    std::uint32_t lowest = static_cast<std::uint32_t>(-1);
    for (const auto child : children.at(*group)) {
      if (!children.at(child).empty()) lowest = std::min(lowest, generation[child] - 1);
    }
    if (lowest != static_cast<std::uint32_t>(-1)) generation[*group] = lowest;
  }
  for (const auto group : order) push_down(group);
  const auto oldest = std::min_element(generation.begin(), generation.end(), [](const auto& a, const auto& b) {
                        return a.second < b.second;
                      })->second;
  for (auto& [group, value] : generation) value -= oldest;
  return generation;
}

}  // namespace kith::report
