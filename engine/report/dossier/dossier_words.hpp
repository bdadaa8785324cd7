// report/dossier/dossier_words.hpp — every text of a dossier, in one place. {} stands for a value, in the order given.
#pragma once

#include <string_view>

namespace kith::report::words {

using Text = std::string_view;

inline constexpr Text kTitle = "Identification file";
inline constexpr Text kSubject = "Remains {} and missing person {} (family {})";
inline constexpr Text kStanding =
    "A proposal of Kith for the identification board. A match is not an identification: the board decides, on all "
    "evidence, and two experts sign.";

inline constexpr Text kConclusion = "Conclusion";
inline constexpr Text kProposed = "Kith proposes: {}. In the terms of the analysis: {}.";
inline constexpr Text kNothingConcluded = "nothing is concluded of this pair";
inline constexpr Text kSymmetric =
    "These remains are among {} and {} with equal evidence: that they belong to one of them is settled, which of them "
    "is "
    "not.";
inline constexpr Text kCodes[] = {"identification", "exclusion", "premature", "symmetric set", "non-identifiable"};
inline constexpr Text kDecision = "Decision of the board";
inline constexpr Text kMoreWork = "more work";
inline constexpr Text kReasons = "Reasons";
inline constexpr Text kSigned[] = {"First signature", "Second signature"};
inline constexpr Text kSignedFields[] = {"Name, function", "Place, date", "Signature"};

inline constexpr Text kHypotheses = "Hypotheses";
inline constexpr Text
    kFirstHypothesis = "H1: the remains {} are those of {}, who has the place in family {} that the pedigree shows.";
inline constexpr Text kSecondHypothesis =
    "H2: the remains {} are those of an unknown person who is unrelated to family {}, of the population whose allele "
    "frequencies were used.";

inline constexpr Text kWeight = "Weight of the findings";
inline constexpr Text kForFirst =
    "The findings are {} times more probable if the remains are those of {} than if they are those of somebody "
    "unrelated.";
inline constexpr Text kForSecond =
    "The findings are {} times more probable if the remains are those of somebody unrelated than if they are those of "
    "{}.";
inline constexpr Text kNeither =
    "The findings are as probable if the remains are those of {} as if they are those of somebody unrelated.";
inline constexpr Text kImpossible = "The findings cannot be if the remains are those of {}.";
inline constexpr Text
    kParts = "DNA alone: log10 LR {}. Descriptions: log10 LR {}. Together: log10 LR {}, likelihood ratio {}.";
inline constexpr Text kGlr =
    "Of all ways to say who is who, the best in which the remains are {} explains the findings {} times as well as the "
    "best in which they are not (log10 GLR {}).";
inline constexpr Text kGlrOnly = "There is no way to explain the findings in which the remains are not {}.";
inline constexpr Text kGlrNone = "No way to say who is who in which the remains are {} was looked at one by one.";
inline constexpr Text kLr0 =
    "Without the samples of the relatives the best placing of this family's remains has log10 LR0 {}: what the remains "
    "say of each other.";
inline constexpr Text kPosterior =
    "With the prior stated below, and all remains and all missing persons of the case decided together, the "
    "probability "
    "that the remains are those of {} is {} (standard error {}); that they are a missing person of family {}: {}; that "
    "they are nobody who was reported: {}.";
inline constexpr Text kMeaning =
    "A likelihood ratio speaks of the findings under two hypotheses, not of the hypotheses. A probability of identity "
    "depends on the prior: with prior odds ten times lower, its odds are about ten times lower.";

inline constexpr Text kAssumptions = "What was assumed";
inline constexpr Text kPopulation = "Population of the allele frequencies";
inline constexpr Text kPopulationNotNamed = "one, which frequencies.csv does not name";
inline constexpr Text kNumberMissing = "Missing persons of the case (N)";
inline constexpr Text kNumberRemains = "Sets of remains of the case";
inline constexpr Text kPriorRule = "Prior";
inline constexpr Text kPriorOdds = "Prior odds of one pair";
inline constexpr Text kOption = "Option --{}";
inline constexpr Text kPerMarker = "Where a marker or sample has values of its own, the table of loci shows them.";

inline constexpr Text kFromPrior = "From prior to posterior, this pair by itself";
inline constexpr Text kStepsHead[] = {"step", "log10 LR", "log10 odds"};
inline constexpr Text kStepPrior = "prior odds";
inline constexpr Text kStepJoint = "all remains and missing persons together";

inline constexpr Text kStepPosterior = "posterior {}";

inline constexpr Text kPedigree = "Pedigree";
inline constexpr Text kSamples = "Samples of the body";
inline constexpr Text kSamplesHead[] = {"remains", "samples"};
inline constexpr Text kOneMember = "One set of remains; nothing was joined.";
inline constexpr Text kWeakest =
    "Of all pairs, {} and {} are least sure to be one person: log10 LR {} against two strangers, {} against full "
    "siblings, posterior {}.";
inline constexpr Text kAgreementHead[] = {"marker", "genotype", "probability", "seen in"};
inline constexpr Text kSetAside = "set aside: they cannot be of one genotype";

inline constexpr Text kLoci = "Loci";
inline constexpr Text kLociHead[] = {
    "marker", "remains", "relatives", "allele frequencies", "mutation, theta", "log10 LR", "LR", "running", "remark"};
inline constexpr Text kLinked = "{}: log10 LR {}";

inline constexpr Text kDescriptions = "Descriptions side by side";
inline constexpr Text kDescriptionsHead[] = {"description", "the family reports", "found", "log10 LR", "rule"};
inline constexpr Text kNoDescriptions = "No description of both sides was compared.";

inline constexpr Text kCompetitors = "Who else comes into question";
inline constexpr Text kCompetitorsHead[] = {"missing person", "family",    "posterior",
                                            "log10 LR",       "log10 GLR", "conclusion"};
inline constexpr Text kDifferences = "What distinguishes {} from {}";
inline constexpr Text kDifferencesHead[] = {"evidence", "first", "second", "difference (log10)"};
inline constexpr Text kNoDifference = "Nothing: all evidence is as probable either way.";
inline constexpr Text kWouldHelp = "What would help to tell them apart: {}";
inline constexpr Text kNoCompetitor = "Nobody else of the missing persons.";

inline constexpr Text kAgainst = "Evidence against";
inline constexpr Text kNothingAgainst = "None was found in what was compared.";
inline constexpr Text kIncompatible = "Marker {} is incompatible without mutation, dropout or error (log10 LR {}).";
inline constexpr Text kMarkerAgainst = "Marker {} speaks against it (log10 LR {}).";
inline constexpr Text kDescriptionAgainst = "{}: the family reports '{}', found is '{}' (log10 LR {}).";
inline constexpr Text kSexDiffers = "The sexes of the missing person and the remains differ.";
inline constexpr Text kNobody = "The probability that the remains are nobody who was reported is {}.";
inline constexpr Text kRival = "{} (family {}) has posterior {} for the same remains.";
inline constexpr Text kBodyConflict = "Of the body: {}";
inline constexpr Text kComment = "Of the assignment: {}";

inline constexpr Text kNotCompared = "What was not compared, and why";
inline constexpr Text kEverythingCompared = "Everything that either side has was compared.";
inline constexpr Text kMarkersNot = "Markers, {}: {}";
inline constexpr Text kOnlyFamily = "Descriptions that the family reports and nobody found: {}";
inline constexpr Text kOnlyFound = "Descriptions found that the family says nothing of: {}";
inline constexpr Text kNeitherSide = "Descriptions that neither side gives: {}";
inline constexpr Text kCostly = "Left out, too costly to compute: {}";
inline constexpr Text kUnlinked = "Linkage not included, as theta is above 0: {}";

inline constexpr Text kRecord = "Record";
inline constexpr Text kRun = "Computed by Kith {}; run finished {}; case '{}'.";
inline constexpr Text kInputsHead[] = {"input", "SHA-256"};
inline constexpr Text kOptionsHead[] = {"option", "value"};
inline constexpr Text kAudit = "There is no audit log of the case yet: no checkpoint is given.";

}  // namespace kith::report::words
