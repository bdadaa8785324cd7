#include "attributes/frame/similarity_column.hpp"

#include <algorithm>
#include <vector>

namespace kith::attributes {

evidence::ColumnStatus SimilarityColumn::fill(evidence::TargetIndex target, std::span<double> rows) const {
  attribute_->fill_similarities(target, rows);
  const bool says_nothing = std::all_of(rows.begin(), rows.end(), [](double similarity) { return similarity < 0; });
  return says_nothing ? evidence::ColumnStatus::no_reference : evidence::ColumnStatus::scored;
}

bool SimilarityColumn::is_incompatible(evidence::TargetIndex target, std::size_t row) const {
  if (!excludes_ || row == 0) return false;
  std::vector<double> rows(n_rows());
  attribute_->fill_similarities(target, rows);
  return rows[row] == 0;
}

std::string SimilarityColumn::explain(evidence::TargetIndex target, std::size_t row) const {
  std::vector<std::uint8_t> levels(n_rows());
  attribute_->fill_levels(target, levels);
  if (levels[row] == 0) return "not compared";
  return "level " + std::string(attribute_->levels()[levels[row] - 1U].name);
}

}  // namespace kith::attributes
