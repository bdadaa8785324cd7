#include "inference/evaluation/claims.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <set>

namespace kith::inference {
namespace {

using Binomial = boost::math::binomial_distribution<double>;

Interval clopper_pearson(std::uint64_t k, std::uint64_t n) {
  if (n == 0) return {0, 1};
  const auto trials = static_cast<double>(n);
  const auto successes = static_cast<double>(k);
  return {Binomial::find_lower_bound_on_p(trials, successes, 0.025),
          k == n ? 1.0 : Binomial::find_upper_bound_on_p(trials, successes, 0.025)};
}

Estimate share(std::uint64_t k, std::uint64_t n) {
  return {n == 0 ? 0 : static_cast<double>(k) / static_cast<double>(n), clopper_pearson(k, n)};
}

bool is_right(const CaseFacts& facts, const Claim& claim) { return facts.truth[claim.remains] == claim.target; }

bool is_of_family(const CaseFacts& facts, const Claim& claim) {
  const TargetIndex owner = facts.truth[claim.remains];
  return owner != kNotReported && facts.family_of_target[owner] == facts.family_of_target[claim.target];
}

void count_claims(const ClaimsOfCase& of_case, double threshold, ClaimDecisions& counts) {
  const CaseFacts& facts = *of_case.facts;
  std::set<std::pair<RemainsIndex, std::uint32_t>> families;
  for (const Claim& claim : of_case.claims) {
    const bool new_family = claim.posterior_family >= threshold &&
                            families.emplace(claim.remains, facts.family_of_target[claim.target]).second;
    if (new_family) {
      ++counts.n_family_claims;
      counts.n_family_right += is_of_family(facts, claim) ? 1U : 0U;
    }
    if (claim.posterior < threshold) continue;
    ++counts.n_claims;
    std::uint64_t& kind = is_right(facts, claim)       ? counts.n_right
                          : is_of_family(facts, claim) ? counts.n_kin
                                                       : counts.n_strangers;
    ++kind;
  }
  counts.n_reported += static_cast<std::uint64_t>(
      std::count_if(facts.truth.begin(), facts.truth.end(), [](TargetIndex owner) { return owner != kNotReported; }));
}

ClaimDecisions decisions_at(std::span<const ClaimsOfCase> cases, double threshold) {
  ClaimDecisions counts{.threshold = threshold};
  for (const ClaimsOfCase& of_case : cases) count_claims(of_case, threshold, counts);
  counts.precision = share(counts.n_right, counts.n_claims);
  counts.recall = share(counts.n_right, counts.n_reported);
  counts.family_precision = share(counts.n_family_right, counts.n_family_claims);
  counts.family_recall = share(counts.n_family_right, counts.n_reported);
  return counts;
}

void fill_bins(std::span<const ClaimsOfCase> cases, ClaimMeasures& measures) {
  std::array<double, 10> variance{};
  for (const ClaimsOfCase& of_case : cases) {
    for (const Claim& claim : of_case.claims) {
      if (!claim.counts_once) continue;
      const auto bin = std::min<std::size_t>(9, static_cast<std::size_t>(claim.posterior * 10));
      ++measures.bins[bin].n;
      measures.bins[bin].n_true += is_right(*of_case.facts, claim) ? 1U : 0U;
      measures.bins[bin].expected += claim.posterior;
      variance[bin] += claim.posterior * (1 - claim.posterior);
    }
  }
  for (std::size_t i = 0; i < measures.bins.size(); ++i) {
    ClaimBin& bin = measures.bins[i];
    bin.low = static_cast<double>(i) / 10;
    bin.high = static_cast<double>(i + 1) / 10;
    bin.share = clopper_pearson(bin.n_true, bin.n);
    if (bin.n == 0) continue;
    const double mean = bin.expected / static_cast<double>(bin.n);
    bin.is_in = mean >= bin.share.low && mean <= bin.share.high;
    if (!(variance[i] > 0)) continue;
    const double off = static_cast<double>(bin.n_true) - bin.expected;
    measures.chi_square += off * off / variance[i];
    ++measures.degrees;
  }
  if (measures.degrees == 0) return;
  const boost::math::chi_squared_distribution<double> chi(measures.degrees);
  measures.p_value = boost::math::cdf(boost::math::complement(chi, measures.chi_square));
}

}  // namespace

ClaimMeasures measure_claims(std::span<const ClaimsOfCase> cases) {
  ClaimMeasures measures;
  for (const double threshold : kClaimThresholds) measures.decisions.push_back(decisions_at(cases, threshold));
  fill_bins(cases, measures);
  return measures;
}

}  // namespace kith::inference
