// matching/case/typed_relatives.hpp — who speaks for a missing person one by one: his typed blood relatives.
#pragma once

#include <cstdint>
#include <vector>

#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::matching {

/// The two have an ancestor in common, or one is the other's ancestor, or they are the same person. A spouse is
/// connected through the children, and no blood relative.
[[nodiscard]] bool are_blood_relatives(const pedigree::Pedigree& pedigree, pedigree::PersonIndex a,
                                       pedigree::PersonIndex b);

/// At any marker. Nobody is not typed.
[[nodiscard]] bool is_typed(const Family& family, pedigree::PersonIndex person);

/// Typed blood relatives by index; the missing person himself, where there is a direct reference.
[[nodiscard]] std::vector<pedigree::PersonIndex> typed_blood_relatives(const Family& family,
                                                                       pedigree::PersonIndex person);

/// Per missing person of a case: EvidenceTable::close_relatives.
[[nodiscard]] std::vector<std::uint8_t> close_typed_relatives(const Case& data);

/// One comparison of a missing person with one relative.
struct Comparison {
  const Family* family = nullptr;
  pedigree::PersonIndex missing = pedigree::kNobody;
  pedigree::PersonIndex relative = pedigree::kNobody;
};

/// All comparisons of a case, by missing person, and the table's parts set accordingly (columns and codes are not).
[[nodiscard]] std::vector<Comparison> list_comparisons(const Case& data, EvidenceTable& table);

}  // namespace kith::matching
