// tools/kith/process/interrupt.hpp — Ctrl-C (SIGINT), SIGTERM and SIGHUP end a run without leaving half a result
// behind.
#pragma once

#include <functional>
#include <mutex>
#include <thread>

namespace kith::tool {

/// While it lives, a thread of its own waits for these signals. When one comes it cleans up and lets the signal end the
/// program in the usual way, so that the shell sees it. Make it before any other thread: they inherit the signal mask.
class InterruptWatch {
 public:
  InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;
  ~InterruptWatch();

  /// What to undo; an empty function undoes nothing.
  void on_interrupt(std::function<void()> cleanup);
  /// Runs `step`; a signal that comes meanwhile waits until it is over.
  void uninterrupted(const std::function<void()>& step);

 private:
  void watch(const std::stop_token& stop);

  std::mutex mutex_;
  std::function<void()> cleanup_;
  std::jthread watcher_;
};

}  // namespace kith::tool
