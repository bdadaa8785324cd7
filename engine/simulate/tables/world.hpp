// simulate/tables/world.hpp — a synthetic world with its truth: everything that is drawn, in memory.
//
// (scenario, seed) -> world is a function: the same for any number of threads.
#pragma once

#include <cstdint>
#include <vector>

#include "core/error.hpp"
#include "simulate/laboratory/laboratory.hpp"
#include "simulate/laboratory/recovery.hpp"
#include "simulate/people/family.hpp"
#include "simulate/people/genomes.hpp"
#include "simulate/people/person.hpp"
#include "simulate/people/simulated_panel.hpp"
#include "simulate/places/places.hpp"
#include "simulate/scenario/scenario.hpp"

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
  std::vector<Person> people{};         ///< by missing person
  std::vector<Person> strangers{};      ///< persons found whom nobody reported, in their order among the found
  std::vector<Genome> found_genomes{};  ///< by person found
  std::vector<Genome> staff{};          ///< of the laboratory, who contaminate samples
  std::vector<LabProfile> profiles{};   ///< by bone sample
};

/// Who a person found was.
[[nodiscard]] inline const Person& person_found(const World& world, const Found& found) {
  return found.is_reported ? world.people[found.person] : world.strangers[found.person];
}

/// Errors: check(scenario), or a table of frequencies that cannot be used.
[[nodiscard]] Result<World> make_world(const Scenario& scenario, std::uint64_t seed);

}  // namespace kith::simulate
