#include "matching/evidence_builder.hpp"

#include <memory>
#include <utility>

#include "evidence/dna_column.hpp"
#include "matching/lineage_evidence.hpp"

namespace kith::matching {
namespace {

using genetics::LocusIndex;
using genetics::Observation;
using genetics::ObservationCode;

std::vector<evidence::TargetFamily> families_at(const Case& data, LocusIndex locus) {
  const bool x_linked = data.panel.markers[locus].kind() == genetics::MarkerKind::x_linked;
  std::vector<std::vector<const Observation*>> observations(data.families.size());
  for (std::size_t f = 0; f < data.families.size(); ++f) {
    const Family& family = data.families[f];
    observations[f].resize(family.pedigree.size(), nullptr);
    for (std::size_t i = 0; i < family.profiles.size(); ++i) {
      const Observation& observation = data.panel.observed(family.profiles[i], locus);
      const bool usable = !x_linked || family.pedigree.sex(static_cast<pedigree::PersonIndex>(i)) != Sex::unknown;
      if (usable && !observation.is_untyped()) observations[f][i] = &observation;
    }
  }
  std::vector<evidence::TargetFamily> targets;
  targets.reserve(data.missing.size());
  for (const MissingPerson& missing : data.missing) {
    targets.push_back({&data.families[missing.family].pedigree, missing.person, observations[missing.family]});
  }
  return targets;
}

/// The distinct PM observations of a locus in order of first appearance, and each remains' place among them. X-linked
/// observations of male, female and unknown remains are different ones.
std::vector<evidence::PmObservation> pm_dictionary(const Case& data, LocusIndex locus, std::size_t n_columns,
                                                   EvidenceTable& table) {
  const auto& dictionary = data.panel.dictionaries[locus];
  const bool x_linked = data.panel.markers[locus].kind() == genetics::MarkerKind::x_linked;
  constexpr auto kUnseen = static_cast<std::uint32_t>(-1);
  constexpr std::size_t kSexes = 3;
  std::vector<std::uint32_t> row_of(dictionary.size() * kSexes, kUnseen);
  std::vector<evidence::PmObservation> rows(1);
  for (std::size_t r = 0; r < data.remains.size(); ++r) {
    const Remains& remains = data.remains[r];
    const ObservationCode code = locus < remains.profile.size() ? remains.profile[locus] : genetics::kUntyped;
    if (code == genetics::kUntyped) continue;  // the table's codes start at row 0
    const Sex known = remains.amelogenin != Sex::unknown ? remains.amelogenin : remains.sex;
    const Sex sex = x_linked ? known : Sex::unknown;
    std::uint32_t& row = row_of[code * kSexes + static_cast<std::size_t>(sex)];
    if (row == kUnseen) {
      row = static_cast<std::uint32_t>(rows.size());
      rows.push_back({dictionary[code], sex});
    }
    table.codes[r * n_columns + locus] = row;
  }
  return rows;
}

}  // namespace

EvidenceTable build_evidence(const Case& data, const EvidenceOptions& options) {
  EvidenceTable table;
  table.n_targets = data.missing.size();
  table.n_remains = data.remains.size();
  LineageEvidence lineages = build_lineages(data, options.lineage);
  const std::size_t n_columns = data.panel.size() + lineages.columns.size();
  table.codes.assign(data.remains.size() * n_columns, 0);
  for (LocusIndex locus = 0; locus < data.panel.size(); ++locus) {
    auto rows = pm_dictionary(data, locus, n_columns, table);
    table.columns.push_back(std::make_unique<evidence::DnaColumn>(data.panel.markers[locus], std::move(rows),
                                                                  families_at(data, locus), options.likelihood));
  }
  for (std::size_t c = 0; c < lineages.columns.size(); ++c) {
    for (std::size_t r = 0; r < data.remains.size(); ++r) {
      table.codes[r * n_columns + data.panel.size() + c] = lineages.codes[c][r];
    }
    table.columns.push_back(std::move(lineages.columns[c]));
  }
  table.remarks = std::move(lineages.remarks);
  return table;
}

}  // namespace kith::matching
