// inference/bodies/sample_pairs.hpp — all that is compared between two samples, and the scan of all pairs of samples.
//
// A sample is a set of remains as the case has it: several samples of one remains_id are one observation already. The
// scan is that of missing persons against remains (matching/candidates/match.hpp), with the samples as targets: target
// t is "the same person as sample t". Its score is log10 P(both | one person) / P(both | two unrelated people).
//
// Samples are numbered in the order of their ids, so that no result depends on the order of rows.
//
// Cost: n^2 pairs, some 5e7 a second and core with 23 markers. Memory: that of matching::match, and 24 bytes a kept
// pair.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inference/bodies/finding_pairs.hpp"
#include "inference/bodies/locus_pairs.hpp"
#include "matching/candidates/match.hpp"

namespace kith::inference {

struct SamplePairOptions {
  double typing_error = 0;
  bool findings = true;  ///< false: genotypes alone
  evidence::LineageOptions lineage{};
};

class SamplePairs {
 public:
  /// `samples`: which remains; they are compared in the order of their ids. The case outlives it.
  SamplePairs(const matching::Case& data, std::vector<RemainsIndex> samples, const SamplePairOptions& options);

  [[nodiscard]] const matching::Case& data() const { return *data_; }
  [[nodiscard]] std::size_t n_samples() const { return samples_.size(); }
  [[nodiscard]] RemainsIndex remains(SampleIndex sample) const { return samples_[sample]; }
  [[nodiscard]] const std::string& id(SampleIndex sample) const { return data_->remains[samples_[sample]].id; }
  [[nodiscard]] const std::vector<LocusPairs>& loci() const { return loci_; }
  [[nodiscard]] const std::vector<FindingPairs>& findings() const { return findings_; }
  [[nodiscard]] const std::vector<std::string>& remarks() const { return remarks_; }

  /// Both LRs of a pair against two unrelated people, log10.
  [[nodiscard]] SampleLr lr(SampleIndex a, SampleIndex b) const;
  /// Markers compared between the two.
  [[nodiscard]] std::size_t n_loci_compared(SampleIndex a, SampleIndex b) const;
  /// Markers of which the sample says anything.
  [[nodiscard]] std::size_t n_loci(SampleIndex sample) const;

  /// The columns of the scan, with the tables of all pairs of observations. They refer to this object.
  [[nodiscard]] matching::EvidenceTable evidence();

 private:
  const matching::Case* data_;
  std::vector<RemainsIndex> samples_;
  std::vector<LocusPairs> loci_;
  std::vector<FindingPairs> findings_;
  std::vector<std::string> remarks_;
};

/// A pair that may be one person, first < second.
struct SamplePair {
  SampleIndex first = 0;
  SampleIndex second = 0;
  SampleLr lr{};
};

struct ScanLimits {
  double threshold = 0;                  ///< log10 LR of one person against strangers from which a pair is kept
  std::uint64_t max_pairs = 10'000'000;  ///< the best so many are kept, at most
  std::uint32_t threads = 0;
};

struct ScannedPairs {
  std::vector<SamplePair> pairs{};  ///< by first, then second
  bool cap_met = false;             ///< more pairs than max_pairs reach the threshold
};

/// Of a table whose targets are its remains and whose columns are symmetric; the pairs' LRs are left at 0.
[[nodiscard]] ScannedPairs scan_symmetric(const matching::EvidenceTable& evidence, const ScanLimits& limits,
                                          const matching::Progress& progress = {});

/// The same person: every pair with both its LRs.
[[nodiscard]] ScannedPairs scan_pairs(SamplePairs& samples, const ScanLimits& limits,
                                      const matching::Progress& progress = {});

}  // namespace kith::inference
