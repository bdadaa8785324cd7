#include "cli/run_kith.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace kith::testing {

namespace fs = std::filesystem;

Scratch::Scratch() {
  std::string pattern = (fs::temp_directory_path() / "kith-cli-XXXXXX").string();
  REQUIRE(mkdtemp(pattern.data()) != nullptr);
  path_ = pattern;
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::vector<std::string> Scratch::names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path_)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

RunningKith::RunningKith(const std::vector<std::string>& arguments, std::uint64_t address_space) {
  std::vector<std::string> words{KITH_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const std::string out = output_ / "out";
  const std::string err = output_ / "err";
  child_ = fork();
  REQUIRE(child_ >= 0);
  if (child_ > 0) return;
  dup2(open(out.c_str(), O_CREAT | O_WRONLY, 0600), STDOUT_FILENO);
  dup2(open(err.c_str(), O_CREAT | O_WRONLY, 0600), STDERR_FILENO);
  if (address_space > 0) {
    const rlimit limit{address_space, address_space};
    setrlimit(RLIMIT_AS, &limit);
  }
  execv(argv[0], argv.data());
  _exit(127);
}

void RunningKith::signal(int number) const { ::kill(child_, number); }

Run RunningKith::finish() {
  int status = 0;
  REQUIRE(waitpid(child_, &status, 0) == child_);
  return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          .out = read_text(output_ / "out"),
          .err = read_text(output_ / "err")};
}

Run run_kith(const std::vector<std::string>& arguments) { return RunningKith(arguments).finish(); }

Run run_kith_within(std::uint64_t bytes, const std::vector<std::string>& arguments) {
  return RunningKith(arguments, bytes).finish();
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_text(const fs::path& path, std::string_view text) { std::ofstream(path, std::ios::binary) << text; }

std::vector<std::vector<std::string>> csv_rows(const fs::path& path) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream text(read_text(path));
  for (std::string line; std::getline(text, line);) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) cells.emplace_back();
      if (c != '"' && (c != ',' || quoted)) cells.back() += c;
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

std::string demo_case() { return (fs::path(KITH_SOURCE_DIR) / "datasets" / "demo").string(); }

void copy_demo(const fs::path& to) { fs::copy(demo_case(), to); }

void spoil(const fs::path& file, std::string_view from, std::string_view to) {
  std::string text = read_text(file);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  write_text(file, text);
}

}  // namespace kith::testing
