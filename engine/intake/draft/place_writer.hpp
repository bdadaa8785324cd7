// intake/draft/place_writer.hpp — events.csv, sites.csv, identifications.csv and event_sites.csv of a draft.
#pragma once

#include <vector>

#include "intake/draft/case_draft.hpp"
#include "intake/draft/case_writer.hpp"

namespace kith::intake {

/// Those that have a row.
[[nodiscard]] std::vector<TableText> place_tables(const CaseDraft& draft);

}  // namespace kith::intake
