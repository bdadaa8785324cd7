// intake/case/settings_in_force.hpp — what counts where the case says nothing, in sentences for the terminal and
// run.json.
#pragma once

#include <string>
#include <vector>

#include "intake/case/case_parts.hpp"

namespace kith::intake {

/// Mutation models, raised frequencies, dropout. @pre the panel is built.
[[nodiscard]] std::vector<std::string> settings_in_force(const CaseParts& parts);

}  // namespace kith::intake
