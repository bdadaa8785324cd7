#include "inference/bodies/sample_pairs.hpp"

#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <tuple>

#include "core/check.hpp"
#include "evidence/dna/dna_column.hpp"

namespace kith::inference {
namespace {

using evidence::ColumnStatus;
using evidence::TargetIndex;

class LocusColumn final : public evidence::Column {
 public:
  explicit LocusColumn(const LocusPairs& pairs) : pairs_(pairs) {}
  [[nodiscard]] const std::string& name() const override { return pairs_.marker().name(); }
  [[nodiscard]] std::size_t n_rows() const override { return pairs_.n_rows(); }
  [[nodiscard]] std::string describe_row(std::size_t row) const override {
    const auto r = static_cast<std::uint32_t>(row);
    return evidence::describe(pairs_.observation(r), pairs_.marker(), pairs_.copies(r) == Copies::one);
  }
  ColumnStatus fill(TargetIndex target, std::span<double> rows) const override {
    pairs_.fill(pairs_.codes()[target], rows);
    return pairs_.codes()[target] == 0 ? ColumnStatus::no_reference : ColumnStatus::scored;
  }

 private:
  const LocusPairs& pairs_;
};

class FindingColumn final : public evidence::Column {
 public:
  explicit FindingColumn(const FindingPairs& pairs) : pairs_(pairs) {}
  [[nodiscard]] const std::string& name() const override { return pairs_.name; }
  [[nodiscard]] std::size_t n_rows() const override { return pairs_.n_rows; }
  [[nodiscard]] std::string describe_row(std::size_t row) const override { return std::to_string(row); }
  ColumnStatus fill(TargetIndex target, std::span<double> rows) const override {
    const std::size_t row = pairs_.codes[target];
    std::copy_n(pairs_.same.begin() + static_cast<std::ptrdiff_t>(row * pairs_.n_rows), pairs_.n_rows, rows.begin());
    return row == 0 ? ColumnStatus::no_reference : ColumnStatus::scored;
  }

 private:
  const FindingPairs& pairs_;
};

bool is_compared(const genetics::Marker& marker) {
  return marker.kind() == genetics::MarkerKind::autosomal || marker.kind() == genetics::MarkerKind::x_linked;
}

void add_locus(const LocusPairs& locus, SampleIndex a, SampleIndex b, SampleLr& sum) {
  const std::uint32_t x = locus.codes()[a], y = locus.codes()[b];
  if (!locus.are_compared(x, y)) return;
  const auto pair = pair_probability(locus.likelihood(x), locus.likelihood(y), locus.marker(), locus.copies(x));
  if (!(pair.unrelated > 0)) return;
  sum.same += std::log10(pair.same / pair.unrelated);
  sum.sibling += std::log10(pair.sibling / pair.unrelated);
}

}  // namespace

SamplePairs::SamplePairs(const matching::Case& data, std::vector<RemainsIndex> samples,
                         const SamplePairOptions& options)
    : data_(&data), samples_(std::move(samples)) {
  std::sort(samples_.begin(), samples_.end(),
            [&](RemainsIndex a, RemainsIndex b) { return data.remains[a].id < data.remains[b].id; });
  for (genetics::LocusIndex locus = 0; locus < data.panel.size(); ++locus) {
    if (!is_compared(data.panel.markers[locus])) continue;
    loci_.emplace_back(data, samples_, locus, options.typing_error);
  }
  if (options.findings) findings_ = pair_findings(data, samples_, options.lineage, remarks_);
}

SampleLr SamplePairs::lr(SampleIndex a, SampleIndex b) const {
  SampleLr sum;
  for (const LocusPairs& locus : loci_) add_locus(locus, a, b, sum);
  for (const FindingPairs& finding : findings_) {
    const SampleLr lr = finding.lr(finding.codes[a], finding.codes[b]);
    sum.same += lr.same;
    sum.sibling += lr.sibling;
  }
  return sum;
}

std::size_t SamplePairs::n_loci_compared(SampleIndex a, SampleIndex b) const {
  return static_cast<std::size_t>(std::count_if(loci_.begin(), loci_.end(), [&](const LocusPairs& locus) {
    return locus.are_compared(locus.codes()[a], locus.codes()[b]);
  }));
}

std::size_t SamplePairs::n_loci(SampleIndex sample) const {
  return static_cast<std::size_t>(
      std::count_if(loci_.begin(), loci_.end(), [&](const LocusPairs& locus) { return locus.codes()[sample] != 0; }));
}

matching::EvidenceTable SamplePairs::evidence() {
  for (LocusPairs& locus : loci_) locus.tabulate();
  matching::EvidenceTable table;
  table.n_targets = table.n_remains = samples_.size();
  std::vector<matching::CodedColumn> columns;
  for (const LocusPairs& locus : loci_) {
    columns.push_back({std::make_unique<LocusColumn>(locus), locus.codes()});
  }
  for (const FindingPairs& finding : findings_) {
    columns.push_back({std::make_unique<FindingColumn>(finding), finding.codes});
  }
  matching::set_columns(table, std::move(columns));
  return table;
}

ScannedPairs scan_pairs(SamplePairs& samples, const ScanLimits& limits, const matching::Progress& progress) {
  ScannedPairs result;
  if (samples.n_samples() < 2 || (samples.loci().empty() && samples.findings().empty())) return result;
  matching::MatchOptions options;
  options.top = 0;
  options.threshold = limits.threshold;
  // Every pair comes both ways round, and every sample with itself.
  options.max_above = 2 * limits.max_pairs + samples.n_samples();
  options.threads = limits.threads;
  const matching::MatchResult found = matching::match(samples.evidence(), options, progress);
  result.cap_met = found.cap_met;
  for (const matching::PairScore& pair : found.pairs) {
    if (pair.target < pair.remains) result.pairs.push_back({pair.target, pair.remains, {}});
  }
  tbb::task_arena arena(limits.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(limits.threads));
  arena.execute([&] {
    tbb::parallel_sort(result.pairs.begin(), result.pairs.end(), [](const SamplePair& a, const SamplePair& b) {
      return std::tie(a.first, a.second) < std::tie(b.first, b.second);
    });
    tbb::parallel_for(std::size_t{0}, result.pairs.size(), [&](std::size_t i) {
      SamplePair& pair = result.pairs[i];
      pair.lr = samples.lr(pair.first, pair.second);
    });
  });
  return result;
}

}  // namespace kith::inference
