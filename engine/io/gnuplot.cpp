#include "io/gnuplot.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace kith::io {

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

void write_script(std::ostream& out, std::span<const Figure> figures, const fs::path& folder) {
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

std::optional<std::vector<std::string>> draw(std::span<const Figure> figures, std::string& reason) {
  const ScriptFolder folder;
  if (folder.path().empty() || folder.path().string().find('\'') != std::string::npos) {
    reason = "no temporary folder for gnuplot";
    return std::nullopt;
  }
  {
    std::ofstream script(folder.path() / "figures.gp");
    write_script(script, figures, folder.path());
  }
  const std::string command = "gnuplot '" + (folder.path() / "figures.gp").string() + "' >/dev/null 2>'" +
                              (folder.path() / "errors").string() + "'";
  const int status = std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe): the command line's own thread
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) {
    reason = "gnuplot is not installed (Debian: gnuplot-nox)";
    return std::nullopt;
  }
  std::vector<std::string> drawn;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    drawn.push_back(svg_element(text_of(folder.path() / (std::to_string(i) + ".svg"))));
    if (!drawn.back().empty() && status == 0) continue;
    const std::string errors = text_of(folder.path() / "errors");
    reason = "gnuplot failed: " + errors.substr(0, 300);
    return std::nullopt;
  }
  return drawn;
}

}  // namespace kith::io
