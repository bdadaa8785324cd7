// inference/bodies/body_prior.hpp — before DNA is looked at: the probability that two samples are one person, or two
// siblings.
//
//   P(same | LRs) = w LR_same / ( w LR_same + (1 - w) ( s LR_sibling + 1 - s ) )
// w: with N individuals and samples spread over them evenly, 1 / N. N is given, or w is estimated: the expected share
// of pairs that are one person, by expectation-maximisation over all pairs (those below the scan's threshold count as
// none). Where samples were found says something, softly: pairs of one grave, of linked graves, of different graves and
// of graves that are not known have a w each, estimated likewise and drawn towards the common one by one pair's worth
// of evidence (w_k = (expected in k + 1) / (pairs of k + 1 / w)).
// s: of two people, that they are full siblings. It is stated, not estimated: relatives lie together.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "inference/bodies/sample_pairs.hpp"

namespace kith::inference {

/// How the places of two samples lie to each other.
enum class Nearness : std::uint8_t { unknown, same, linked, different };
inline constexpr std::size_t kNearnesses = 4;
[[nodiscard]] std::string_view to_string(Nearness nearness);

struct PriorOptions {
  std::optional<double> individuals{};  ///< none: estimated
  double siblings = 0.005;              ///< of two people, that they are full siblings
  bool by_place = true;                 ///< false: one w for all pairs
};

/// Where each sample was found, and which graves belong together (sites.csv, linked_to).
class Places {
 public:
  explicit Places(const SamplePairs& samples);
  [[nodiscard]] Nearness nearness(SampleIndex a, SampleIndex b) const;
  /// Number of pairs by nearness.
  [[nodiscard]] std::array<double, kNearnesses> count_pairs() const;

 private:
  std::vector<std::uint32_t> grave_;  ///< per sample; 0: not known
  std::vector<std::uint32_t> group_;  ///< per grave: of linked ones
};

struct BodyPrior {
  std::array<double, kNearnesses> same{};     ///< w by nearness
  std::array<double, kNearnesses> n_pairs{};  ///< pairs of samples by nearness
  double overall = 0;                         ///< w of all pairs
  double siblings = 0;
  bool by_place = true;
  std::string rule{};  ///< how w came about, for people

  [[nodiscard]] double of(Nearness nearness) const { return same[by_place ? static_cast<std::size_t>(nearness) : 0U]; }

  [[nodiscard]] double individuals() const { return 1 / overall; }
};

struct Posterior {
  double same = 0;
  double sibling = 0;
  double unrelated = 1;
};

[[nodiscard]] Posterior posterior_of(const SampleLr& lr, double same, double siblings);

/// @pre `pairs` are in the order of scan_pairs().
[[nodiscard]] BodyPrior estimate_prior(const SamplePairs& samples, const Places& places,
                                       std::span<const SamplePair> pairs, const PriorOptions& options);

}  // namespace kith::inference
