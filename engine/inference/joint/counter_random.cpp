#include "inference/joint/counter_random.hpp"

#include <Random123/philox.h>

namespace kith::inference {
namespace {

std::uint32_t low(std::uint64_t value) { return static_cast<std::uint32_t>(value); }
std::uint32_t high(std::uint64_t value) { return static_cast<std::uint32_t>(value >> 32U); }

}  // namespace

CounterRandom::CounterRandom(std::uint64_t seed, std::uint64_t stream, std::uint32_t chain)
    : key_{low(seed), high(seed)}, counter_{0, chain, low(stream), high(stream)} {}

double CounterRandom::uniform() {
  const r123::Philox4x32::ctr_type counter{{counter_[0], counter_[1], counter_[2], counter_[3]}};
  const r123::Philox4x32::key_type key{{key_[0], key_[1]}};
  const auto block = r123::Philox4x32{}(counter, key);
  ++counter_[0];
  const std::uint64_t bits = (static_cast<std::uint64_t>(block[1]) << 32U) | block[0];
  return (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52;
}

}  // namespace kith::inference
