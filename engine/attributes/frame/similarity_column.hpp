// attributes/frame/similarity_column.hpp — an attribute as most case systems compare it today: a similarity from 0 to 1
// of what the two forms say, no likelihood ratio.
//
//   similarity of a pair = sum of w_i s_i / sum of w_i,   over the attributes that both sides say something of
//
// s_i is the similarity of the attribute's level of agreement (comparison.hpp), w_i the agency's weight (weights.ini,
// `similarity`; else 1). The weighted mean is taken by whoever adds up (matching/candidates/match.hpp,
// EvidenceTable::weights).
#pragma once

#include <memory>
#include <span>
#include <string>

#include "attributes/frame/attribute_column.hpp"

namespace kith::attributes {

class SimilarityColumn final : public evidence::Column {
 public:
  /// @pre the attribute has levels. `excludes`: a similarity of 0 is flagged as an exclusion.
  SimilarityColumn(std::unique_ptr<AttributeColumn> attribute, bool excludes)
      : attribute_(std::move(attribute)), excludes_(excludes) {}

  [[nodiscard]] const std::string& name() const override { return attribute_->name(); }
  [[nodiscard]] evidence::ColumnKind kind() const override { return evidence::ColumnKind::attribute; }
  [[nodiscard]] std::string_view group() const override { return attribute_->group(); }
  [[nodiscard]] std::size_t n_rows() const override { return attribute_->n_rows(); }
  [[nodiscard]] std::string describe_row(std::size_t row) const override { return attribute_->describe_row(row); }
  [[nodiscard]] std::string describe_target(evidence::TargetIndex target) const override {
    return attribute_->describe_target(target);
  }
  /// Similarities from 0 to 1; -1 in the rows that are not compared.
  evidence::ColumnStatus fill(evidence::TargetIndex target, std::span<double> rows) const override;
  [[nodiscard]] bool is_incompatible(evidence::TargetIndex target, std::size_t row) const override;
  [[nodiscard]] std::string explain(evidence::TargetIndex target, std::size_t row) const override;

 private:
  std::unique_ptr<AttributeColumn> attribute_;
  bool excludes_;
};

}  // namespace kith::attributes
