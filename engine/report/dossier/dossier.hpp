// report/dossier/dossier.hpp — everything that an identification board reads of one identification, as facts: what is
// asked, what was found, what speaks for it and against it, what was assumed and from which files. dossier_facts
// gathers them from a run's answer, dossier_page puts them on paper; neither computes a likelihood.
//
// After the practice of ISFG's DVI Commission (Prinz et al. 2007, doi:10.1016/j.fsigen.2007.02.003) and ENFSI's
// guideline for evaluative reporting (2015): two stated hypotheses, a likelihood ratio of findings, prior and
// posterior apart, a decision that people sign.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "identify/competition.hpp"
#include "inference/bodies/find_bodies.hpp"
#include "inference/bodies/merge_bodies.hpp"
#include "inference/joint/identify_jointly.hpp"
#include "pedigree/family/pedigree.hpp"
#include "report/pair/locus_rows.hpp"
#include "report/pair/pair_steps.hpp"
#include "report/pedigree/pedigree_svg.hpp"
#include "report/tables/run_settings.hpp"

namespace kith::report {

/// Words with a place {} for each value; values are other people's text.
struct Sentence {
  std::string_view words{};
  std::vector<std::string> values{};
};

/// What is proposed to the board.
enum class ConclusionCode : std::uint8_t { identification, exclusion, premature, symmetric_set, non_identifiable };

/// A set of remains of the body.
struct DossierMember {
  std::string id;
  std::vector<std::string> samples{};
};

struct DossierCompetitor {
  std::string missing_id;
  std::string family_id;
  double posterior = 0;
  double log10_lr = 0;
  double log10_glr = 0;
  std::string verdict{};
};

struct DossierConclusion {
  ConclusionCode code = ConclusionCode::premature;
  std::string verdict{};         ///< as in assignments.csv
  std::string symmetric_with{};  ///< "M2;M3"
};

/// What is stated as given.
struct DossierAssumptions {
  std::string population{};  ///< empty: frequencies.csv names none
  std::size_t n_missing = 0;
  std::size_t n_remains = 0;
  std::string prior_rule{};  ///< of the joint analysis
  double prior_odds = 0;     ///< of a pair
  std::vector<std::string> remarks{};
};

struct Dossier {
  std::string body_id;
  std::string missing_id;
  std::string family_id;
  DossierConclusion conclusion{};
  DossierAssumptions assumptions{};
  inference::AssignmentRow figures{};  ///< posterior, GLR, LR0
  double nobody = 0;                   ///< posterior that the remains are nobody's who was reported
  double log10_dna = 0;                ///< with linkage
  double log10_attributes = 0;

  const pedigree::Pedigree* family = nullptr;
  std::vector<PersonMark> marks{};
  std::vector<LocusRow> loci{};
  std::vector<std::pair<std::string, double>> linkage{};  ///< linked markers, log10 correction
  std::vector<PairStep> steps{};                          ///< of descriptions those with a group
  std::vector<DossierMember> members{};
  std::map<matching::RemainsIndex, std::string> member_ids{};  ///< their ids, by place in the case
  std::optional<inference::BodyPair> weakest{};                ///< of several members
  std::vector<inference::ConsensusLocus> agreement{};
  std::vector<DossierCompetitor> competitors{};
  std::vector<identify::Difference> differences{};  ///< of the first two competitors
  std::vector<std::string> would_help{};
  std::vector<Sentence> against{};
  std::vector<Sentence> not_compared{};
  RunSettings run{};

  [[nodiscard]] double log10_lr() const { return log10_dna + log10_attributes; }
};

}  // namespace kith::report
