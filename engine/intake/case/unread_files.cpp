#include "intake/case/unread_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include "intake/case/case_schema.hpp"
#include "intake/case/cell_values.hpp"
#include "text/csv_table.hpp"
#include "text/near_names.hpp"
#include "text/result_folder.hpp"

namespace kith::intake {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeaderBytes = 1 << 16;  ///< a header is within these

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

bool is_workbook(std::string_view lower) { return ends_with_any(lower, {".xlsx", ".xls", ".xlsm", ".ods"}); }
bool is_text_table(std::string_view lower) { return ends_with_any(lower, {".csv", ".tsv", ".tab", ".csv.gz"}); }
bool is_settings(std::string_view lower) { return ends_with_any(lower, {".ini", ".cfg", ".conf", ".ini.txt"}); }
/// Endings that a table may have got by mistake, but that other files have as well.
bool may_be_table(std::string_view lower) {
  const bool has_no_ending = lower.find('.') == std::string_view::npos;
  return has_no_ending || is_workbook(lower) || is_text_table(lower) || ends_with_any(lower, {".txt", ".dat"});
}

/// Files that are known and no input of a match: nobody need hear of them.
bool is_known_file(std::string_view name, std::string_view lower) {
  if (name.starts_with('.') || name.ends_with('~') || lower.starts_with("readme")) return true;
  if (name == "scenario.ini" || name == "truth.csv" || name == "weights.ini" || name == "findings.csv") return true;
  // A commission's own table of bodies or graves is likelier in a case folder than our results.
  return text::is_result_name(name) && name != "bodies.csv" && name != "graves.csv";
}

std::string first_line(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kHeaderBytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text.substr(0, text.find_first_of("\r\n"));
}

/// The input whose name the key is, misspelt or not; empty: none.
std::string_view input_of_key(std::string_view key, bool settings) {
  if (settings) {
    const bool fits = key == "case" || text::is_misspelling(key, "case") ||
                      text::lists_word("settings config options kith", key);
    return fits ? kSettingsFile : std::string_view();
  }
  for (const auto& table : table_specs()) {
    if (file_key(table.file) == key) return table.file;
  }
  for (const auto& table : table_specs()) {
    if (table.is_matched && text::is_misspelling(key, file_key(table.file))) return table.file;
  }
  return {};
}

/// The input whose name is a part of the key ("profileslab2"), or that other people call so ("genotypes").
std::string_view input_of_words(std::string_view key) {
  constexpr std::size_t kLongEnough = 5;
  std::string_view longest;
  for (const auto& table : table_specs()) {
    if (!table.is_matched) continue;
    if (text::lists_word(table.also, key)) return table.file;
    const auto name = file_key(table.file);
    const bool has_name = name.size() >= kLongEnough && (key.starts_with(name) || key.ends_with(name));
    if (has_name && table.file.size() > longest.size()) longest = table.file;
  }
  return longest;
}

/// The table that the header of a file fits; empty: none.
std::string_view input_of_header(const fs::path& path) {
  ProblemLog ignored;
  const auto table = text::CsvTable::parse(first_line(path), path.filename().string(), ignored);
  if (table.n_columns() < 2) return {};
  const auto* fits = better_fitting_table(nullptr, table.header());
  return fits == nullptr ? std::string_view() : fits->file;
}

UnreadFile judge(const fs::path& path, const std::string& lower) {
  UnreadFile file{.name = path.filename().string(), .intended = {}};
  const bool settings = is_settings(lower);
  const std::string key = file_key(file.name);
  file.intended = input_of_key(key, settings);
  if (!file.intended.empty()) {
    file.is_near = true;
    return file;
  }
  if (settings) return file;
  // Less sure: an error only where the table itself is not there.
  file.intended = input_of_words(key);
  if (file.intended.empty() && is_text_table(lower) && !lower.ends_with(".gz")) {
    file.intended = input_of_header(path);
    file.by_columns = !file.intended.empty();
  }
  std::error_code failure;
  file.is_near = !file.intended.empty() && !fs::exists(path.parent_path() / file.intended, failure);
  return file;
}

/// "Kith reads no file of this name, ...": what is likely meant, and what to do.
std::string unread_message(const UnreadFile& file, std::string_view lower) {
  const std::string unread = "Kith reads no file of this name";
  const std::string intended(file.intended);
  if (file.intended.empty()) {
    return unread + (is_settings(lower) ? ", which is neither case.ini nor named by an option; it was left out"
                                        : ", which is neither a table of a case nor a matrix that markers.csv names; "
                                          "it was left out");
  }
  if (is_workbook(lower)) return unread + "; if it is " + intended + ", save the sheet as 'CSV UTF-8' under that name";
  if (file.by_columns) return unread + "; it has the columns of " + intended + ": rename it";
  return unread + "; if it is " + intended + ", rename it";
}

}  // namespace

std::vector<UnreadFile> find_unread_files(const fs::path& folder) {
  std::vector<UnreadFile> files;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    std::error_code unreadable;
    if (!entry.is_regular_file(unreadable)) continue;
    const std::string name = entry.path().filename().string();
    const std::string lower = lower_case(name);
    if (name == kSettingsFile || find_table_spec(name) != nullptr || is_known_file(name, lower)) continue;
    if (!may_be_table(lower) && !is_settings(lower)) continue;
    auto file = judge(entry.path(), lower);
    // A .txt or a workbook of no table's name is somebody's note.
    if (file.intended.empty() && !is_text_table(lower) && !is_settings(lower)) continue;
    files.push_back(std::move(file));
  }
  std::sort(files.begin(), files.end(), [](const UnreadFile& a, const UnreadFile& b) { return a.name < b.name; });
  return files;
}

void report_unread_files(const std::vector<UnreadFile>& files, const std::vector<std::string>& read, bool ignore,
                         ProblemLog& log) {
  const auto is_read = [&](const UnreadFile& file) {
    return std::any_of(read.begin(), read.end(),
                       [&](const std::string& path) { return fs::path(path).filename() == file.name; });
  };
  for (const auto& file : files) {
    if (is_read(file)) continue;
    const bool is_error = file.is_near && !ignore;
    log.add({.severity = is_error ? Severity::error : Severity::warning,
             .code = Errc::file_unreadable,
             .file = file.name,
             .message = unread_message(file, lower_case(file.name)) +
                        (is_error ? "; --ignore-unread goes on without it" : "")});
  }
}

bool is_blank_case(const fs::path& folder) {
  bool any = false;
  for (const auto& table : table_specs()) {
    const auto path = folder / table.file;
    std::error_code failure;
    if (!fs::is_regular_file(path, failure)) continue;
    any = true;
    if (table.file == "markers.csv") continue;
    if (fs::file_size(path, failure) >= kHeaderBytes) return false;
    ProblemLog ignored;
    const auto content = text::CsvTable::read(path, ignored);
    if (content.n_rows() > 0 || !ignored.problems().empty()) return false;
  }
  return any;
}

}  // namespace kith::intake
