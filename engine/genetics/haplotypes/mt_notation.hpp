// genetics/haplotypes/mt_notation.hpp — one entry of a list of differences from the rCRS, as people write it.
//
//   substitution  73G, A73G, 73A>G, m.73A>G; a mixture by its IUPAC letter or by its bases: 16093Y, 16093C/T
//   insertion     315.1C, -315.1C, 315+C, 315insC, 315.C, 315.1CC, 309+CC, 524.1AC, m.315_316insC, m.523_524dup; 573.XC
//                 (a number that was not read, where the length is not compared)
//   deletion      249-, A249-, 249del, 249delA, 249D, 523-524del, m.523_524del
//
// A lower-case letter is a mixture of that base and a deletion (152c), but d, like D, is a deletion: lists that write
// it after a position mean that, and the mixture of A, G and T is written 16093A 16093G 16093T. Refused: bare positions
// and back mutations (152C!), whose base nobody can tell.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "genetics/haplotypes/mt_haplotype.hpp"

namespace kith::genetics {

struct MtEntry {
  std::vector<MtDifference> differences{};  ///< several for "309+CC"; the rCRS's own base, too, where it is stated
  std::string note{};                       ///< how a doubtful one was read, for a warning; else empty
};
/// Error: what is wrong with it, and how to write it where that can be told.
[[nodiscard]] Result<MtEntry> parse_mt_entry(std::string_view text);

/// Whether a base more or less at this place (0: the position itself, k: the k-th inserted after it) is a run's length,
/// which is not compared.
[[nodiscard]] bool is_run_length(std::uint16_t position, std::uint16_t insertion);

}  // namespace kith::genetics
