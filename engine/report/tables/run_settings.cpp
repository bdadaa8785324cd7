#include "report/tables/run_settings.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "intake/decisions/decisions_table.hpp"

namespace kith::report {
namespace {

using Json = nlohmann::ordered_json;

Error not_ours(const std::filesystem::path& path) {
  return {Errc::unsupported_format, path.string() + ": is no record of a run of kith match"};
}

}  // namespace

bool is_match_result(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::exists(folder / "run.json", ignored);
}

Result<RunSettings> read_run_settings(const std::filesystem::path& result) {
  const auto path = result / "run.json";
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{Errc::file_unreadable, path.string() + ": cannot be read"};
  const Json json = Json::parse(file, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || json.value("program", Json()) != "kith" || json.value("command", Json()) != "match")
    return not_ours(path);
  RunSettings run;
  const Json options = json.value("options", Json::object());
  const Json inputs = json.value("inputs", Json::array());
  const Json folder = json.value("case", Json());
  const Json version = json.value("version", Json());
  if (!options.is_object() || !inputs.is_array() || !folder.is_string() || !version.is_string()) return not_ours(path);
  run.version = version.get<std::string>();
  if (const Json finished = json.value("finished", Json()); finished.is_string())
    run.finished = finished.get<std::string>();
  run.case_folder = folder.get<std::string>();
  for (const auto& [name, value] : options.items()) {
    if (!value.is_string()) return not_ours(path);
    run.options.emplace_back(name, value.get<std::string>());
  }
  for (const Json& sentence : json.value("in_force", Json::array()))
    if (sentence.is_string()) run.in_force.push_back(sentence.get<std::string>());
  for (const Json& input : inputs) {
    const auto text = [&](const char* key) {
      const auto found = input.is_object() ? input.find(key) : input.end();
      return found != input.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    if (text("file").empty() || text("sha256").empty()) return not_ours(path);
    run.inputs.push_back({.name = text("file"), .bytes = 0, .sha256 = text("sha256")});
  }
  return run;
}

Result<void> check_inputs(const RunSettings& run, const std::filesystem::path& case_folder) {
  std::string changed;
  for (const text::FileHash& input : run.inputs) {
    const auto now = text::hash_file(case_folder / std::filesystem::path(input.name).filename());
    if (now && now.value().sha256 == input.sha256) continue;
    changed += (changed.empty() ? "" : ", ") + input.name + (now ? " has changed" : " is gone");
  }
  const auto is_decisions = [](const text::FileHash& input) { return input.name == intake::kDecisionsFile; };
  if (std::none_of(run.inputs.begin(), run.inputs.end(), is_decisions) &&
      std::filesystem::exists(case_folder / intake::kDecisionsFile))
    changed += (changed.empty() ? "" : ", ") + std::string(intake::kDecisionsFile) + " is new";
  if (changed.empty()) return {};
  return Error{Errc::bad_value, case_folder.string() + " is not the case of this result any more: " + changed};
}

}  // namespace kith::report
