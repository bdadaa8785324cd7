// Shared-allele counting, relative by relative: the search a laboratory does by hand, or in a spreadsheet.
#include "evidence/shared_alleles.hpp"
#include "matching/remains_rows.hpp"
#include "matching/strategy.hpp"
#include "matching/typed_relatives.hpp"

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
  const std::vector<genetics::LocusIndex> loci = autosomal_loci(data.panel);
  table.codes.assign(data.remains.size() * loci.size(), 0);
  for (std::size_t c = 0; c < loci.size(); ++c) {
    RemainsRows remains = remains_rows(data, loci[c]);
    for (std::size_t r = 0; r < data.remains.size(); ++r) table.codes[r * loci.size() + c] = remains.codes[r];
    std::vector<const genetics::Observation*> relatives;
    for (const Comparison& comparison : comparisons) {
      const auto relative = static_cast<std::size_t>(comparison.relative);
      const genetics::Observation& seen = data.panel.observed(comparison.family->profiles[relative], loci[c]);
      relatives.push_back(seen.is_untyped() ? nullptr : &seen);
    }
    table.columns.push_back(std::make_unique<evidence::SharedAllelesColumn>(
        data.panel.markers[loci[c]], std::move(remains.rows), std::move(relatives)));
  }
  return table;
}

}  // namespace

const Strategy& ibs_strategy() {
  static const Ibs strategy;
  return strategy;
}

}  // namespace kith::matching
