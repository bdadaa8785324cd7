#include "inference/pairs/ranking.hpp"

#include <tbb/parallel_for.h>

#include <cmath>

#include "core/check.hpp"
#include "inference/pairs/posterior.hpp"
#include "matching/case/known_sex.hpp"

namespace kith::inference {
namespace {

/// The candidates of one side (some remains, or a missing person), best first.
struct Group {
  std::size_t best = 0;
  std::optional<std::size_t> second{};
  std::uint32_t size = 0;
  std::uint32_t rank = 0;    ///< of the latest candidate
  double rank_log10_lr = 0;  ///< the log10 LR at which `rank` began
};

/// Adds candidate `position` to its group and returns its rank there.
std::uint32_t add_to_group(Group& group, std::size_t position, double log10_lr) {
  if (group.size == 0) group.best = position;
  if (group.size == 1) group.second = position;
  ++group.size;
  if (group.size == 1 || group.rank_log10_lr - log10_lr > kTie) {
    group.rank = group.size;
    group.rank_log10_lr = log10_lr;
  }
  return group.rank;
}

/// The best member of the group other than `position`.
std::optional<std::size_t> best_other(const Group& group, std::size_t position) {
  return group.best == position ? group.second : std::optional(group.best);
}

}  // namespace

SexConflict sex_conflict(const matching::MissingPerson& missing, const matching::Remains& remains) {
  using genetics::Sex;
  if (missing.sex == Sex::unknown) return SexConflict::unknown;
  const attributes::PmSex found = matching::sex_finding(remains);
  if (found.contradicts(missing.sex)) return SexConflict::yes;
  return found.form != Sex::unknown || found.by_dna() != Sex::unknown ? SexConflict::no : SexConflict::unknown;
}

std::vector<Candidate> rank_candidates(const matching::Case& the_case, const matching::MatchResult& result,
                                       std::span<const PairDetail> details, double prior) {
  KITH_CHECK(details.size() == result.pairs.size());
  std::vector<Candidate> candidates;
  candidates.reserve(details.size());
  std::vector<Group> of_remains(the_case.remains.size());
  std::vector<Group> of_missing(the_case.missing.size());
  for (std::size_t i = 0; i < details.size(); ++i) {
    if (details[i].compared + details[i].attributes_compared == 0) continue;
    const PairScore& pair = result.pairs[i];
    const std::size_t position = candidates.size();
    Candidate candidate{.pair = pair, .detail = details[i]};
    candidate.rank = static_cast<std::uint32_t>(position + 1);
    candidate.remains_rank = add_to_group(of_remains[pair.remains], position, pair.log10_lr);
    candidate.missing_rank = add_to_group(of_missing[pair.target], position, pair.log10_lr);
    candidates.push_back(candidate);
  }
  tbb::parallel_for(std::size_t{0}, candidates.size(), [&](std::size_t i) {
    Candidate& candidate = candidates[i];
    const PairScore& pair = candidate.pair;
    candidate.posterior = posterior(pair.log10_lr, prior);
    candidate.sex_conflict = sex_conflict(the_case.missing[pair.target], the_case.remains[pair.remains]);
    if (const auto other = best_other(of_remains[pair.remains], i)) {
      candidate.runner_up = candidates[*other].pair.target;
      candidate.margin = pair.log10_lr - candidates[*other].pair.log10_lr;
    }
    if (const auto other = best_other(of_missing[pair.target], i)) {
      candidate.runner_up_remains = candidates[*other].pair.remains;
      candidate.margin_remains = pair.log10_lr - candidates[*other].pair.log10_lr;
    }
  });
  return candidates;
}

}  // namespace kith::inference
