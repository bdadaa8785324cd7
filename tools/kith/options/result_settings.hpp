// tools/kith/options/result_settings.hpp — what the commands on a result of `kith match` are told: its case, options
// and inputs hold. `kith explain` may be told by a case folder and options instead, as `kith match` is.
#pragma once

#include <optional>
#include <ostream>
#include <utility>

#include "options/settings.hpp"
#include "report/tables/run_settings.hpp"

namespace kith::tool {

/// As parse_command(). A result is refused where an input of its case has changed since, and where options beside those
/// that choose what to explain would make another run of it.
[[nodiscard]] std::optional<int> parse_explain(Arguments arguments, Settings& settings, std::ostream& out,
                                               std::ostream& err);

/// What `kith dossier` is told, and the settings of the run its result is of.
struct DossierSettings {
  Settings given{};              ///< the command line
  Settings run{};                ///< as `kith match` had them; the result itself stands in `since`
  report::RunSettings record{};  ///< run.json
};

/// As parse_explain().
[[nodiscard]] std::optional<int> parse_dossier(Arguments arguments, DossierSettings& settings, std::ostream& out,
                                               std::ostream& err);

}  // namespace kith::tool
