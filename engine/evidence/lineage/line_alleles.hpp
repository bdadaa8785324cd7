// evidence/lineage/line_alleles.hpp — what the typed men of a line say of the alleles of one of them (the first of the
// list):
//
//   P(h | typed men) = sum over the alleles of who stands between, by peeling the tree of meioses at each locus:
//   m(v, x) = [v is typed: x is his allele] prod over v's further neighbours u of  sum_y T(x, y) m(u, y)
//   P(h = x | typed men) = m(first, x) / sum_x m(first, x)
//
// T is one meiosis of the step model (genetics/haplotypes/y_haplotype.hpp), symmetric, so that no end of the tree is
// special and the order of rows cannot matter. The line's own founder is taken to have any allele alike: with typed
// members it hardly matters, and haplotypes at several loci are no product of frequencies.
//
// Markers of several copies, part repeats, and alleles that the tree cannot make (T is 0) are compared with the nearest
// men typed at the locus, as single references; of several equally near ones the mean. Nothing is below kBeyondModel.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "genetics/haplotypes/y_haplotype.hpp"

namespace kith::evidence {

/// Somebody of a line, in a list that begins with whose line it is: everybody stands behind his neighbour on the way
/// there.
template <class Haplotype>
struct LineNode {
  std::size_t neighbour = 0;             ///< place of the neighbour; of the first, 0
  const Haplotype* haplotype = nullptr;  ///< null: not typed
};

class LineAlleles {
 public:
  using Node = LineNode<genetics::YHaplotype>;

  /// `transmissions`: by number of meioses, as many as the tree is deep. Haplotypes and transmissions outlive this.
  /// @pre `line` is not empty.
  LineAlleles(std::span<const genetics::YMarker> markers, std::vector<Node> line,
              std::span<const genetics::YTransmission> transmissions, double two_steps);

  /// P(seen | typed men) at a locus that one of them is typed at; at least genetics::kBeyondModel.
  [[nodiscard]] double probability(std::size_t locus, std::span<const genetics::YAllele> seen) const;

 private:
  struct Steps {
    int lowest = 0;               ///< repeats at place 0
    std::vector<double> share{};  ///< sums to 1; empty: the tree does not tell
  };

  [[nodiscard]] Steps peel(std::size_t locus, double rate, double two_steps) const;
  [[nodiscard]] double by_nearest(std::size_t locus, std::span<const genetics::YAllele> seen) const;

  std::vector<Node> line_;
  std::span<const genetics::YTransmission> transmissions_;
  std::vector<unsigned> depth_;  ///< meioses to the first, per node
  std::vector<Steps> steps_;     ///< per locus
};

}  // namespace kith::evidence
