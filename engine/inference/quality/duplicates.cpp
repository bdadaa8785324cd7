#include "inference/quality/duplicates.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "core/check.hpp"

namespace kith::inference {
namespace {

/// False as soon as the two rows differ too often.
bool compare(const std::uint32_t* a, const std::uint32_t* b, std::size_t n_loci, std::uint32_t max_different,
             Duplicate& counts) {
  for (std::size_t locus = 0; locus < n_loci; ++locus) {
    if (a[locus] == 0 || b[locus] == 0) continue;
    if (a[locus] == b[locus]) {
      ++counts.identical;
    } else if (++counts.different > max_different) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::vector<Duplicate> find_duplicates(std::span<const std::uint32_t> genotypes, std::size_t n_loci,
                                       const DuplicateRule& rule, std::uint32_t threads) {
  if (n_loci == 0) return {};
  KITH_CHECK(genotypes.size() % n_loci == 0);
  const std::size_t n_subjects = genotypes.size() / n_loci;
  std::vector<std::vector<Duplicate>> found(n_subjects);
  tbb::task_arena arena(threads == 0 ? tbb::task_arena::automatic : static_cast<int>(threads));
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, n_subjects, [&](std::size_t first) {
      for (std::size_t second = first + 1; second < n_subjects; ++second) {
        Duplicate pair{.first = first, .second = second};
        if (compare(&genotypes[first * n_loci], &genotypes[second * n_loci], n_loci, rule.max_different, pair) &&
            pair.identical >= rule.min_identical) {
          found[first].push_back(pair);
        }
      }
    });
  });
  std::vector<Duplicate> all;
  for (const auto& row : found) all.insert(all.end(), row.begin(), row.end());
  return all;
}

}  // namespace kith::inference
