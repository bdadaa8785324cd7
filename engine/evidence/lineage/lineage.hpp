// evidence/lineage/lineage.hpp — who shares a person's Y chromosome or mtDNA: everybody reached through father-son
// links (all men on the way), or through mother-child links (all women on the way; a man is the end of his line).
//
// Brothers, uncles and cousins through the line count like fathers and mothers do; what separates two members is the
// number of meioses on the path between them: father and son 1, brothers 2, uncle and nephew 3.
#pragma once

#include <cstdint>
#include <vector>

#include "pedigree/family/pedigree.hpp"

namespace kith::evidence {

enum class Line : std::uint8_t { paternal, maternal };

struct LineMember {
  pedigree::PersonIndex person = pedigree::kNobody;
  unsigned meioses = 0;
  pedigree::PersonIndex via = pedigree::kNobody;  ///< the neighbour on the way to whom the line is of; kNobody: himself
};

/// The line of `person`, himself first: by meioses, then by index. Empty on the paternal line for anybody not known to
/// be male.
[[nodiscard]] std::vector<LineMember> line_members(const pedigree::Pedigree& pedigree, pedigree::PersonIndex person,
                                                   Line line);

}  // namespace kith::evidence
