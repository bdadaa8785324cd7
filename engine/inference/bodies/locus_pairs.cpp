#include "inference/bodies/locus_pairs.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.hpp"
#include "core/log_add.hpp"
#include "matching/case/known_sex.hpp"

namespace kith::inference {
namespace {

using Eigen::Index;
using genetics::MarkerKind;
using genetics::Sex;

/// Tables of more rows than this are not kept: 8 bytes a pair of rows.
constexpr std::size_t kMostGenotypes = 6000;
/// Rows of a table that one task computes.
constexpr std::size_t kRowsAtOnce = 64;

double log10_ratio(const PairProbability& pair) {
  if (!(pair.unrelated > 0)) return 0;
  return pair.same > 0 ? std::log10(pair.same / pair.unrelated) : kImpossible;
}

}  // namespace

LocusPairs::LocusPairs(const matching::Case& data, std::span<const RemainsIndex> samples, genetics::LocusIndex locus,
                       double typing_error)
    : marker_(&data.panel.markers[locus]), locus_(locus) {
  constexpr auto kUnseen = static_cast<std::uint32_t>(-1);
  constexpr std::size_t kSexes = 3;
  const bool x_linked = marker_->kind() == MarkerKind::x_linked;
  const auto& dictionary = data.panel.dictionaries[locus];
  std::vector<std::uint32_t> row_of(dictionary.size() * kSexes, kUnseen);
  add_row(genetics::Observation::untyped(), Copies::two, 0);
  codes_.assign(samples.size(), 0);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const matching::Remains& remains = data.remains[samples[i]];
    const auto code = locus < remains.profile.size() ? remains.profile[locus] : genetics::kUntyped;
    const Sex sex = x_linked ? matching::known_sex(remains) : Sex::female;
    if (code == genetics::kUntyped || sex == Sex::unknown) continue;
    std::uint32_t& row = row_of[code * kSexes + static_cast<std::size_t>(sex)];
    if (row == kUnseen) {
      row = static_cast<std::uint32_t>(likelihoods_.size());
      add_row(dictionary[code], sex == Sex::male ? Copies::one : Copies::two, typing_error);
      if (!likelihoods_.back().is_possible()) {  // two alleles of a man's X: nothing explains them
        row = 0;
        observations_.pop_back(), likelihoods_.pop_back(), copies_.pop_back();
      }
    }
    codes_[i] = row;
  }
}

void LocusPairs::add_row(const genetics::Observation& observation, Copies copies, double typing_error) {
  observations_.push_back(observation);
  copies_.push_back(copies);
  likelihoods_.push_back(likelihood_of(observation, *marker_, copies, typing_error));
}

void LocusPairs::compute(std::uint32_t row, std::span<double> values) const {
  for (std::uint32_t other = 0; other < values.size(); ++other) {
    values[other] = 0;
    if (!are_compared(row, other)) continue;
    values[other] = log10_ratio(pair_probability(likelihoods_[row], likelihoods_[other], *marker_, copies_[row]));
  }
}

void LocusPairs::tabulate() {
  if (n_rows() > kMostGenotypes) return;
  const auto n = static_cast<Index>(n_rows());
  Eigen::MatrixXd table(n, n);
  // Column `row` below the diagonal, then the mirror image: each pair once.
  tbb::parallel_for(
      Index{0}, (n + static_cast<Index>(kRowsAtOnce) - 1) / static_cast<Index>(kRowsAtOnce), [&](Index block) {
        const Index end = std::min(n, (block + 1) * static_cast<Index>(kRowsAtOnce));
        for (Index a = block * static_cast<Index>(kRowsAtOnce); a < end; ++a) {
          for (Index b = a; b < n; ++b) {
            const auto x = static_cast<std::uint32_t>(a), y = static_cast<std::uint32_t>(b);
            table(b, a) = are_compared(x, y)
                              ? log10_ratio(pair_probability(likelihoods_[x], likelihoods_[y], *marker_, copies_[x]))
                              : 0;
          }
        }
      });
  for (Index a = 0; a < n; ++a) {
    for (Index b = a + 1; b < n; ++b) table(a, b) = table(b, a);
  }
  table_ = std::move(table);
}

void LocusPairs::fill(std::uint32_t row, std::span<double> values) const {
  KITH_CHECK(values.size() == n_rows());
  if (table_.size() == 0) {
    compute(row, values);
  } else {
    std::copy_n(table_.col(Index{row}).data(), values.size(), values.begin());
  }
}

}  // namespace kith::inference
