// matching/table/attribute_evidence.hpp — the attribute columns of a case: descriptions of both sides, as the models want them.
#pragma once

#include <vector>

#include "attributes/frame/registry.hpp"
#include "matching/case/case.hpp"

namespace kith::matching {

/// The description of a missing person, complete: with the sex the case knows.
[[nodiscard]] attributes::AmDescription complete_description(const MissingPerson& missing);
/// Of remains: with the sex of the form and by DNA.
[[nodiscard]] attributes::PmDescription complete_description(const Remains& remains);

/// Targets and remains as in the case; the last `n_scored_only` are not counted in what the population shows. `overrides` win
/// over the case's weights, and those over its attributes.csv.
[[nodiscard]] std::vector<attributes::AttributeEvidence> build_attribute_evidence(
    const Case& data, const attributes::ParameterOverrides& overrides = {}, std::size_t n_scored_only = 0);

}  // namespace kith::matching
