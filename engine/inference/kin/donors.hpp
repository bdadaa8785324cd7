// inference/kin/donors.hpp — the typed relatives of all families as people to be compared: a case whose remains they
// are.
#pragma once

#include <cstdint>
#include <vector>

#include "matching/case/case.hpp"

namespace kith::inference {

/// Somebody of a family who is typed: a relative, or a missing person by an earlier sample.
struct Donor {
  std::uint32_t family = 0;
  pedigree::PersonIndex person = pedigree::kNobody;
};

struct DonorCase {
  std::vector<Donor> donors{};
  matching::Case
      people{};  ///< people.remains[i] is donors[i], under the person's id; its other tables are those of the case

  [[nodiscard]] const std::string& id(std::uint32_t donor) const { return people.remains[donor].id; }
};

/// In the order of families and persons.
[[nodiscard]] DonorCase donors_of(const matching::Case& data);

}  // namespace kith::inference
