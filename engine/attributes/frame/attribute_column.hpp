// attributes/frame/attribute_column.hpp — any attribute as a column of evidence: dictionary of distinct PM findings,
// distinct AM reports, and the two functions a model gives.
//
//   log10 LR = weighted( log10 [ P(finding | report, same person) / P(finding | somebody else of the missing) ] )
//
// Where report or finding says nothing the value is exactly 0. Small tables (report x finding) are computed once.
//
// Cost of fill: a copy, or one call of the model for all rows. Threads: reentrant, if the model's functions are.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attributes/frame/parameters.hpp"
#include "evidence/column/column.hpp"

namespace kith::attributes {

inline constexpr std::uint32_t kNoReport = static_cast<std::uint32_t>(-1);

/// A level of agreement between report and finding (comparison.hpp).
struct LevelSpec {
  std::string_view name;
  double similarity = 0;  ///< 0 to 1, for strategy `similarity`
};

struct AttributeParts {
  std::string name;                        ///< "age"
  std::string group;                       ///< attributes of a group share exponent and cap: "age", "look"
  std::size_t n_rows = 1;                  ///< distinct findings and row 0, "not observed"
  std::size_t n_reports = 0;               ///< distinct reports
  std::vector<std::uint32_t> report_of{};  ///< per target its report, or kNoReport
  /// Writes the model's log10 LR of a report for rows 1, 2, ...; the place of row 0 is left as it is.
  std::function<void(std::uint32_t report, std::span<double> rows)> fill{};
  /// The same for one row.
  std::function<double(std::uint32_t report, std::size_t row)> log10_lr{};
  std::function<std::string(std::size_t row)> finding_text{};
  std::function<std::string(std::uint32_t report)> report_text{};
  std::function<std::string(std::uint32_t report, std::size_t row)> rule_text{};
  Weighting weighting{};
  std::span<const LevelSpec> levels{};  ///< from agreement to difference; empty: none are known
  /// Level of a report and a row from 1; 0: nothing to compare.
  std::function<std::uint8_t(std::uint32_t report, std::size_t row)> level{};
  /// The same for rows 1, 2, ...
  std::function<void(std::uint32_t report, std::span<std::uint8_t> rows)> all_levels{};
  /// 0 to 1; none: the level's.
  std::function<double(std::uint32_t report, std::size_t row)> similarity{};
  bool counts_values = false;  ///< learned weights take the frequency of the value agreed in
};

class AttributeColumn final : public evidence::Column {
 public:
  /// @throws InternalError if a value is NaN or +infinity: a model's probability of a finding among all is above 0.
  explicit AttributeColumn(AttributeParts parts);

  [[nodiscard]] const std::string& name() const override { return parts_.name; }
  [[nodiscard]] evidence::ColumnKind kind() const override { return evidence::ColumnKind::attribute; }
  [[nodiscard]] std::string_view group() const override { return parts_.group; }
  [[nodiscard]] std::size_t n_rows() const override { return parts_.n_rows; }
  [[nodiscard]] std::string describe_row(std::size_t row) const override;
  [[nodiscard]] std::string describe_target(evidence::TargetIndex target) const override;
  evidence::ColumnStatus fill(evidence::TargetIndex target, std::span<double> rows) const override;
  /// The rule that gave the number, and what the floor, the exponent or the cap did to it.
  [[nodiscard]] std::string explain(evidence::TargetIndex target, std::size_t row) const override;

  [[nodiscard]] std::span<const LevelSpec> levels() const { return parts_.levels; }
  [[nodiscard]] bool has_term_frequencies() const { return parts_.counts_values; }
  /// Level of every row for one target, 0 where nothing is compared. Reentrant. @pre levels() is not empty.
  void fill_levels(evidence::TargetIndex target, std::span<std::uint8_t> rows) const;
  /// log10 LR of every row for one target with floor and cap, without the exponent; 0 where nothing is said. Reentrant.
  void fill_ratios(evidence::TargetIndex target, std::span<double> rows) const;
  /// Similarity of every row, 0 to 1; negative where nothing is compared. Reentrant. @pre levels() is not empty.
  void fill_similarities(evidence::TargetIndex target, std::span<double> rows) const;

 private:
  void compute(std::uint32_t report, std::span<double> rows) const;

  AttributeParts parts_;
  std::vector<double> table_;  ///< n_reports x n_rows, weighted; empty: too large to keep
};

}  // namespace kith::attributes
