// tools/kith/scan_stage.hpp — the stage of `kith match` that scores: all pairs, or with `--since` those that an earlier
// result does not answer.
#pragma once

#include <functional>
#include <optional>
#include <ostream>
#include <string>

#include "io/reuse_record.hpp"
#include "io/run_record.hpp"
#include "matching/case.hpp"
#include "matching/match.hpp"
#include "settings.hpp"

namespace kith::tool {

/// Why `--since DIR` names no result of kith match; none where it does, or is not given.
[[nodiscard]] std::optional<std::string> why_no_earlier_result(const Settings& settings);

struct Scan {
  matching::MatchResult result{};
  std::optional<io::ReuseRecord> record{};  ///< for later runs; none where they could not recognise this one
  std::optional<io::ReuseSummary> reuse{};  ///< none without --since
};

/// Where the earlier result does not help, the reason goes to `err` (not with --quiet) and everything is scored.
[[nodiscard]] Scan scan(const matching::Case& the_case, const matching::EvidenceTable& evidence,
                        const matching::MatchOptions& options, const Settings& settings, std::ostream& err);

/// For runs that cannot be taken up again, for the reason given.
[[nodiscard]] Scan scan_without_reuse(const Settings& settings, std::ostream& err, const std::string& reason,
                                      const std::function<matching::MatchResult()>& match);

}  // namespace kith::tool
