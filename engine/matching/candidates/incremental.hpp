// matching/candidates/incremental.hpp — a match() from the result of an earlier one: only what is new or changed is
// scored.
//
// Earlier pairs of unchanged missing persons and unchanged remains keep their scores, and lists of the `top` best stay
// lists of the best as long as nobody in them is gone. So there are to be scored
//   new and changed missing persons, and those a full list of whose has lost an entry (the next best was not kept):
//     against all remains;
//   new and changed remains, and those a full list of whose has lost an entry: against all other missing persons.
// The `top` best of each list and all above the threshold are then picked from the earlier and the new pairs together:
// exactly what match() finds, as each list's best are among them.
//
// Cost: the tables of the missing persons above; those of all where any remains are new. Memory: as match().
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "matching/candidates/match.hpp"

namespace kith::matching {

/// Place of somebody who is not in this run any more, or not as he was.
inline constexpr std::uint32_t kGone = std::numeric_limits<std::uint32_t>::max();

/// An earlier result of match() with the same columns and options, numbered as it was then.
struct EarlierMatch {
  std::vector<PairScore> pairs{};  ///< as match() returned them
  std::vector<ColumnNote> notes{};
  bool cap_met = false;
  std::vector<RemainsIndex> remains_now{};  ///< per remains of then: the place in this run, or kGone
  std::vector<TargetIndex> targets_now{};   ///< per missing person of then: likewise
};

/// What an incremental run took over and what it scored.
struct Reuse {
  std::uint64_t targets_unchanged = 0;
  std::uint64_t remains_unchanged = 0;
  std::uint64_t targets_scored = 0;  ///< against all remains
  std::uint64_t remains_scored = 0;  ///< against all other missing persons
  std::uint64_t pairs_scored = 0;
};

struct IncrementalMatch {
  std::optional<MatchResult> result{};  ///< none: match() has to do it
  Reuse reuse{};
  std::string why_full{};  ///< the reason where there is no result
};

/// Equal to match() but for the seconds. @pre unchanged means: every score of an unchanged missing person with
/// unchanged remains is the same double. No result where the earlier pairs cannot tell: the cap was or would be met,
/// the order of the unchanged is another one (it decides between equal scores), or missing persons are compared in
/// parts.
[[nodiscard]] IncrementalMatch match_changes(const EvidenceTable& evidence, const MatchOptions& options,
                                             const EarlierMatch& earlier, const Progress& progress = {});

}  // namespace kith::matching
