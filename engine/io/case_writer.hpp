// io/case_writer.hpp — a case folder out of a draft: the tables of docs/case-format.md, for read_case() and for people.
//
// The folder holds what families told about their missing: it is made for its owner only (0700, files 0600).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "io/case_draft.hpp"

namespace kith::io {

/// A file of a case folder before it is written.
struct TableText {
  std::string name;
  std::string text;
};

/// The tables of a draft; none of frequencies and markers where it has no markers.
[[nodiscard]] std::vector<TableText> case_tables(const CaseDraft& draft);
/// Results in the layout of profiles.csv.
[[nodiscard]] TableText typings_table(std::string name, const std::vector<DraftTyping>& typings);

/// Names of the files written. Errors: output_unwritable, also where `folder` exists and is not empty; nothing is
/// overwritten.
[[nodiscard]] Result<std::vector<std::string>> write_case(const CaseDraft& draft, const std::filesystem::path& folder);
/// The same of tables as they are.
[[nodiscard]] Result<std::vector<std::string>> write_tables(const std::vector<TableText>& tables,
                                                            const std::filesystem::path& folder);

}  // namespace kith::io
