// identify/joint_stage.hpp — the stage of a run that decides: all bodies and all missing persons at once, from what the
// scan has found.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
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

/// `joins`: doubtful ones, at the end of the case. @pre why_not_jointly() is empty. Errors: bad_option, as of AssignmentPrior and identify_jointly().
[[nodiscard]] Result<JointAnswer> decide_jointly(const matching::Case& bodies, const matching::EvidenceTable& evidence,
                                                 const BodyPairs& pairs, const Options& options,
                                                 const inference::DoubtfulJoins& joins = {});

/// The posteriors of pairs of a body and a missing person: of those the joint analysis looked at one by one, its own; of weaker
/// ones to first order in their odds (odds times LR, given that the body is nobody's and the person is not found), and never
/// more in all than what the analysis leaves for a person's weak pairs. Pairs that are not listed either have 0.
class JointPosteriors {
 public:
  /// `pairs`: all that will be asked for. `listed`: as in BodyPairs.
  JointPosteriors(const inference::JointIdentification& joint, std::vector<matching::PairScore> listed,
                  std::span<const std::pair<inference::BodyIndex, inference::MissingIndex>> pairs);

  [[nodiscard]] double of(inference::BodyIndex body, inference::MissingIndex missing) const;

 private:
  [[nodiscard]] const inference::PairPosterior* find(inference::BodyIndex body, inference::MissingIndex missing) const;
  [[nodiscard]] double weak(inference::BodyIndex body, inference::MissingIndex missing) const;

  const inference::JointIdentification& joint_;
  std::vector<matching::PairScore> listed_;  ///< by body, then missing person
  std::vector<double> scale_;                ///< per missing person, of his weak pairs
};

}  // namespace kith::identify
