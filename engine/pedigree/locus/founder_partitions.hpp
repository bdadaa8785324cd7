// pedigree/locus/founder_partitions.hpp — theta: the ways in which founder alleles can be copies of one another.
//
// Under the Balding-Nichols formula the next allele is a with probability (n_a theta + (1 - theta) p_a) / (1 + (n - 1)
// theta), n alleles drawn before, n_a of them a (Balding & Nichols 1994, doi:10.1016/0379-0738(94)90222-4).
// Equivalently, each allele is a copy of an earlier one (theta for each) or a fresh draw from the base (weight 1 -
// theta): a random partition of the founder alleles into blocks of copies, whose blocks are independent draws. With C
// alleles known beforehand (c_a of them a) the fresh draws come from (c_a theta + (1 - theta) p_a) / (C theta + 1 -
// theta), and a partition of K unknown alleles into blocks of sizes s has probability
//   prod_blocks (C theta + 1 - theta) (s - 1)! theta^(s - 1)  /  prod_{k = 0 .. K-1} (1 + (C + k - 1) theta)
// The likelihood is the sum, over partitions, of this times the theta = 0 likelihood with the block's alleles
// identified. Partitions that differ only by the order of the two alleles of a founder give the same likelihood and are
// summed once.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace kith::pedigree {

struct FounderPartition {
  std::vector<std::uint8_t> block_of;  ///< per unknown founder allele, blocks numbered by first appearance
  std::vector<std::uint8_t> block_size;
  double multiplicity = 1;  ///< partitions that this one stands for
};

/// More unknown alleles than this are not summed over: there are 115 975 partitions of 10.
inline constexpr std::size_t kMaxUnknownFounderAlleles = 10;

/// All partitions of the unknown alleles of founders who have 1 or 2 each (in this order), up to swaps inside a
/// founder.
/// @pre the alleles are at most kMaxUnknownFounderAlleles.
[[nodiscard]] std::vector<FounderPartition> founder_partitions(std::span<const std::uint8_t> alleles_per_founder);

/// Probability of one partition with these block sizes, `known` alleles drawn before.
[[nodiscard]] double partition_probability(std::span<const std::uint8_t> block_size, std::size_t known, double theta);

/// The partitions by alleles per founder, made once.
class FounderPartitionCache {
 public:
  const std::vector<FounderPartition>& partitions_for(std::span<const std::uint8_t> alleles_per_founder);

 private:
  std::map<std::vector<std::uint8_t>, std::vector<FounderPartition>> partitions_;
};

}  // namespace kith::pedigree
