#include "report/pedigree/lanes.hpp"

#include <cmath>

#include "report/pedigree/wiring.hpp"

namespace kith::report {
namespace {

constexpr double kGap = 22;         ///< between the widths of two neighbours, without lanes
constexpr double kLowestPort = 10;  ///< below the centre
constexpr double kPortStep = 3;     ///< lines in outer lanes leave further up

std::vector<std::size_t> positions_of(const Figures& figures, const RowOrder& order) {
  std::vector<std::size_t> positions(figures.figures.size());
  for (const auto& row : order) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i] < positions.size()) positions[row[i]] = i;
    }
  }
  return positions;
}

/// Calls `take(couple, left figure, right figure)` for partners who do not stand side by side.
template <class Take>
void for_each_routed(const Figures& figures, const RowOrder& order, Take take) {
  const auto positions = positions_of(figures, order);
  for (const DrawnCouple& couple : figures.couples) {
    if (couple.beside) continue;
    const bool father_first = positions[couple.father] < positions[couple.mother];
    take(couple, father_first ? couple.father : couple.mother, father_first ? couple.mother : couple.father);
  }
}

}  // namespace

LaneCounts count_lanes(const Figures& figures, const RowOrder& order) {
  LaneCounts counts{std::vector<std::size_t>(figures.figures.size()), std::vector<std::size_t>(figures.figures.size())};
  for_each_routed(figures, order, [&](const DrawnCouple&, FigureIndex left, FigureIndex right) {
    ++counts.right[left];
    ++counts.left[right];
  });
  return counts;
}

Lanes::Lanes(const Figures& figures, const RowOrder& order, const std::vector<double>& half,
             const std::vector<double>& x) {
  for (FigureIndex figure = 0; figure < figures.figures.size(); ++figure) {
    left_edge_.push_back(x[figure] - half[figure]);
    right_edge_.push_back(x[figure] + half[figure]);
  }
  LaneCounts taken{std::vector<std::size_t>(figures.figures.size()), std::vector<std::size_t>(figures.figures.size())};
  const auto port = [](std::size_t lane) { return kLowestPort - kPortStep * static_cast<double>(lane); };
  for_each_routed(figures, order, [&](const DrawnCouple& couple, FigureIndex left, FigureIndex right) {
    right_edge_[left] += kLaneWidth;
    left_edge_[right] -= kLaneWidth;
    const Lane from{left, port(taken.right[left]++), right_edge_[left]};
    const Lane to{right, port(taken.left[right]++), left_edge_[right]};
    lanes_[{couple.father, couple.mother}] = {from, to};
  });
}

Separations find_separations(const Figures& figures, const RowOrder& order, const HalfWidths& half) {
  const LaneCounts lanes = count_lanes(figures, order);
  const auto at = [](const std::vector<std::size_t>& counts, ItemIndex item) {
    return item < counts.size() ? kLaneWidth * static_cast<double>(counts[item]) : 0.0;
  };
  Separations separations;
  for (const auto& row : order) {
    auto& apart = separations.emplace_back();
    for (std::size_t i = 1; i < row.size(); ++i) {
      apart.push_back(std::ceil(half[row[i - 1]] + half[row[i]]) + kGap + at(lanes.right, row[i - 1]) +
                      at(lanes.left, row[i]));
    }
  }
  return separations;
}

}  // namespace kith::report
