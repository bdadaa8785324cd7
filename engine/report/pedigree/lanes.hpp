// report/pedigree/lanes.hpp — how lines between partners who do not stand side by side leave the symbols: on the side
// that faces the other, below the middle, into a lane of their own in the gap beside.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "report/pedigree/row_order.hpp"

namespace kith::report {

/// One end of such a line.
struct Lane {
  FigureIndex figure = 0;
  double port = 0;  ///< below the symbol's centre
  double x = 0;     ///< of the vertical in the gap
};

/// Per figure how many lanes it has on either side.
struct LaneCounts {
  std::vector<std::size_t> left{};
  std::vector<std::size_t> right{};
};

[[nodiscard]] LaneCounts count_lanes(const Figures& figures, const RowOrder& order);

inline constexpr double kLaneWidth = 6;

class Lanes {
 public:
  /// `half`: half the width that each item takes; `x`: its centre.
  Lanes(const Figures& figures, const RowOrder& order, const std::vector<double>& half, const std::vector<double>& x);

  /// The left and the right end. @pre the two do not stand side by side
  [[nodiscard]] std::pair<Lane, Lane> of(const DrawnCouple& couple) const {
    return lanes_.at({couple.father, couple.mother});
  }
  /// Where a figure ends, with its lanes on that side.
  [[nodiscard]] double left_edge(FigureIndex figure) const { return left_edge_[figure]; }
  [[nodiscard]] double right_edge(FigureIndex figure) const { return right_edge_[figure]; }

 private:
  std::map<std::pair<FigureIndex, FigureIndex>, std::pair<Lane, Lane>> lanes_;
  std::vector<double> left_edge_;
  std::vector<double> right_edge_;
};

}  // namespace kith::report
