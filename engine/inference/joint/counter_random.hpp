// inference/joint/counter_random.hpp — random numbers that depend on (seed, stream, chain) and on nothing else: Philox
// 4x32-10 (Salmon, Moraes, Dror & Shaw 2011, doi:10.1145/2063384.2063405; library Random123).
#pragma once

#include <array>
#include <cstdint>

namespace kith::inference {

class CounterRandom {
 public:
  CounterRandom(std::uint64_t seed, std::uint64_t stream, std::uint32_t chain);

  /// In (0, 1), never 0 or 1.
  [[nodiscard]] double uniform();

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
};

}  // namespace kith::inference
