#include "matching/table/evidence_builder.hpp"

#include <tbb/parallel_for.h>

#include <memory>
#include <utility>

#include "evidence/dna/dna_column.hpp"
#include "matching/case/remains_rows.hpp"
#include "matching/case/typed_relatives.hpp"
#include "matching/table/attribute_evidence.hpp"
#include "matching/table/lineage_evidence.hpp"

namespace kith::matching {
namespace {

using genetics::LocusIndex;
using genetics::Observation;

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

}  // namespace

EvidenceTable build_evidence(const Case& data, const EvidenceOptions& options) {
  EvidenceTable table;
  table.n_targets = data.missing.size();
  table.n_remains = data.remains.size();
  if (options.dna) table.close_relatives = close_typed_relatives(data);
  LineageEvidence lineages = options.dna ? build_lineages(data, options.lineage) : LineageEvidence{};
  auto attributes = options.attributes
                        ? build_attribute_evidence(data, options.attribute_parameters, options.n_scored_only)
                        : std::vector<attributes::AttributeEvidence>();
  std::vector<CodedColumn> columns(options.dna ? data.panel.size() : 0);
  tbb::parallel_for(std::size_t{0}, columns.size(), [&](std::size_t c) {
    const auto locus = static_cast<LocusIndex>(c);
    RemainsRows remains = remains_rows(data, locus);
    columns[c] = {
        std::make_unique<evidence::DnaColumn>(data.panel.markers[c], std::move(remains.rows), families_at(data, locus),
                                              options.likelihood, options.table_store, options.typing_error),
        std::move(remains.codes)};
  });
  for (std::size_t c = 0; c < lineages.columns.size(); ++c) {
    columns.push_back({std::move(lineages.columns[c]), std::move(lineages.codes[c])});
  }
  table.remarks = std::move(lineages.remarks);
  for (attributes::AttributeEvidence& attribute : attributes) {
    columns.push_back({std::move(attribute.column), std::move(attribute.codes)});
    if (!attribute.remark.empty()) table.remarks.push_back(std::move(attribute.remark));
  }
  set_columns(table, std::move(columns));
  return table;
}

}  // namespace kith::matching
