// report/pedigree/generations.hpp — who stands level with whom: couples, as far as nobody would stand level with his
// own ancestor.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "core/disjoint_sets.hpp"
#include "pedigree/family/pedigree.hpp"

namespace kith::report {

/// Groups of persons who stand level; at first everybody is one. Groups are called by one of their persons.
class Levels {
 public:
  Levels(const pedigree::Pedigree& family, std::span<const pedigree::PersonIndex> part);

  /// Unites the groups of the two. False: that would put somebody level with his own ancestor, and nothing is done.
  [[nodiscard]] bool put_level(pedigree::PersonIndex a, pedigree::PersonIndex b);
  /// The group of the one who stands lower, of two who cannot stand level.
  [[nodiscard]] std::uint32_t lower_group(pedigree::PersonIndex a, pedigree::PersonIndex b);
  [[nodiscard]] std::uint32_t group_of(pedigree::PersonIndex person) {
    return name(static_cast<std::uint32_t>(person));
  }
  [[nodiscard]] std::uint32_t name(std::uint32_t person) { return groups_.find(person); }

  /// By the name of a group its generation, 0 the oldest: parents above children, groups without children as high as
  /// can be, the others as low, so that lines are short.
  [[nodiscard]] std::map<std::uint32_t, std::uint32_t> generations();

 private:
  using Groups = std::vector<std::uint32_t>;

  [[nodiscard]] bool is_above(std::uint32_t upper, std::uint32_t lower);
  [[nodiscard]] std::map<std::uint32_t, Groups> children_of_groups();

  std::vector<std::pair<std::uint32_t, std::uint32_t>> links_;  ///< parent, child
  std::vector<std::uint32_t> part_;
  DisjointSets groups_;
};

}  // namespace kith::report
