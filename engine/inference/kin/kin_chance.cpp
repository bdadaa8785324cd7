#include "inference/kin/kin_chance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace kith::inference {
namespace {

constexpr std::size_t kClasses = 3;
constexpr double kLowest = -20;
constexpr double kHighest = 60;
const auto kCells = static_cast<std::size_t>((kHighest - kLowest) / kChanceGrid) + 1;

/// Per class the people in it; who is not typed is in none.
using Classes = std::array<std::vector<SampleIndex>, kClasses>;

Classes by_markers_typed(const KinPairs& people) {
  Classes classes;
  for (SampleIndex i = 0; i < people.n_people(); ++i) {
    const auto typed = static_cast<std::size_t>(
        std::count_if(people.loci().begin(), people.loci().end(), [i](const auto& l) { return l.is_typed(i); }));
    if (typed > 0) classes[(typed * kClasses - 1) / people.loci().size()].push_back(i);
  }
  return classes;
}

/// Row -> share of the class.
std::vector<std::pair<std::uint32_t, double>> row_shares(const KinLocus& locus,
                                                         const std::vector<SampleIndex>& people) {
  std::map<std::uint32_t, double> shares;
  for (const SampleIndex i : people) shares[locus.scan_codes()[i]] += 1 / static_cast<double>(people.size());
  return {shares.begin(), shares.end()};
}

/// Steps of the grid -> probability, of one marker's log10 LR.
using Distribution = std::map<int, double>;

Distribution distribution_of(const KinLocus& locus, Kinship kinship, const std::vector<SampleIndex>& first,
                             const std::vector<SampleIndex>& second) {
  Distribution result;
  const auto others = row_shares(locus, second);
  std::vector<double> values(locus.n_scan_rows());
  for (const auto& [row, share] : row_shares(locus, first)) {
    locus.fill(kinship, row, values);
    for (const auto& [other, other_share] : others) {
      if (std::isinf(values[other])) continue;
      const double steps = values[other] / kChanceGrid, below = std::floor(steps);
      const double mass = share * other_share;
      result[static_cast<int>(below)] += mass * (1 - (steps - below));
      result[static_cast<int>(below) + 1] += mass * (steps - below);
    }
  }
  return result;
}

/// Of the sum, by cell.
void convolve(std::vector<double>& sum, const Distribution& marker) {
  std::vector<double> next(sum.size(), 0.0);
  const auto last = static_cast<long>(sum.size()) - 1;
  for (long cell = 0; cell <= last; ++cell) {
    const double mass = sum[static_cast<std::size_t>(cell)];
    if (mass == 0) continue;
    for (const auto& [steps, p] : marker)
      next[static_cast<std::size_t>(std::clamp(cell + steps, 0L, last))] += mass * p;
  }
  sum = std::move(next);
}

std::vector<double> tail_of(const std::vector<double>& sum, std::span<const double> log10_lrs) {
  std::vector<double> tails;
  for (const double t : log10_lrs) {
    const auto from = static_cast<std::size_t>(std::ceil((std::max(t, kLowest) - kLowest) / kChanceGrid - 1e-6));
    double tail = 0;
    for (std::size_t cell = from; cell < sum.size(); ++cell) tail += sum[cell];
    tails.push_back(tail);
  }
  return tails;
}

}  // namespace

std::optional<std::vector<double>> expected_by_chance(const KinPairs& people, Kinship kinship,
                                                      std::span<const double> log10_lrs) {
  std::vector<double> expected(log10_lrs.size(), 0.0);
  if (people.loci().empty()) return expected;
  const bool has_tables = std::all_of(people.loci().begin(), people.loci().end(),
                                      [](const KinLocus& locus) { return locus.is_tabulated(); });
  if (!has_tables) return std::nullopt;
  const Classes classes = by_markers_typed(people);
  for (std::size_t c = 0; c < kClasses; ++c) {
    for (std::size_t d = c; d < kClasses; ++d) {
      const auto n = static_cast<double>(classes[c].size()), m = static_cast<double>(classes[d].size());
      const double n_pairs = c == d ? n * (n - 1) / 2 : n * m;
      if (n_pairs == 0) continue;
      std::vector<double> sum(kCells, 0.0);
      sum[static_cast<std::size_t>(std::lround(-kLowest / kChanceGrid))] = 1;
      for (const KinLocus& locus : people.loci())
        convolve(sum, distribution_of(locus, kinship, classes[c], classes[d]));
      const std::vector<double> tails = tail_of(sum, log10_lrs);
      for (std::size_t i = 0; i < tails.size(); ++i) expected[i] += n_pairs * tails[i];
    }
  }
  return expected;
}

std::vector<KinChance> count_chance(const KinPairs& people, std::span<const PeoplePair> found,
                                    const KinScanLimits& limits) {
  std::vector<KinChance> rows;
  for (const Kinship kinship : kKin) {
    const std::size_t k = kin_number(kinship);
    double highest = limits.threshold[static_cast<std::size_t>(kinship)];
    for (const PeoplePair& pair : found) highest = std::max(highest, pair.lr.autosomal[k]);
    std::vector<double> thresholds;
    for (double t = std::ceil(limits.threshold[static_cast<std::size_t>(kinship)]) + 0.0; t <= std::floor(highest); ++t)
      thresholds.push_back(t);
    const auto expected = expected_by_chance(people, kinship, thresholds);
    for (std::size_t i = 0; i < thresholds.size(); ++i) {
      KinChance row{.kinship = kinship, .log10_lr = thresholds[i]};
      for (const PeoplePair& pair : found) row.found += pair.lr.autosomal[k] >= thresholds[i] ? 1U : 0U;
      if (expected) row.expected = (*expected)[i];
      rows.push_back(row);
    }
  }
  return rows;
}

}  // namespace kith::inference
