// tests/reference/naive_match.hpp — what match() must find, by its definition: score every pair, sort, take the best.
#pragma once

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <vector>

#include "matching/candidates/match.hpp"

namespace kith::reference {

struct NaiveMatch {
  std::vector<matching::PairScore> pairs;
  bool cap_met = false;
};

/// Every pair with a score, the best first.
inline std::vector<matching::PairScore> all_pairs(const matching::EvidenceTable& evidence) {
  const std::size_t n_columns = evidence.columns.size();
  std::vector<matching::PairScore> pairs;
  for (std::uint32_t target = 0; target < evidence.n_targets; ++target) {
    std::vector<std::vector<double>> tables;
    for (const auto& column : evidence.columns) {
      tables.emplace_back(column->n_rows());
      column->fill(target, tables.back());
    }
    for (std::uint32_t remains = 0; remains < evidence.n_remains; ++remains) {
      double score = 0;
      for (std::size_t c = 0; c < n_columns; ++c) score += tables[c][evidence.codes[remains * n_columns + c]];
      if (score > -std::numeric_limits<double>::infinity()) pairs.push_back({remains, target, score});
    }
  }
  std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
    return std::tuple(-a.log10_lr, a.remains, a.target) < std::tuple(-b.log10_lr, b.remains, b.target);
  });
  return pairs;
}

/// What is kept of `pairs`, the best first.
inline NaiveMatch naive_match(const std::vector<matching::PairScore>& pairs, const matching::MatchOptions& options) {
  NaiveMatch result;
  std::map<std::uint32_t, std::uint32_t> of_remains, of_target;
  std::uint64_t n_above = 0;
  for (const auto& pair : pairs) {
    const bool best_of_remains = of_remains[pair.remains]++ < options.top;
    const bool best_of_target = of_target[pair.target]++ < options.top;
    const bool above = pair.log10_lr >= options.threshold && n_above++ < options.max_above;
    if (best_of_remains || best_of_target || above) result.pairs.push_back(pair);
  }
  result.cap_met = n_above > options.max_above;
  return result;
}

inline NaiveMatch naive_match(const matching::EvidenceTable& evidence, const matching::MatchOptions& options) {
  return naive_match(all_pairs(evidence), options);
}

}  // namespace kith::reference
