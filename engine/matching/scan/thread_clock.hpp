// matching/scan/thread_clock.hpp — processor time of the calling thread: what a piece of work cost, not how long it
// waited for a processor that others were using. Sums over threads mean something even with more threads than cores.
#pragma once

#include <time.h>

namespace kith::matching {

class ThreadClock {
 public:
  ThreadClock() : started_(now()) {}
  [[nodiscard]] double seconds() const { return now() - started_; }

 private:
  static double now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  }
  double started_;
};

}  // namespace kith::matching
