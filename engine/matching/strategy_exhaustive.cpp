// The reference: every pair in double, added up in column order. Slow, and short enough to be believed.
#include <tbb/parallel_for.h>

#include <atomic>
#include <iterator>

#include "matching/candidates.hpp"
#include "matching/strategy.hpp"
#include "matching/thread_clock.hpp"
#include "matching/tile.hpp"

namespace kith::matching {

namespace {

class Exhaustive final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "exhaustive"; }
  [[nodiscard]] std::string_view description() const override {
    return "every pair in double precision: the reference";
  }
  [[nodiscard]] MatchResult run(const EvidenceTable& evidence, const MatchOptions& options,
                                const Progress& progress) const override;
};

struct TargetWork {
  std::vector<ColumnNote> notes;
  double seconds_tables = 0;
  double seconds_scan = 0;
};

TargetWork score_target(const EvidenceTable& evidence, const ScanCodes& codes, TargetIndex target,
                        Candidates& candidates) {
  TargetWork work;
  const ThreadClock filling;
  std::vector<double> values(codes.n_rows());
  fill_target(evidence, codes, target, values, work.notes);
  work.seconds_tables = filling.seconds();
  const ThreadClock scoring;
  std::vector<PairScore> above;
  for (RemainsIndex remains = 0; remains < codes.n_remains(); ++remains) {
    candidates.offer({remains, target, exact_score(codes, remains, values)}, above);
  }
  candidates.flush(above);
  work.seconds_scan = scoring.seconds();
  return work;
}

MatchResult Exhaustive::run(const EvidenceTable& evidence, const MatchOptions& options,
                            const Progress& progress) const {
  const ScanCodes codes(evidence);
  Candidates candidates(evidence.n_targets, evidence.n_remains, options);
  std::vector<TargetWork> work(evidence.n_targets);
  std::atomic<std::size_t> done = 0;
  tbb::parallel_for(std::size_t{0}, evidence.n_targets, [&](std::size_t target) {
    work[target] = score_target(evidence, codes, static_cast<TargetIndex>(target), candidates);
    if (progress) progress(static_cast<double>(++done) / static_cast<double>(evidence.n_targets));
  });

  MatchResult result;
  result.pairs = candidates.collect();
  result.cap_met = candidates.cap_met();
  for (TargetWork& of_target : work) {
    std::move(of_target.notes.begin(), of_target.notes.end(), std::back_inserter(result.notes));
    result.seconds_tables += of_target.seconds_tables;
    result.seconds_scan += of_target.seconds_scan;
  }
  return result;
}

}  // namespace

const Strategy& exhaustive_strategy() {
  static const Exhaustive strategy;
  return strategy;
}

}  // namespace kith::matching
