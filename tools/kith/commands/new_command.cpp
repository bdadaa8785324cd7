#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "commands/commands.hpp"
#include "intake/case/case_schema.hpp"
#include "intake/draft/case_template.hpp"
#include "intake/draft/case_writer.hpp"
#include "options/command_line.hpp"
#include "options/settings_options.hpp"

namespace kith::tool {
namespace {

namespace po = boost::program_options;

constexpr auto kUsage =
    "kith new CASE\n\n"
    "Writes an empty case folder: every table with its header, a README.md that says what the columns mean and shows\n"
    "rows of each table, a case.ini with every setting and its default, and a markers.csv with published mutation "
    "rates.\n"
    "CASE must not exist yet, or be an empty folder; it is written for its owner only.\n\n"
    "Example:\n"
    "  kith new my-case && kith check my-case\n\n"
    "Exit codes: 0 done; 2 bad input or usage, nothing written; 3 a bug in kith.\n\n"
    "Options";

/// Every setting that case.ini may hold, commented out, with its default.
std::string settings_text() {
  Settings defaults;
  std::string text =
      "# The settings of this case, as `kith match`, `check`, `explain` and `learn` take them. The command line wins.\n"
      "# Take away the '#' before a setting to change it; what stands there is the default.\n";
  const po::options_description known = case_ini_options(defaults);
  for (const auto& option : known.options()) {
    text += '\n';
    std::istringstream lines(option->description());
    for (std::string line; std::getline(lines, line);) text += "## " + line + '\n';
    boost::any value;
    const bool has_default = option->semantic()->apply_default(value);
    text += "# " + option->long_name() + " = " + (has_default ? as_text(value) : option->semantic()->name()) + '\n';
  }
  return text;
}

}  // namespace

int run_new(Arguments arguments, std::ostream& out, std::ostream& err) {
  std::string folder;
  bool quiet = false;
  po::options_description visible(kUsage, 118, 84);
  visible.add_options()("quiet,q", po::bool_switch(&quiet), "say nothing of what went well")("help,h", "this text");
  po::options_description positional;
  positional.add_options()("case", po::value(&folder), "");
  if (const auto status = parse_words("new", arguments, visible, positional, 1, out, err)) return *status;
  if (folder.empty()) {
    err << "kith new: the case folder to write is missing; try kith new --help\n";
    return kBadInput;
  }
  auto tables = intake::blank_case();
  tables.push_back({std::string(intake::kSettingsFile), settings_text()});
  const auto written = intake::write_tables(tables, folder);
  if (!written) {
    err << "kith new: " << written.error().message << "; nothing was written\n";
    return kBadInput;
  }
  if (!quiet) {
    out << folder << " holds " << tables.size() - 2
        << " tables without a row (but published mutation rates in markers.csv), README.md and case.ini.\n"
        << "Begin with README.md; then kith check " << folder << '\n';
  }
  return kDone;
}

}  // namespace kith::tool
