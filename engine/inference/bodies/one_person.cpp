#include "inference/bodies/one_person.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

namespace kith::inference {

OnePersonOdds::OnePersonOdds(const matching::Case& data, const Bodies& bodies, const BodyOptions& options)
    : bodies_(bodies),
      most_members_(options.grouping.most_members),
      samples_(data, choose_samples(data, options).remains, options.pairs),
      places_(samples_) {
  const auto sample_of = number_samples(data, samples_);
  statements_ = statements_of(data, sample_of, samples_.n_samples(), options);
  for (SampleIndex s = 0; s < samples_.n_samples(); ++s) parts_.push_back(part_of(data.remains[samples_.remains(s)]));
  members_.resize(bodies.bodies.size());
  kept_out_.resize(bodies.bodies.size());
  likelihood_.resize(bodies.bodies.size());
  for (std::size_t b = 0; b < members_.size(); ++b) {
    for (const RemainsIndex r : bodies.bodies[b].members) {
      if (sample_of[r] != kNoSample) members_[b].push_back(sample_of[r]);
    }
    std::sort(members_[b].begin(), members_[b].end());
  }
  for (const auto& [a, b] : statements_.different) {
    kept_out_[bodies.body_of[samples_.remains(a)]].insert(b);
    kept_out_[bodies.body_of[samples_.remains(b)]].insert(a);
  }
  tbb::parallel_for(std::size_t{0}, members_.size(), [&](std::size_t b) {
    if (members_[b].size() > 1) likelihood_[b] = std::make_unique<GroupLikelihood>(samples_, members_[b]);
  });
}

std::optional<OnePersonOdds::Answer> OnePersonOdds::of(std::span<const std::uint32_t> bodies) const {
  Answer answer;
  std::vector<SampleIndex> before = members_[bodies.front()];
  std::set<std::uint32_t> kept_out = kept_out_[bodies.front()];
  if (before.empty()) return std::nullopt;
  for (std::size_t i = 1; i < bodies.size(); ++i) {
    const auto& more = members_[bodies[i]];
    if (more.empty() || context().why_apart(before, more, kept_out, most_members_)) return std::nullopt;
    const SampleLr both = lr(bodies.first(i), before, bodies[i]);
    if (!std::isfinite(both.same)) return std::nullopt;
    const double w = prior_of(before, more);
    const double siblings = bodies_.prior.siblings;
    answer.lr_same += both.same;
    answer.prior_odds += std::log10(w / (1 - w));
    answer.siblings += std::log10(1 - siblings + siblings * std::pow(10.0, both.sibling));
    const auto middle = static_cast<std::ptrdiff_t>(before.size());
    before.insert(before.end(), more.begin(), more.end());
    std::inplace_merge(before.begin(), before.begin() + middle, before.end());
    kept_out.insert(kept_out_[bodies[i]].begin(), kept_out_[bodies[i]].end());
  }
  return answer;
}

SampleLr OnePersonOdds::lr(std::span<const std::uint32_t> before, const std::vector<SampleIndex>& samples_before,
                           std::uint32_t body) const {
  const auto& more = members_[body];
  if (samples_before.size() == 1 && more.size() == 1) return samples_.lr(samples_before.front(), more.front());
  std::optional<GroupLikelihood> made_before, made_more;
  const auto of = [&](std::uint32_t whose, bool is_whole, const std::vector<SampleIndex>& members,
                      std::optional<GroupLikelihood>& made) -> const GroupLikelihood& {
    if (is_whole && likelihood_[whose]) return *likelihood_[whose];
    return made.emplace(samples_, members);
  };
  const GroupLikelihood& first = of(before.front(), before.size() == 1, samples_before, made_before);
  return group_lr(samples_, samples_before, first, more, of(body, true, more, made_more));
}

double OnePersonOdds::prior_of(std::span<const SampleIndex> a, std::span<const SampleIndex> b) const {
  double same = 0;
  for (const SampleIndex x : a) {
    for (const SampleIndex y : b) same = std::max(same, bodies_.prior.of(places_.nearness(x, y)));
  }
  return same;
}

}  // namespace kith::inference
