// identify/joint_stage.hpp — the stage of a run that decides: all bodies and all missing persons at once, from what the
// scan has found.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "identify/options.hpp"
#include "identify/population_views.hpp"
#include "inference/joint/identify_jointly.hpp"

namespace kith::identify {

/// The joint analysis of a run, or why there is none.
struct JointAnswer {
  std::optional<inference::JointIdentification> found{};  ///< of bodies
  std::string prior_rule{};  ///< "odds: 1 / N for each assigned pair, N = 4010 missing persons"
  std::string why_none{};    ///< where it was asked for and cannot be
};

/// The log10 LR from which the scan has to keep pairs for the joint analysis: that of the options, or less in a case
/// that is too large to score every pair once more.
[[nodiscard]] double joint_threshold(const matching::Case& the_case, const Options& options);

/// Pairs of bodies and missing persons, as the scan and the corrections for linked markers have them.
struct BodyPairs {
  std::vector<matching::PairScore> listed{};
  std::vector<inference::PairCorrection> corrections{};
};

/// Why a run cannot decide jointly; empty: it can.
[[nodiscard]] std::string why_not_jointly(const PopulationViews& views, matching::ScoreKind score_kind);

/// @pre why_not_jointly() is empty. Errors: bad_option, as of AssignmentPrior and identify_jointly().
[[nodiscard]] Result<JointAnswer> decide_jointly(const matching::Case& bodies, const matching::EvidenceTable& evidence,
                                                 const BodyPairs& pairs, const Options& options);

/// Probability of a body to be a missing person: where the pair was looked at by itself, that of the joint analysis; else, of pairs too weak
/// for that, to first order in their odds: odds times LR, given that the body is nobody's and the person not found.
/// @pre `listed` is ordered by body, then missing person; a pair that is neither looked at nor listed has 0: for both of them
/// there are better ones.
[[nodiscard]] double joint_posterior_of(const inference::JointIdentification& joint,
                                        std::span<const matching::PairScore> listed, inference::BodyIndex body,
                                        inference::MissingIndex missing);

}  // namespace kith::identify
