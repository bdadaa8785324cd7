#include "matching/candidates/match.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <limits>

#include "core/check.hpp"
#include "matching/strategies/strategy.hpp"

namespace kith::matching {

void set_columns(EvidenceTable& table, std::vector<CodedColumn> columns) {
  const std::size_t n_columns = columns.size();
  for (const CodedColumn& column : columns) KITH_CHECK(column.codes.size() == table.n_remains);
  table.codes.assign(table.n_remains * n_columns, 0);
  tbb::parallel_for(std::size_t{0}, table.n_remains, [&](std::size_t r) {
    for (std::size_t c = 0; c < n_columns; ++c) table.codes[r * n_columns + c] = columns[c].codes[r];
  });
  table.columns.clear();
  for (CodedColumn& column : columns) table.columns.push_back(std::move(column.column));
}

MatchResult match(const EvidenceTable& evidence, const MatchOptions& options, const Progress& progress) {
  const Result<const Strategy*> strategy = find_strategy(options.strategy);
  if (!strategy) throw InternalError(strategy.error().message);
  KITH_CHECK(evidence.n_targets <= std::numeric_limits<TargetIndex>::max());
  KITH_CHECK(evidence.codes.size() == evidence.n_remains * evidence.columns.size());
  KITH_CHECK(!evidence.has_parts() || evidence.first_part.size() == evidence.n_targets + 1);

  tbb::task_arena arena(options.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(options.threads));
  MatchResult result = arena.execute([&] { return strategy.value()->run(evidence, options, progress); });
  result.pairs_scored = std::uint64_t{evidence.n_targets} * evidence.n_remains;
  result.tables_filled = std::uint64_t{evidence.n_column_targets()} * evidence.columns.size();
  return result;
}

std::vector<ColumnScore> explain_pair(const EvidenceTable& evidence, RemainsIndex remains, TargetIndex target) {
  KITH_CHECK(remains < evidence.n_remains && target < evidence.n_targets);
  const std::size_t n_columns = evidence.columns.size();
  std::vector<ColumnScore> scores;
  scores.reserve(n_columns);
  std::vector<double> rows;
  for (std::size_t c = 0; c < n_columns; ++c) {
    const evidence::Column& column = *evidence.columns[c];
    const std::uint32_t row = evidence.codes[remains * n_columns + c];
    KITH_CHECK(row < column.n_rows());
    rows.assign(column.n_rows(), 0);
    const evidence::ColumnStatus status = column.fill(target, rows);
    scores.push_back({static_cast<std::uint32_t>(c), row, rows[row], column.is_incompatible(target, row), status});
  }
  take_weighted_mean(evidence, scores);
  return scores;
}

void take_weighted_mean(const EvidenceTable& evidence, std::span<ColumnScore> scores) {
  if (evidence.weights.empty()) return;
  KITH_CHECK(evidence.weights.size() == scores.size());
  double sum = 0;
  for (ColumnScore& score : scores) {
    const bool is_compared = score.row != 0 && score.status == evidence::ColumnStatus::scored && score.log10_lr >= 0;
    if (is_compared) {
      sum += evidence.weights[score.column];
    } else {
      score.log10_lr = 0;
      if (score.status == evidence::ColumnStatus::scored) score.status = evidence::ColumnStatus::no_reference;
    }
  }
  if (!(sum > 0)) return;
  for (ColumnScore& score : scores) score.log10_lr *= evidence.weights[score.column] / sum;
}

}  // namespace kith::matching
