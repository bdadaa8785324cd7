#include "inference/bodies/genotype_likelihood.hpp"

#include "core/check.hpp"

namespace kith::inference {
namespace {

using Eigen::Index;
using genetics::Marker;

Index n_alleles(const Marker& marker) { return static_cast<Index>(marker.n_alleles()); }

/// The sums that are kept beside the genotypes.
void add_sums(GenotypeLikelihood& a, const Marker& marker, Copies copies) {
  const auto p = marker.frequencies();
  const Index n = n_alleles(marker);
  a.total = a.twin = 0;
  if (copies == Copies::one) {
    for (Index x = 0; x < n; ++x) a.total += p[static_cast<std::size_t>(x)] * a.genotype[x];
    return;
  }
  a.share = Eigen::VectorXd::Zero(n);
  a.both = Eigen::VectorXd::Zero(n);
  for (Index y = 0; y < n; ++y) {
    for (Index x = 0; x < y; ++x) {
      const double value = a.genotype[place_of(x, y)];
      a.share[x] += p[static_cast<std::size_t>(y)] * value;
      a.share[y] += p[static_cast<std::size_t>(x)] * value;
    }
    a.both[y] = a.genotype[place_of(y, y)];
    a.share[y] += p[static_cast<std::size_t>(y)] * a.both[y];
  }
  for (Index s = 0; s < n; ++s) {
    a.total += p[static_cast<std::size_t>(s)] * a.share[s];
    a.twin += p[static_cast<std::size_t>(s)] * a.both[s];
  }
}

/// P(observation): one person of the population, both alleles drawn with theta.
double population_probability(const GenotypeLikelihood& a, const Marker& marker, Copies copies) {
  if (copies == Copies::one) return a.total;
  return (1 - marker.theta()) * a.total + marker.theta() * a.twin;
}

}  // namespace

GenotypeLikelihood likelihood_of(const genetics::Observation& observation, const Marker& marker, Copies copies,
                                 double typing_error) {
  KITH_CHECK(typing_error >= 0 && typing_error <= 1);
  const Index n = n_alleles(marker);
  const Index n_genotypes = copies == Copies::one ? n : place_of(0, n);
  GenotypeLikelihood result;
  if (observation.is_untyped()) {
    result.genotype = Eigen::VectorXd::Ones(n_genotypes);
    add_sums(result, marker, copies);
    return result;
  }
  result.genotype = Eigen::VectorXd::Zero(n_genotypes);
  for (const auto& g : genetics::compatible_genotypes(observation, marker, copies == Copies::one)) {
    result.genotype[copies == Copies::one ? Index{g.x} : place_of(g.x, g.y)] = g.weight;
  }
  add_sums(result, marker, copies);
  if (typing_error == 0 || !result.is_possible()) return result;
  const double anybody = population_probability(result, marker, copies);
  result.genotype = (1 - typing_error) * result.genotype.array() + typing_error * anybody;
  add_sums(result, marker, copies);
  return result;
}

GenotypeLikelihood product(const GenotypeLikelihood& a, const GenotypeLikelihood& b, const Marker& marker,
                           Copies copies) {
  KITH_CHECK(a.genotype.size() == b.genotype.size());
  GenotypeLikelihood result;
  result.genotype = a.genotype.cwiseProduct(b.genotype);
  const double largest = result.genotype.maxCoeff();
  if (largest > 0) result.genotype /= largest;
  add_sums(result, marker, copies);
  return result;
}

}  // namespace kith::inference
