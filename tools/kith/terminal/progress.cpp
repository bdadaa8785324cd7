#include "terminal/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

namespace kith::tool {
namespace {

using namespace std::chrono_literals;

constexpr auto kFirst = 1s;
constexpr auto kEvery = 200ms;

}  // namespace

ProgressLine::ProgressLine(std::ostream& err, std::string what, bool quiet)
    : err_(err),
      what_(std::move(what)),
      enabled_(!quiet && &err == &std::cerr && isatty(STDERR_FILENO) == 1),
      next_(Clock::duration(kFirst).count()) {}

ProgressLine::~ProgressLine() {
  if (shown_) err_ << "\r\033[K" << std::flush;
}

matching::Progress ProgressLine::callback() {
  if (!enabled_) return {};
  return [this](double fraction) { show(fraction); };
}

void ProgressLine::show(double fraction) {
  const Clock::rep now = (Clock::now() - start_).count();
  if (now < next_.load(std::memory_order_relaxed)) return;
  const std::scoped_lock lock(mutex_);
  if (now < next_.load(std::memory_order_relaxed)) return;
  next_.store(now + Clock::duration(kEvery).count(), std::memory_order_relaxed);
  err_ << fmt::format("\r\033[K{} {:3.0f} %", what_, 100 * fraction) << std::flush;
  shown_ = true;
}

}  // namespace kith::tool
