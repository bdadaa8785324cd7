// tools/kith/process/machine.hpp — what the machine is and how much of its memory a piece of work took.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace kith::tool {

/// Processor, cores, instruction set of the scan, memory, system, compiler.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> machine_facts();

/// Sets the process's highest resident size back to the present one, where the system allows it. @return whether it
/// does.
bool reset_peak_memory();
/// Highest resident size in bytes since then; 0: not known.
[[nodiscard]] std::uint64_t peak_memory_bytes();

}  // namespace kith::tool
