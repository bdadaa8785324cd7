// inference/kin/find_kin.hpp — who among many people is kin of whom: the front door of this room.
//
//   remains (bodies, samples) -> those that take part (bodies/left_out) -> pairs (kin_pairs) -> posteriors (kin_prior)
//     -> groups
//
// A group is a connected component of pairs that are close (one person, parent and child, or full siblings) with a
// posterior of `group_from` or more: families that died together, also where no relative is left to be typed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inference/bodies/left_out.hpp"
#include "inference/kin/kin_chance.hpp"
#include "inference/kin/kin_prior.hpp"

namespace kith::inference {

struct KinOptions {
  /// Of the case so many, the first, are compared.
  std::size_t n_remains = static_cast<std::size_t>(-1);
  SamplePairOptions pairs{};
  ExpectedKin expected{};
  bool estimate_prior = true;           ///< false: `expected` is the prior
  double list_from = 0.5;               ///< pairs whose posterior of being kin is lower are not listed
  double group_from = 0.99;             ///< posterior of being close
  std::uint64_t max_pairs = 2'000'000;  ///< per kinship, kept from the scan at most
  DuplicateRule staff_rule{};
  std::size_t most_alike = 500;  ///< more people of one profile are a contaminated run, and left out
  std::uint32_t threads = 0;
};

inline constexpr std::uint32_t kNoGroup = static_cast<std::uint32_t>(-1);

/// Two people who are probably kin.
struct KinRow {
  RemainsIndex first = 0;
  RemainsIndex second = 0;
  KinLr lr{};
  KinPosterior posterior{};
  std::optional<double> log10_lr_y{};   ///< of one paternal line, two meioses apart; none: not typed in both
  std::optional<double> log10_lr_mt{};  ///< of one maternal line
  bool is_close = false;                ///< joins a group
};

struct KinGroup {
  std::vector<RemainsIndex> members{};  ///< in the order of ids
};

struct Kin {
  std::vector<KinRow> pairs{};            ///< the highest LR first
  std::vector<KinGroup> groups{};         ///< the largest first
  std::vector<std::uint32_t> group_of{};  ///< per remains; kNoGroup: none
  std::vector<KinChance> chance{};
  KinPrior prior{};
  std::vector<LeftOut> left_out{};
  std::size_t n_people = 0;   ///< compared
  std::uint64_t n_pairs = 0;  ///< likewise
  bool cap_met = false;
  std::vector<std::string> remarks{};
};

[[nodiscard]] Kin find_kin(const matching::Case& data, const KinOptions& options,
                           const matching::Progress& progress = {});

/// Log10 LRs from which a pair's posterior can reach `posterior`, by kinship.
[[nodiscard]] KinScanLimits limits_of(const KinPrior& prior, double posterior, std::uint64_t max_pairs,
                                      std::uint32_t threads);

}  // namespace kith::inference
