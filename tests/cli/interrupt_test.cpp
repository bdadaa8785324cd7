#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "cli/run_kith.hpp"

using namespace kith::testing;
using namespace std::chrono_literals;

namespace {

/// The demo's families several hundred times over: seconds of work.
void write_long_case(const std::filesystem::path& folder) {
  constexpr int kCopies = 400;
  copy_demo(folder);
  std::filesystem::remove(folder / "missing_persons.csv");
  std::filesystem::remove(folder / "case.ini");
  const auto multiply = [&](const std::string& table, std::size_t first_id, std::size_t last_id) {
    const auto rows = csv_rows(folder / table);
    std::ofstream out(folder / table);
    for (int copy = 0; copy < kCopies; ++copy) {
      for (std::size_t r = copy == 0 ? 0 : 1; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
          const bool is_id = r > 0 && c >= first_id && c <= last_id && !rows[r][c].empty();
          out << (c == 0 ? "" : ",") << rows[r][c] << (is_id ? "_" + std::to_string(copy) : "");
        }
        out << '\n';
      }
    }
  };
  multiply("relatives.csv", 0, 3);
  multiply("profiles.csv", 0, 1);
  multiply("remains.csv", 0, 0);
}

/// Ends a long run once its hidden folder is there; false if it was over before.
bool interrupted_run_leaves_nothing(int number) {
  const Scratch scratch;
  write_long_case(scratch / "case");
  RunningKith running({"match", scratch / "case", "--out", scratch / "out", "--threads", "2", "--top", "50"});
  for (int i = 0; i < 6000 && scratch.names().size() < 2; ++i) std::this_thread::sleep_for(5ms);
  running.signal(number);
  const Run run = running.finish();
  if (run.status == 0) return false;
  CHECK(run.status == 128 + number);
  CHECK(scratch.names() == std::vector<std::string>{"case"});
  return true;
}

}  // namespace

TEST_CASE("an interrupted run leaves no half result and dies of the signal") {
  CHECK(interrupted_run_leaves_nothing(SIGTERM));
  CHECK(interrupted_run_leaves_nothing(SIGINT));
}
