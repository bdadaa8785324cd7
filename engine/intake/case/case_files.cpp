#include "intake/case/case_files.hpp"

#include <algorithm>
#include <string_view>

#include "intake/case/case_schema.hpp"

namespace kith::intake {

bool has_header_only(const text::CsvTable& table) { return table.n_columns() > 0 && table.n_rows() == 0; }

CaseFiles::CaseFiles(std::filesystem::path folder, const CaseOptions& options, CaseReading& result)
    : folder_(std::move(folder)), options_(options), result_(result) {}

bool CaseFiles::cannot_begin() {
  if (!std::filesystem::is_directory(folder_)) {
    log().add(
        {.code = Errc::file_unreadable,
         .file = folder_.string(),
         .message = "there is no such folder; a case folder holds frequencies.csv, relatives.csv and profiles.csv"});
    return true;
  }
  unread_ = find_unread_files(folder_);
  has_dna_ = exists("frequencies.csv") || exists("markers.csv") || exists("profiles.csv");
  if (is_blank_case(folder_)) {
    log().add(
        {.code = Errc::missing_value,
         .file = folder_.string(),
         .message = "nothing is in this case yet: no table has a row (the README.md of kith new shows a row of each)"});
    return true;
  }
  std::vector<std::string> lacking;
  for (const char* name : {"relatives.csv", "frequencies.csv", "profiles.csv"}) {
    const bool is_needed = has_dna_ || std::string_view(name) == "relatives.csv";
    if (is_needed && !exists(name)) lacking.emplace_back(name);
  }
  if (lacking.empty()) return false;
  report_unread_files(unread_, {}, options_.ignore_unread, log());
  for (const auto& name : lacking) lists_file(name, true);
  return true;
}

bool CaseFiles::lists_file(const std::string& name, bool required) {
  if (std::filesystem::exists(folder_ / name)) {
    result_.input_files.push_back(name);
    return true;
  }
  const bool is_misnamed = std::any_of(unread_.begin(), unread_.end(), [&](const UnreadFile& file) {
    return file.intended == name && file.is_near && !options_.ignore_unread;  // an error of its own
  });
  if (required && !is_misnamed) {
    log().add({.code = Errc::file_unreadable,
               .file = name,
               .message = "there is no such file; a case needs this file in the case folder"});
  }
  return false;
}

std::optional<text::CsvTable> CaseFiles::open(const std::string& name, bool required) {
  return lists_file(name, required) ? std::optional(text::CsvTable::read(folder_ / name, log(), options_.encoding))
                                    : std::nullopt;
}

void CaseFiles::report_unread() {
  warn_of_tables_left_out();
  report_unread_files(unread_, result_.input_files, options_.ignore_unread, log());
}

/// A table that only another one makes sense of.
void CaseFiles::warn_of_tables_left_out() {
  if (log().has_errors()) return;
  for (const auto& table : table_specs()) {
    const std::string name(table.file);
    const auto& read = result_.input_files;
    if (!table.is_matched || table.columns.empty() || std::find(read.begin(), read.end(), name) != read.end() ||
        !std::filesystem::exists(folder_ / name))
      continue;
    log().add({.severity = Severity::warning,
               .code = Errc::file_unreadable,
               .file = name,
               .message = "this table was not read: it has no use without profiles.csv"});
  }
}

}  // namespace kith::intake
