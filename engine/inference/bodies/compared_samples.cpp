#include "inference/bodies/compared_samples.hpp"

#include <map>

namespace kith::inference {
namespace {

using RemainsPairs = std::vector<std::pair<RemainsIndex, RemainsIndex>>;

/// Pairs of remains that are stated to be one body, or not to be.
RemainsPairs stated_pairs(const matching::Case& data, bool is_same, const BodyOptions& options) {
  RemainsPairs pairs;
  if (options.mode == BodyMode::off) return pairs;
  for (const auto& join : data.joins) {
    if (join.is_same == is_same) pairs.emplace_back(join.first, join.second);
  }
  if (!options.use_identifications || !is_same) return pairs;
  std::map<std::uint32_t, std::vector<RemainsIndex>> of_person;
  for (const auto& identified : data.places.identifications)
    of_person[identified.missing].push_back(identified.remains);
  for (const auto& [person, remains] : of_person) {
    for (std::size_t i = 1; i < remains.size(); ++i) pairs.emplace_back(remains.front(), remains[i]);
  }
  return pairs;
}

/// Remains of two identified persons are two bodies: one of each person's remains against the others' is enough, as the
/// remains of a person are one group.
void add_identified_apart(const matching::Case& data, const std::vector<SampleIndex>& sample_of, std::size_t n_samples,
                          const BodyOptions& options, Statements& statements) {
  if (!options.use_identifications || options.mode == BodyMode::off) return;
  statements.person.assign(n_samples, kNobodyIdentified);
  for (const auto& identified : data.places.identifications) {
    if (sample_of[identified.remains] != kNoSample)
      statements.person[sample_of[identified.remains]] = identified.missing;
  }
}

}  // namespace

ComparedSamples choose_samples(const matching::Case& data, const BodyOptions& options) {
  ComparedSamples chosen;
  std::vector<bool> is_stated(data.remains.size(), false), is_out(data.remains.size(), false);
  for (const auto& [a, b] : stated_pairs(data, true, options)) is_stated[a] = is_stated[b] = true;
  if (options.mode == BodyMode::found) {
    chosen.left_out = find_left_out(data, options.staff_rule, options.grouping.most_members);
    for (const LeftOut& left_out : chosen.left_out)
      is_out[left_out.remains] = !is_stated[left_out.remains] || left_out.why != LeftOutWhy::no_dna;
  }
  for (RemainsIndex r = 0; r < data.remains.size(); ++r) {
    if (!is_out[r]) chosen.remains.push_back(r);
  }
  return chosen;
}

std::vector<SampleIndex> number_samples(const matching::Case& data, const SamplePairs& samples) {
  std::vector<SampleIndex> sample_of(data.remains.size(), kNoSample);
  for (SampleIndex s = 0; s < samples.n_samples(); ++s) sample_of[samples.remains(s)] = s;
  return sample_of;
}

Statements statements_of(const matching::Case& data, const std::vector<SampleIndex>& sample_of, std::size_t n_samples,
                         const BodyOptions& options) {
  Statements result;
  const auto add = [&](bool is_same, auto& into) {
    for (const auto& [a, b] : stated_pairs(data, is_same, options)) {
      if (sample_of[a] != kNoSample && sample_of[b] != kNoSample) into.emplace_back(sample_of[a], sample_of[b]);
    }
  };
  add(true, result.same);
  add(false, result.different);
  add_identified_apart(data, sample_of, n_samples, options, result);
  return result;
}

}  // namespace kith::inference
