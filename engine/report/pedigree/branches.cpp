#include "report/pedigree/branches.hpp"

#include <algorithm>

namespace kith::report {
namespace {

void add_branches(Branches& made, const Figures& figures, CoupleIndex index) {
  const DrawnCouple& couple = figures.couples[index];
  const std::uint32_t top = figures.figures[couple.father].generation;
  std::uint32_t last = top;
  for (const auto child : couple.children) last = std::max(last, figures.figures[child].generation);
  std::vector<ItemIndex> from{couple.father, couple.mother};
  for (std::uint32_t row = top; row < last; ++row) {
    Branch branch{.couple = index, .row = row, .from = from};
    for (const auto child : couple.children) {
      if (figures.figures[child].generation == row + 1) branch.to.push_back(child);
    }
    if (row + 1 < last) {
      from = {static_cast<ItemIndex>(made.items.size())};
      branch.to.push_back(from.front());
      made.items.push_back({.is_line = true, .of = index, .row = row + 1});
    }
    made.branches.push_back(std::move(branch));
  }
}

}  // namespace

Branches find_branches(const Figures& figures) {
  Branches made{.n_rows = figures.n_generations};
  for (FigureIndex figure = 0; figure < figures.figures.size(); ++figure)
    made.items.push_back({.of = figure, .row = figures.figures[figure].generation});
  for (CoupleIndex couple = 0; couple < figures.couples.size(); ++couple) add_branches(made, figures, couple);
  return made;
}

}  // namespace kith::report
