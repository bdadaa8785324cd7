#include "commands/load_case.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/progress.hpp"

namespace kith::tool {

std::optional<intake::CaseReading> load_case(const Settings& settings, std::ostream& err) {
  if (!std::filesystem::is_directory(settings.case_folder)) {
    err << "kith: there is no case folder '" << settings.case_folder << "'\n";
    return std::nullopt;
  }
  intake::CaseReading reading = [&] {
    ProgressLine line(err, "reading", settings.quiet);
    return intake::read_case(settings.case_folder, settings.case_options(), line.callback());
  }();
  err << to_string(reading.problems);
  if (reading.content) return reading;
  err << fmt::format(
      "kith: {} in {}; nothing was written\n",
      reading.problems.n_errors() == 1 ? "1 error" : fmt::format("{} errors", reading.problems.n_errors()),
      settings.case_folder);
  return std::nullopt;
}

std::vector<std::filesystem::path> case_input_files(const Settings& settings, const intake::CaseReading& reading) {
  const std::filesystem::path folder = settings.case_folder;
  std::vector<std::filesystem::path> files;
  for (const std::string& name : reading.input_files) files.push_back(folder / name);
  const auto ini = folder / "case.ini";
  const bool listed = std::find(files.begin(), files.end(), ini) != files.end();
  if (!listed && std::filesystem::exists(ini)) files.push_back(ini);
  return files;
}

}  // namespace kith::tool
