// report/pedigree/branches.hpp — a drawing as rows and what runs between them. A row holds figures and, where a child
// stands more than one generation below, lines that pass through; a branch is what a couple has between one row and
// the next.
#pragma once

#include <cstdint>
#include <vector>

#include "report/pedigree/figures.hpp"

namespace kith::report {

using ItemIndex = std::uint32_t;
using CoupleIndex = std::uint32_t;

/// What takes a place in a row.
struct Item {
  bool is_line = false;
  std::uint32_t of = 0;  ///< a figure, or the couple whose line it is
  std::uint32_t row = 0;
};

struct Branch {
  CoupleIndex couple = 0;
  std::uint32_t row = 0;          ///< from here to the next
  std::vector<ItemIndex> from{};  ///< the two partners, or one line
  std::vector<ItemIndex> to{};    ///< children, and a line where others stand further down

  [[nodiscard]] bool is_of_partners() const { return from.size() == 2; }
};

struct Branches {
  std::vector<Item> items{};  ///< the figures, in their order; then lines
  std::vector<Branch> branches{};
  std::uint32_t n_rows = 0;
};

[[nodiscard]] Branches find_branches(const Figures& figures);

}  // namespace kith::report
