// simulate/people/family.hpp — families that miss somebody: three or four generations around the missing, who is typed,
// and in what the report is wrong.
//
// Every family is drawn whole (grandparents, uncles, cousins, half siblings, spouses, children), then relatives are
// chosen to give samples, then those who connect nobody are dropped: what is left is the pedigree an analyst would
// draw.
#pragma once

#include <cstdint>
#include <vector>

#include "genetics/markers/marker.hpp"
#include "simulate/places/places.hpp"
#include "simulate/scenario/scenario.hpp"

namespace kith::simulate {

/// To the first missing person of the family.
enum class Kin : std::uint8_t {
  missing,
  father,
  mother,
  sibling,
  half_sibling,
  child,
  spouse,
  grandparent,
  uncle,
  cousin,
  other
};

enum class Truth : std::uint8_t {
  reported,      ///< as the report has it
  other_father,  ///< his father is another man
  unrelated,     ///< the sample is a stranger's
};

inline constexpr std::int32_t kNobody = -1;

struct Member {
  Kin kin = Kin::other;
  genetics::Sex sex = genetics::Sex::unknown;
  std::int32_t father = kNobody;  ///< position in the family, as reported; both or none
  std::int32_t mother = kNobody;
  int birth_year = 0;
  bool is_missing = false;
  bool is_typed = false;
  Truth truth = Truth::reported;
};

struct Family {
  std::vector<Member> members;  ///< parents before their children
  std::uint32_t region = 0;     ///< where it lives
  std::uint32_t event = 0;      ///< position among the events; kNoEvent: none known
  Day vanished = 0;             ///< when they were last seen
};

/// Families with `settings.missing.count` missing persons in all, and `families.samples` typed relatives where that is
/// given. Parallel over families.
[[nodiscard]] std::vector<Family> make_families(const Scenario& scenario, const Places& places, std::uint64_t seed);

}  // namespace kith::simulate
