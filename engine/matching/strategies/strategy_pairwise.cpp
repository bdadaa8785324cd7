// Kinship search relative by relative: the best one-to-one kinship index, by each relative's relation to the missing
// person.
#include "evidence/dna/dna_column.hpp"
#include "matching/case/remains_rows.hpp"
#include "matching/case/typed_relatives.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::matching {

namespace {

class Pairwise final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "pairwise"; }
  [[nodiscard]] std::string_view description() const override {
    return "the best kinship index (log10 LR) against one typed relative alone";
  }
  [[nodiscard]] std::string_view practice() const override {
    return "kinship searches that compare profile with profile and leave the rest of the family to the analyst";
  }
  [[nodiscard]] ScoreKind score_kind() const override { return ScoreKind::best_log10_lr; }
  [[nodiscard]] bool scores_family_dna() const override { return false; }
  [[nodiscard]] EvidenceTable evidence(const Case& data, const EvidenceOptions& options) const override;
};

/// Each comparison as a family in which nobody but the one relative is typed.
std::vector<evidence::TargetFamily> one_relative_each(const Case& data, const std::vector<Comparison>& comparisons,
                                                      genetics::LocusIndex locus) {
  std::vector<evidence::TargetFamily> targets;
  targets.reserve(comparisons.size());
  for (const Comparison& comparison : comparisons) {
    const auto relative = static_cast<std::size_t>(comparison.relative);
    const pedigree::Pedigree& pedigree = comparison.family->pedigree;
    evidence::TargetFamily target{&pedigree, comparison.missing, {}};
    target.observations.resize(pedigree.size(), nullptr);
    const genetics::Observation& seen = data.panel.observed(comparison.family->profiles[relative], locus);
    if (!seen.is_untyped()) target.observations[relative] = &seen;
    targets.push_back(std::move(target));
  }
  return targets;
}

EvidenceTable Pairwise::evidence(const Case& data, const EvidenceOptions& options) const {
  EvidenceTable table;
  const std::vector<Comparison> comparisons = list_comparisons(data, table);
  std::vector<CodedColumn> columns;
  for (const genetics::LocusIndex locus : autosomal_loci(data.panel)) {
    RemainsRows remains = remains_rows(data, locus);
    columns.push_back(
        {std::make_unique<evidence::DnaColumn>(data.panel.markers[locus], std::move(remains.rows),
                                               one_relative_each(data, comparisons, locus), options.likelihood),
         std::move(remains.codes)});
  }
  set_columns(table, std::move(columns));
  return table;
}

}  // namespace

const Strategy& pairwise_strategy() {
  static const Pairwise strategy;
  return strategy;
}

}  // namespace kith::matching
