#include "commands/bench_world.hpp"

#include <stdlib.h>

#include <algorithm>
#include <utility>

#include "intake/draft/case_writer.hpp"
#include "options/scenario_file.hpp"
#include "simulate/tables/world_tables.hpp"

namespace kith::tool {

namespace fs = std::filesystem;

BenchWorld::BenchWorld(BenchWorld&& other) noexcept
    : folder_(std::move(other.folder_)),
      title_(std::move(other.title_)),
      is_ours_(std::exchange(other.is_ours_, false)) {}

void BenchWorld::discard() noexcept {
  if (!is_ours_) return;
  is_ours_ = false;
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

bool is_case_folder(const std::string& name) {
  std::error_code ignored;
  return fs::is_directory(name, ignored);
}

Result<BenchWorld> make_bench_world(const Settings& settings, std::uint64_t seed) {
  if (is_case_folder(settings.case_folder)) return BenchWorld(settings.case_folder, "case folder", false);
  const auto scenario = load_scenario(settings.case_folder, settings.overrides);
  if (!scenario) return scenario.error();
  const auto world = simulate::make_world(scenario.value(), seed);
  if (!world) return world.error();
  std::string pattern = (fs::temp_directory_path() / "kith-bench-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return Error{Errc::output_unwritable, pattern + ": cannot be made"};
  BenchWorld made(pattern, scenario.value().title, true);
  const auto written = intake::write_tables(simulate::world_tables(world.value()), pattern);
  if (!written) return written.error();
  return made;
}

Result<std::vector<const matching::Strategy*>> chosen_strategies(std::string_view names) {
  std::vector<const matching::Strategy*> chosen;
  if (names.empty() || names == "all") {
    for (const matching::Strategy* strategy : matching::strategies()) {
      if (names == "all" || !strategy->practice().empty()) chosen.push_back(strategy);
    }
    return chosen;
  }
  while (true) {
    const auto comma = names.find(',');
    const auto strategy = matching::find_strategy(names.substr(0, comma));
    if (!strategy) return strategy.error();
    if (std::find(chosen.begin(), chosen.end(), strategy.value()) != chosen.end()) {
      return Error{Errc::bad_option, "--strategies names " + std::string(strategy.value()->name()) + " twice"};
    }
    chosen.push_back(strategy.value());
    if (comma == std::string_view::npos) return chosen;
    names.remove_prefix(comma + 1);
  }
}

}  // namespace kith::tool
