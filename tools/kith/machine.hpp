// tools/kith/machine.hpp — what the machine is and what a piece of work took of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace kith::tool {

/// Processor, cores, instruction set of the scan, memory, system, compiler.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> machine_facts();

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

/// Sets the process's highest resident size back to the present one, where the system allows it. @return whether it does.
bool reset_peak_memory();
/// Highest resident size in bytes since then; 0: not known.
[[nodiscard]] std::uint64_t peak_memory_bytes();

}  // namespace kith::tool
