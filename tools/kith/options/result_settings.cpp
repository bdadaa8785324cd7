#include "options/result_settings.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace kith::tool {
namespace {

/// Options of kith match that say where results go and how the work is done: others have their own, or none.
constexpr std::array kNotOfTheRun = {"out",     "force",  "since",           "table-cache", "quiet",
                                     "threads", "matrix", "breakdown-limit", "help"};

/// The words that give a command the options of a run: "--theta=0.01", "--ignore-unread".
std::vector<std::string> words_of(const report::RunSettings& run) {
  std::vector<std::string> words;
  for (const auto& [name, value] : run.options) {
    if (std::find(kNotOfTheRun.begin(), kNotOfTheRun.end(), name) != kNotOfTheRun.end()) continue;
    if (value == "true") {
      words.push_back("--" + name);
    } else if (value != "false" && !value.empty()) {
      words.push_back("--" + name + "=" + value);
    }
  }
  return words;
}

int refuse(std::ostream& err, std::string_view command, const std::string& reason) {
  err << "kith " << command << ": " << reason << '\n';
  return kBadInput;
}

/// The case of the run: where --case says, or as run.json names it.
Result<std::string> case_of(const Settings& given, const report::RunSettings& run) {
  const std::string folder = given.of_case.empty() ? run.case_folder : given.of_case;
  if (!std::filesystem::is_directory(folder)) {
    return Error{Errc::file_unreadable, given.case_folder + ": its case '" + folder +
                                            "' is not there; run kith where kith match ran, or say --case DIR"};
  }
  const auto same = report::check_inputs(run, folder);
  if (!same) return same.error();
  return folder;
}

/// Options that `given` has and that belong to the run; empty: none.
std::string other_options(const Settings& given) {
  constexpr std::array kOwn = {"missing", "remains", "case", "threads", "quiet"};
  std::string names;
  for (const std::string& name : given.on_command_line) {
    if (std::find(kOwn.begin(), kOwn.end(), name) == kOwn.end()) names += (names.empty() ? "--" : ", --") + name;
  }
  return names;
}

}  // namespace

std::optional<int> parse_explain(Arguments arguments, Settings& settings, std::ostream& out, std::ostream& err) {
  Settings given;
  if (const auto status = parse_command(Command::explain, arguments, given, out, err)) return status;
  if (!report::is_match_result(given.case_folder)) {
    if (!given.of_case.empty()) return refuse(err, "explain", "--case belongs to a result of kith match");
    settings = std::move(given);
    return std::nullopt;
  }
  if (const std::string others = other_options(given); !others.empty()) {
    return refuse(err, "explain",
                  others + ": a result is explained with the options of its run; name the case folder instead");
  }
  const auto run = report::read_run_settings(given.case_folder);
  if (!run) return refuse(err, "explain", run.error().message);
  const auto folder = case_of(given, run.value());
  if (!folder) return refuse(err, "explain", folder.error().message);
  std::vector<std::string> words{folder.value()};
  for (std::string& word : words_of(run.value())) words.push_back(std::move(word));
  words.insert(words.end(), {"--remains", given.remains_id, "--threads", std::to_string(given.threads)});
  if (!given.missing_id.empty()) words.insert(words.end(), {"--missing", given.missing_id});
  if (given.quiet) words.emplace_back("--quiet");
  if (const auto status = parse_command(Command::explain, words, settings, out, err)) return status;
  settings.since = given.case_folder;
  return std::nullopt;
}

std::optional<int> parse_dossier(Arguments arguments, DossierSettings& settings, std::ostream& out, std::ostream& err) {
  Settings& given = settings.given;
  if (const auto status = parse_command(Command::dossier, arguments, given, out, err)) return status;
  if (!report::is_match_result(given.case_folder))
    return refuse(err, "dossier", given.case_folder + ": is no result of kith match");
  auto record = report::read_run_settings(given.case_folder);
  if (!record) return refuse(err, "dossier", record.error().message);
  settings.record = std::move(record).value();
  const auto folder = case_of(given, settings.record);
  if (!folder) return refuse(err, "dossier", folder.error().message);
  std::vector<std::string> words{folder.value(), "--out", given.out, "--threads", std::to_string(given.threads)};
  for (std::string& word : words_of(settings.record)) words.push_back(std::move(word));
  if (given.quiet) words.emplace_back("--quiet");
  if (const auto status = parse_command(Command::match, words, settings.run, out, err)) return status;
  settings.run.since = given.case_folder;
  return std::nullopt;
}

}  // namespace kith::tool
