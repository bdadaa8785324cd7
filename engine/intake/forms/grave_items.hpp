// intake/forms/grave_items.hpp — things found in a grave on no body: how many remains of the grave may own them.
#pragma once

#include <vector>

#include "attributes/frame/not_known.hpp"
#include "matching/case/case.hpp"

namespace kith::intake {

/// Sets `bodies` of such things: the remains with the same grave_id; with the same site_id where no grave is named; 0
/// without either.
void count_bodies_of_graves(std::vector<matching::Remains>& remains, const attributes::NotKnown& words);

}  // namespace kith::intake
