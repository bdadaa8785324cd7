// cli/run_kith.hpp — the built program as a user runs it: words in; exit status, stdout and stderr out.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kith::testing {

/// A folder that is gone at the end of the test.
class Scratch {
 public:
  Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();

  [[nodiscard]] std::string operator/(std::string_view name) const { return (path_ / name).string(); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Names in the folder, hidden ones too, sorted.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::filesystem::path path_;
};

struct Run {
  int status = -1;  ///< exit status; 128 + n if signal n ended it, as a shell says it
  std::string out{};
  std::string err{};
};

[[nodiscard]] Run run_kith(const std::vector<std::string>& arguments);
/// With no more address space than this.
[[nodiscard]] Run run_kith_within(std::uint64_t bytes, const std::vector<std::string>& arguments);

/// The program running on its own.
class RunningKith {
 public:
  explicit RunningKith(const std::vector<std::string>& arguments, std::uint64_t address_space = 0);
  void signal(int number) const;
  /// Waits for the end.
  [[nodiscard]] Run finish();

 private:
  Scratch output_;
  pid_t child_ = -1;
};

[[nodiscard]] std::string read_text(const std::filesystem::path& path);
void write_text(const std::filesystem::path& path, std::string_view text);
[[nodiscard]] inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Rows of a CSV table without line breaks or quotes in its cells; the header is the first.
[[nodiscard]] std::vector<std::vector<std::string>> csv_rows(const std::filesystem::path& path);

/// The shipped case, and a copy of it to spoil.
[[nodiscard]] std::string demo_case();
void copy_demo(const std::filesystem::path& to);
/// Replaces the first `from` in a file by `to`; the test fails if there is none.
void spoil(const std::filesystem::path& file, std::string_view from, std::string_view to);

}  // namespace kith::testing
