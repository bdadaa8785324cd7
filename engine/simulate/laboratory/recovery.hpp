// simulate/laboratory/recovery.hpp — who is found, in which graves, in how many samples.
//
// The persons found are some of the missing and some whom nobody reported. A victim of an event lies in a grave of it
// with probability `fidelity`. He may, and whoever died alone does, lie in grave s of the primary ones with probability
//   prop. to  size_s (far + exp(-d / near_km)) P(death + delay in the days when s was filled)
// size_s the share of the dead in its event by number of graves, d from where he was last seen; who died after the last
// grave was closed, in one regardless of time. Of a body in a robbed grave parts may lie in its secondary graves. Every
// bone sample is one set of remains: who belongs to whom is for the engine to find.
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/people/family.hpp"
#include "simulate/places/places.hpp"
#include "simulate/scenario/scenario.hpp"

namespace kith::simulate {

/// Position of a member: which family, which person of it.
struct MemberIndex {
  std::uint32_t family = 0;
  std::uint32_t member = 0;
};

/// Somebody who was found.
struct Found {
  bool is_reported = false;
  MemberIndex who{};        ///< if reported
  std::size_t person = 0;   ///< position among the missing, or else among the strangers
  std::uint32_t event = 0;  ///< kNoEvent: died alone
  Day died = 0;
  genetics::Sex sex = genetics::Sex::male;  ///< of a stranger: drawn as a missing person's
  int age = 0;
  std::uint32_t region = 0;
};

/// One bone sample.
struct Sample {
  std::uint32_t found = 0;  ///< whose
  std::uint32_t site = 0;
  std::uint32_t number = 0;  ///< which of his samples, from 0
  std::uint32_t of = 1;      ///< how many there are
  bool is_moved = false;     ///< his samples come from several graves
  bool is_typed = true;
};

struct Recovery {
  std::vector<Found> found;
  std::vector<Sample> samples;  ///< in an order that tells nothing
};

/// `missing`: all missing persons.
[[nodiscard]] Recovery make_recovery(const Scenario& scenario, const Places& places,
                                     const std::vector<Family>& families, const std::vector<MemberIndex>& missing,
                                     std::uint64_t seed);

}  // namespace kith::simulate
