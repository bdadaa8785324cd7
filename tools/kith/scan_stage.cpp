#include "scan_stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "matching/incremental.hpp"
#include "progress.hpp"

namespace kith::tool {
namespace {

/// Options on which no score depends. One that is not listed here makes a later run with another value a full one.
constexpr std::array kNoScore = {"out",         "force", "quiet",  "threads", "since",
                                 "table-cache", "prior", "matrix", "linkage", "breakdown-limit"};

/// Strategies by which the score of a pair is the sum of its columns, whoever else is in the case.
constexpr std::array kSumOfColumns = {"tiled", "screened", "exhaustive", "dna", "attributes", "combined"};

std::string options_text(const Settings& settings) {
  std::string text;
  for (const auto& [name, value] : settings.in_force) {
    if (std::find(kNoScore.begin(), kNoScore.end(), name) == kNoScore.end()) text += name + '=' + value + '\n';
  }
  return text;
}

/// What of the earlier result still holds.
Result<matching::EarlierMatch> earlier_match(const Settings& settings, const Result<io::ReuseRecord>& now,
                                             const matching::EvidenceTable& evidence) {
  if (!now) return now.error();
  const auto then = io::read_reuse_record(std::filesystem::path(settings.since) / "reuse.cbor");
  if (!then) return then.error();
  return io::compare_runs(then.value(), now.value(), evidence);
}

matching::IncrementalMatch match_since(const matching::EvidenceTable& evidence, const matching::MatchOptions& options,
                                       const Settings& settings, const Result<io::ReuseRecord>& now,
                                       const matching::Progress& progress) {
  const auto earlier = earlier_match(settings, now, evidence);
  if (earlier) return matching::match_changes(evidence, options, earlier.value(), progress);
  return {.result = {}, .reuse = {}, .why_full = earlier.error().message};
}

}  // namespace

std::optional<std::string> why_no_earlier_result(const Settings& settings) {
  if (settings.since.empty() || std::filesystem::exists(std::filesystem::path(settings.since) / "run.json"))
    return std::nullopt;
  return "--since " + settings.since + ": is no result of kith match (it has no run.json)";
}

Scan scan(const matching::Case& the_case, const matching::EvidenceTable& evidence,
          const matching::MatchOptions& options, const Settings& settings, std::ostream& err) {
  ProgressLine line(err, "matching", settings.quiet);
  if (std::find(kSumOfColumns.begin(), kSumOfColumns.end(), settings.strategy) == kSumOfColumns.end()) {
    return scan_without_reuse(settings, err, "strategy " + settings.strategy + " looks at more than a pair's columns",
                              [&] { return matching::match(evidence, options, line.callback()); });
  }
  auto now = io::make_reuse_record(the_case, evidence, options_text(settings));
  matching::IncrementalMatch match;
  if (!settings.since.empty()) match = match_since(evidence, options, settings, now, line.callback());
  Scan scan;
  if (match.result) {
    scan.result = std::move(*match.result);
    scan.reuse = io::ReuseSummary{settings.since, "", match.reuse};
  } else {
    scan = scan_without_reuse(settings, err, match.why_full,
                              [&] { return matching::match(evidence, options, line.callback()); });
  }
  if (!now) return scan;
  scan.record = std::move(now).value();
  scan.record->pairs = scan.result.pairs;
  scan.record->notes = scan.result.notes;
  scan.record->cap_met = scan.result.cap_met;
  return scan;
}

Scan scan_without_reuse(const Settings& settings, std::ostream& err, const std::string& reason,
                        const std::function<matching::MatchResult()>& match) {
  Scan scan;
  if (!settings.since.empty()) {
    scan.reuse = io::ReuseSummary{settings.since, reason, {}};
    if (!settings.quiet) {
      err << fmt::format("kith match: --since {}: {}; everything is scored\n", settings.since, reason);
    }
  }
  scan.result = match();
  return scan;
}

}  // namespace kith::tool
