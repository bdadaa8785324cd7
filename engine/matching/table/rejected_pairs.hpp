// matching/table/rejected_pairs.hpp — pairs that a board has rejected, as a column of evidence: -infinity for them and
// nothing for anybody else, so that the scan, the joint analysis and every table keep them out without knowing why.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::matching {

/// The remains are not this person: stands among their attributes (under a name that no table can have), which bodies
/// take over from all of their remains.
void set_rejected(Remains& remains, std::string_view missing_id);
[[nodiscard]] bool is_rejected(const Remains& remains, std::string_view missing_id);

/// None where nothing is rejected.
[[nodiscard]] std::optional<CodedColumn> rejected_pairs(const Case& data);

}  // namespace kith::matching
