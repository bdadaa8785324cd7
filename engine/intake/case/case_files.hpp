// intake/case/case_files.hpp — which files of a case folder there are, which are missing, and which Kith does not read.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "intake/case/case_reader.hpp"
#include "intake/case/unread_files.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

/// A table with a header and no rows. One that could not be read has no columns.
[[nodiscard]] bool has_header_only(const text::CsvTable& table);

class CaseFiles {
 public:
  /// Names of files that are read, and what is wrong with files, go to `result`. @pre `options` and `result` outlive
  /// this.
  CaseFiles(std::filesystem::path folder, const CaseOptions& options, CaseReading& result);

  /// Nothing to read yet, or a table that others refer to is missing: what would follow from that is not said.
  [[nodiscard]] bool cannot_begin();
  /// Whether there is any table of DNA; a case of descriptions alone has none.
  [[nodiscard]] bool has_dna() const { return has_dna_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] const CaseOptions& options() const { return options_; }

  [[nodiscard]] bool exists(const char* name) const { return std::filesystem::exists(folder_ / name); }
  /// Whether the file is there, which is then taken for read; that it is not is an error where it is `required`.
  bool lists_file(const std::string& name, bool required);
  [[nodiscard]] std::optional<text::CsvTable> open(const std::string& name, bool required);

  /// At the end: the tables and files that nobody read.
  void report_unread();

 private:
  [[nodiscard]] ProblemLog& log() { return result_.problems; }
  void warn_of_tables_left_out();

  std::filesystem::path folder_;
  const CaseOptions& options_;
  CaseReading& result_;
  bool has_dna_ = true;
  std::vector<UnreadFile> unread_;
};

}  // namespace kith::intake
