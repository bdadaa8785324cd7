// core/stopwatch.hpp — what a piece of work took.
#pragma once

#include <chrono>

namespace kith {

/// Wall clock and processor seconds of the whole process, all threads together.
class Stopwatch {
 public:
  Stopwatch();
  [[nodiscard]] double seconds() const;
  [[nodiscard]] double cpu_seconds() const;

 private:
  std::chrono::steady_clock::time_point start_;
  double cpu_start_;
};

}  // namespace kith
