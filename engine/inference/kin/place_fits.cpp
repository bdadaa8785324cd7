#include "inference/kin/place_fits.hpp"

#include <map>
#include <memory>

#include "evidence/dna/dna_column.hpp"
#include "matching/case/remains_rows.hpp"

namespace kith::inference {
namespace {

using genetics::LocusIndex;

/// The family without the donor's own sample.
evidence::TargetFamily family_around(const matching::Case& data, const Donor& donor, LocusIndex locus) {
  const matching::Family& family = data.families[donor.family];
  evidence::TargetFamily result{.pedigree = &family.pedigree, .person = donor.person, .observations = {}};
  result.observations.resize(family.pedigree.size(), nullptr);
  for (std::size_t p = 0; p < family.profiles.size(); ++p) {
    const auto& seen = data.panel.observed(family.profiles[p], locus);
    if (static_cast<pedigree::PersonIndex>(p) != donor.person && !seen.is_untyped()) result.observations[p] = &seen;
  }
  return result;
}

matching::EvidenceTable evidence_of(const matching::Case& data, const DonorCase& donors,
                                    const PlaceFitOptions& options) {
  matching::EvidenceTable table;
  table.n_targets = table.n_remains = donors.donors.size();
  std::vector<matching::CodedColumn> columns;
  for (const LocusIndex locus : matching::autosomal_loci(data.panel)) {
    matching::RemainsRows rows = matching::remains_rows(donors.people, locus);
    std::vector<evidence::TargetFamily> targets;
    for (const Donor& donor : donors.donors) targets.push_back(family_around(data, donor, locus));
    columns.push_back({std::make_unique<evidence::DnaColumn>(data.panel.markers[locus], std::move(rows.rows),
                                                             std::move(targets), options.likelihood),
                       std::move(rows.codes)});
  }
  matching::set_columns(table, std::move(columns));
  return table;
}

double log10_of_pair(const matching::EvidenceTable& table, std::uint32_t donor, std::uint32_t place) {
  double sum = 0;
  for (const auto& score : matching::explain_pair(table, donor, place)) sum += score.log10_lr;
  return sum;
}

}  // namespace

std::vector<PlaceFit> find_place_fits(const matching::Case& data, const DonorCase& donors,
                                      const PlaceFitOptions& options, const matching::Progress& progress) {
  std::vector<PlaceFit> fits;
  if (donors.donors.size() < 2) return fits;
  const matching::EvidenceTable table = evidence_of(data, donors, options);
  if (table.columns.empty()) return fits;
  matching::MatchOptions match;
  match.top = 0;
  match.threshold = options.threshold;
  match.max_above = options.max_pairs;
  match.threads = options.threads;
  std::map<std::uint32_t, double> own;
  for (const auto& pair : matching::match(table, match, progress).pairs) {
    if (pair.remains == pair.target) continue;
    const auto [fit, is_new] = own.try_emplace(pair.remains, 0);
    if (is_new) fit->second = log10_of_pair(table, pair.remains, pair.remains);
    if (pair.log10_lr < fit->second + options.better_by) continue;
    fits.push_back({pair.target, pair.remains, pair.log10_lr, fit->second});
  }
  return fits;
}

}  // namespace kith::inference
