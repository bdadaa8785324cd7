// tests/support/only_target.hpp — one instruction set at a time.
#pragma once

#include <hwy/targets.h>
#include <cstdint>

namespace kith::testing {

/// Lets code with run-time dispatch use one instruction set only, as long as it lives.
class OnlyTarget {
 public:
  explicit OnlyTarget(std::int64_t target) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }
  OnlyTarget(const OnlyTarget&) = delete;
  OnlyTarget& operator=(const OnlyTarget&) = delete;
  ~OnlyTarget() {
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().DeInit();
  }
};

}  // namespace kith::testing
