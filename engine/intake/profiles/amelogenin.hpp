// intake/profiles/amelogenin.hpp — the sex that amelogenin shows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "genetics/markers/marker.hpp"
#include "intake/profiles/profile_merge.hpp"

namespace kith::intake {

/// X and Y: male. X: female, or unknown where a dropout rate or a partial sample says that Y may have been lost. Y
/// alone: male, where X may have been lost. None for anything else: nobody shows that. `names`: by LabelIndex.
[[nodiscard]] std::optional<genetics::Sex> sex_shown(const MergedTyping& amelogenin, const MergedProfiles& merged,
                                                     const std::vector<std::string>& names);

}  // namespace kith::intake
