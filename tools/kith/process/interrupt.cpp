#include "process/interrupt.hpp"

#include <pthread.h>
#include <signal.h>

#include <array>

namespace kith::tool {
namespace {

constexpr std::array<int, 3> kSignals = {SIGINT, SIGTERM, SIGHUP};

/// Those that end the program today: `nohup` and background jobs ignore some of them, and so do we then.
sigset_t watched_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : kSignals) {
    struct sigaction action {};
    sigaction(number, nullptr, &action);
    if (action.sa_handler == SIG_DFL) sigaddset(&set, number);
  }
  return set;
}

/// Ends the program as the signal does by default.
void die_of(int number) {
  signal(number, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  raise(number);
}

}  // namespace

InterruptWatch::InterruptWatch() {
  const sigset_t set = watched_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  watcher_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

InterruptWatch::~InterruptWatch() {
  watcher_.request_stop();
  watcher_.join();
  const sigset_t set = watched_signals();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void InterruptWatch::on_interrupt(std::function<void()> cleanup) {
  const std::scoped_lock lock(mutex_);
  cleanup_ = std::move(cleanup);
}

void InterruptWatch::uninterrupted(const std::function<void()>& step) {
  const std::scoped_lock lock(mutex_);
  step();
}

void InterruptWatch::watch(const std::stop_token& stop) {
  const sigset_t set = watched_signals();
  const timespec poll{.tv_sec = 0, .tv_nsec = 20'000'000};
  while (!stop.stop_requested()) {
    const int number = sigtimedwait(&set, nullptr, &poll);
    if (number < 0) continue;
    const std::scoped_lock lock(mutex_);  // never given back: nothing is created after the cleaning up
    if (cleanup_) cleanup_();
    die_of(number);
  }
}

}  // namespace kith::tool
