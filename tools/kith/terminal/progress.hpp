// tools/kith/terminal/progress.hpp — one line on the terminal's stderr for work that takes longer than a second.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <ostream>
#include <string>

#include "matching/candidates/match.hpp"

namespace kith::tool {

/// Shows nothing unless `err` is std::cerr, stderr is a terminal and `quiet` is off. Erases its line when done.
class ProgressLine {
 public:
  ProgressLine(std::ostream& err, std::string what, bool quiet);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  /// Reentrant; refers to this object.
  [[nodiscard]] matching::Progress callback();

 private:
  void show(double fraction);

  using Clock = std::chrono::steady_clock;
  std::ostream& err_;
  std::string what_;
  bool enabled_ = false;
  Clock::time_point start_ = Clock::now();
  std::mutex mutex_;
  std::atomic<Clock::rep> next_{0};  ///< time of the next update, in Clock ticks since start_
  bool shown_ = false;
};

}  // namespace kith::tool
