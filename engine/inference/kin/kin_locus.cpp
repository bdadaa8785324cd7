#include "inference/kin/kin_locus.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "core/check.hpp"

namespace kith::inference {
namespace {

using genetics::Sex;

constexpr double kImpossible = -std::numeric_limits<double>::infinity();
/// Tables of more rows than this are not kept: 12 bytes a pair of rows.
constexpr std::size_t kMostTabulated = 4000;

double log10_ratio(double of_link, double unrelated) {
  return of_link > 0 ? std::log10(of_link / unrelated) : kImpossible;
}

/// Equal where the likelihoods are, up to their scale.
std::vector<double> exact_key(const GenotypeLikelihood& a) {
  const double most = a.genotype.maxCoeff();
  std::vector<double> key;
  for (const double value : a.genotype) key.push_back(value / most);
  return key;
}

/// Equal where every genotype's likelihood, the highest being 1, is 0 or lies in the same of nine steps.
std::vector<double> rough_key(const GenotypeLikelihood& a) {
  constexpr std::array kSteps{0.0, 0.003, 0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85};
  const double most = a.genotype.maxCoeff();
  std::vector<double> key;
  for (const double value : a.genotype) {
    const auto* const step = std::lower_bound(kSteps.begin(), kSteps.end(), value / most);
    key.push_back(static_cast<double>(step - kSteps.begin()));
  }
  return key;
}

}  // namespace

KinLocus::KinLocus(const LocusPairs& pairs) : pairs_(&pairs) {
  is_exact_ = number_rows(exact_key, kMostExactRows);
  if (!is_exact_) static_cast<void>(number_rows(rough_key, pairs.n_rows()));
}

bool KinLocus::number_rows(RowKey key, std::size_t most) {
  likelihoods_.assign(1, {});
  std::map<std::vector<double>, std::uint32_t> rows;
  std::vector<std::uint32_t> row_of(pairs_->n_rows(), 0);
  for (std::uint32_t row = 1; row < pairs_->n_rows(); ++row) {
    const GenotypeLikelihood& seen = pairs_->likelihood(row);
    const auto next = static_cast<std::uint32_t>(likelihoods_.size());
    const auto [place, is_new] = rows.try_emplace(key(seen), next);
    row_of[row] = place->second;
    if (is_new) likelihoods_.push_back(kin_likelihood(seen, marker()));
    if (rows.size() > most) return false;
  }
  scan_codes_.clear();
  for (const std::uint32_t code : pairs_->codes()) scan_codes_.push_back(row_of[code]);
  return true;
}

LinkValues KinLocus::links_of(const KinLikelihood& a, const KinLikelihood& b) const {
  LinkValues values{};
  const LinkProbability found = link_probability(a, b, marker());
  if (!(found.unrelated > 0)) return values;
  for (std::size_t link = 0; link < kLinks; ++link) values[link] = log10_ratio(found.of_link[link], found.unrelated);
  return values;
}

LinkValues KinLocus::links(std::uint32_t a, std::uint32_t b) const {
  if (!is_typed(a) || !is_typed(b)) return {};
  if (is_exact_) return links_of(likelihoods_[scan_codes_[a]], likelihoods_[scan_codes_[b]]);
  const auto likelihood = [&](std::uint32_t person) {
    return kin_likelihood(pairs_->likelihood(pairs_->codes()[person]), marker());
  };
  return links_of(likelihood(a), likelihood(b));
}

std::array<float, kKin.size()> KinLocus::kinships(std::uint32_t a, std::uint32_t b) const {
  std::array<float, kKin.size()> values{};
  if (a == 0 || b == 0) return values;
  const LinkProbability found = link_probability(likelihoods_[a], likelihoods_[b], marker());
  if (!(found.unrelated > 0)) return values;
  for (const Kinship kinship : kKin) {
    const LinkValues weights = link_weights(kinship, Sex::unknown, Sex::unknown);
    double mean = 0;
    for (std::size_t link = 0; link < kLinks; ++link) mean += weights[link] * found.of_link[link];
    values[kin_number(kinship)] = static_cast<float>(log10_ratio(mean, found.unrelated));
  }
  return values;
}

void KinLocus::tabulate() {
  const std::size_t n = n_scan_rows();
  if (n > kMostTabulated) return;
  for (auto& table : tables_) table.assign(n * n, 0.0F);
  tbb::parallel_for(std::size_t{1}, n, [&](std::size_t a) {
    for (std::size_t b = a; b < n; ++b) {
      const auto values = kinships(static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b));
      for (std::size_t k = 0; k < kKin.size(); ++k) tables_[k][a * n + b] = tables_[k][b * n + a] = values[k];
    }
  });
}

void KinLocus::forget_tables() {
  for (auto& table : tables_) table = {};
}

void KinLocus::fill(Kinship kinship, std::uint32_t row, std::span<double> values) const {
  KITH_CHECK(values.size() == n_scan_rows() && kinship != Kinship::same_person);
  if (!is_tabulated()) {
    for (std::uint32_t other = 0; other < values.size(); ++other)
      values[other] = kinships(row, other)[kin_number(kinship)];
    return;
  }
  const float* const first = tables_[kin_number(kinship)].data() + std::size_t{row} * n_scan_rows();
  for (std::size_t other = 0; other < values.size(); ++other) values[other] = first[other];
}

}  // namespace kith::inference
