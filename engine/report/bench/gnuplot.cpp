#include "report/bench/gnuplot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

namespace kith::report {

namespace {

namespace fs = std::filesystem;

/// A folder for one script, gone at the end.
class ScriptFolder {
 public:
  ScriptFolder() {
    std::string pattern = (fs::temp_directory_path() / "kith-plots-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ScriptFolder(const ScriptFolder&) = delete;
  ScriptFolder& operator=(const ScriptFolder&) = delete;
  ~ScriptFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Colours that remain apart for colour-blind readers (Okabe and Ito 2008).
constexpr const char* kStyle = R"(set encoding utf8
set linetype 1 lc rgb "#0072B2" lw 2 pt 7 ps 0.5
set linetype 2 lc rgb "#D55E00" lw 2 pt 5 ps 0.5
set linetype 3 lc rgb "#009E73" lw 2 pt 9 ps 0.6
set linetype 4 lc rgb "#CC79A7" lw 2 pt 13 ps 0.6
set linetype 5 lc rgb "#E69F00" lw 2 pt 11 ps 0.6
set linetype 6 lc rgb "#56B4E9" lw 2 pt 6 ps 0.6
set linetype 7 lc rgb "#000000" lw 2 pt 4 ps 0.5
set linetype 8 lc rgb "#8B8000" lw 2 pt 8 ps 0.6
set linetype 9 lc rgb "#7F7F7F" lw 2 pt 10 ps 0.6
set linetype cycle 9
set border 3 lc rgb "#444444"
set tics nomirror
set grid lc rgb "#dddddd" lw 1
)";

void write_script(std::ostream& out, std::span<const Chart> figures, const fs::path& folder) {
  out << kStyle;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    out << fmt::format(
        "reset\n{}set terminal svg size 860,{} fixed noenhanced font 'sans-serif,13' name 'figure{}' background rgb "
        "'white'\n"
        "set output '{}/{}.svg'\n{}\nunset output\n",
        kStyle, figures[i].height, i, folder.string(), i, figures[i].script);
  }
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// From `<svg` on: what stands before it belongs to a file of its own.
std::string svg_element(const std::string& file) {
  const auto start = file.find("<svg");
  return start == std::string::npos ? "" : file.substr(start);
}

/// Runs gnuplot on a script, without a shell. @return its wait status; none where there is no such program.
std::optional<int> run_gnuplot(const fs::path& script, const fs::path& errors) {
  std::string program = "gnuplot", argument = script.string();
  std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t child = 0;
  const int failure = posix_spawnp(&child, program.c_str(), &files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (failure != 0) return std::nullopt;
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) return std::nullopt;
  return status;
}

}  // namespace

std::string gnuplot_string(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += "''";
    } else if (static_cast<unsigned char>(c) >= 0x20) {
      result += c;
    }
  }
  return result + "'";
}

Result<std::vector<std::string>> draw(std::span<const Chart> figures) {
  const ScriptFolder folder;
  if (folder.path().empty() || folder.path().string().find('\'') != std::string::npos)
    return Error{Errc::output_unwritable, "no temporary folder for gnuplot"};
  const fs::path script = folder.path() / "figures.gp", errors = folder.path() / "errors";
  {
    std::ofstream file(script);
    write_script(file, figures, folder.path());
  }
  const auto status = run_gnuplot(script, errors);
  if (!status) return Error{Errc::file_unreadable, "gnuplot is not installed (Debian: gnuplot-nox)"};
  std::vector<std::string> drawn;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    drawn.push_back(svg_element(text_of(folder.path() / (std::to_string(i) + ".svg"))));
    if (!drawn.back().empty() && *status == 0) continue;
    return Error{Errc::bad_value, "gnuplot failed: " + text_of(errors).substr(0, 300)};
  }
  return drawn;
}

}  // namespace kith::report
