// pedigree/family/pedigree.hpp — a family as a directed graph: each person has two parents or none (a founder). Any
// shape is allowed: loops, inbreeding, marriage between relatives, several disconnected parts.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "genetics/markers/marker.hpp"

namespace kith::pedigree {

using genetics::Sex;

/// Position of a person in a Pedigree.
using PersonIndex = std::int32_t;
inline constexpr PersonIndex kNobody = -1;

/// A person's place in lists by person.
[[nodiscard]] constexpr std::size_t at(PersonIndex person) { return static_cast<std::size_t>(person); }

/// A person as a table names him. Empty parent: not known.
struct PersonSpec {
  std::string id;
  std::string father{};
  std::string mother{};
  Sex sex = Sex::unknown;
};

class Pedigree {
 public:
  /// Builds the graph. A person with one known parent gets an unnamed founder as the other (one for each such child:
  /// nothing says that two children share the unknown parent). Sex follows from being a father or a mother where it is
  /// not given. Errors: duplicate id, unknown parent, a parent of the wrong sex (a person who is father and mother),
  /// own ancestor.
  [[nodiscard]] static Result<Pedigree> make(std::span<const PersonSpec> persons);

  [[nodiscard]] std::size_t size() const { return father_.size(); }
  /// Persons given to make(), in their order, are 0 .. n_named() - 1; unnamed founders follow.
  [[nodiscard]] std::size_t n_named() const { return n_named_; }
  [[nodiscard]] const std::string& id(PersonIndex person) const { return ids_[static_cast<std::size_t>(person)]; }
  [[nodiscard]] PersonIndex father(PersonIndex person) const { return father_[static_cast<std::size_t>(person)]; }
  [[nodiscard]] PersonIndex mother(PersonIndex person) const { return mother_[static_cast<std::size_t>(person)]; }
  [[nodiscard]] Sex sex(PersonIndex person) const { return sex_[static_cast<std::size_t>(person)]; }
  /// Settles a sex that the links leave open. @pre it is unknown.
  void settle_sex(PersonIndex person, Sex sex);
  [[nodiscard]] bool is_founder(PersonIndex person) const { return father(person) == kNobody; }
  /// kNobody if the id is not in the pedigree.
  [[nodiscard]] PersonIndex find(std::string_view id) const;
  /// All persons, parents before children.
  [[nodiscard]] std::span<const PersonIndex> parents_first() const { return order_; }
  /// True if a chain of parent-child links joins the two. Persons who are not connected are unrelated.
  [[nodiscard]] bool are_connected(PersonIndex a, PersonIndex b) const {
    return part_[static_cast<std::size_t>(a)] == part_[static_cast<std::size_t>(b)];
  }
  /// Everybody connected to `person`, himself included, ascending.
  [[nodiscard]] std::vector<PersonIndex> connected_to(PersonIndex person) const;

 private:
  std::vector<std::string> ids_;
  std::vector<PersonIndex> father_;
  std::vector<PersonIndex> mother_;
  std::vector<Sex> sex_;
  std::vector<PersonIndex> order_;
  std::vector<PersonIndex> part_;  ///< somebody of the connected part each person belongs to
  std::size_t n_named_ = 0;
};

}  // namespace kith::pedigree
