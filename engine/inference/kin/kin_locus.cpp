#include "inference/kin/kin_locus.hpp"

#include <tbb/parallel_for.h>

#include <cmath>
#include <limits>
#include <map>

#include "core/check.hpp"

namespace kith::inference {
namespace {

using genetics::Sex;

constexpr double kImpossible = -std::numeric_limits<double>::infinity();
/// Tables of more rows than this are not kept: 12 bytes a pair of rows.
constexpr std::size_t kMostRows = 4000;

double log10_ratio(double of_link, double unrelated) {
  return of_link > 0 ? std::log10(of_link / unrelated) : kImpossible;
}

/// Equal where the likelihoods are, up to their scale.
std::vector<double> shape_of(const GenotypeLikelihood& a) {
  std::vector<double> shape(a.genotype.begin(), a.genotype.end());
  const double most = a.genotype.maxCoeff();
  for (double& value : shape) value /= most;
  return shape;
}

}  // namespace

KinLocus::KinLocus(const LocusPairs& pairs) : pairs_(&pairs), likelihoods_(1) {
  std::map<std::vector<double>, std::uint32_t> rows;
  std::vector<std::uint32_t> row_of(pairs.n_rows(), 0);
  for (std::uint32_t row = 1; row < pairs.n_rows(); ++row) {
    const GenotypeLikelihood& seen = pairs.likelihood(row);
    const auto next = static_cast<std::uint32_t>(likelihoods_.size());
    const auto [place, is_new] = rows.try_emplace(shape_of(seen), next);
    row_of[row] = place->second;
    if (is_new) likelihoods_.push_back(kin_likelihood(seen, pairs.marker()));
  }
  codes_.reserve(pairs.codes().size());
  for (const std::uint32_t code : pairs.codes()) codes_.push_back(row_of[code]);
}

LinkValues KinLocus::links(std::uint32_t a, std::uint32_t b) const {
  LinkValues values{};
  if (a == 0 || b == 0) return values;
  const LinkProbability found = link_probability(likelihoods_[a], likelihoods_[b], marker());
  if (!(found.unrelated > 0)) return values;
  for (std::size_t link = 0; link < kLinks; ++link) values[link] = log10_ratio(found.of_link[link], found.unrelated);
  return values;
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
  const std::size_t n = n_rows();
  if (n > kMostRows) return;
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
  KITH_CHECK(values.size() == n_rows() && kinship != Kinship::same_person);
  if (!is_tabulated()) {
    for (std::uint32_t other = 0; other < values.size(); ++other)
      values[other] = kinships(row, other)[kin_number(kinship)];
    return;
  }
  const float* const first = tables_[kin_number(kinship)].data() + std::size_t{row} * n_rows();
  for (std::size_t other = 0; other < values.size(); ++other) values[other] = first[other];
}

}  // namespace kith::inference
