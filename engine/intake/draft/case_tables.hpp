// intake/draft/case_tables.hpp — the tables of docs/case-format.md out of a draft, for read_case() and for people.
#pragma once

#include <string>
#include <vector>

#include "intake/draft/case_draft.hpp"

namespace kith::intake {

/// A file of a case folder before it is written.
struct TableText {
  std::string name;
  std::string text;
};

/// The tables of a draft; none of frequencies and markers where it has no markers.
[[nodiscard]] std::vector<TableText> case_tables(const CaseDraft& draft);
/// Results in the layout of profiles.csv.
[[nodiscard]] TableText typings_table(std::string name, const std::vector<DraftTyping>& typings);

}  // namespace kith::intake
