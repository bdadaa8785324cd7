#include "inference/kin/kin_prior.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kith::inference {

double KinPrior::log10_lr_at(Kinship kinship, double posterior) const {
  return std::log10(posterior / (1 - posterior) / odds[static_cast<std::size_t>(kinship)]);
}

KinPrior kin_prior(const ExpectedKin& expected, std::size_t n_people) {
  KinPrior prior;
  const double others = std::max(1.0, static_cast<double>(n_people) - 1);
  const auto& r = expected.per_person;
  for (std::size_t k = 0; k < kKinships; ++k) prior.odds[k] = r[k] / others;
  prior.rule = fmt::format(
      "each of {} has on average {:g} others that are the same person, {:g} parents or children, {:g} full siblings "
      "and {:g} kin of the second degree among them",
      n_people, r[0], r[1], r[2], r[3]);
  return prior;
}

KinPrior estimate_kin_prior(std::span<const PeoplePair> pairs, std::size_t n_people, const ExpectedKin& first) {
  constexpr int kSteps = 500;
  constexpr double kSettled = 1e-6;
  const auto n = static_cast<double>(n_people);
  KinPrior prior = kin_prior(first, n_people);
  std::array<double, kKinships> expected{};
  for (int step = 0; step < kSteps; ++step) {
    expected = {};
    for (const PeoplePair& pair : pairs) {
      const KinPosterior posterior = kin_posterior(pair.lr, prior);
      for (std::size_t k = 0; k < kKinships; ++k) expected[k] += posterior.of_kinship[k];
    }
    double change = 0;
    for (std::size_t k = 0; k < kKinships; ++k) {
      const double odds = (expected[k] + 1) / (n * (n - 1) / 2 + n);
      change = std::max(change, std::abs(odds / prior.odds[k] - 1));
      prior.odds[k] = odds;
    }
    if (change < kSettled) break;
  }
  prior.rule = fmt::format(
      "estimated from the pairs of {}, with one pair of each added: {:.1f} pairs that are one person, {:.1f} parents "
      "and "
      "children, {:.1f} full siblings, {:.1f} of the second degree",
      n_people, expected[0], expected[1], expected[2], expected[3]);
  return prior;
}

double KinPosterior::close() const {
  return of(Kinship::same_person) + of(Kinship::parent_child) + of(Kinship::full_siblings);
}

Kinship KinPosterior::most_probable() const {
  return static_cast<Kinship>(std::max_element(of_kinship.begin(), of_kinship.end()) - of_kinship.begin());
}

KinPosterior kin_posterior(const KinLr& lr, const KinPrior& prior) {
  std::array<double, kKinships> log10_weight{};
  double most = 0;  // of unrelated
  for (std::size_t k = 0; k < kKinships; ++k) {
    log10_weight[k] = std::log10(prior.odds[k]) + lr.all[k];
    most = std::max(most, log10_weight[k]);
  }
  double sum = std::pow(10.0, -most);
  for (const double weight : log10_weight) sum += std::pow(10.0, weight - most);
  KinPosterior result;
  result.unrelated = std::pow(10.0, -most) / sum;
  for (std::size_t k = 0; k < kKinships; ++k) result.of_kinship[k] = std::pow(10.0, log10_weight[k] - most) / sum;
  return result;
}

}  // namespace kith::inference
