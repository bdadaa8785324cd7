// intake/draft/case_draft.hpp — a case as its tables spell it, before anybody checked it: what importers make and
// write_case() writes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "attributes/place/place_tables.hpp"
#include "genetics/markers/marker.hpp"
#include "genetics/markers/observation.hpp"
#include "matching/case/case.hpp"

namespace kith::intake {

struct DraftMarker {
  genetics::MarkerSpec spec;
  std::optional<double> min_frequency{};  ///< of alleles the marker does not list
};

struct DraftPerson {
  std::string family;
  std::string id;
  std::string father{};  ///< empty: not known
  std::string mother{};
  genetics::Sex sex = genetics::Sex::unknown;
  matching::Role role = matching::Role::other;
  std::string relation{};  ///< to the missing person, in words, where the links do not say it yet
};

struct DraftMissing {
  std::string id;  ///< of a person with role `missing`
  std::string family;
  genetics::Sex sex = genetics::Sex::unknown;
  matching::Attributes attributes{};
};

struct DraftRemains {
  std::string id;
  genetics::Sex sex = genetics::Sex::unknown;
  matching::Attributes attributes{};
};

/// One amplification of a sample at one marker.
struct DraftTyping {
  std::string sample;
  std::string subject;
  std::string marker;
  std::vector<std::string> alleles;
  std::string replicate{};
  bool partial = false;
  std::optional<genetics::DropModel> model{};  ///< none: the marker's
};

/// The mutation rate of a Y-STR marker.
struct DraftYRate {
  std::string marker;
  double rate = 0;
};

/// One marker of a haplotype of the population.
struct DraftHaplotype {
  std::string id;
  std::string marker;
  std::vector<std::string> alleles;
};

struct CaseDraft {
  std::vector<DraftMarker> markers;
  std::vector<DraftPerson> persons;
  std::vector<DraftMissing> missing;
  std::vector<DraftRemains> remains;
  std::vector<DraftTyping> typings;
  std::vector<DraftYRate> y_rates{};
  std::vector<DraftHaplotype> haplotypes{};
  attributes::PlaceTables places{};  ///< positions are those of `missing` and `remains`
};

/// The tables that read_case() would make this case of. Unnamed founders are left out (they come back by themselves);
/// the samples of remains become one, with the merged results.
[[nodiscard]] CaseDraft draft_of(const matching::Case& content);

}  // namespace kith::intake
