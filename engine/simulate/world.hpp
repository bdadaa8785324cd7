// simulate/world.hpp — a synthetic world with its truth: everything that is drawn, in memory.
//
// (scenario, seed) -> world is a function: the same for any number of threads.
#pragma once

#include <cstdint>
#include <vector>

#include "core/error.hpp"
#include "simulate/family.hpp"
#include "simulate/genomes.hpp"
#include "simulate/laboratory.hpp"
#include "simulate/panel.hpp"
#include "simulate/places.hpp"
#include "simulate/recovery.hpp"
#include "simulate/scenario.hpp"

namespace kith::simulate {

struct World {
  Scenario scenario{};
  std::uint64_t seed = 0;
  Loci loci{};
  Places places{};
  std::vector<Family> families{};
  std::vector<std::vector<Genome>> genomes{};  ///< by family, by member
  std::vector<MemberIndex> missing{};          ///< in order: M00001 is the first
  Recovery recovery{};
  std::vector<Genome> found_genomes{};  ///< by person found
  std::vector<LabProfile> profiles{};   ///< by bone sample
};

/// Errors: check(scenario), or a table of frequencies that cannot be used.
[[nodiscard]] Result<World> make_world(const Scenario& scenario, std::uint64_t seed);

}  // namespace kith::simulate
