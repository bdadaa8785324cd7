// identify/doubt_stage.hpp — the stage of a run that lists bodies which may be one person and were not joined, so that who is who is
// decided over both readings.
#pragma once

#include "identify/body_stage.hpp"
#include "identify/joint_stage.hpp"
#include "inference/joint/doubtful_joins.hpp"

namespace kith::identify {

/// Only with --bodies auto: a run that takes bodies as stated has no doubt. `evidence` and `pairs` are of the case of bodies.
[[nodiscard]] inference::DoubtfulJoins find_doubtful_joins(const matching::Case& the_case, const BodyAnswer& answer,
                                                           const matching::EvidenceTable& evidence,
                                                           const BodyPairs& pairs, const Options& options);

/// The case of bodies, and the joins as more remains at its end.
[[nodiscard]] std::unique_ptr<inference::MergedCase> with_joins(const matching::Case& the_case,
                                                                const BodyAnswer& answer,
                                                                const inference::DoubtfulJoins& joins);

/// What linked markers add to each join at each person: of its bodies' corrections the strongest.
[[nodiscard]] std::vector<inference::PairCorrection> corrections_of_joins(
    std::span<const inference::PairCorrection> corrections, const inference::DoubtfulJoins& joins);

}  // namespace kith::identify
