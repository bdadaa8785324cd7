// tools/kith/options/settings_options.hpp — the options of match, check and explain as Boost.Program_options describes
// them.
#pragma once

#include <boost/program_options.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "options/settings.hpp"

namespace kith::tool {

/// The words around a command's list of options.
struct CommandText {
  std::string_view usage;
  std::string_view summary;
  std::string_view ending;  ///< example and exit codes
};

[[nodiscard]] const CommandText& text_of(Command command);

/// What the command takes on its command line, without the case folder itself.
[[nodiscard]] boost::program_options::options_description visible_options(Command command, Settings& settings);

/// What case.ini may hold: the settings of all commands, so that one file serves them all.
[[nodiscard]] boost::program_options::options_description case_ini_options(Settings& settings);

/// The value of a setting as it is written in case.ini.
[[nodiscard]] std::string as_text(const boost::any& value);

/// "odds", "flat" or "closed"; none: another word.
[[nodiscard]] std::optional<inference::PriorKind> prior_kind(std::string_view word);

/// "tiled, exhaustive, ... or ibs".
[[nodiscard]] std::string strategy_names();

/// What is wrong with a value, or nothing: (name of the option, what is expected).
[[nodiscard]] std::optional<std::pair<std::string, std::string>> wrong_value(const Settings& settings);

}  // namespace kith::tool
