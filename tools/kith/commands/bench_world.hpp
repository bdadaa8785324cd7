// tools/kith/commands/bench_world.hpp — the case a bench runs on: a folder that is there, or a scenario's world made
// for the purpose.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "matching/strategies/strategy.hpp"
#include "options/settings.hpp"

namespace kith::tool {

/// A case folder; one that was made is gone at the end.
class BenchWorld {
 public:
  BenchWorld(std::filesystem::path folder, std::string title, bool is_ours)
      : folder_(std::move(folder)), title_(std::move(title)), is_ours_(is_ours) {}
  BenchWorld(BenchWorld&& other) noexcept;
  BenchWorld& operator=(BenchWorld&&) = delete;
  BenchWorld(const BenchWorld&) = delete;
  BenchWorld& operator=(const BenchWorld&) = delete;
  ~BenchWorld() { discard(); }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] const std::string& title() const { return title_; }
  void discard() noexcept;

 private:
  std::filesystem::path folder_;
  std::string title_;
  bool is_ours_ = false;
};

/// A name is a case folder if there is such a folder; else it is a scenario.
[[nodiscard]] bool is_case_folder(const std::string& name);

/// Errors: neither a folder nor a scenario, or a scenario that cannot be made.
[[nodiscard]] Result<BenchWorld> make_bench_world(const Settings& settings, std::uint64_t seed);

/// "a,b,c", "all", or empty: those that model a practice. Errors: an unknown name, a name given twice.
[[nodiscard]] Result<std::vector<const matching::Strategy*>> chosen_strategies(std::string_view names);

}  // namespace kith::tool
