// inference/bodies/grouping.hpp — from pairs of samples to bodies, without chaining.
//
// Groups grow from the surest join to the least sure one (each sample a group at first, or what a statement joins). Two
// groups join if
//   * P(one person | all samples of both) >= `join`, by group_likelihood.hpp and body_prior.hpp,
//   * their parts fit together (anatomy.hpp), and no statement keeps them apart,
//   * they are no more than `most_members`: nobody has more bones than that.
// The posterior of a join counts everything both groups show. A chain A - B - C of which A and C contradict each other
// is no body: AB and C do not go together. Afterwards every pair of a group is looked at: with the pair's samples on
// either side and each other sample on the side it fits better, one person must still be at least `join` probable.
// Where that fails the group falls apart at its weakest pair. What is not joined is listed with its probability.
//
// The order is total (posterior, then ids), so the result depends neither on threads nor on the order of rows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "inference/bodies/anatomy.hpp"
#include "inference/bodies/body_prior.hpp"
#include "inference/bodies/group_likelihood.hpp"

namespace kith::inference {

struct GroupingOptions {
  double join = 0.99;              ///< least posterior of one person
  double list_from = 0.01;         ///< pairs of groups from this posterior on are listed
  std::size_t most_members = 500;  ///< of a group
  std::size_t most_listed = 100'000;
};

inline constexpr std::uint32_t kNobodyIdentified = static_cast<std::uint32_t>(-1);

/// What statements say, as pairs of samples.
struct Statements {
  std::vector<std::pair<SampleIndex, SampleIndex>> same{};
  std::vector<std::pair<SampleIndex, SampleIndex>> different{};
  std::vector<std::uint32_t> person{};  ///< per sample whom it was identified as; empty: nobody was identified
};

/// Why two groups stay apart.
enum class Apart : std::uint8_t { undecided, anatomy, statement, too_many };
[[nodiscard]] std::string_view to_string(Apart reason);

struct WeakestPair {
  SampleIndex first = 0;
  SampleIndex second = 0;
  SampleLr lr{};          ///< of the two sides
  Posterior posterior{};  ///< likewise
};

struct Group {
  std::vector<SampleIndex> members{};  ///< ascending
  WeakestPair weakest{};               ///< of more than one member
  bool is_stated = false;              ///< a statement joins some of them
};

struct OpenPair {
  std::uint32_t first = 0;  ///< positions of groups, first < second
  std::uint32_t second = 0;
  SampleIndex first_sample = 0;  ///< the pair of samples that speaks most for one person
  SampleIndex second_sample = 0;
  SampleLr lr{};  ///< of the groups
  Posterior posterior{};
  Apart reason{};
};

struct Grouping {
  std::vector<Group> groups{};   ///< by first member; every sample in one
  std::vector<OpenPair> open{};  ///< by posterior, the most probable first
  std::size_t n_open_left_out = 0;
};

/// @pre `pairs` as scan_pairs() gives them, `parts` one per sample.
[[nodiscard]] Grouping group_samples(const SamplePairs& samples, std::span<const SamplePair> pairs,
                                     const Places& places, const BodyPrior& prior, std::span<const Part> parts,
                                     const Statements& statements, const GroupingOptions& options);

}  // namespace kith::inference
