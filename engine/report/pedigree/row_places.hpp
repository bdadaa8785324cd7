// report/pedigree/row_places.hpp — how far to the right everybody stands: in the given order and apart, children under
// their parents and parents above their children.
//
// A row given what its items would like is a least squares problem with x[i + 1] - x[i] >= separation[i]; without the
// separations it is an isotonic regression, solved exactly by pooling adjacent violators (Barlow et al. 1972). Rows are
// solved downwards and upwards in turn.
#pragma once

#include <span>
#include <vector>

#include "report/pedigree/row_order.hpp"

namespace kith::report {

/// The x that minimise sum of weight (x - wish)^2 with x[i + 1] - x[i] >= separation[i]. @pre weights above 0
[[nodiscard]] std::vector<double> place_apart(std::span<const double> wishes, std::span<const double> weights,
                                              std::span<const double> separations);

/// Per row the least distance from each item's centre to the next one's, in whole pixels.
using Separations = std::vector<std::vector<double>>;

/// Per item its centre, in whole pixels.
[[nodiscard]] std::vector<double> place_items(const Branches& branches, const RowOrder& order,
                                              const Separations& separations);

}  // namespace kith::report
