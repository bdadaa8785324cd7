// intake/draft/case_template.hpp — the case folder that `kith new` writes: every table with its header and no row,
// markers.csv with published mutation rates, and a README.md that says what each column means and shows rows of an
// example case.
#pragma once

#include <vector>

#include "intake/draft/case_tables.hpp"

namespace kith::intake {

[[nodiscard]] std::vector<TableText> blank_case();

}  // namespace kith::intake
