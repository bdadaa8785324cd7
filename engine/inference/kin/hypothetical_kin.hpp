// inference/kin/hypothetical_kin.hpp — somebody who is added to a family in every place a close relative could have:
// child, full or half sibling, parent, nephew or niece, first cousin of those it misses; child, sibling or parent of
// those who are typed.
#pragma once

#include <string>
#include <vector>

#include "matching/case/case.hpp"

namespace kith::inference {

/// One place. The family is the given one with the new person, and with such untyped relatives as connect that person.
struct HypotheticalKin {
  std::string relationship{};  ///< "full sibling"
  std::string of_person{};     ///< id of whose
  matching::Family family{};
  pedigree::PersonIndex person = pedigree::kNobody;  ///< the new one
};

struct HypotheticalOptions {
  std::size_t most_persons = 8;  ///< missing persons and typed relatives whose kin are looked at, in this order
};

/// `sex` of the new person; unknown: a parent is left out. Relationships that the pedigree does not allow (a second
/// father) are left out as well.
[[nodiscard]] std::vector<HypotheticalKin> hypothetical_kin(const matching::Family& family, genetics::Sex sex,
                                                            const HypotheticalOptions& options = {});

}  // namespace kith::inference
