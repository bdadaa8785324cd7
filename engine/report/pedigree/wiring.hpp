// report/pedigree/wiring.hpp — where lines run, once everybody has a place in his row.
//
// Between two rows there are two zones, one below the other. In the upper zone run the lines that join partners who do
// not stand side by side: out of the side of the symbol into the gap beside it (each in a lane of its own), down,
// across, up again. In the lower zone each couple has one horizontal bar, from which its children hang. Where two
// stretches would share a piece, they have tracks of their own; where two verticals would, one moves aside within its
// gap.
#pragma once

#include <vector>

#include "report/pedigree/layout.hpp"
#include "report/pedigree/row_places.hpp"

namespace kith::report {

/// Half the width that each item takes, label included.
using HalfWidths = std::vector<double>;

/// Room for the items, and for the lanes between them.
[[nodiscard]] Separations find_separations(const Figures& figures, const RowOrder& order, const HalfWidths& half);

/// Where everything is, and the lines.
struct Wiring {
  std::vector<double> row_y{};  ///< of the symbols' centres
  std::vector<Stroke> strokes{};
  double height = 0;
};

/// `label_height`: per row, of the tallest label.
[[nodiscard]] Wiring find_wiring(const Figures& figures, const Branches& branches, const RowOrder& order,
                                 const HalfWidths& half, const std::vector<double>& x,
                                 const std::vector<double>& label_height);

}  // namespace kith::report
