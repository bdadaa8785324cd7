// inference/bodies/unite_descriptions.hpp — what was found of the parts of a body, as findings of the body. What two
// parts say differently is named, never dropped in silence:
//   sex             by the better method: pelvis, skull, long bones, not stated; amelogenin: none where samples differ
//   age, stature    the finding with the smaller error
//   teeth           tooth by tooth; lists of items, serial numbers, names: all of them
//   other words     the first that is known, in the order of ids
//   place           of the first that has one
#pragma once

#include <span>
#include <string>
#include <vector>

#include "matching/case/case.hpp"

namespace kith::inference {

/// `merged` has the id of the body; receives sex, amelogenin, description, attributes and samples of the parts, but no
/// DNA.
/// @return contradictions in words: "sex: male (R1), female (R2); male is used".
std::vector<std::string> unite_descriptions(std::span<const matching::Remains* const> parts, matching::Remains& merged);

}  // namespace kith::inference
