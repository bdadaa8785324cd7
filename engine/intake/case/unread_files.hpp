// intake/case/unread_files.hpp — the files of a case folder that Kith does not read: a table under a wrong name must
// not be missed.
//
//   an input under a near name     missing_person.csv, Remains.CSV, relatives.txt, profiles.xlsx: an error
//   another CSV or INI             a warning; with the table its columns fit, where they fit one
//   hidden files, folders, README, scenario.ini, truth.csv, what Kith itself writes, and files that are no tables
//   (PDF, DOCX, pictures)          not mentioned
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/problem.hpp"

namespace kith::intake {

/// A file beside the tables and what becomes of it.
struct UnreadFile {
  std::string name;
  std::string_view intended;  ///< the input it is likely meant for; empty: none
  bool is_near = false;       ///< so likely that going on without it would be wrong
  bool by_columns = false;    ///< `intended` is told from its header
};

/// By name. Files that nobody need hear of are left out.
[[nodiscard]] std::vector<UnreadFile> find_unread_files(const std::filesystem::path& folder);

/// Says of each that is not in `read` (names or paths of the files read) what it may be. `ignore`: near names are
/// warnings, too.
void report_unread_files(const std::vector<UnreadFile>& files, const std::vector<std::string>& read, bool ignore,
                         ProblemLog& log);

/// Whether no table of the folder has a row yet: what `kith new` writes. Mutation rates alone are no case.
[[nodiscard]] bool is_blank_case(const std::filesystem::path& folder);

}  // namespace kith::intake
