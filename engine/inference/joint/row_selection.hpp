// inference/joint/row_selection.hpp — which assignments of a unit take part in a sum: all, or those that count beside a
// part of themselves (some of their pairs taken away), which can take their place whatever the other units do.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "inference/joint/unit_table.hpp"

namespace kith::inference {

/// Positions in the table, ascending, and what the others weigh at most beside all.
struct Selection {
  std::vector<std::uint32_t> rows{};
  double mass_left_out = 0;
};

[[nodiscard]] Selection select_all_rows(const UnitTable& table);

/// Those of at least `least_mass` times the weight of their best part, or its likelihood. `log_odds`: prior odds of a
/// pair, natural logarithm.
[[nodiscard]] Selection select_rows(const UnitTable& table, double log_odds, double least_mass);

/// Per body ln of the highest ratio, over the assignments that use it, of its weight to that of the same without the
/// body (of nobody placed, where that is not in the table).
[[nodiscard]] std::unordered_map<BodyIndex, double> strongest_gain(const UnitTable& table, double log_odds);

}  // namespace kith::inference
