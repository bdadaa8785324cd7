// tools/kith/process/thread_limit.hpp — the tool owns the thread count: --threads holds for everything a command does,
// and a number above the machine's cores is really used (oneTBB would cap it, with a warning on stderr).
#pragma once

#include <tbb/global_control.h>

#include <cstdint>
#include <optional>

namespace kith::tool {

class ThreadLimit {
 public:
  /// 0: one per core, nothing is set.
  explicit ThreadLimit(std::int64_t threads) {
    if (threads > 0) limit_.emplace(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  }

 private:
  std::optional<tbb::global_control> limit_;
};

}  // namespace kith::tool
