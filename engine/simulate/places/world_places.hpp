// simulate/places/world_places.hpp — events.csv, sites.csv and identifications.csv of a world.
#pragma once

#include <vector>

#include "intake/draft/case_writer.hpp"
#include "simulate/tables/world.hpp"

namespace kith::simulate {

void add_place_tables(const World& world, std::vector<intake::TableText>& tables);

}  // namespace kith::simulate
