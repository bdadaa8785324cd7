// matching/case/case.hpp — a case as the engine sees it: families with missing persons on one side, remains on the
// other, and the marker panel both were typed with. io reads it from tables; nothing here knows of files.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "attributes/frame/description.hpp"
#include "attributes/frame/parameters.hpp"
#include "attributes/frame/weights.hpp"
#include "attributes/place/place_tables.hpp"
#include "genetics/haplotypes/haplotype_frequency.hpp"
#include "genetics/haplotypes/mt_haplotype.hpp"
#include "genetics/haplotypes/y_haplotype.hpp"
#include "genetics/markers/panel.hpp"
#include "pedigree/family/pedigree.hpp"

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
  std::vector<genetics::YHaplotype> y{};    ///< one per person, or none at all: nobody typed
  std::vector<genetics::MtHaplotype> mt{};  ///< likewise
};

/// Somebody a family misses: a target of the search.
struct MissingPerson {
  std::string id;
  std::uint32_t family = 0;  ///< position in Case::families
  pedigree::PersonIndex person = pedigree::kNobody;
  Sex sex = Sex::unknown;
  Attributes attributes{};
  std::string population{};                 ///< whose allele frequencies count for him; empty: the run's
  attributes::AmDescription description{};  ///< what the models read of `attributes`; its sex is not used, `sex` is
};

struct Remains {
  std::string id;
  genetics::Profile profile;
  Sex sex = Sex::unknown;          ///< as the form or anthropology says
  Sex amelogenin = Sex::unknown;   ///< as DNA says
  attributes::XCopies x_copies{};  ///< as its X-linked markers say, see matching/case/known_sex.hpp
  std::vector<std::string> samples{};
  Attributes attributes{};
  attributes::PmDescription description{};  ///< what the models read of `attributes`; of its sex, the method
  genetics::YHaplotype y{};                 ///< empty: not typed
  genetics::MtHaplotype mt{};               ///< without a range: not typed
};

/// Somebody who handled samples: compared with them by `kith check`, never matched.
struct StaffProfile {
  std::string id;
  /// Per locus the alleles, ascending; empty: not typed. kNoAllele: an allele that nobody else of the case shows.
  std::vector<std::vector<genetics::AlleleIndex>> alleles;
};

/// What joins.csv says of two sets of remains: parts of one body, or not.
struct JoinStatement {
  std::uint32_t first = 0;  ///< positions in Case::remains
  std::uint32_t second = 0;
  bool is_same = true;
  std::string by{};  ///< who says so, why, and when
  std::string why{};
  std::string date{};
};

/// Haplotypes of unrelated people of the population, and what other databases answered.
struct HaplotypeDatabase {
  std::vector<genetics::YHaplotype> y{};
  std::vector<genetics::MtHaplotype> mt{};
  std::vector<genetics::CountedHaplotype<genetics::YHaplotype>> y_counts{};    ///< haplotype_counts.csv
  std::vector<genetics::CountedHaplotype<genetics::MtHaplotype>> mt_counts{};  ///< likewise
};

struct Case {
  genetics::Panel panel;
  std::vector<Family> families;
  std::vector<MissingPerson> missing;                     ///< ordered as in missing_persons.csv
  std::vector<Remains> remains;                           ///< ordered as in remains.csv
  std::vector<genetics::YMarker> y_markers{};             ///< the loci of every Y haplotype, in this order
  attributes::ParameterOverrides attribute_parameters{};  ///< attributes.csv
  HaplotypeDatabase haplotypes{};                         ///< empty: the case has no haplotypes.csv
  attributes::PlaceTables places{};                       ///< events, sites and accepted identifications
  attributes::Weights weights{};                          ///< weights.ini
  std::vector<StaffProfile> staff{};                      ///< elimination.csv
  std::vector<JoinStatement> joins{};                     ///< joins.csv
};

}  // namespace kith::matching
