#include "inference/bodies/group_likelihood.hpp"

#include <cmath>

namespace kith::inference {
namespace {

void add_findings(const SamplePairs& samples, std::span<const SampleIndex> a, std::span<const SampleIndex> b,
                  SampleLr& sum) {
  for (const FindingPairs& finding : samples.findings()) {
    SampleLr total;
    std::size_t n = 0;
    for (const SampleIndex x : a) {
      if (finding.codes[x] == 0) continue;
      for (const SampleIndex y : b) {
        if (finding.codes[y] == 0) continue;
        const SampleLr lr = finding.lr(finding.codes[x], finding.codes[y]);
        total.same += lr.same;
        total.sibling += lr.sibling;
        ++n;
      }
    }
    if (n == 0) continue;
    sum.same += total.same / static_cast<double>(n);
    sum.sibling += total.sibling / static_cast<double>(n);
  }
}

}  // namespace

GroupLikelihood::GroupLikelihood(const SamplePairs& samples, std::span<const SampleIndex> members) {
  const std::size_t n_loci = samples.loci().size();
  likelihoods_.resize(n_loci);
  copies_.assign(n_loci, Copies::two);
  is_typed_.assign(n_loci, false);
  for (std::size_t l = 0; l < n_loci; ++l) {
    const LocusPairs& locus = samples.loci()[l];
    for (const SampleIndex member : members) {
      const std::uint32_t row = locus.codes()[member];
      if (row == 0) continue;
      if (!is_typed_[l]) {
        is_typed_[l] = true;
        copies_[l] = locus.copies(row);
        likelihoods_[l] = locus.likelihood(row);
      } else if (copies_[l] == locus.copies(row)) {
        likelihoods_[l] = product(likelihoods_[l], locus.likelihood(row), locus.marker(), copies_[l]);
      }
    }
  }
}

SampleLr group_lr(const SamplePairs& samples, std::span<const SampleIndex> a, std::span<const SampleIndex> b) {
  if (a.size() == 1 && b.size() == 1) return samples.lr(a.front(), b.front());
  return group_lr(samples, a, GroupLikelihood(samples, a), b, GroupLikelihood(samples, b));
}

SampleLr group_lr(const SamplePairs& samples, std::span<const SampleIndex> a, const GroupLikelihood& of_a,
                  std::span<const SampleIndex> b, const GroupLikelihood& of_b) {
  SampleLr sum;
  for (std::size_t l = 0; l < samples.loci().size(); ++l) {
    const GenotypeLikelihood *x = of_a.at(l), *y = of_b.at(l);
    if (x == nullptr || y == nullptr || of_a.copies(l) != of_b.copies(l)) continue;
    const auto pair = pair_probability(*x, *y, samples.loci()[l].marker(), of_a.copies(l));
    if (!(pair.unrelated > 0)) continue;  // samples joined by statement that contradict each other: set aside here
    sum.same += std::log10(pair.same / pair.unrelated);
    sum.sibling += std::log10(pair.sibling / pair.unrelated);
  }
  add_findings(samples, a, b, sum);
  return sum;
}

}  // namespace kith::inference
