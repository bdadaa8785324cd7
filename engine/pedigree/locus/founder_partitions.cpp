#include "pedigree/locus/founder_partitions.hpp"

#include <algorithm>
#include <array>

#include "core/check.hpp"

namespace kith::pedigree {
namespace {

using Blocks = std::vector<std::uint8_t>;

/// Renumbers blocks by first appearance.
void renumber(Blocks& blocks) {
  std::array<std::uint8_t, kMaxUnknownFounderAlleles> number{};
  std::array<bool, kMaxUnknownFounderAlleles> seen{};
  std::uint8_t next = 0;
  for (auto& block : blocks) {
    if (!seen[block]) {
      seen[block] = true;
      number[block] = next++;
    }
    block = number[block];
  }
}

/// The smallest of the equal partitions that swapping the two alleles of founders gives.
Blocks canonical(const Blocks& blocks, std::span<const std::size_t> first_of_pair) {
  Blocks best = blocks;
  for (std::size_t swaps = 1; swaps < std::size_t{1} << first_of_pair.size(); ++swaps) {
    Blocks swapped = blocks;
    for (std::size_t i = 0; i < first_of_pair.size(); ++i) {
      if ((swaps >> i & 1) != 0) std::swap(swapped[first_of_pair[i]], swapped[first_of_pair[i] + 1]);
    }
    renumber(swapped);
    best = std::min(best, swapped);
  }
  return best;
}

/// The next restricted growth string (each entry at most one more than the largest before it); false after the last.
bool next_partition(Blocks& blocks) {
  for (std::size_t i = blocks.size(); i-- > 1;) {
    const std::uint8_t largest = *std::max_element(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(i));
    if (blocks[i] <= largest) {
      ++blocks[i];
      std::fill(blocks.begin() + static_cast<std::ptrdiff_t>(i) + 1, blocks.end(), std::uint8_t{0});
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<FounderPartition> founder_partitions(std::span<const std::uint8_t> alleles_per_founder) {
  std::vector<std::size_t> first_of_pair;
  std::size_t n = 0;
  for (const std::uint8_t count : alleles_per_founder) {
    if (count == 2) first_of_pair.push_back(n);
    n += count;
  }
  KITH_CHECK(n <= kMaxUnknownFounderAlleles);
  std::map<Blocks, double> multiplicity;
  Blocks blocks(n, 0);
  do {
    multiplicity[canonical(blocks, first_of_pair)] += 1;
  } while (next_partition(blocks));
  std::vector<FounderPartition> result;
  for (const auto& [partition, count] : multiplicity) {
    FounderPartition entry{.block_of = partition, .block_size = {}, .multiplicity = count};
    for (const std::uint8_t block : partition) {
      if (block >= entry.block_size.size()) entry.block_size.resize(block + 1U, 0);
      ++entry.block_size[block];
    }
    result.push_back(std::move(entry));
  }
  return result;
}

double partition_probability(std::span<const std::uint8_t> block_size, std::size_t known, double theta) {
  double probability = 1;
  std::size_t drawn = known;
  for (const std::uint8_t size : block_size) {
    for (std::uint8_t s = 0; s < size; ++s, ++drawn) {
      const double ways = s == 0 ? static_cast<double>(known) * theta + 1 - theta : s * theta;
      probability *= ways / (1 + (static_cast<double>(drawn) - 1) * theta);
    }
  }
  return probability;
}

const std::vector<FounderPartition>& FounderPartitionCache::partitions_for(
    std::span<const std::uint8_t> alleles_per_founder) {
  std::vector<std::uint8_t> key(alleles_per_founder.begin(), alleles_per_founder.end());
  const auto found = partitions_.find(key);
  if (found != partitions_.end()) return found->second;
  auto partitions = founder_partitions(key);
  return partitions_.emplace(std::move(key), std::move(partitions)).first->second;
}

}  // namespace kith::pedigree
