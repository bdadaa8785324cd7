#include "inference/bodies/same_person.hpp"

#include "inference/bodies/allele_draws.hpp"

namespace kith::inference {
namespace {

using Eigen::Index;
using genetics::Marker;

/// Two draws: the genotype that both observations are of.
double same_genotype(const PairSums& s, const AlleleDraws& d) {
  return (d.one() * d.one() * s.genotypes + d.two() * s.both_both) / d.norm(2);
}

/// Three draws s, x, y: the genotypes are s/x and s/y.
double one_shared(const PairSums& s, const AlleleDraws& d) {
  const double f = d.one();
  return (f * f * f * s.shares + d.two() * f * (s.both_share + s.share_both + s.genotypes) + d.three() * s.both_both) /
         d.norm(3);
}

/// Four draws x1, x2 and y1, y2.
double none_shared(const PairSums& s, const AlleleDraws& d) {
  const double f = d.one();
  return (f * f * f * f * s.totals + d.two() * f * f * (s.twin_total + 4 * s.shares) +
          d.two() * d.two() * (s.twins + 2 * s.genotypes) + d.three() * f * 2 * (s.both_share + s.share_both) +
          d.four() * s.both_both) /
         d.norm(4);
}

}  // namespace

Eigen::VectorXd genotype_frequencies(const Marker& marker, Copies copies) {
  const auto p = marker.frequencies();
  const auto n = static_cast<Index>(marker.n_alleles());
  Eigen::VectorXd result(copies == Copies::one ? n : place_of(0, n));
  for (Index y = 0; y < n; ++y) {
    const double p_y = p[static_cast<std::size_t>(y)];
    if (copies == Copies::one) {
      result[y] = p_y;
      continue;
    }
    for (Index x = 0; x <= y; ++x) result[place_of(x, y)] = p[static_cast<std::size_t>(x)] * p_y * (x == y ? 1 : 2);
  }
  return result;
}

PairSums sums_of(const GenotypeLikelihood& a, const GenotypeLikelihood& b, const Marker& marker, Copies copies) {
  PairSums sums;
  const auto p = marker.frequencies();
  const auto n = static_cast<Index>(marker.n_alleles());
  sums.totals = a.total * b.total;
  if (copies == Copies::one) {
    for (Index s = 0; s < n; ++s) sums.genotypes += p[static_cast<std::size_t>(s)] * a.genotype[s] * b.genotype[s];
    return sums;
  }
  sums.twins = a.twin * b.twin;
  sums.twin_total = a.twin * b.total + a.total * b.twin;
  for (Index y = 0; y < n; ++y) {
    const double p_y = p[static_cast<std::size_t>(y)];
    double row = 0;
    const Index first = place_of(0, y);
    for (Index x = 0; x < y; ++x) row += p[static_cast<std::size_t>(x)] * a.genotype[first + x] * b.genotype[first + x];
    const double both = a.both[y] * b.both[y];
    sums.genotypes += p_y * (2 * row + p_y * both);
    sums.shares += p_y * a.share[y] * b.share[y];
    sums.both_share += p_y * a.both[y] * b.share[y];
    sums.share_both += p_y * a.share[y] * b.both[y];
    sums.both_both += p_y * both;
  }
  return sums;
}

PairProbability probability_of(const PairSums& sums, const Marker& marker, Copies copies) {
  const AlleleDraws draws{marker.theta()};
  PairProbability result;
  if (copies == Copies::one) {
    result.same = sums.genotypes;
    result.unrelated = draws.one() * sums.totals + draws.theta * sums.genotypes;
    result.sibling = 0.5 * result.same + 0.5 * result.unrelated;
    return result;
  }
  result.same = same_genotype(sums, draws);
  result.unrelated = none_shared(sums, draws);
  const double shared = one_shared(sums, draws);
  result.sibling = marker.kind() == genetics::MarkerKind::x_linked
                       ? 0.5 * result.same + 0.5 * shared
                       : 0.25 * result.same + 0.5 * shared + 0.25 * result.unrelated;
  return result;
}

PairProbability pair_probability(const GenotypeLikelihood& a, const GenotypeLikelihood& b, const Marker& marker,
                                 Copies copies) {
  return probability_of(sums_of(a, b, marker, copies), marker, copies);
}

}  // namespace kith::inference
