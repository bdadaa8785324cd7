// identify/identification.hpp — the answer of a run: what was compared, what was left out and why, which corrections
// apply, and what was assumed. The terminal and the tables print it; none of them computes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "identify/body_stage.hpp"
#include "identify/joint_stage.hpp"
#include "identify/kin_stage.hpp"
#include "identify/population_views.hpp"
#include "identify/reported_pairs.hpp"
#include "identify/scan_since.hpp"
#include "inference/pairs/ranking.hpp"
#include "matching/table/cost_check.hpp"

namespace kith::identify {

/// What a stage of the run took.
struct StageCost {
  std::string stage;
  double seconds = 0;      ///< wall clock
  double cpu_seconds = 0;  ///< processor time over all threads
};

struct Identification {
  PopulationViews views{};                         ///< the evidence, under each population
  matching::ScoreKind score_kind{};                ///< what the pairs' scores are
  matching::MatchResult result{};                  ///< the reported pairs, corrections included, best first
  std::vector<inference::PairDetail> details{};    ///< one per pair
  std::vector<inference::Candidate> candidates{};  ///< the pairs in which anything was compared
  std::uint64_t n_broken_down = 0;                 ///< candidates that breakdown.csv takes apart
  Linkage linkage{};                               ///< corrections that the pairs hold
  std::vector<inference::LinkedLoci> unlinked{};   ///< linked markers that are not corrected for, as theta is above 0
  std::vector<matching::CostNote> costly{};        ///< columns left out of a family that is too large
  BodyAnswer bodies{};                             ///< which remains are one body
  std::unique_ptr<matching::EvidenceTable> of_bodies{};  ///< their evidence; null: that of the remains
  JointAnswer joint{};                                   ///< who is who
  KinAnswer kin{};                                       ///< among the bodies, and of families that do not miss them
  double prior = 0;                                      ///< of a pair by itself
  std::string prior_rule{};                              ///< "given", or how it came about
  std::vector<double> matrix{};                          ///< as inference::lr_matrix(), where the options ask for it
  std::optional<identify::ReuseSummary> reuse{};         ///< none without an earlier result
  std::optional<identify::ReuseRecord> record{};         ///< for later runs
  std::vector<StageCost> stages{};                       ///< in order

  [[nodiscard]] const matching::EvidenceTable& evidence() const { return views.evidence(); }
  /// Of the case of bodies, on which the joint analysis was done.
  [[nodiscard]] const matching::EvidenceTable& evidence_of_bodies() const {
    return of_bodies ? *of_bodies : views.evidence();
  }
};

}  // namespace kith::identify
