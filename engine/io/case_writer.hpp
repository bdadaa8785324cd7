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

/// Names of the files written. Errors: output_unwritable, also where `folder` exists and is not empty; nothing is
/// overwritten.
[[nodiscard]] Result<std::vector<std::string>> write_case(const CaseDraft& draft, const std::filesystem::path& folder);

}  // namespace kith::io
