#include "inference/pairs/near_misses.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "core/check.hpp"

namespace kith::inference {
namespace {

using matching::EvidenceTable;
using matching::RemainsIndex;
using matching::TargetIndex;

/// A locus that speaks against the pair by less than this keeps nothing off a list.
constexpr double kLow = -1;

class TargetScan {
 public:
  TargetScan(const EvidenceTable& evidence, TargetIndex target, const NearMissOptions& options)
      : evidence_(evidence), target_(target), options_(options) {
    for (const auto& column : evidence.columns) {
      values_.emplace_back(column->n_rows(), 0.0);
      static_cast<void>(column->fill(target, values_.back()));
    }
  }

  std::vector<NearMiss> run() {
    std::vector<NearMiss> found;
    for (RemainsIndex r = 0; r < evidence_.n_remains; ++r) look_at(r, found);
    return found;
  }

 private:
  [[nodiscard]] std::uint32_t row(RemainsIndex remains, std::size_t column) const {
    return evidence_.codes[remains * evidence_.columns.size() + column];
  }

  void look_at(RemainsIndex remains, std::vector<NearMiss>& found) const {
    NearMiss miss{.remains = remains, .target = target_};
    std::vector<std::uint32_t> low;
    for (std::uint32_t c = 0; c < values_.size(); ++c) {
      const double value = values_[c][row(remains, c)];
      const bool is_dna = evidence_.columns[c]->kind() == evidence::ColumnKind::dna;
      miss.log10_lr += value;
      if (is_dna && value <= kLow) {
        low.push_back(c);
      } else {
        miss.log10_without += value;
      }
      if (low.size() > options_.most_loci) return;
    }
    if (low.empty() || miss.log10_lr >= options_.threshold || !(miss.log10_without >= options_.threshold)) return;
    for (const std::uint32_t c : low) {
      const auto& column = *evidence_.columns[c];
      if (column.is_incompatible(target_, row(remains, c))) {
        miss.columns.push_back(c);
        miss.needs.push_back(column.needs(target_, row(remains, c)));
      } else {
        miss.log10_without += values_[c][row(remains, c)];
      }
    }
    if (!miss.columns.empty() && miss.log10_without >= options_.threshold) found.push_back(std::move(miss));
  }

  const EvidenceTable& evidence_;
  TargetIndex target_;
  const NearMissOptions& options_;
  std::vector<std::vector<double>> values_;
};

}  // namespace

bool can_find_near_misses(const EvidenceTable& evidence, const NearMissOptions& options) {
  const std::uint64_t pairs = std::uint64_t{evidence.n_targets} * evidence.n_remains;
  return !evidence.has_parts() && evidence.weights.empty() && pairs <= options.most_pairs;
}

std::vector<NearMiss> find_near_misses(const EvidenceTable& evidence, const NearMissOptions& options) {
  KITH_CHECK(can_find_near_misses(evidence, options));
  std::vector<std::vector<NearMiss>> by_target(evidence.n_targets);
  tbb::task_arena arena(options.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(options.threads));
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, by_target.size(), [&](std::size_t t) {
      by_target[t] = TargetScan(evidence, static_cast<TargetIndex>(t), options).run();
    });
  });
  std::vector<NearMiss> all;
  for (auto& some : by_target) std::move(some.begin(), some.end(), std::back_inserter(all));
  std::sort(all.begin(), all.end(), [](const NearMiss& a, const NearMiss& b) {
    return std::tuple(-a.log10_without, a.remains, a.target) < std::tuple(-b.log10_without, b.remains, b.target);
  });
  return all;
}

}  // namespace kith::inference
