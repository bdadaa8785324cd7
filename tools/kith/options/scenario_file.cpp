#include "options/scenario_file.hpp"

#include <algorithm>
#include <boost/program_options.hpp>
#include <fstream>
#include <system_error>

#include "options/suggest.hpp"

namespace kith::tool {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

fs::path scenario_folder() {
  std::error_code failure;
  const auto program = fs::read_symlink("/proc/self/exe", failure);
  const auto installed = program.parent_path().parent_path() / "share" / "kith" / "scenarios";
  if (!failure && fs::is_directory(installed, failure)) return installed;
  return KITH_SCENARIO_DIR;
}

Error bad_scenario(const std::string& message) { return Error{Errc::bad_option, message}; }

/// "did you mean" before the list of all names, which is long.
Error with_suggestion(Error error, const std::string& name, simulate::Scenario& scenario) {
  std::vector<std::string> names;
  for (const auto& setting : simulate::settings_of(scenario)) names.push_back(setting.name);
  if (std::find(names.begin(), names.end(), name) != names.end()) return error;
  const auto end = error.message.find("; known are");
  if (end != std::string::npos) error.message.insert(end, did_you_mean(name, names));
  return error;
}

std::optional<Error> read_file(const fs::path& file, simulate::Scenario& scenario) {
  std::ifstream in(file);
  if (!in) return Error{Errc::file_unreadable, file.string() + ": cannot be read", file.string()};
  try {
    const auto parsed = po::parse_config_file(in, po::options_description(), true);
    for (const auto& option : parsed.options) {
      const auto value = option.value.empty() ? std::string() : option.value.front();
      if (auto wrong = simulate::set(scenario, option.string_key, value)) {
        wrong->message = file.string() + ": " + wrong->message;
        return with_suggestion(*std::move(wrong), option.string_key, scenario);
      }
    }
  } catch (const po::error& error) {
    return bad_scenario(file.string() + ": " + error.what());
  }
  auto& frequencies = scenario.population.frequencies;
  if (frequencies != "drawn" && fs::path(frequencies).is_relative()) {
    frequencies = (file.parent_path() / frequencies).string();
  }
  return std::nullopt;
}

Result<fs::path> find_file(const std::string& name_or_path) {
  std::error_code ignored;
  const auto shipped = shipped_scenarios();
  const auto found = std::find_if(shipped.begin(), shipped.end(),
                                  [&](const NamedScenario& s) { return s.name == name_or_path; });
  if (found != shipped.end()) return found->file;
  if (fs::is_regular_file(name_or_path, ignored)) return fs::path(name_or_path);
  std::vector<std::string> names;
  std::string known;
  for (const auto& scenario : shipped) {
    names.push_back(scenario.name);
    known += (known.empty() ? "" : ", ") + scenario.name;
  }
  return bad_scenario("there is no scenario '" + name_or_path + "', and no file of that name" +
                      did_you_mean(name_or_path, names) + "; shipped are: " + known);
}

}  // namespace

std::vector<NamedScenario> shipped_scenarios() {
  std::vector<NamedScenario> scenarios;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(scenario_folder(), failure)) {
    if (entry.path().extension() == ".ini") scenarios.push_back({entry.path().stem().string(), entry.path()});
  }
  std::sort(scenarios.begin(), scenarios.end(),
            [](const NamedScenario& a, const NamedScenario& b) { return a.name < b.name; });
  return scenarios;
}

Result<simulate::Scenario> load_scenario(const std::string& name_or_path, std::span<const std::string> overrides) {
  const auto file = find_file(name_or_path);
  if (!file) return file.error();
  simulate::Scenario scenario;
  if (auto wrong = read_file(file.value(), scenario)) return *std::move(wrong);
  for (const auto& text : overrides) {
    const auto equal = text.find('=');
    if (equal == std::string::npos) return bad_scenario("--set " + text + ": expected NAME=VALUE");
    const auto name = text.substr(0, equal);
    if (auto wrong = simulate::set(scenario, name, text.substr(equal + 1))) {
      wrong->message = "--set " + wrong->message;
      return with_suggestion(*std::move(wrong), name, scenario);
    }
  }
  if (auto wrong = simulate::check(scenario)) return *std::move(wrong);
  return scenario;
}

}  // namespace kith::tool
