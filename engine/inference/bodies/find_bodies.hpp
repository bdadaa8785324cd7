// inference/bodies/find_bodies.hpp — which remains are one body: the front door of this room.
//
//   remains -> samples that take part (left_out) -> pairs (sample_pairs) -> prior (body_prior) -> groups (grouping) ->
//     bodies
//
// Every set of remains is in exactly one body; most bodies have one. What joins.csv states is done, and named where DNA
// or anatomy speak against it; remains of one person in identifications.csv are one body, those of two persons are not.
// A body is called by the first of its remains, in the order of ids.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inference/bodies/grouping.hpp"
#include "inference/bodies/left_out.hpp"
#include "matching/candidates/match.hpp"

namespace kith::inference {

/// Which joins are made.
enum class BodyMode : std::uint8_t {
  off,    ///< none: every set of remains is a body
  given,  ///< those that joins.csv and identifications.csv state
  found,  ///< and those that DNA tells ("auto")
};

struct BodyOptions {
  BodyMode mode = BodyMode::found;
  bool use_identifications = true;  ///< false: identifications.csv says nothing (a study of re-association)
  SamplePairOptions pairs{};
  PriorOptions prior{};
  GroupingOptions grouping{};
  DuplicateRule staff_rule{};
  std::uint64_t max_pairs = 2'000'000;  ///< kept from the scan, at most
  std::uint32_t threads = 0;
};

/// Why two of a body's remains are in it, and how sure that is.
struct BodyPair {
  RemainsIndex first = 0;
  RemainsIndex second = 0;
  double log10_lr_unrelated = 0;  ///< one person against two strangers
  double log10_lr_sibling = 0;    ///< one person against full siblings
  double posterior = 1;
};

struct Body {
  std::vector<RemainsIndex> members{};   ///< in the order of their ids
  double posterior = 1;                  ///< that all are one person: of the weakest pair
  std::optional<BodyPair> weakest{};     ///< of several members; none where nothing was compared
  bool is_stated = false;                ///< a statement joins some of them
  std::vector<std::string> conflicts{};  ///< what speaks against it, in words
};

/// Two bodies that may be one and are not joined.
struct OpenBodies {
  std::uint32_t first = 0;  ///< positions in Bodies::bodies
  std::uint32_t second = 0;
  BodyPair pair{};     ///< the remains that speak most for it; the numbers are those of the bodies
  double sibling = 0;  ///< posterior of full siblings
  std::string reason{};
};

struct Bodies {
  std::vector<Body> bodies{};            ///< by id of the first member
  std::vector<std::uint32_t> body_of{};  ///< per remains its body
  std::vector<OpenBodies> open{};        ///< the most probable first
  std::size_t n_open_left_out = 0;
  std::vector<LeftOut> left_out{};  ///< remains that took no part in the comparison
  BodyPrior prior{};
  std::uint64_t n_pairs = 0;  ///< compared
  std::uint64_t n_kept = 0;   ///< kept by the scan
  bool cap_met = false;
  std::vector<std::string> remarks{};

  [[nodiscard]] const std::string& id(const matching::Case& data, std::uint32_t body) const {
    return data.remains[bodies[body].members.front()].id;
  }
};

[[nodiscard]] Bodies find_bodies(const matching::Case& data, const BodyOptions& options = {},
                                 const matching::Progress& progress = {});

}  // namespace kith::inference
