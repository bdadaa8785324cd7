// simulate/tables/world_tables.hpp — the case folder of a world: the ordinary tables, and beside them
//   truth.csv            remains_id, missing_id (empty: nobody reported), individual_id (which samples are one
//     person's)
//   wrong_relatives.csv  person_id, truth: persons of whom the report is wrong; only where there are some
//   scenario.ini         every number the world was made of, and the seed
#pragma once

#include <vector>

#include "intake/draft/case_writer.hpp"
#include "simulate/tables/world.hpp"

namespace kith::simulate {

[[nodiscard]] std::vector<intake::TableText> world_tables(const World& world);

}  // namespace kith::simulate
