#include "genetics/haplotypes/discrete_laplace.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>

#include "core/check.hpp"

namespace kith::genetics {
namespace {

constexpr std::size_t kMaxCandidates = 300;  // most frequent haplotypes tried as the next centre
constexpr int kMaxIterations = 200;
constexpr double kConverged = 1e-9;  // relative gain in log likelihood
constexpr double kLeastP = 1e-6;     // a locus without variation: not impossible to vary
constexpr double kMostP = 0.999;

struct Weighted {
  std::vector<int> alleles;
  double count = 0;
};

/// Distinct haplotypes, the most frequent first; equally frequent ones in ascending order.
std::vector<Weighted> distinct(std::span<const std::vector<int>> haplotypes) {
  std::map<std::vector<int>, double> counts;
  for (const auto& h : haplotypes) counts[h] += 1;
  std::vector<Weighted> result;
  result.reserve(counts.size());
  for (const auto& [alleles, count] : counts) result.push_back({alleles, count});
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  return result;
}

int l1(const std::vector<int>& a, const std::vector<int>& b) {
  int sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += std::abs(a[k] - b[k]);
  return sum;
}

double log_density(double p, int d) { return std::log1p(-p) - std::log1p(p) + std::abs(d) * std::log(p); }

/// log of the sum of exp(logs): a haplotype far from every centre is improbable, never impossible.
double log_sum(std::span<const double> logs) {
  const double highest = *std::max_element(logs.begin(), logs.end());
  double sum = 0;
  for (const double value : logs) sum += std::exp(value - highest);
  return highest + std::log(sum);
}

/// theta such that sum_i w_i 2 p_i / (1 - p_i^2) = target, p_i = exp(theta + offset_i); p_i kept below 1.
double solve_score(std::span<const double> offsets, std::span<const double> weights, double target) {
  const double highest = *std::max_element(offsets.begin(), offsets.end());
  double low = std::log(kLeastP) - highest;
  double high = std::log(kMostP) - highest;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    double expected = 0;
    for (std::size_t k = 0; k < offsets.size(); ++k) {
      const double p = std::exp(middle + offsets[k]);
      expected += weights[k] * 2 * p / (1 - p * p);
    }
    (expected < target ? low : high) = middle;
  }
  return (low + high) / 2;
}

class Fitter {
 public:
  Fitter(const std::vector<Weighted>& data, std::vector<std::vector<int>> centres)
      : data_(data), centres_(std::move(centres)), n_loci_(data.front().alleles.size()) {
    const std::size_t c = centres_.size();
    tau_.assign(c, 1.0 / static_cast<double>(c));
    omega_.assign(c, std::log(0.3));
    lambda_.assign(n_loci_, 0.0);
    share_.assign(data_.size() * c, 0.0);
  }

  /// Log likelihood of the fitted model.
  double run() {
    double previous = -std::numeric_limits<double>::infinity();
    for (int i = 0; i < kMaxIterations; ++i) {
      const double log_likelihood = expect();
      if (log_likelihood - previous < kConverged * std::abs(log_likelihood)) return log_likelihood;
      previous = log_likelihood;
      maximise();
    }
    return expect();
  }

  [[nodiscard]] std::vector<DiscreteLaplace::Cluster> clusters() const {
    std::vector<DiscreteLaplace::Cluster> result;
    for (std::size_t c = 0; c < centres_.size(); ++c) {
      DiscreteLaplace::Cluster cluster{tau_[c], centres_[c], {}};
      for (std::size_t k = 0; k < n_loci_; ++k) cluster.p.push_back(p(c, k));
      result.push_back(std::move(cluster));
    }
    return result;
  }

 private:
  [[nodiscard]] double p(std::size_t c, std::size_t k) const {
    return std::clamp(std::exp(omega_[c] + lambda_[k]), kLeastP, kMostP);
  }

  /// Posterior shares of the clusters, and the log likelihood.
  double expect() {
    const std::size_t n = centres_.size();
    double log_likelihood = 0;
    std::vector<double> logs(n);
    for (std::size_t i = 0; i < data_.size(); ++i) {
      for (std::size_t c = 0; c < n; ++c) {
        logs[c] = std::log(tau_[c]);
        for (std::size_t k = 0; k < n_loci_; ++k) logs[c] += log_density(p(c, k), data_[i].alleles[k] - centres_[c][k]);
      }
      const double highest = *std::max_element(logs.begin(), logs.end());
      double sum = 0;
      for (std::size_t c = 0; c < n; ++c) sum += share_[i * n + c] = std::exp(logs[c] - highest);
      for (std::size_t c = 0; c < n; ++c) share_[i * n + c] /= sum;
      log_likelihood += data_[i].count * (highest + std::log(sum));
    }
    return log_likelihood;
  }

  void maximise() {
    const std::size_t n = centres_.size();
    std::vector<double> mass(n, 0.0);
    double total = 0;
    for (std::size_t i = 0; i < data_.size(); ++i) {
      total += data_[i].count;
      for (std::size_t c = 0; c < n; ++c) mass[c] += data_[i].count * share_[i * n + c];
    }
    for (std::size_t c = 0; c < n; ++c) tau_[c] = std::max(mass[c] / total, std::numeric_limits<double>::min());
    std::vector<double> distance(n * n_loci_, 0.0);
    for (std::size_t c = 0; c < n; ++c) {
      for (std::size_t k = 0; k < n_loci_; ++k) {
        centres_[c][k] = median(c, k, mass[c]);
        for (std::size_t i = 0; i < data_.size(); ++i) {
          distance[c * n_loci_ + k] += data_[i].count * share_[i * n + c] *
                                       std::abs(data_[i].alleles[k] - centres_[c][k]);
        }
      }
    }
    fit_dispersion(mass, distance);
  }

  /// The smallest allele with at least half of the cluster's mass at or below it.
  [[nodiscard]] int median(std::size_t c, std::size_t k, double mass) const {
    std::map<int, double> weights;
    for (std::size_t i = 0; i < data_.size(); ++i) {
      weights[data_[i].alleles[k]] += data_[i].count * share_[i * centres_.size() + c];
    }
    double below = 0;
    for (const auto& [allele, weight] : weights) {
      below += weight;
      if (below >= mass / 2) return allele;
    }
    return weights.rbegin()->first;
  }

  void fit_dispersion(std::span<const double> mass, std::span<const double> distance) {
    const std::size_t n = centres_.size();
    const std::vector<double> same(n_loci_, 1.0);
    for (int round = 0; round < 3; ++round) {
      for (std::size_t c = 0; c < n; ++c) {
        double target = 0;
        for (std::size_t k = 0; k < n_loci_; ++k) target += distance[c * n_loci_ + k];
        if (mass[c] > 0) omega_[c] = solve_score(lambda_, same, target / mass[c]);
      }
      for (std::size_t k = 0; k < n_loci_; ++k) {
        double target = 0;
        for (std::size_t c = 0; c < n; ++c) target += distance[c * n_loci_ + k];
        lambda_[k] = solve_score(omega_, mass, target);
      }
    }
  }

  const std::vector<Weighted>& data_;
  std::vector<std::vector<int>> centres_;
  std::size_t n_loci_;
  std::vector<double> tau_;
  std::vector<double> omega_;
  std::vector<double> lambda_;
  std::vector<double> share_;  ///< per distinct haplotype and cluster
};

/// The candidate that lessens the summed distance to the nearest centre most; none where nothing is left to gain.
std::optional<std::vector<int>> next_centre(const std::vector<Weighted>& data,
                                            std::span<const std::vector<int>> centres) {
  constexpr int kFar = std::numeric_limits<int>::max();
  std::vector<int> nearest(data.size(), kFar);
  for (std::size_t i = 0; i < data.size(); ++i) {
    for (const auto& centre : centres) nearest[i] = std::min(nearest[i], l1(data[i].alleles, centre));
  }
  double best = std::numeric_limits<double>::infinity();
  std::optional<std::vector<int>> result;
  for (std::size_t candidate = 0; candidate < std::min(data.size(), kMaxCandidates); ++candidate) {
    if (nearest[candidate] == 0) continue;
    double cost = 0;
    for (std::size_t i = 0; i < data.size(); ++i) {
      cost += data[i].count * std::min(nearest[i], l1(data[i].alleles, data[candidate].alleles));
    }
    if (cost >= best) continue;
    best = cost;
    result = data[candidate].alleles;
  }
  return result;
}

}  // namespace

DiscreteLaplace DiscreteLaplace::fit(std::span<const std::vector<int>> haplotypes, std::size_t max_clusters) {
  KITH_CHECK(!haplotypes.empty() && !haplotypes.front().empty());
  const std::vector<Weighted> data = distinct(haplotypes);
  const auto n = static_cast<double>(haplotypes.size());
  const auto n_loci = static_cast<double>(haplotypes.front().size());
  std::vector<std::vector<int>> centres;
  std::vector<Cluster> best;
  double least = std::numeric_limits<double>::infinity();
  constexpr std::size_t kPatience = 2;  // worse numbers of clusters in a row that end the search
  for (std::size_t worse = 0; centres.size() < max_clusters && worse < kPatience;) {
    auto centre = next_centre(data, centres);
    if (!centre) break;
    centres.push_back(*std::move(centre));
    Fitter fitter(data, centres);
    const double log_likelihood = fitter.run();
    const auto c = static_cast<double>(centres.size());
    const double bic = -2 * log_likelihood + ((c - 1) + c * n_loci + (c + n_loci - 1)) * std::log(n);
    ++worse;
    if (bic >= least) continue;
    least = bic;
    best = fitter.clusters();
    worse = 0;
  }
  return DiscreteLaplace(std::move(best));
}

double DiscreteLaplace::log_probability(std::span<const std::optional<int>> haplotype) const {
  std::vector<double> logs;
  for (const Cluster& cluster : clusters_) {
    KITH_CHECK(haplotype.size() == cluster.centre.size());
    logs.push_back(std::log(cluster.tau));
    for (std::size_t k = 0; k < haplotype.size(); ++k) {
      if (haplotype[k]) logs.back() += log_density(cluster.p[k], *haplotype[k] - cluster.centre[k]);
    }
  }
  return log_sum(logs);
}

}  // namespace kith::genetics
