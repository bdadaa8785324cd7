// simulate/place_tables.hpp — events.csv, sites.csv and identifications.csv of a world.
#pragma once

#include <vector>

#include "io/case_writer.hpp"
#include "simulate/world.hpp"

namespace kith::simulate {

void add_place_tables(const World& world, std::vector<io::TableText>& tables);

}  // namespace kith::simulate
