// matching/case/remains_rows.hpp — the PM side of a marker's column: the distinct observations of all remains, and
// which of them each set of remains shows.
#pragma once

#include <cstdint>
#include <vector>

#include "evidence/dna/dna_column.hpp"
#include "matching/case/case.hpp"

namespace kith::matching {

struct RemainsRows {
  std::vector<evidence::PmObservation> rows;  ///< in order of first appearance; rows[0]: not typed
  std::vector<std::uint32_t> codes;           ///< per remains its row
};

/// X-linked observations of male, female and unknown remains are different ones.
[[nodiscard]] RemainsRows remains_rows(const Case& data, genetics::LocusIndex locus);

/// The autosomal markers of a panel, in its order: those that strategies which compare profile with profile use.
[[nodiscard]] std::vector<genetics::LocusIndex> autosomal_loci(const genetics::Panel& panel);

}  // namespace kith::matching
