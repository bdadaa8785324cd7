// tools/kith/commands/import_commands.hpp — `kith import FORMAT`: one function a format, each with its own --help.
#pragma once

#include <boost/program_options.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "commands/commands.hpp"
#include "core/problem.hpp"

namespace kith::tool {

int import_codis(Arguments arguments, std::ostream& out, std::ostream& err);
int import_familias(Arguments arguments, std::ostream& out, std::ostream& err);
int import_frequencies(Arguments arguments, std::ostream& out, std::ostream& err);
int import_genemapper(Arguments arguments, std::ostream& out, std::ostream& err);
int import_mtdna(Arguments arguments, std::ostream& out, std::ostream& err);

/// Reads `arguments` into what `visible` and the positional `files` describe. The exit status where the command ends
/// here: after --help, or bad usage.
std::optional<int> parse_import(Arguments arguments, const boost::program_options::options_description& visible,
                                std::vector<std::string>& files, std::ostream& out, std::ostream& err);

/// What is wrong with the value of --encoding; empty if nothing is, or none was given.
[[nodiscard]] std::string wrong_encoding(const std::string& name);

/// Prints every problem.
void print_problems(const ProblemLog& log, std::ostream& err);

}  // namespace kith::tool
