// simulate/profiles_table.hpp — profiles.csv of a world, long: relatives, then bones. Written straight as text, family by family in
// parallel: a national case has millions of rows.
#pragma once

#include "io/case_writer.hpp"
#include "simulate/world.hpp"

namespace kith::simulate {

[[nodiscard]] io::TableText profiles_table(const World& world);
/// elimination.csv: the staff, W001 the first.
[[nodiscard]] io::TableText elimination_table(const World& world);

}  // namespace kith::simulate
