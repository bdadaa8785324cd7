#include "intake/genotypes/mtdna_import.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/text.hpp"
#include "genetics/haplotypes/mt_haplotype.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/profiles/lineage_profiles.hpp"
#include "text/text_encoding.hpp"

namespace kith::intake {
namespace {

/// A line of the file: ranges and differences of a sample.
struct Entry {
  std::string sample;
  std::size_t n_persons = 1;
  std::size_t line = 0;
  std::vector<std::string> cells{};
};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const auto end = std::min(text.find(separator, start), text.size());
    auto part = trimmed(text.substr(start, end - start));
    if (part.size() > 1 && part.front() == '"' && part.back() == '"') part = part.substr(1, part.size() - 2);
    parts.push_back(part);
    start = end + 1;
  }
  return parts;
}

/// "16024-16569;1-576;" and the like: nothing but ranges.
bool is_ranges(std::string_view text) {
  for (const char separator : {';', ',', ' '}) {
    if (text.find(separator) == std::string_view::npos) continue;
    const auto parts = split(text, separator);
    return std::all_of(parts.begin(), parts.end(),
                       [](std::string_view part) { return part.empty() || is_ranges(part); });
  }
  return genetics::parse_mt_range(text).ok();
}

class Reader {
 public:
  Reader(std::string file, bool is_database, ProblemLog& log)
      : file_(std::move(file)), is_database_(is_database), log_(log) {}

  MtdnaImport read(std::string_view text) {
    if (!read_genis(text)) read_lines(text);
    if (entries_.empty() && !log_.has_errors()) {
      report(Errc::unsupported_format, 0, "no haplotype",
             "an EMPOP file (a line '#! 16024-576' and lines of sample, haplogroup, number, differences), an HSD file "
             "(lines "
             "of sample, range, haplogroup, differences) or a table of GENis (Sample Name, Range From, Range To, Mut1 "
             "...), "
             "with tabs");
    }
    to_cells();
    return std::move(result_);
  }

 private:
  void report(Errc code, std::size_t line, std::string found, std::string expected) {
    log_.add({.code = code, .file = file_, .row = line, .found = std::move(found), .expected = std::move(expected)});
  }

  /// False where the file is no such table.
  bool read_genis(std::string_view text) {
    const auto header = lower_case(text.substr(0, text.find('\n')));
    if (header.find("range from") == std::string::npos) return false;
    const auto table = text::CsvTable::parse(text, file_, log_);
    if (!is_genis_mtdna(table)) return false;
    result_.format = "GENis";
    const auto sample = *table.find("Sample Name");
    const auto from = *table.find("Range From");
    const auto to = *table.find("Range To");
    for (std::size_t row = 0; row < table.n_rows(); ++row) {
      Entry entry{.sample = std::string(table.cell(row, sample)), .line = table.line(row)};
      const auto range = std::string(table.cell(row, from)) + "-" + std::string(table.cell(row, to));
      if (range == "-") {
        report(Errc::missing_value, entry.line, "no range",
               "the first and the last position read (Range From, Range To)");
        continue;
      }
      entry.cells.push_back(range);
      for (std::size_t column = 0; column < table.n_columns(); ++column) {
        if (lower_case(table.header()[column]).starts_with("mut")) entry.cells.emplace_back(table.cell(row, column));
      }
      entries_.push_back(std::move(entry));
    }
    return true;
  }

  void read_lines(std::string_view text) {
    std::size_t line = 0;
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      read_line(trimmed_end(text.substr(0, end)), ++line);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  static std::string_view trimmed_end(std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\t' || line.back() == ' ')) line.remove_suffix(1);
    return line;
  }

  void read_line(std::string_view line, std::size_t number) {
    if (line.empty()) return;
    if (line.starts_with("#!")) {
      ranges_ = std::string(trimmed(line.substr(2)));
      std::replace(ranges_.begin(), ranges_.end(), '\t', ' ');
      result_.format = "EMPOP";
      return;
    }
    if (line.front() == '#') return;
    const auto parts = split(line, '\t');
    const auto second = parts.size() > 1 ? lower_case(parts[1]) : std::string();
    if (second == "range" || second == "ranges") return;  // the header of an HSD file
    result_.format == "EMPOP" ? read_empop(parts, number) : read_hsd(parts, number);
  }

  void read_empop(const std::vector<std::string_view>& parts, std::size_t line) {
    std::size_t n_persons = 0;
    const auto text = parts.size() > 2 ? parts[2] : std::string_view();
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), n_persons);
    if (failure != std::errc() || end != text.data() + text.size() || n_persons > 9999) {
      return report(Errc::bad_number, line, std::string(text),
                    "in the third place the number of persons, 0 to 9999, as in: sample, haplogroup, 1, differences");
    }
    if (n_persons == 0) return void(++result_.n_left_out);
    add(parts, 3, ranges_, line);
    if (!entries_.empty()) entries_.back().n_persons = n_persons;
  }

  void read_hsd(const std::vector<std::string_view>& parts, std::size_t line) {
    if (parts.size() < 2 || !is_ranges(parts[1])) {
      return report(Errc::missing_value, line, parts.size() < 2 ? "one cell" : std::string(parts[1]),
                    "the ranges that were read, such as 16024-16569;1-576, in the second place (HSD), or a line '#! "
                    "16024-576' above (EMPOP)");
    }
    result_.format = "HSD";
    add(parts, 3, std::string(parts[1]), line);
  }

  void add(const std::vector<std::string_view>& parts, std::size_t first, const std::string& ranges, std::size_t line) {
    if (parts.front().empty()) return report(Errc::missing_value, line, "", "the name of the sample");
    Entry entry{.sample = std::string(parts.front()), .line = line, .cells = {ranges}};
    for (std::size_t i = first; i < parts.size(); ++i) entry.cells.emplace_back(parts[i]);
    entries_.push_back(std::move(entry));
  }

  /// Through the reader of profiles.csv, so that nothing is understood in two ways.
  void to_cells() {
    std::map<std::string, std::uint32_t> owners;
    std::vector<const Entry*> first;
    std::vector<LineageRow> rows;
    for (const Entry& entry : entries_) {
      const auto [owner, is_new] = owners.emplace(entry.sample, static_cast<std::uint32_t>(first.size()));
      if (is_new) first.push_back(&entry);
      if (!is_new && result_.format != "GENis") {
        report(Errc::duplicate_id, entry.line, entry.sample,
               "every sample once; row " + std::to_string(first[owner->second]->line) + " has it");
      }
      rows.push_back(
          {.owner = owner->second, .line = entry.line, .mitochondrial = true, .marker = "mtDNA", .cells = entry.cells});
    }
    std::vector<SetAside> set_aside;
    std::vector<genetics::YMarker> none;
    const LineageSource source{
        .file = file_,
        .owner_id = [&](std::uint32_t owner) { return first[owner]->sample; },
        .sample_text = [&](const LineageRow& row) { return "sample " + first[row.owner]->sample; },
        .log = log_,
        .set_aside = set_aside,
        .is_database = is_database_};
    const auto lineages = read_lineages(rows, MarkerTable{}, none, source);
    for (const auto& [owner, haplotype] : lineages.mt) {
      std::string cell;
      for (const auto& range : haplotype.ranges) cell += genetics::to_string(std::span(&range, 1)) + " ";
      result_.samples.push_back(
          {first[owner]->sample, cell + genetics::differences_text(haplotype), first[owner]->n_persons});
    }
    result_.n_left_out += first.size() - lineages.mt.size();
  }

  std::string file_;
  bool is_database_;
  ProblemLog& log_;
  std::string ranges_;
  std::vector<Entry> entries_;
  MtdnaImport result_;
};

}  // namespace

bool is_genis_mtdna(const text::CsvTable& table) {
  return table.find("Sample Name") && table.find("Range From") && table.find("Range To");
}

MtdnaImport import_mtdna(std::string_view bytes, const std::string& file, bool is_database, ProblemLog& log) {
  const auto decoded = text::decode_foreign(bytes);
  if (!decoded) {
    log.add({.code = decoded.error().code,
             .file = file,
             .found = decoded.error().message,
             .expected = "text in UTF-8, UTF-16 or Windows-1252"});
    return {};
  }
  return Reader(file, is_database, log).read(decoded.value().text);
}

}  // namespace kith::intake
