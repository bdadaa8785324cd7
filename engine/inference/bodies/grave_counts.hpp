// inference/bodies/grave_counts.hpp — how many people lie in a grave: at least, and most likely.
//
// Of an element with L left and R right bones, of which P are pairs of one person,
//   at least (MNI)         L + R - P; where no pairs were looked for, max(L, R)                    (White 1953; Adams &
//     Konigsberg 2004)
//   Lincoln index          L R / P
//   most likely (MLNI)     floor( (L + 1) (R + 1) / (P + 1) - 1 )                                  (Konigsberg & Adams)
// Page example: L 21, R 15, P 11: at least 25, Lincoln 28.6, most likely 28. Lincoln and MLNI estimate the number of
// people before bones were lost, and take each bone to be recovered independently of the other side.
// Here a pair is a left and a right one of one body (find_bodies.hpp), so P is only what DNA or statements joined:
// where not all bones are typed P is too small, and MNI as L + R - P too large. It is therefore taken over bones that
// were compared; the others count with max(L, R) only.
//
// By DNA: bodies with a result of their own, those that may be one with another (Bodies::open) counted once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inference/bodies/find_bodies.hpp"

namespace kith::inference {

/// L, R and P of one paired element.
struct ElementCount {
  std::string element{};
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  std::uint32_t pairs = 0;
  std::uint32_t unsided = 0;  ///< bones of the element whose side is not known
};

/// L + R - P. @pre pairs <= min(left, right).
[[nodiscard]] std::uint32_t at_least(const ElementCount& count);
/// L R / P; infinity where there is no pair.
[[nodiscard]] double lincoln_index(const ElementCount& count);
[[nodiscard]] std::uint32_t most_likely_number(const ElementCount& count);

struct GraveCount {
  std::string grave{};  ///< site_id, with grave_id behind a blank; empty: not known
  std::uint32_t n_remains = 0;
  std::uint32_t n_bodies = 0;  ///< with remains there
  std::uint32_t least_by_anatomy = 0;
  std::string by_element{};  ///< the element, or side and element, that tells it
  std::uint32_t least_by_dna = 0;
  std::vector<ElementCount> elements{};  ///< paired elements with a side, by name; of bones that DNA compared
};

/// By grave.
[[nodiscard]] std::vector<GraveCount> count_graves(const matching::Case& data, const Bodies& bodies);

}  // namespace kith::inference
