#include "attributes/frame/attribute_column.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"
#include "core/number_word.hpp"

namespace kith::attributes {
namespace {

constexpr std::size_t kLargestTable = std::size_t{1} << 20;  // doubles: 8 MB a column

}  // namespace

AttributeColumn::AttributeColumn(AttributeParts parts) : parts_(std::move(parts)) {
  KITH_CHECK(parts_.n_rows > 0);
  if (parts_.n_reports * parts_.n_rows > kLargestTable) return;
  std::vector<double> table(parts_.n_reports * parts_.n_rows);
  for (std::size_t report = 0; report < parts_.n_reports; ++report) {
    compute(static_cast<std::uint32_t>(report), std::span(table).subspan(report * parts_.n_rows, parts_.n_rows));
  }
  table_ = std::move(table);
}

void AttributeColumn::compute(std::uint32_t report, std::span<double> rows) const {
  parts_.fill(report, rows);
  rows[0] = 0;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    KITH_CHECK(rows[row] < std::numeric_limits<double>::infinity());  // false for NaN, too
    rows[row] = weighted(rows[row], parts_.weighting);
  }
}

std::string AttributeColumn::describe_row(std::size_t row) const { return row == 0 ? "" : parts_.finding_text(row); }

std::string AttributeColumn::describe_target(evidence::TargetIndex target) const {
  const std::uint32_t report = parts_.report_of[target];
  return report == kNoReport ? "" : parts_.report_text(report);
}

evidence::ColumnStatus AttributeColumn::fill(evidence::TargetIndex target, std::span<double> rows) const {
  KITH_CHECK(rows.size() == parts_.n_rows && target < parts_.report_of.size());
  const std::uint32_t report = parts_.report_of[target];
  if (report == kNoReport) {
    std::fill(rows.begin(), rows.end(), 0.0);
    return evidence::ColumnStatus::no_reference;
  }
  if (table_.empty()) {
    compute(report, rows);
  } else {
    const auto kept = std::span(table_).subspan(report * parts_.n_rows, parts_.n_rows);
    std::copy(kept.begin(), kept.end(), rows.begin());
  }
  return evidence::ColumnStatus::scored;
}

void AttributeColumn::fill_levels(evidence::TargetIndex target, std::span<std::uint8_t> rows) const {
  KITH_CHECK(rows.size() == parts_.n_rows && target < parts_.report_of.size() && !parts_.levels.empty());
  const std::uint32_t report = parts_.report_of[target];
  std::fill(rows.begin(), rows.end(), std::uint8_t{0});
  if (report == kNoReport) return;
  parts_.all_levels(report, rows);
  rows[0] = 0;
}

void AttributeColumn::fill_ratios(evidence::TargetIndex target, std::span<double> rows) const {
  KITH_CHECK(rows.size() == parts_.n_rows && target < parts_.report_of.size());
  std::fill(rows.begin(), rows.end(), 0.0);
  const std::uint32_t report = parts_.report_of[target];
  if (report == kNoReport) return;
  parts_.fill(report, rows);
  rows[0] = 0;
  for (double& row : rows) row = weighted(row, without_exponent(parts_.weighting));
}

void AttributeColumn::fill_similarities(evidence::TargetIndex target, std::span<double> rows) const {
  std::vector<std::uint8_t> levels(rows.size());
  fill_levels(target, levels);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    constexpr double kNotCompared = -1;
    if (levels[row] == 0) {
      rows[row] = kNotCompared;
    } else if (parts_.similarity) {
      rows[row] = parts_.similarity(parts_.report_of[target], row);
    } else {
      rows[row] = parts_.levels[levels[row] - 1U].similarity;
    }
  }
}

std::string AttributeColumn::explain(evidence::TargetIndex target, std::size_t row) const {
  const std::uint32_t report = parts_.report_of[target];
  if (row == 0 || report == kNoReport) return {};
  const double lr = parts_.log10_lr(report, row);
  const Weighting& w = parts_.weighting;
  const double floored = weighted(lr,
                                  {.floor = w.floor, .exponent = 1, .cap = std::numeric_limits<double>::infinity()});
  std::string text = parts_.rule_text(report, row) + "; LR " + number_word(std::pow(10, lr));
  if (w.floor > 0) text += "; with gross error " + number_word(w.floor) + ": " + number_word(std::pow(10, floored));
  if (w.exponent != 1) text += "; exponent " + number_word(w.exponent);
  if (std::abs(w.exponent * floored) > w.cap) text += "; capped at log10 LR " + number_word(w.cap);
  return text;
}

}  // namespace kith::attributes
