// identify/identify.hpp — the run: from a case and a choice of options to an answer. `kith match`, `kith explain` and
// whoever uses the library compute here and nowhere else, so that they cannot differ.
#pragma once

#include <ostream>

#include "core/error.hpp"
#include "identify/identification.hpp"
#include "identify/listener.hpp"

namespace kith::identify {

/// `breakdown` (may be null) receives the rows of breakdown.csv, best pairs first by missing person. The case,
/// `populations` (empty `others` where one population counts) and what the options point to outlive the answer.
/// Errors: bad_option: an unknown strategy, a case without missing persons or remains, a matrix that is too large, a
/// strategy that cannot work with several populations, an earlier result that is none, populations that do not compare.
/// Identical for any number of threads.
[[nodiscard]] Result<Identification> identify(const matching::Case& the_case, const RunPopulations& populations,
                                              const Options& options, std::ostream* breakdown = nullptr,
                                              const Listener& listener = {});

/// Why such a run cannot be; for callers that have work to do before it.
[[nodiscard]] Result<void> check_run(const matching::Case& the_case, const RunPopulations& populations,
                                     const Options& options);

}  // namespace kith::identify
