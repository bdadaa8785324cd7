#include "identify/scan_since.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "matching/candidates/incremental.hpp"

namespace kith::identify {
namespace {

/// Strategies by which the score of a pair is the sum of its columns, whoever else is in the case.
constexpr std::array kSumOfColumns = {"tiled", "screened", "exhaustive", "dna", "attributes", "combined"};

/// What of the earlier result still holds.
Result<matching::EarlierMatch> earlier_match(const std::filesystem::path& since,
                                             const Result<identify::ReuseRecord>& now,
                                             const matching::EvidenceTable& evidence) {
  if (!now) return now.error();
  const auto then = identify::read_reuse_record(since / "reuse.cbor");
  if (!then) return then.error();
  return identify::compare_runs(then.value(), now.value(), evidence);
}

matching::IncrementalMatch match_since(const matching::EvidenceTable& evidence,
                                       const matching::MatchOptions& match_options, const Options& options,
                                       const Result<identify::ReuseRecord>& now, const matching::Progress& progress) {
  const auto earlier = earlier_match(options.since, now, evidence);
  if (earlier) return matching::match_changes(evidence, match_options, earlier.value(), progress);
  return {.result = {}, .reuse = {}, .why_full = earlier.error().message};
}

}  // namespace

std::optional<ReuseSummary> refuse_earlier(const Options& options, const std::string& reason,
                                           const Listener& listener) {
  if (options.since.empty()) return std::nullopt;
  listener.say(fmt::format("note: --since {}: {}; everything is scored", options.since.string(), reason));
  return ReuseSummary{options.since.string(), reason, {}};
}

Scan scan_since(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                const matching::MatchOptions& match_options, const Options& options, const Listener& listener) {
  Scan scan;
  const auto& strategy = match_options.strategy;
  if (std::find(kSumOfColumns.begin(), kSumOfColumns.end(), strategy) == kSumOfColumns.end()) {
    scan.reuse = refuse_earlier(options, "strategy " + strategy + " looks at more than a pair's columns", listener);
    scan.result = matching::match(evidence, match_options, listener.start("matching"));
    return scan;
  }
  // What is kept depends on the threshold of the scan, which may be lower than that of the options.
  auto now = identify::make_reuse_record(
      the_case, evidence, fmt::format("{}kept from={}\n", options.score_options, match_options.threshold));
  matching::IncrementalMatch match;
  if (!options.since.empty()) match = match_since(evidence, match_options, options, now, listener.start("matching"));
  if (match.result) {
    scan.result = std::move(*match.result);
    scan.reuse = ReuseSummary{options.since.string(), "", match.reuse};
  } else {
    scan.reuse = refuse_earlier(options, match.why_full, listener);
    scan.result = matching::match(evidence, match_options, listener.start("matching"));
  }
  if (!now) return scan;
  scan.record = std::move(now).value();
  scan.record->pairs = scan.result.pairs;
  scan.record->notes = scan.result.notes;
  scan.record->cap_met = scan.result.cap_met;
  return scan;
}

}  // namespace kith::identify
