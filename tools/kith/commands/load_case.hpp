// tools/kith/commands/load_case.hpp — the first step of every command that works on a case folder.
#pragma once

#include <optional>
#include <ostream>

#include "intake/case/case_reader.hpp"
#include "options/settings.hpp"

namespace kith::tool {

/// Reads the folder and prints every problem to `err`. None if there was an error.
[[nodiscard]] std::optional<intake::CaseReading> load_case(const Settings& settings, std::ostream& err);

}  // namespace kith::tool
