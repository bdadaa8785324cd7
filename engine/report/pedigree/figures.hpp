// report/pedigree/figures.hpp — who is drawn how often, and in which generation. A figure is a person as drawn; nearly
// everybody is one figure. A person is drawn again, beside a partner, only where nothing else can show him once:
//
//   - the couple cannot stand level: one descends from the other, or from somebody who must stand level with the other;
//   - he has more partners than lines can reach (two at his sides, kMostRouted over a line below).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pedigree/family/pedigree.hpp"

namespace kith::report {

/// Partners of one figure that are reached by a line below the row.
inline constexpr std::size_t kMostRouted = 3;

using FigureIndex = std::uint32_t;

struct Figure {
  pedigree::PersonIndex person = pedigree::kNobody;
  bool again = false;  ///< drawn elsewhere, with his parents
  std::uint32_t generation = 0;
};

/// Two persons with at least one child together. Both stand in the same generation.
struct DrawnCouple {
  FigureIndex father = 0;
  FigureIndex mother = 0;
  std::vector<FigureIndex> children{};
  bool related = false;  ///< by blood: consanguinity
  bool beside = false;   ///< the two stand side by side; false: a line below the row joins them
};

struct Figures {
  std::vector<Figure> figures{};
  std::vector<DrawnCouple> couples{};
  std::uint32_t n_generations = 0;
};

/// @pre `part` is one connected part of the pedigree. Deterministic.
[[nodiscard]] Figures find_figures(const pedigree::Pedigree& family, std::span<const pedigree::PersonIndex> part);

}  // namespace kith::report
