#include "inference/bodies/weakest_pair.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace kith::inference {
namespace {

using Members = std::vector<SampleIndex>;

void put(Members& side, SampleIndex sample) { side.insert(std::upper_bound(side.begin(), side.end(), sample), sample); }

/// Whom one of the group was identified as.
std::uint32_t identified(std::span<const SampleIndex> group, std::span<const std::uint32_t> person) {
  for (const SampleIndex sample : group) {
    if (!person.empty() && person[sample] != kNobodyIdentified) return person[sample];
  }
  return kNobodyIdentified;
}

/// The sides of a pair that is held apart.
Split split_at(const GroupContext& context, std::span<const SampleIndex> members, SampleIndex a, SampleIndex b) {
  Split split{.first = {a}, .second = {b}};
  for (const SampleIndex sample : members) {
    if (sample == a || sample == b) continue;
    const Members alone{sample};
    const double with_first = group_lr(*context.samples, split.first, alone).same;
    const double with_second = group_lr(*context.samples, split.second, alone).same;
    put(with_first >= with_second ? split.first : split.second, sample);
  }
  return split;
}

void judge(const GroupContext& context, SampleIndex a, SampleIndex b, Split& split) {
  split.weakest = {.first = a, .second = b, .lr = group_lr(*context.samples, split.first, split.second)};
  split.weakest.posterior = context.posterior(split.first, split.second, split.weakest.lr);
}

bool is_weaker(const Split& a, const Split& b) {
  if (a.weakest.posterior.same != b.weakest.posterior.same) return a.weakest.posterior.same < b.weakest.posterior.same;
  return a.weakest.lr.same < b.weakest.lr.same;
}

}  // namespace

Posterior GroupContext::posterior(std::span<const SampleIndex> a, std::span<const SampleIndex> b,
                                  const SampleLr& lr) const {
  double same = 0;
  for (const SampleIndex x : a) {
    for (const SampleIndex y : b) same = std::max(same, prior->of(places->nearness(x, y)));
  }
  return posterior_of(lr, same, prior->siblings);
}

std::optional<Apart> GroupContext::why_apart(std::span<const SampleIndex> a, std::span<const SampleIndex> b,
                                             const std::set<std::uint32_t>& kept_out, std::size_t most_members) const {
  if (!kept_out.empty() && std::any_of(b.begin(), b.end(), [&](SampleIndex s) { return kept_out.contains(s); }))
    return Apart::statement;
  if (identified(a, person) != identified(b, person) && identified(a, person) != kNobodyIdentified &&
      identified(b, person) != kNobodyIdentified)
    return Apart::statement;
  if (a.size() + b.size() > most_members) return Apart::too_many;
  std::vector<Part> all;
  for (const auto side : {a, b}) {
    for (const SampleIndex sample : side) {
      if (parts[sample].kind != ElementKind::other) all.push_back(parts[sample]);
    }
  }
  // What a statement joined may be in conflict already; a join must not add to it.
  if (all.size() < 2 || fit_together(all)) return std::nullopt;
  const auto n_conflicts = [&](std::span<const SampleIndex> side) {
    std::vector<Part> own;
    for (const SampleIndex sample : side) own.push_back(parts[sample]);
    return conflicts_of(own).size();
  };
  if (n_conflicts(a) + n_conflicts(b) >= conflicts_of(all).size()) return std::nullopt;
  return Apart::anatomy;
}

Split weakest_split(const GroupContext& context, std::span<const SampleIndex> members) {
  KITH_CHECK(members.size() >= 2);
  std::optional<Split> weakest;
  const auto look_at = [&](SampleIndex a, SampleIndex b, Split split) {
    judge(context, a, b, split);
    if (!weakest || is_weaker(split, *weakest)) weakest = std::move(split);
  };
  if (members.size() > kMostForPairs) {
    for (const SampleIndex a : members) {
      Split split{.first = {a}};
      std::copy_if(members.begin(), members.end(), std::back_inserter(split.second),
                   [&](SampleIndex b) { return b != a; });
      const SampleIndex other = split.second.front();
      look_at(a, other, std::move(split));
    }
    return *std::move(weakest);
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (std::size_t j = i + 1; j < members.size(); ++j) {
      look_at(members[i], members[j], split_at(context, members, members[i], members[j]));
    }
  }
  return *std::move(weakest);
}

}  // namespace kith::inference
