// tools/kith/options/explain_settings.hpp — what `kith explain` is told: by a case folder and options, as `kith match` is, or by a
// result of `kith match`, whose case, options and inputs then hold.
#pragma once

#include <optional>
#include <ostream>

#include "options/settings.hpp"

namespace kith::tool {

/// As parse_command(). A result is refused where an input of its case has changed since, and where options beside those
/// that choose what to explain would make another run of it.
[[nodiscard]] std::optional<int> parse_explain(Arguments arguments, Settings& settings, std::ostream& out,
                                               std::ostream& err);

}  // namespace kith::tool
