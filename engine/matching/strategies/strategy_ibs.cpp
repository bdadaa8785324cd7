// Shared-allele counting, relative by relative: the search a laboratory does by hand, or in a spreadsheet.
#include "evidence/dna/shared_alleles.hpp"
#include "matching/case/remains_rows.hpp"
#include "matching/case/typed_relatives.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::matching {

namespace {

class Ibs final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "ibs"; }
  [[nodiscard]] std::string_view description() const override {
    return "alleles shared with the one typed relative who shares most: a count, no likelihood ratio";
  }
  [[nodiscard]] std::string_view practice() const override {
    return "searches by the number of shared alleles, as database screens and spreadsheets do";
  }
  [[nodiscard]] ScoreKind score_kind() const override { return ScoreKind::score; }
  [[nodiscard]] bool scores_family_dna() const override { return false; }
  [[nodiscard]] EvidenceTable evidence(const Case& data, const EvidenceOptions& options) const override;
};

EvidenceTable Ibs::evidence(const Case& data, const EvidenceOptions&) const {
  EvidenceTable table;
  const std::vector<Comparison> comparisons = list_comparisons(data, table);
  std::vector<CodedColumn> columns;
  for (const genetics::LocusIndex locus : autosomal_loci(data.panel)) {
    RemainsRows remains = remains_rows(data, locus);
    std::vector<const genetics::Observation*> relatives;
    for (const Comparison& comparison : comparisons) {
      const auto relative = static_cast<std::size_t>(comparison.relative);
      const genetics::Observation& seen = data.panel.observed(comparison.family->profiles[relative], locus);
      relatives.push_back(seen.is_untyped() ? nullptr : &seen);
    }
    columns.push_back({std::make_unique<evidence::SharedAllelesColumn>(data.panel.markers[locus],
                                                                       std::move(remains.rows), std::move(relatives)),
                       std::move(remains.codes)});
  }
  set_columns(table, std::move(columns));
  return table;
}

}  // namespace

const Strategy& ibs_strategy() {
  static const Ibs strategy;
  return strategy;
}

}  // namespace kith::matching
