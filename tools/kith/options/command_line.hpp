// tools/kith/options/command_line.hpp — the words of a command that has no case folder: options, and what stands by
// itself.
#pragma once

#include <boost/program_options.hpp>
#include <optional>
#include <ostream>
#include <string_view>

#include "commands/commands.hpp"

namespace kith::tool {

/// Reads `arguments` into what `visible` and `positional` describe; `positional` holds the one option whose words stand
/// without its name, `most` of them at the most (-1: any number). The exit status where `command` ends here: after
/// --help, or bad usage.
std::optional<int> parse_words(std::string_view command, Arguments arguments,
                               const boost::program_options::options_description& visible,
                               const boost::program_options::options_description& positional, int most,
                               std::ostream& out, std::ostream& err);

}  // namespace kith::tool
