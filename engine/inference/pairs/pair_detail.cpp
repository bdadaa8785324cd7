#include "inference/pairs/pair_detail.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <utility>

#include "core/check.hpp"
#include "inference/pairs/ordered_text.hpp"

namespace kith::inference {
namespace {

using evidence::ColumnStatus;

/// Rounding of two sums over the same columns; anything larger means that report and match disagree.
constexpr double kSumTolerance = 1e-9;

struct FilledColumn {
  ColumnStatus status{};
  std::vector<double> rows;
  std::vector<std::uint8_t> incompatible;  ///< per row that some pair of the missing person has
};

std::vector<FilledColumn> fill_columns(const EvidenceTable& evidence, TargetIndex target) {
  std::vector<FilledColumn> filled(evidence.columns.size());
  for (std::size_t c = 0; c < filled.size(); ++c) {
    filled[c].rows.assign(evidence.columns[c]->n_rows(), 0.0);
    filled[c].status = evidence.columns[c]->fill(target, filled[c].rows);
  }
  return filled;
}

/// The positions in `pairs` of one missing person, in the order of `pairs`.
struct TargetPairs {
  TargetIndex target = 0;
  std::vector<std::size_t> pairs;
};

/// Asks the column once about all rows that the missing person's pairs have.
void find_incompatible(const EvidenceTable& evidence, std::size_t column, const TargetPairs& group,
                       std::span<const PairScore> pairs, FilledColumn& filled) {
  filled.incompatible.assign(filled.rows.size(), 0);
  if (filled.status != ColumnStatus::scored) return;
  std::vector<std::uint32_t> rows;
  for (const std::size_t i : group.pairs) {
    const std::uint32_t row = evidence.codes[pairs[i].remains * evidence.columns.size() + column];
    if (row != 0 && std::exchange(filled.incompatible[row], std::uint8_t{1}) == 0) rows.push_back(row);
  }
  const auto answers = std::make_unique<bool[]>(rows.size());
  evidence.columns[column]->find_incompatible(group.target, rows, {answers.get(), rows.size()});
  for (std::size_t k = 0; k < rows.size(); ++k) filled.incompatible[rows[k]] = answers[k] ? 1 : 0;
}

/// `pair`, column by column.
void scores_of(const EvidenceTable& evidence, std::span<const FilledColumn> filled, const PairScore& pair,
               std::vector<ColumnScore>& scores) {
  scores.resize(filled.size());
  for (std::size_t c = 0; c < filled.size(); ++c) {
    const std::uint32_t row = evidence.codes[pair.remains * filled.size() + c];
    scores[c] = {.column = static_cast<std::uint32_t>(c),
                 .row = row,
                 .log10_lr = filled[c].rows[row],
                 .incompatible = filled[c].incompatible[row] != 0,
                 .status = filled[c].status};
  }
  matching::take_weighted_mean(evidence, scores);
}

PairDetail summary(const EvidenceTable& evidence, std::span<const ColumnScore> scores, double log10_lr) {
  PairDetail detail;
  double sum = 0;
  for (const ColumnScore& score : scores) {
    sum += score.log10_lr;
    const bool is_dna = evidence.columns[score.column]->kind() == evidence::ColumnKind::dna;
    const bool scored = score.row != 0 && score.status == ColumnStatus::scored;
    (is_dna ? detail.compared : detail.attributes_compared) += scored ? 1 : 0;
    (is_dna ? detail.log10_dna : detail.log10_attributes) += score.log10_lr;
    detail.incompatible += score.incompatible ? 1 : 0;
  }
  KITH_CHECK(std::abs(sum - log10_lr) <= kSumTolerance * std::max(1.0, std::abs(log10_lr)));
  return detail;
}

/// By target ascending, of those with any pair. @pre targets are < evidence.n_column_targets().
std::vector<TargetPairs> by_target(const EvidenceTable& evidence, std::span<const PairScore> pairs) {
  std::vector<TargetPairs> groups(evidence.n_column_targets());
  for (std::size_t i = 0; i < pairs.size(); ++i) groups[pairs[i].target].pairs.push_back(i);
  for (std::size_t t = 0; t < groups.size(); ++t) groups[t].target = static_cast<TargetIndex>(t);
  std::erase_if(groups, [](const TargetPairs& group) { return group.pairs.empty(); });
  return groups;
}

tbb::task_arena arena_of(std::uint32_t threads) {
  return tbb::task_arena(threads == 0 ? tbb::task_arena::automatic : static_cast<int>(threads));
}

}  // namespace

std::vector<PairDetail> detail_pairs(const EvidenceTable& evidence, std::span<const PairScore> pairs,
                                     std::uint32_t threads, const PairReport& report,
                                     const matching::Progress& progress) {
  std::vector<PairDetail> details(pairs.size());
  const std::vector<TargetPairs> groups = by_target(evidence, pairs);
  const auto describe = [&](std::size_t g, std::string& text) {
    std::vector<FilledColumn> filled = fill_columns(evidence, groups[g].target);
    for (std::size_t c = 0; c < filled.size(); ++c) find_incompatible(evidence, c, groups[g], pairs, filled[c]);
    std::vector<ColumnScore> scores;
    for (const std::size_t i : groups[g].pairs) {
      scores_of(evidence, filled, pairs[i], scores);
      details[i] = summary(evidence, scores, pairs[i].log10_lr);
      if (report.describe) report.describe(i, details[i], scores, text);
    }
  };
  const auto write = [&](std::size_t g, std::string_view text) {
    if (report.write) report.write(text);
    if (progress) progress(static_cast<double>(g + 1) / static_cast<double>(groups.size()));
  };
  arena_of(threads).execute([&] { make_in_order(groups.size(), describe, write); });
  return details;
}

std::vector<PairScore> dna_scores(const EvidenceTable& evidence, std::span<const PairScore> pairs,
                                  std::uint32_t threads) {
  std::vector<PairScore> scores(pairs.begin(), pairs.end());
  const std::vector<TargetPairs> groups = by_target(evidence, pairs);
  const std::size_t n_columns = evidence.columns.size();
  arena_of(threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, groups.size(), [&](std::size_t g) {
      std::vector<double> rows;
      for (std::size_t c = 0; c < n_columns; ++c) {
        if (evidence.columns[c]->kind() != evidence::ColumnKind::attribute) continue;
        rows.resize(evidence.columns[c]->n_rows());
        evidence.columns[c]->fill(groups[g].target, rows);
        for (const std::size_t i : groups[g].pairs) {
          scores[i].log10_lr -= rows[evidence.codes[pairs[i].remains * n_columns + c]];
        }
      }
    });
  });
  return scores;
}

std::vector<double> lr_matrix(const EvidenceTable& evidence, std::uint32_t threads,
                              const matching::Progress& progress) {
  const std::size_t n_columns = evidence.columns.size();
  std::vector<double> matrix(evidence.n_remains * evidence.n_targets, 0.0);
  std::atomic<std::size_t> done = 0;
  arena_of(threads).execute([&] {
    tbb::parallel_for(std::size_t{0}, evidence.n_targets, [&](std::size_t t) {
      const std::vector<FilledColumn> filled = fill_columns(evidence, static_cast<TargetIndex>(t));
      for (std::size_t r = 0; r < evidence.n_remains; ++r) {
        double sum = 0;
        for (std::size_t c = 0; c < n_columns; ++c) {
          if (evidence.columns[c]->kind() != evidence::ColumnKind::dna) continue;
          sum += filled[c].rows[evidence.codes[r * n_columns + c]];
        }
        matrix[r * evidence.n_targets + t] = sum;
      }
      const std::size_t n_done = done.fetch_add(1) + 1;
      if (progress) progress(static_cast<double>(n_done) / static_cast<double>(evidence.n_targets));
    });
  });
  return matrix;
}

}  // namespace kith::inference
