#include "inference/pair_detail.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>

#include "core/check.hpp"

namespace kith::inference {
namespace {

using evidence::ColumnStatus;

constexpr std::size_t kBlock = 64;  // missing persons whose details are held at a time

/// Rounding of two sums over the same columns; anything larger means that report and match disagree.
constexpr double kSumTolerance = 1e-9;

struct FilledColumn {
  ColumnStatus status{};
  std::vector<double> rows;
  std::vector<signed char> incompatible;  ///< per row: 1 or 0, or kNotAsked
};

constexpr signed char kNotAsked = -1;

std::vector<FilledColumn> fill_columns(const EvidenceTable& evidence, TargetIndex target) {
  std::vector<FilledColumn> filled(evidence.columns.size());
  for (std::size_t c = 0; c < filled.size(); ++c) {
    filled[c].rows.assign(evidence.columns[c]->n_rows(), 0.0);
    filled[c].status = evidence.columns[c]->fill(target, filled[c].rows);
    filled[c].incompatible.assign(filled[c].rows.size(), kNotAsked);
  }
  return filled;
}

/// Asks the column once per row.
bool is_incompatible(const evidence::Column& column, FilledColumn& filled, TargetIndex target, std::uint32_t row) {
  signed char& answer = filled.incompatible[row];
  if (answer == kNotAsked) answer = column.is_incompatible(target, row) ? 1 : 0;
  return answer == 1;
}

/// `pair`, column by column.
std::vector<ColumnScore> scores_of(const EvidenceTable& evidence, std::span<FilledColumn> filled,
                                   const PairScore& pair) {
  std::vector<ColumnScore> scores(filled.size());
  for (std::size_t c = 0; c < filled.size(); ++c) {
    const std::uint32_t row = evidence.codes[pair.remains * filled.size() + c];
    const bool scored = row != 0 && filled[c].status == ColumnStatus::scored;
    scores[c] = {.column = static_cast<std::uint32_t>(c),
                 .row = row,
                 .log10_lr = filled[c].rows[row],
                 .incompatible = scored && is_incompatible(*evidence.columns[c], filled[c], pair.target, row),
                 .status = filled[c].status};
  }
  return scores;
}

PairDetail summary(std::span<const ColumnScore> scores, double log10_lr) {
  PairDetail detail;
  double sum = 0;
  for (const ColumnScore& score : scores) {
    sum += score.log10_lr;
    detail.compared += score.row != 0 && score.status == ColumnStatus::scored ? 1 : 0;
    detail.incompatible += score.incompatible ? 1 : 0;
  }
  KITH_CHECK(std::abs(sum - log10_lr) <= kSumTolerance * std::max(1.0, std::abs(log10_lr)));
  return detail;
}

/// The positions in `pairs` of one missing person, in the order of `pairs`.
struct TargetPairs {
  TargetIndex target = 0;
  std::vector<std::size_t> pairs;
};

std::vector<TargetPairs> by_target(std::span<const PairScore> pairs) {
  std::vector<std::size_t> order(pairs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return pairs[a].target < pairs[b].target; });
  std::vector<TargetPairs> groups;
  for (const std::size_t i : order) {
    if (groups.empty() || groups.back().target != pairs[i].target) groups.push_back({pairs[i].target, {}});
    groups.back().pairs.push_back(i);
  }
  return groups;
}

tbb::task_arena arena_of(std::uint32_t threads) {
  return tbb::task_arena(threads == 0 ? tbb::task_arena::automatic : static_cast<int>(threads));
}

}  // namespace

std::vector<PairDetail> detail_pairs(const EvidenceTable& evidence, std::span<const PairScore> pairs,
                                     std::uint32_t threads, const DetailSink& sink,
                                     const matching::Progress& progress) {
  std::vector<PairDetail> details(pairs.size());
  const std::vector<TargetPairs> groups = by_target(pairs);
  tbb::task_arena arena = arena_of(threads);
  for (std::size_t begin = 0; begin < groups.size(); begin += kBlock) {
    const std::size_t end = std::min(groups.size(), begin + kBlock);
    std::vector<std::vector<std::vector<ColumnScore>>> block(end - begin);  // [group][pair][column]
    arena.execute([&] {
      tbb::parallel_for(begin, end, [&](std::size_t g) {
        std::vector<FilledColumn> filled = fill_columns(evidence, groups[g].target);
        for (const std::size_t i : groups[g].pairs) {
          std::vector<ColumnScore> scores = scores_of(evidence, filled, pairs[i]);
          details[i] = summary(scores, pairs[i].log10_lr);
          if (sink) block[g - begin].push_back(std::move(scores));
        }
      });
    });
    for (std::size_t g = begin; sink && g < end; ++g) {
      for (std::size_t k = 0; k < groups[g].pairs.size(); ++k) {
        const std::size_t i = groups[g].pairs[k];
        sink(i, details[i], block[g - begin][k]);
      }
    }
    if (progress) progress(static_cast<double>(end) / static_cast<double>(groups.size()));
  }
  return details;
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
        for (std::size_t c = 0; c < n_columns; ++c) sum += filled[c].rows[evidence.codes[r * n_columns + c]];
        matrix[r * evidence.n_targets + t] = sum;
      }
      const std::size_t n_done = done.fetch_add(1) + 1;
      if (progress) progress(static_cast<double>(n_done) / static_cast<double>(evidence.n_targets));
    });
  });
  return matrix;
}

}  // namespace kith::inference
