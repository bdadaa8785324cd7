#include "commands/load_case.hpp"

#include <fmt/format.h>

#include <filesystem>

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

}  // namespace kith::tool
