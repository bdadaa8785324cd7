// simulate/tables/profiles_table.hpp — profiles.csv of a world, long: relatives, then bones. Written straight as text,
// family by family in parallel: a national case has millions of rows.
#pragma once

#include "intake/draft/case_writer.hpp"
#include "simulate/tables/world.hpp"

namespace kith::simulate {

[[nodiscard]] intake::TableText profiles_table(const World& world);
/// elimination.csv: the staff, W001 the first.
[[nodiscard]] intake::TableText elimination_table(const World& world);

}  // namespace kith::simulate
