// inference/pairs/linkage.hpp — pairs of markers on one chromosome that are inherited together more often than not. The
// scan multiplies all markers; the pairs it reports are corrected for linkage, exactly:
//   correction = log10 [ L_AB(H1) / L_AB(family) ]  -  sum over A, B of log10 [ L(H1) / L(family) ]
// with L_AB the two-locus likelihood (pedigree/linked/linked_likelihood.hpp). The population's genotype probabilities
// cancel: there is no allelic association. Linkage matters only where a phase can show; for most pairs of a parent and
// a child it is 0.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inference/pairs/pair_detail.hpp"
#include "matching/case/case.hpp"
#include "pedigree/locus/likelihood.hpp"

namespace kith::inference {

struct LinkedLoci {
  genetics::LocusIndex first = 0;
  genetics::LocusIndex second = 0;
  double recombination = 0.5;
};

/// Pairs whose DNA has a log10 LR below this are not corrected: they are no hypotheses, and many. That is 0, and 2 in a
/// run that reports more than kManyPairs from 0 up: two-locus likelihoods of weak pairs would then take most of its
/// time.
[[nodiscard]] double linkage_floor(std::span<const PairScore> pairs);
inline constexpr std::size_t kManyPairs = 5'000;

/// The linked pairs among the autosomal markers of the panel, those with theta = 0 (whose linkage is computed) or the
/// others:
///   vWA - D12S391     0.089   (family studies, 95 % .044 - .158: PubMed 22542849)
///   D5S818 - CSF1PO   0.2522  (27.76 cM; Kosambi's function)
[[nodiscard]] std::vector<LinkedLoci> find_linked_loci(const genetics::Panel& panel, bool with_theta = false);

/// "vWA + D12S391 linkage, recombination 0.089".
[[nodiscard]] std::string describe(const LinkedLoci& loci, const genetics::Panel& panel);

/// Whether any correction for this missing person can differ from 0. A founder's phase is unknown, so that the choices
/// he makes at two loci for his only child are independent whatever r is: swapping his alleles at one locus changes
/// nothing else. It takes a founder with two children, or a parent who is no founder, among the typed, the missing
/// person and their ancestors.
[[nodiscard]] bool linkage_can_show(const matching::Case& the_case, const LinkedLoci& loci, TargetIndex target);

struct LinkageScore {
  std::size_t pair = 0;  ///< position among the pairs
  std::size_t loci = 0;  ///< position among the linked loci
  double log10_correction = 0;
  bool too_costly = false;  ///< the two-locus likelihood is beyond the limit: not corrected
};

/// Multiplications allowed for one two-locus likelihood, where the options allow more. A few families in a hundred need
/// more than that, and they alone would take most of a run.
inline constexpr double kMostLinkageCost = 1e8;

/// The corrections that are not 0 and those that are too costly, by pair, then loci. `pairs` with the log10 LR of their
/// DNA (dna_scores). Remains typed at one locus only have one too: what the
/// relatives show at the other tells which of a parent's chromosomes was handed on.
[[nodiscard]] std::vector<LinkageScore> score_linkage(const matching::Case& the_case, std::span<const LinkedLoci> loci,
                                                      std::span<const PairScore> pairs, std::uint32_t threads,
                                                      const pedigree::LikelihoodOptions& options = {});

/// One flag per pair: whether it is among the `n` best, with its corrections.
[[nodiscard]] std::vector<bool> best_pairs(std::span<const PairScore> pairs, std::span<const LinkageScore> scores,
                                           std::size_t n);

/// Adds the corrections to the pairs and their details and puts both into the order of the corrected scores.
void apply_linkage(std::span<const LinkageScore> scores, matching::MatchResult& result,
                   std::vector<PairDetail>& details);

}  // namespace kith::inference
