#include <fmt/format.h>

#include <boost/program_options.hpp>
#include <filesystem>
#include <optional>
#include <system_error>

#include "commands/commands.hpp"
#include "intake/draft/case_writer.hpp"
#include "options/command_line.hpp"
#include "options/scenario_file.hpp"
#include "process/thread_limit.hpp"
#include "simulate/tables/world_tables.hpp"

namespace kith::tool {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

constexpr auto kUsage =
    "kith simulate SCENARIO --out CASE [options]\n"
    "kith simulate list\n\n"
    "Writes the case folder of an invented disaster: families, DNA of relatives and bones, graves, and truth.csv, "
    "which\n"
    "says whose remains are whose. SCENARIO is the name of a shipped one (`list` shows them) or a file; every number "
    "of\n"
    "it can be set anew. The same scenario and seed give the same bytes, whatever the number of threads.\n\n"
    "Example:\n"
    "  kith simulate karabakh --out cases/karabakh --seed 7 --set families.false_father=0.02\n\n"
    "Exit codes: 0 done; 2 bad input or usage, nothing written; 3 a bug in kith.\n\n"
    "Options";

struct Request {
  std::string scenario;
  std::string out;
  std::int64_t seed = 1;
  std::vector<std::string> overrides;
  std::int64_t threads = 0;
  bool force = false;
  bool quiet = false;
};

po::options_description visible_options(Request& request) {
  po::options_description options(kUsage, 118, 84);
  auto add = options.add_options();
  add("out,o", po::value(&request.out)->value_name("CASE"), "the case folder to write (required)");
  add("seed", po::value(&request.seed)->default_value(request.seed)->value_name("N"), "which world of the scenario");
  add("set", po::value(&request.overrides)->value_name("NAME=VALUE"),
      "sets a number of the scenario; may be given several times (docs/simulate.md lists the names, and so does an "
      "unknown one)");
  add("threads", po::value(&request.threads)->default_value(request.threads)->value_name("N"),
      "0: as many as there are processors");
  add("force", po::bool_switch(&request.force), "replace a folder that kith simulate wrote");
  add("quiet,q", po::bool_switch(&request.quiet), "say nothing but errors");
  add("help,h", "this text");
  return options;
}

/// The exit status where the command ends here.
std::optional<int> parse(Arguments arguments, Request& request, std::ostream& out, std::ostream& err) {
  const auto visible = visible_options(request);
  po::options_description positional;
  positional.add_options()("scenario", po::value(&request.scenario), "");
  return parse_words("simulate", arguments, visible, positional, 1, out, err);
}

int list_scenarios(std::ostream& out, std::ostream& err) {
  for (const auto& [name, file] : shipped_scenarios()) {
    const auto scenario = load_scenario(file.string(), {});
    if (!scenario) {
      err << "kith simulate: " << scenario.error().message << '\n';
      return kBadInput;
    }
    const auto& s = scenario.value();
    out << fmt::format("{:<11} {:>6} missing, {:>6} relatives' samples, {:>6} of bones   {}\n", name, s.missing.count,
                       s.families.samples > 0 ? std::to_string(s.families.samples) : "some", s.remains.samples,
                       s.title);
  }
  return kDone;
}

/// What stands in the way of writing to the folder; empty if nothing does. Removes, with --force, what simulate wrote.
std::string make_room(const Request& request) {
  std::error_code failure;
  const fs::path folder(request.out);
  if (!fs::exists(folder, failure) || (fs::is_directory(folder, failure) && fs::is_empty(folder, failure))) return {};
  if (!request.force) return request.out + " exists and is not empty (--force replaces a folder kith simulate wrote)";
  if (!fs::is_regular_file(folder / "scenario.ini", failure)) {
    return request.out + " was not written by kith simulate (it has no scenario.ini) and is left as it is";
  }
  fs::remove_all(folder, failure);
  return failure ? request.out + ": " + failure.message() : std::string();
}

}  // namespace

int run_simulate(Arguments arguments, std::ostream& out, std::ostream& err) {
  Request request;
  if (const auto status = parse(arguments, request, out, err)) return *status;
  if (request.scenario == "list") return list_scenarios(out, err);
  const auto fail = [&](const std::string& text) {
    err << "kith simulate: " << text << '\n';
    return kBadInput;
  };
  if (request.scenario.empty()) return fail("the scenario is missing; kith simulate list shows them");
  if (request.out.empty()) return fail("--out is missing: the case folder to write");
  if (request.threads < 0 || request.threads > 4096) return fail("--threads: expected a whole number from 0 to 4096");
  if (request.seed < 0) return fail("--seed: expected a whole number, 0 or more");
  const auto scenario = load_scenario(request.scenario, request.overrides);
  if (!scenario) return fail(scenario.error().message);
  const ThreadLimit limit(request.threads);
  const auto world = simulate::make_world(scenario.value(), static_cast<std::uint64_t>(request.seed));
  if (!world) return fail(world.error().message);
  if (const auto problem = make_room(request); !problem.empty()) return fail(problem);
  const auto written = intake::write_tables(simulate::world_tables(world.value()), request.out);
  if (!written) return fail(written.error().message);
  if (request.quiet) return kDone;
  const auto& w = world.value();
  std::size_t n_typed = 0;
  for (const auto& family : w.families) {
    for (const auto& member : family.members) n_typed += member.is_typed ? 1U : 0U;
  }
  out << fmt::format(
      "{} families miss {} persons and gave {} samples; {} persons were found in {} samples. All of it is in {}\n",
      w.families.size(), w.missing.size(), n_typed, w.recovery.found.size(), w.recovery.samples.size(), request.out);
  return kDone;
}

}  // namespace kith::tool
