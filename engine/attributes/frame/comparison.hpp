// attributes/frame/comparison.hpp — how much a report and a finding agree, in a few levels: what learning counts
// (inference/ fellegi_sunter.hpp) and what strategy `similarity` adds up. The attribute's likelihood model is not
// asked, except where no levels of its own are given below: then its likelihood ratio is binned, and learning says what
// each bin is worth in this caseload.
//
// To give an attribute levels of its own: specialise Comparison for its model, from agreement to difference.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attributes/frame/attribute_column.hpp"
#include "attributes/frame/weights.hpp"

namespace kith::attributes {

/// Levels by likelihood ratio. A ratio of exactly 1 is of two sides that have nothing to compare.
inline constexpr std::array<LevelSpec, 4> kRatioLevels{
    {{"above_10", 1}, {"above_1", 0.7}, {"above_0.1", 0.3}, {"below_0.1", 0}}};
[[nodiscard]] std::uint8_t ratio_level(double log10_lr);

template <class M>
struct Comparison {
  static constexpr auto kLevels = kRatioLevels;
  static constexpr bool kTermFrequencies = false;
};

/// Gives a column the levels of its likelihood ratio.
void add_ratio_levels(AttributeParts& parts);

/// Gives a column its levels. `table`: a ModelTable<M> (model.hpp).
template <class M, class Table>
void add_comparison(AttributeParts& parts, const std::shared_ptr<Table>& table) {
  using Levels = Comparison<M>;
  if constexpr (!requires { Levels::level(table->model, table->reports[0], table->findings[0]); }) {
    add_ratio_levels(parts);
  } else {
    parts.levels = Levels::kLevels;
    parts.level = [table](std::uint32_t report, std::size_t row) {
      return Levels::level(table->model, table->reports[report], table->findings[row - 1]);
    };
    parts.all_levels = [table](std::uint32_t report, std::span<std::uint8_t> rows) {
      for (std::size_t row = 1; row < rows.size(); ++row) {
        rows[row] = Levels::level(table->model, table->reports[report], table->findings[row - 1]);
      }
    };
    if constexpr (requires { Levels::similarity(table->model, table->reports[0], table->findings[0]); }) {
      parts.similarity = [table](std::uint32_t report, std::size_t row) {
        return Levels::similarity(table->model, table->reports[report], table->findings[row - 1]);
      };
    }
  }
  parts.counts_values = Levels::kTermFrequencies;
}

/// Of each row but row 0 the share of the reports that agree with it at the first level, `average` added as one more
/// report: how common the value is among the missing. Of more than 2,000 reports evenly spaced ones are asked.
[[nodiscard]] std::vector<double> term_frequencies(const AttributeParts& parts, double average);

/// Where the context has learned levels for the attribute, they replace the model's likelihood ratio.
void apply_learned(AttributeParts& parts, const Weights* weights);

/// Names of an attribute's levels; empty for a name nobody knows. Defined in registry.cpp.
[[nodiscard]] std::span<const LevelSpec> levels_of(std::string_view attribute);

}  // namespace kith::attributes
