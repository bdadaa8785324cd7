#include "process/machine.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "matching/scan/scan.hpp"

namespace kith::tool {

namespace {

/// The value after `name` and a colon in a file of /proc; empty if there is none.
std::string proc_value(const char* path, const std::string& name) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.compare(0, name.size(), name) != 0) continue;
    const auto colon = line.find(':');
    const auto first = line.find_first_not_of(" \t", colon + 1);
    if (colon != std::string::npos && first != std::string::npos) return line.substr(first);
  }
  return "";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> machine_facts() {
  std::vector<std::pair<std::string, std::string>> facts;
  const std::string processor = proc_value("/proc/cpuinfo", "model name");
  facts.emplace_back("processor", processor.empty() ? "not known" : processor);
  facts.emplace_back("cores", std::to_string(std::thread::hardware_concurrency()));
  facts.emplace_back("instruction set of the scan", matching::scan_instruction_set());
  const auto pages = static_cast<double>(sysconf(_SC_PHYS_PAGES));
  facts.emplace_back("memory", fmt::format("{:.1f} GB", pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e9));
  utsname system{};
  if (uname(&system) == 0)
    facts.emplace_back("system", fmt::format("{} {} {}", system.sysname, system.release, system.machine));
  facts.emplace_back("compiler", __VERSION__);
  return facts;
}

bool reset_peak_memory() {
  std::ofstream file("/proc/self/clear_refs");
  file << "5\n" << std::flush;  // proc(5): 5 resets the high water mark
  return static_cast<bool>(file);
}

std::uint64_t peak_memory_bytes() {
  const std::string text = proc_value("/proc/self/status", "VmHWM");
  return text.empty() ? 0 : std::stoull(text) * 1024;
}

}  // namespace kith::tool
