// identify/scan_since.hpp — the stage of a run that scores: all pairs, or those that an earlier result does not answer.
#pragma once

#include <optional>
#include <string>

#include "identify/listener.hpp"
#include "identify/options.hpp"
#include "io/reuse_record.hpp"
#include "io/run_record.hpp"
#include "matching/case.hpp"
#include "matching/match.hpp"

namespace kith::identify {

struct Scan {
  matching::MatchResult result{};
  std::optional<io::ReuseRecord> record{};  ///< for later runs; none where they could not recognise this one
  std::optional<io::ReuseSummary> reuse{};  ///< none without an earlier result
};

/// Where the earlier result does not help, the reason is said and everything is scored.
[[nodiscard]] Scan scan_since(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                              const matching::MatchOptions& match_options, const Options& options,
                              const Listener& listener);

/// For runs that cannot be taken up again: says that `options.since` does not help, and why.
[[nodiscard]] std::optional<io::ReuseSummary> refuse_earlier(const Options& options, const std::string& reason,
                                                             const Listener& listener);

}  // namespace kith::identify
