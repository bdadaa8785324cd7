// matching/case.hpp — a case as the engine sees it: families with missing persons on one side, remains on the other,
// and the marker panel both were typed with. io reads it from tables; nothing here knows of files.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "genetics/panel.hpp"
#include "pedigree/pedigree.hpp"

namespace kith::matching {

using genetics::Sex;

/// Columns of the AM or PM form that are kept as they came, in the table's order: (column, text).
using Attributes = std::vector<std::pair<std::string, std::string>>;

enum class Role : std::uint8_t { other, reference, missing };

struct Family {
  std::string id;
  pedigree::Pedigree pedigree;
  std::vector<genetics::Profile> profiles;  ///< one per person of the pedigree; empty: untyped
  std::vector<Role> roles;                  ///< one per person of the pedigree; unnamed founders are `other`
  std::vector<Sex> amelogenin{};            ///< one per person: sex by amelogenin; unknown where not typed
};

/// Somebody a family misses: a target of the search.
struct MissingPerson {
  std::string id;
  std::uint32_t family = 0;  ///< position in Case::families
  pedigree::PersonIndex person = pedigree::kNobody;
  Sex sex = Sex::unknown;
  Attributes attributes{};
};

struct Remains {
  std::string id;
  genetics::Profile profile;
  Sex sex = Sex::unknown;         ///< as the form or anthropology says
  Sex amelogenin = Sex::unknown;  ///< as DNA says
  std::vector<std::string> samples{};
  Attributes attributes{};
};

struct Case {
  genetics::Panel panel;
  std::vector<Family> families;
  std::vector<MissingPerson> missing;  ///< ordered as in missing_persons.csv
  std::vector<Remains> remains;        ///< ordered as in remains.csv
};

}  // namespace kith::matching
