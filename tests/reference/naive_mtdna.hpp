// reference/naive_mtdna.hpp — what a list of differences from the rCRS describes, position by position: the twin of
// genetics/haplotypes/mt_alignment.hpp's first half. No alignment, no cleverness.
#pragma once

#include <cstdint>
#include <string>

#include "genetics/haplotypes/mt_haplotype.hpp"

namespace kith::testing {

/// The bases from `from` on over `n` positions, round the origin; small letters may be missing.
inline std::string naive_sequence(const genetics::MtHaplotype& haplotype, std::uint16_t from, std::size_t n) {
  std::string sequence;
  for (std::size_t i = 0; i < n; ++i) {
    const auto position = static_cast<std::uint16_t>((from - 1 + i) % genetics::kMtLength + 1);
    char here = position == 3107 ? '-' : genetics::base_letter(genetics::rcrs_base(position));
    std::string inserted;
    for (const auto& d : haplotype.differences) {
      if (d.position != position) continue;
      if (d.insertion == 0) {
        here = genetics::base_letter(d.bases);
      } else {
        inserted += genetics::base_letter(d.bases);
      }
    }
    if (here != '-') sequence += here;
    sequence += inserted;
  }
  return sequence;
}

}  // namespace kith::testing
