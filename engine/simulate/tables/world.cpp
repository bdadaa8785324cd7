#include "simulate/tables/world.hpp"

#include <tbb/parallel_for.h>

#include <string>
#include <utility>

#include "simulate/scenario/random.hpp"

namespace kith::simulate {
namespace {

std::vector<MemberIndex> all_missing(const std::vector<Family>& families) {
  std::vector<MemberIndex> missing;
  for (std::uint32_t f = 0; f < families.size(); ++f) {
    for (std::uint32_t m = 0; m < families[f].members.size(); ++m) {
      if (families[f].members[m].is_missing) missing.push_back({f, m});
    }
  }
  return missing;
}

void draw_genomes(World& world) {
  world.genomes.resize(world.families.size());
  tbb::parallel_for(std::size_t{0}, world.families.size(), [&](std::size_t f) {
    Random random(world.seed, Stream::genomes, f);
    world.genomes[f] = family_genomes(world.families[f], world.loci, random);
  });
  const auto& found = world.recovery.found;
  world.found_genomes.resize(found.size());
  constexpr std::uint64_t kStrangersFrom = std::uint64_t{1} << 40U;
  tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t i) {
    Random random(world.seed, Stream::genomes, kStrangersFrom + i);
    world.found_genomes[i] = found[i].is_reported ? world.genomes[found[i].who.family][found[i].who.member]
                                                  : founder_genome(world.loci, random);
  });
}

void draw_people(World& world) {
  const auto& families = world.families;
  std::vector<std::string> surnames(families.size());
  for (std::size_t f = 0; f < families.size(); ++f) {
    Random random(world.seed, Stream::surnames, f);
    surnames[f] = draw_surname(families[f].region, random);
  }
  world.people.resize(world.missing.size());
  tbb::parallel_for(std::size_t{0}, world.missing.size(), [&](std::size_t i) {
    const auto& family = families[world.missing[i].family];
    const auto& member = family.members[world.missing[i].member];
    Random random(world.seed, Stream::people, i);
    world.people[i] = make_person({.sex = member.sex,
                                   .year = member.birth_year,
                                   .died = family.vanished,
                                   .region = family.region,
                                   .event = family.event,
                                   .surname = surnames[world.missing[i].family]},
                                  world.scenario, world.places, random);
  });
  std::vector<const Found*> strangers;
  for (const auto& found : world.recovery.found) {
    if (!found.is_reported) strangers.push_back(&found);
  }
  world.strangers.resize(strangers.size());
  constexpr std::uint64_t kStrangersFrom = std::uint64_t{1} << 40U;
  tbb::parallel_for(std::size_t{0}, strangers.size(), [&](std::size_t i) {
    const auto& found = *strangers[i];
    Random random(world.seed, Stream::people, kStrangersFrom + i);
    world.strangers[i] = make_person({.sex = found.sex,
                                      .year = year_of(found.died) - found.age,
                                      .died = found.died,
                                      .region = found.region,
                                      .event = found.event,
                                      .surname = {}},
                                     world.scenario, world.places, random);
  });
}

void type_samples(World& world) {
  for (std::int64_t i = 0; i < world.scenario.laboratory.staff; ++i) {
    Random random(world.seed, Stream::staff, static_cast<std::uint64_t>(i));
    world.staff.push_back(founder_genome(world.loci, random));
  }
  const DropRates rates(world.loci, world.scenario.laboratory);
  const auto& samples = world.recovery.samples;
  world.profiles.resize(samples.size());
  tbb::parallel_for(std::size_t{0}, samples.size(), [&](std::size_t i) {
    Random random(world.seed, Stream::laboratory, i);
    world.profiles[i] = bone_profile(world.found_genomes[samples[i].found], world.loci, rates,
                                     world.scenario.laboratory, world.staff, random);
    if (!samples[i].is_typed) world.profiles[i].seen.assign(world.loci.size(), {});
  });
}

}  // namespace

Result<World> make_world(const Scenario& scenario, std::uint64_t seed) {
  if (auto wrong = check(scenario)) return *std::move(wrong);
  auto loci = make_loci(scenario.population, seed);
  if (!loci) return loci.error();
  World world{.scenario = scenario, .seed = seed, .loci = std::move(loci).value()};
  world.places = make_places(scenario, seed);
  world.families = make_families(scenario, world.places, seed);
  world.missing = all_missing(world.families);
  world.recovery = make_recovery(scenario, world.places, world.families, world.missing, seed);
  draw_genomes(world);
  draw_people(world);
  type_samples(world);
  return world;
}

}  // namespace kith::simulate
