#include "inference/bodies/find_bodies.hpp"

#include <algorithm>
#include <cmath>

#include "inference/bodies/compared_samples.hpp"

namespace kith::inference {
namespace {

/// Pairs below this factor are no reason to look at two samples together.
constexpr double kLeastFactor = 2;
/// Nor are those whose posterior could not reach this under an even prior over as many people as samples.
constexpr double kLeastPosterior = 1e-3;

class Search {
 public:
  Search(const matching::Case& data, const BodyOptions& options) : data_(data), options_(options) {}

  Bodies run(const matching::Progress& progress) {
    if (options_.mode == BodyMode::off) return each_alone();
    ComparedSamples chosen = choose_samples(data_, options_);
    result_.left_out = std::move(chosen.left_out);
    SamplePairs samples(data_, std::move(chosen.remains), options_.pairs);
    sample_of_ = number_samples(data_, samples);
    const Places places(samples);
    std::vector<SamplePair> pairs;
    if (options_.mode == BodyMode::found) pairs = scan(samples, progress);
    result_.prior = estimate_prior(samples, places, pairs, options_.prior);
    std::vector<Part> parts;
    for (SampleIndex s = 0; s < samples.n_samples(); ++s) parts.push_back(part_of(data_.remains[samples.remains(s)]));
    const Grouping grouping = group_samples(samples, pairs, places, result_.prior, parts,
                                            statements_of(data_, sample_of_, samples.n_samples(), options_),
                                            options_.grouping);
    take_groups(samples, grouping);
    take_open(samples, grouping);
    result_.remarks.insert(result_.remarks.end(), samples.remarks().begin(), samples.remarks().end());
    return std::move(result_);
  }

 private:
  Bodies each_alone() {
    sample_of_.assign(data_.remains.size(), kNoSample);
    take_bodies({});
    return std::move(result_);
  }

  std::vector<SamplePair> scan(SamplePairs& samples, const matching::Progress& progress) {
    const auto n = static_cast<double>(samples.n_samples());
    const double people = std::max(2.0, options_.prior.individuals.value_or(n));
    const ScanLimits limits{.threshold = std::log10(std::max(kLeastFactor, kLeastPosterior * people)),
                            .max_pairs = options_.max_pairs,
                            .threads = options_.threads};
    ScannedPairs scanned = scan_pairs(samples, limits, progress);
    result_.n_pairs = static_cast<std::uint64_t>(samples.n_samples()) * (samples.n_samples() - 1) / 2;
    result_.n_kept = scanned.pairs.size();
    result_.cap_met = scanned.cap_met;
    return std::move(scanned.pairs);
  }

  static BodyPair pair_of(const SamplePairs& samples, SampleIndex a, SampleIndex b, const SampleLr& lr,
                          double posterior) {
    return {.first = samples.remains(a),
            .second = samples.remains(b),
            .log10_lr_unrelated = lr.same,
            .log10_lr_sibling = std::isinf(lr.same) ? lr.same : lr.same - lr.sibling,
            .posterior = posterior};
  }

  void take_groups(const SamplePairs& samples, const Grouping& grouping) {
    std::vector<std::pair<Body, std::size_t>> found;  // and which group it was
    for (std::size_t g = 0; g < grouping.groups.size(); ++g) {
      const Group& group = grouping.groups[g];
      Body body;
      for (const SampleIndex s : group.members) body.members.push_back(samples.remains(s));
      body.is_stated = group.is_stated;
      if (group.members.size() > 1) {
        const WeakestPair& weakest = group.weakest;
        body.weakest = pair_of(samples, weakest.first, weakest.second, weakest.lr, weakest.posterior.same);
        body.posterior = weakest.posterior.same;
        name_conflicts(group, body);
      }
      found.emplace_back(std::move(body), g);
    }
    take_bodies(std::move(found));
  }

  /// Bodies of groups, each with the number of its group; what is in none is a body of its own.
  void take_bodies(std::vector<std::pair<Body, std::size_t>> found) {
    const std::size_t n_groups = found.size();
    for (RemainsIndex r = 0; r < data_.remains.size(); ++r) {
      if (sample_of_[r] == kNoSample) found.emplace_back(Body{.members = {r}}, n_groups);
    }
    std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
      return data_.remains[a.first.members.front()].id < data_.remains[b.first.members.front()].id;
    });
    result_.body_of.assign(data_.remains.size(), 0);
    body_of_group_.assign(n_groups + 1, 0);
    for (auto& [body, group] : found) {
      const auto number = static_cast<std::uint32_t>(result_.bodies.size());
      for (const RemainsIndex r : body.members) result_.body_of[r] = number;
      body_of_group_[group] = number;
      result_.bodies.push_back(std::move(body));
    }
  }

  void name_conflicts(const Group& group, Body& body) const {
    std::vector<Part> parts;
    for (const RemainsIndex r : body.members) parts.push_back(part_of(data_.remains[r]));
    for (const Conflict& conflict : conflicts_of(parts)) {
      std::string text = conflict.text + ":";
      for (const std::size_t i : conflict.parts) text += " " + data_.remains[body.members[i]].id;
      body.conflicts.push_back(std::move(text));
    }
    if (body.is_stated && group.weakest.posterior.same < options_.grouping.join && group.weakest.lr.same < 0) {
      body.conflicts.push_back("joined by statement, though the findings of " + data_.remains[body.weakest->first].id +
                               " and " + data_.remains[body.weakest->second].id + " speak for two people");
    }
  }

  void take_open(const SamplePairs& samples, const Grouping& grouping) {
    for (const OpenPair& open : grouping.open) {
      OpenBodies pair{.first = body_of_group_[open.first], .second = body_of_group_[open.second]};
      pair.pair = pair_of(samples, open.first_sample, open.second_sample, open.lr, open.posterior.same);
      pair.sibling = open.posterior.sibling;
      pair.reason = std::string(to_string(open.reason));
      result_.open.push_back(std::move(pair));
    }
    result_.n_open_left_out = grouping.n_open_left_out;
  }

  const matching::Case& data_;
  const BodyOptions& options_;
  std::vector<SampleIndex> sample_of_;  ///< per remains
  std::vector<std::uint32_t> body_of_group_;
  Bodies result_;
};

}  // namespace

Bodies find_bodies(const matching::Case& data, const BodyOptions& options, const matching::Progress& progress) {
  return Search(data, options).run(progress);
}

}  // namespace kith::inference
