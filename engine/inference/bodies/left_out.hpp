// inference/bodies/left_out.hpp — samples that are never joined: those that show somebody who handled them, and runs in
// which everybody shows the same profile.
//
// A sample shows a member of staff if the rule of `kith check` says so (inference/quality/quality.hpp), or if the DNA
// of both is more probable of one person than of two by a factor of 10^6: a bone with few markers can be contaminated,
// too. More remains with one and the same profile than a body has parts are a contaminated run, or one table read
// several times.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inference/bodies/locus_pairs.hpp"
#include "inference/quality/duplicates.hpp"
#include "matching/case/case.hpp"

namespace kith::inference {

enum class LeftOutWhy : std::uint8_t { shows_staff, contaminated_run, no_dna };
[[nodiscard]] std::string_view to_string(LeftOutWhy why);

struct LeftOut {
  RemainsIndex remains = 0;
  LeftOutWhy why{};
  std::string whom{};       ///< the member of staff; of a run the first of its remains
  std::size_t n_alike = 0;  ///< of a run: remains with that profile
};

inline constexpr double kShowsStaffFrom = 6;  ///< log10 LR

/// By position of the remains, each once.
[[nodiscard]] std::vector<LeftOut> find_left_out(const matching::Case& data, const DuplicateRule& rule,
                                                 std::size_t most_members);

}  // namespace kith::inference
