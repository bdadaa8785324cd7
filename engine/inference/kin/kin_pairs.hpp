// inference/kin/kin_pairs.hpp — all that is compared between two people to tell how they are related, and the scan of
// all pairs.
//
//   LR(kinship) = mean over its links of  prod over autosomal markers P(a, b | link) / P(a, b | unrelated) * LR of the
//     lines
// (kinship.hpp). Y-STR count where a link goes through fathers, mtDNA where it goes through mothers, one meiosis apart
// for parent and child, two for siblings and half siblings; where a link does not share the line, its haplotypes say
// nothing. Lines are evidence where both are typed. X-linked markers count for the same person only.
// The same person: sample_pairs.hpp, with all findings.
//
// People are the remains of a case, in the order of their ids: bodies, samples, or relatives (people_case.hpp).
//
// Cost: four scans of n^2 pairs, some 5e7 a second and core with 23 markers, and the tables of kin_locus.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "inference/bodies/sample_pairs.hpp"
#include "inference/kin/kin_locus.hpp"

namespace kith::inference {

/// log10 LRs of two people, each against two unrelated ones.
struct KinLr {
  std::array<double, kKinships> all{};          ///< per Kinship, everything that is compared
  std::array<double, kKin.size()> autosomal{};  ///< per kKin, the autosomal markers alone
  std::uint32_t n_loci = 0;                     ///< autosomal markers compared

  [[nodiscard]] double of(Kinship kinship) const { return all[static_cast<std::size_t>(kinship)]; }
};

class KinPairs {
 public:
  /// The case outlives it.
  KinPairs(const matching::Case& data, std::vector<RemainsIndex> people, const SamplePairOptions& options);

  [[nodiscard]] const matching::Case& data() const { return samples_.data(); }
  [[nodiscard]] std::size_t n_people() const { return samples_.n_samples(); }
  [[nodiscard]] RemainsIndex remains(SampleIndex person) const { return samples_.remains(person); }
  [[nodiscard]] const std::vector<KinLocus>& loci() const { return loci_; }
  [[nodiscard]] const std::vector<LinePairs>& lines() const { return lines_; }
  [[nodiscard]] const std::vector<std::string>& remarks() const { return remarks_; }
  [[nodiscard]] SamplePairs& samples() { return samples_; }

  [[nodiscard]] KinLr lr(SampleIndex a, SampleIndex b) const;

  /// Fills the tables of all markers, in parallel; what is not tabulated is computed again and again.
  void tabulate();
  void forget_tables();
  /// The columns of a scan for this kinship. They refer to this object. Lines count as far as they speak for it, so
  /// that no pair is missed. @pre not same_person
  [[nodiscard]] matching::EvidenceTable evidence(Kinship kinship) const;
  /// Likewise of some people (targets) against others (remains of the table), both by their position here.
  [[nodiscard]] matching::EvidenceTable evidence(Kinship kinship, std::span<const SampleIndex> targets,
                                                 std::span<const SampleIndex> others) const;

 private:
  /// log10 LR of the lines that a link shares.
  [[nodiscard]] double of_lines(Link link, SampleIndex a, SampleIndex b) const;

  SamplePairs samples_;
  std::vector<KinLocus> loci_{};
  std::vector<LinePairs> lines_{};  ///< one meiosis apart, and two
  std::vector<std::string> remarks_{};
};

/// A pair of people, first < second.
struct PeoplePair {
  SampleIndex first = 0;
  SampleIndex second = 0;
  KinLr lr{};
};

struct KinScanLimits {
  std::array<double, kKinships>
      threshold{};                      ///< per Kinship: log10 LR from which a pair is kept; infinity: not looked for
  std::uint64_t max_pairs = 2'000'000;  ///< per Kinship: the best so many, at most
  std::uint32_t threads = 0;
};

struct ScannedKin {
  std::vector<PeoplePair> pairs{};  ///< that reach the threshold of any kinship, by first, then second
  bool cap_met = false;
};

/// @pre tabulate() was called, unless there are few people.
[[nodiscard]] ScannedKin scan_kin(KinPairs& people, const KinScanLimits& limits,
                                  const matching::Progress& progress = {});

}  // namespace kith::inference
