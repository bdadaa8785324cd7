// report/pedigree/row_order.hpp — who stands left of whom, so that few lines cross.
//
// Partners who stand side by side move together. Rows are sorted by the mean place of parents (downwards) and of
// children (upwards) in turn (barycentres: Sugiyama, Tagawa & Toda 1981, doi:10.1109/TSMC.1981.4308636); of all orders
// seen the one with fewest crossings is improved further by exchanging neighbours and turning couples round.
#pragma once

#include <vector>

#include "report/pedigree/branches.hpp"

namespace kith::report {

/// Per row its items from left to right.
using RowOrder = std::vector<std::vector<ItemIndex>>;

[[nodiscard]] RowOrder order_rows(const Figures& figures, const Branches& branches);

/// Pairs of links between two rows that cross, and the places that lines between partners who do not stand side by side
/// pass over.
[[nodiscard]] std::size_t count_crossings(const Figures& figures, const Branches& branches, const RowOrder& order);

}  // namespace kith::report
