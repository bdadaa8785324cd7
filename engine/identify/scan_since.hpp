// identify/scan_since.hpp — the stage of a run that scores: all pairs, or those that an earlier result does not answer.
#pragma once

#include <optional>
#include <string>

#include "identify/listener.hpp"
#include "identify/options.hpp"
#include "identify/reuse_record.hpp"
#include "matching/candidates/match.hpp"
#include "matching/case/case.hpp"

namespace kith::identify {

/// What a run with --since took over from an earlier result.
struct ReuseSummary {
  std::string folder;
  std::string why_full{};  ///< empty: the counts hold; else everything was scored, for this reason
  matching::Reuse counts{};
};

struct Scan {
  matching::MatchResult result{};
  std::optional<identify::ReuseRecord> record{};  ///< for later runs; none where they could not recognise this one
  std::optional<ReuseSummary> reuse{};            ///< none without an earlier result
};

/// Where the earlier result does not help, the reason is said and everything is scored.
[[nodiscard]] Scan scan_since(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                              const matching::MatchOptions& match_options, const Options& options,
                              const Listener& listener);

/// For runs that cannot be taken up again: says that `options.since` does not help, and why.
[[nodiscard]] std::optional<ReuseSummary> refuse_earlier(const Options& options, const std::string& reason,
                                                         const Listener& listener);

}  // namespace kith::identify
