// tools/kith/options/scenario_file.hpp — scenarios of `kith simulate`: files of settings (INI), found by name or path.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "simulate/scenario/scenario.hpp"

namespace kith::tool {

struct NamedScenario {
  std::string name;  ///< "karabakh"
  std::filesystem::path file;
};

/// The shipped scenarios: share/kith/scenarios of the installation, else datasets/scenarios of the source tree. By
/// name.
[[nodiscard]] std::vector<NamedScenario> shipped_scenarios();

/// The scenario `name_or_path` with `overrides` ("families.samples=500"). A table of frequencies it names is looked for
/// beside the file. Errors: no such scenario, a line or a value that is wrong, a setting nobody knows.
[[nodiscard]] Result<simulate::Scenario> load_scenario(const std::string& name_or_path,
                                                       std::span<const std::string> overrides);

}  // namespace kith::tool
