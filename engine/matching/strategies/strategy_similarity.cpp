// The weighted similarity of descriptions that most case systems use today: similarities from 0 to 1, agency weights,
// weighted mean.
#include <limits>
#include <memory>

#include "attributes/frame/similarity_column.hpp"
#include "core/check.hpp"
#include "matching/strategies/strategy.hpp"
#include "matching/table/attribute_evidence.hpp"

namespace kith::matching {

namespace {

class Similarity final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "similarity"; }
  [[nodiscard]] std::string_view description() const override {
    return "descriptions alone, as a weighted mean of similarities from 0 to 1: no likelihood ratio";
  }
  [[nodiscard]] std::string_view practice() const override {
    return "case systems that rank by a weighted score of matching fields";
  }
  [[nodiscard]] ScoreKind score_kind() const override { return ScoreKind::score; }
  [[nodiscard]] bool scores_family_dna() const override { return false; }
  [[nodiscard]] EvidenceTable evidence(const Case& data, const EvidenceOptions& options) const override;
  void score_target(const EvidenceTable& evidence, const ScanCodes& codes, TargetIndex target, std::span<double> scores,
                    TargetWork& work) const override;
};

EvidenceTable Similarity::evidence(const Case& data, const EvidenceOptions& options) const {
  EvidenceTable table;
  table.n_targets = data.missing.size();
  table.n_remains = data.remains.size();
  auto attributes = build_attribute_evidence(data, options.attribute_parameters, options.n_scored_only);
  std::vector<CodedColumn> columns;
  for (attributes::AttributeEvidence& attribute : attributes) {
    auto* column = dynamic_cast<attributes::AttributeColumn*>(attribute.column.get());
    KITH_CHECK(column != nullptr && !column->levels().empty());
    (void)attribute.column.release();
    const auto weight = data.weights.similarity.find(column->name());
    table.weights.push_back(weight == data.weights.similarity.end() ? 1 : weight->second);
    const bool excludes = data.weights.excluding.contains(column->name());
    columns.push_back(
        {std::make_unique<attributes::SimilarityColumn>(std::unique_ptr<attributes::AttributeColumn>(column), excludes),
         std::move(attribute.codes)});
  }
  set_columns(table, std::move(columns));
  return table;
}

void Similarity::score_target(const EvidenceTable& evidence, const ScanCodes& codes, TargetIndex target,
                              std::span<double> scores, TargetWork& work) const {
  if (evidence.weights.empty()) return Strategy::score_target(evidence, codes, target, scores, work);
  const std::size_t n_columns = evidence.columns.size();
  std::vector<double> sums(scores.size(), 0);
  std::vector<double> weights(scores.size(), 0);
  std::vector<double> rows;
  for (std::size_t c = 0; c < n_columns; ++c) {
    rows.assign(evidence.columns[c]->n_rows(), 0);
    if (evidence.columns[c]->fill(target, rows) != evidence::ColumnStatus::scored) continue;
    for (std::size_t r = 0; r < scores.size(); ++r) {
      const double similarity = rows[evidence.codes[r * n_columns + c]];
      if (similarity < 0) continue;
      sums[r] += evidence.weights[c] * similarity;
      weights[r] += evidence.weights[c];
    }
  }
  for (std::size_t r = 0; r < scores.size(); ++r) scores[r] = weights[r] > 0 ? sums[r] / weights[r] : kNotCompared;
}

}  // namespace

const Strategy& similarity_strategy() {
  static const Similarity strategy;
  return strategy;
}

}  // namespace kith::matching
