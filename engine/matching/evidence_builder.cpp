#include "matching/evidence_builder.hpp"

#include <memory>
#include <utility>

#include "evidence/dna_column.hpp"

namespace kith::matching {
namespace {

using genetics::LocusIndex;
using genetics::Observation;
using genetics::ObservationCode;

std::vector<evidence::TargetFamily> families_at(const Case& data, LocusIndex locus) {
  std::vector<std::vector<const Observation*>> observations(data.families.size());
  for (std::size_t f = 0; f < data.families.size(); ++f) {
    for (const auto& profile : data.families[f].profiles) {
      const Observation& observation = data.panel.observed(profile, locus);
      observations[f].push_back(observation.is_untyped() ? nullptr : &observation);
    }
    observations[f].resize(data.families[f].pedigree.size(), nullptr);
  }
  std::vector<evidence::TargetFamily> targets;
  targets.reserve(data.missing.size());
  for (const MissingPerson& missing : data.missing) {
    targets.push_back({&data.families[missing.family].pedigree, missing.person, observations[missing.family]});
  }
  return targets;
}

/// The distinct PM observations of a locus in order of first appearance, and each remains' place among them.
std::vector<Observation> pm_dictionary(const Case& data, LocusIndex locus, EvidenceTable& table) {
  const auto& dictionary = data.panel.dictionaries[locus];
  constexpr auto kUnseen = static_cast<std::uint32_t>(-1);
  std::vector<std::uint32_t> row_of(dictionary.size(), kUnseen);
  row_of[genetics::kUntyped] = 0;
  std::vector<Observation> rows{Observation::untyped()};
  for (std::size_t r = 0; r < data.remains.size(); ++r) {
    const auto& profile = data.remains[r].profile;
    const ObservationCode code = locus < profile.size() ? profile[locus] : genetics::kUntyped;
    if (row_of[code] == kUnseen) {
      row_of[code] = static_cast<std::uint32_t>(rows.size());
      rows.push_back(dictionary[code]);
    }
    table.codes[r * data.panel.size() + locus] = row_of[code];
  }
  return rows;
}

}  // namespace

EvidenceTable build_evidence(const Case& data, const EvidenceOptions& options) {
  EvidenceTable table;
  table.n_targets = data.missing.size();
  table.n_remains = data.remains.size();
  table.codes.assign(data.remains.size() * data.panel.size(), 0);
  for (LocusIndex locus = 0; locus < data.panel.size(); ++locus) {
    auto rows = pm_dictionary(data, locus, table);
    table.columns.push_back(std::make_unique<evidence::DnaColumn>(data.panel.markers[locus], std::move(rows),
                                                                  families_at(data, locus), options.likelihood));
  }
  return table;
}

}  // namespace kith::matching
