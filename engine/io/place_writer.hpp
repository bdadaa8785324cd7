// io/place_writer.hpp — events.csv, sites.csv, identifications.csv and event_sites.csv of a draft.
#pragma once

#include <vector>

#include "io/case_draft.hpp"
#include "io/case_writer.hpp"

namespace kith::io {

/// Those that have a row.
[[nodiscard]] std::vector<TableText> place_tables(const CaseDraft& draft);

}  // namespace kith::io
