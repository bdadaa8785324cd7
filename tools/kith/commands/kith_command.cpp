#include <array>
#include <ostream>
#include <vector>

#include "commands/commands.hpp"
#include "core/version.hpp"
#include "options/suggest.hpp"

namespace kith::tool {
namespace {

struct Subcommand {
  std::string_view name;
  std::string_view summary;
  int (*run)(Arguments, std::ostream&, std::ostream&);
};

constexpr std::array<Subcommand, 12> kSubcommands{{
    {"new", "writes an empty case folder to fill in", run_new},
    {"match", "ranks every missing person of a case against all remains", run_match},
    {"check", "quality control of a case, before matching", run_check},
    {"explain", "one comparison, marker by marker", run_explain},
    {"kin", "who is kin of whom: families among the dead, ties between families", run_kin},
    {"dossier", "files for the identification board, from a result", run_dossier},
    {"decide", "records what the board has decided, for later runs", run_decide},
    {"learn", "learns what the attributes of a case are worth", run_learn},
    {"import", "turns a foreign file into a case folder", run_import},
    {"simulate", "writes the case folder of an invented disaster, with its truth", run_simulate},
    {"bench", "matching strategies compared on a case of known truth", run_bench},
    {"verify", "recomputes a file of reference likelihoods", run_verify},
}};

const Subcommand* find(std::string_view name) {
  for (const Subcommand& command : kSubcommands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

void print_overview(std::ostream& out) {
  out << "kith " << kVersion << ": identifies missing persons by the DNA of their relatives\n\n"
      << "Usage: kith COMMAND [arguments]\n\nCommands:\n";
  for (const Subcommand& command : kSubcommands) {
    out << "  " << command.name << std::string(10 - command.name.size(), ' ') << command.summary << '\n';
  }
  out << "  help      help of one command: kith help match\n\n"
      << "  kith COMMAND --help   every option of a command, with an example\n"
      << "  kith --version        the version of this program\n\n"
      << "Exit codes: 0 done; 1 a negative finding (check, verify); 2 bad input or usage; 3 a bug in kith.\n";
}

int unknown_command(const std::string& name, std::ostream& err) {
  std::vector<std::string> names;
  for (const Subcommand& command : kSubcommands) names.emplace_back(command.name);
  err << "kith: there is no command '" << name << "'" << did_you_mean(name, names)
      << "\n`kith help` lists the commands.\n";
  return kBadInput;
}

}  // namespace

int run_kith(Arguments arguments, std::ostream& out, std::ostream& err) {
  if (arguments.empty()) {
    print_overview(err);
    return kBadInput;
  }
  const std::string& first = arguments.front();
  if (first == "--version") {
    out << "kith " << kVersion << '\n';
    return kDone;
  }
  const bool wants_help = first == "help" || first == "--help" || first == "-h";
  if (wants_help && arguments.size() == 1) {
    print_overview(out);
    return kDone;
  }
  const std::string& name = wants_help ? arguments[1] : first;
  const Subcommand* command = find(name);
  if (command == nullptr) return unknown_command(name, err);
  if (!wants_help) return command->run(arguments.subspan(1), out, err);
  const std::vector<std::string> help{"--help"};
  return command->run(help, out, err);
}

}  // namespace kith::tool
