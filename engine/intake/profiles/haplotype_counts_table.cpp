#include "intake/profiles/haplotype_counts_table.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "intake/case/cell_values.hpp"

namespace kith::intake {
namespace {

constexpr double kMostHaplotypes = 1e9;

class CountsReader {
 public:
  CountsReader(const text::CsvTable& table, const Subjects& subjects, const Lineages& lineages,
               matching::HaplotypeDatabase& database, ProblemLog& log)
      : table_(table), subjects_(subjects), lineages_(lineages), database_(database), columns_(table, log) {
    columns_.warn_unclaimed("ignored");
  }

  void read() {
    if (!columns_.complete()) return;
    for (std::size_t row = 0; row < table_.n_rows(); ++row) read_row(row);
  }

 private:
  enum class System : std::uint8_t { y, mt };

  void read_row(std::size_t row) {
    const auto id = columns_.required_text(row, subject_, "a person_id or a remains_id");
    const auto name = columns_.required_text(row, name_, "the database that was asked, such as YHRD or EMPOP");
    const auto matches = whole_number(row, matches_, 0, "how many haplotypes of the database match: a whole number");
    const auto size = whole_number(row, size_, 1, "how many haplotypes the database has: a whole number above 0");
    const auto day = columns_.text(row, date_);
    if (!is_date(day)) columns_.error(Errc::bad_value, row, date_, "a date as 2024-05-31, 2024-05 or 2024");
    if (!id || !name || !matches || !size) return;
    if (*matches > *size) {
      return columns_.error(Errc::bad_value, row, matches_,
                            "at most the size of the database, " + std::to_string(*size));
    }
    const SubjectIndex subject = subjects_.would_be(*id);
    if (subject >= subjects_.size()) {
      return columns_.error(Errc::unknown_id, row, subject_, "a person_id of relatives.csv or a remains_id");
    }
    const auto system = system_of(row, subject);
    if (!system) return;
    if (!seen_.emplace(subject, *system).second) {
      return columns_.error(Errc::duplicate_id, row, subject_,
                            "one row for a subject and a system: the database that stands for the population");
    }
    const std::string source = std::string(*name) + (day.empty() ? "" : " (" + std::string(day) + ")");
    if (*system == System::y) {
      const auto found = lineages_.y.find(subject);
      if (found == lineages_.y.end()) return warn_of_untyped(row, "Y-STR");
      database_.y_counts.push_back({found->second, *matches, *size, source});
    } else {
      const auto found = lineages_.mt.find(subject);
      if (found == lineages_.mt.end()) return warn_of_untyped(row, "mtDNA");
      if (auto queried = at_range(row, found->second)) {
        database_.mt_counts.push_back({*std::move(queried), *matches, *size, source});
      }
    }
  }

  std::optional<std::size_t> whole_number(std::size_t row, const Column& column, double least,
                                          std::string_view expected) {
    if (!columns_.required_text(row, column, expected)) return std::nullopt;
    const auto number = columns_.number(row, column, least, kMostHaplotypes, expected);
    if (!number) return std::nullopt;
    if (*number == std::floor(*number)) return static_cast<std::size_t>(*number);
    columns_.error(Errc::bad_number, row, column, std::string(expected));
    return std::nullopt;
  }

  static bool is_date(std::string_view text) {
    const std::string start(text);
    return text.empty() || parse_date(text) || parse_date(start + "-01") || parse_date(start + "-01-01");
  }

  std::optional<System> system_of(std::size_t row, SubjectIndex subject) {
    const auto text = lower_case(columns_.text(row, system_));
    if (text == "y" || text == "y-str") return System::y;
    if (text == "mt" || text == "mtdna") return System::mt;
    const bool has_y = lineages_.y.contains(subject);
    const bool has_mt = lineages_.mt.contains(subject);
    if (text.empty() && has_y != has_mt) return has_y ? System::y : System::mt;
    columns_.error(Errc::bad_value, row, system_, "Y or mt: which haplotype of the subject was queried");
    return std::nullopt;
  }

  void warn_of_untyped(std::size_t row, const std::string& system) {
    columns_.report(Severity::warning, Errc::missing_value, row, subject_,
                    "a subject with a " + system + " haplotype in profiles.csv; the count is not used");
  }

  /// The haplotype at the positions that were queried.
  std::optional<genetics::MtHaplotype> at_range(std::size_t row, const genetics::MtHaplotype& haplotype) {
    std::vector<genetics::MtRange> ranges;
    std::string text(columns_.text(row, range_));
    for (char& c : text) c = c == ';' || c == ',' ? ' ' : c;
    for (std::size_t start = 0; start < text.size();) {
      const auto end = std::min(text.find(' ', start), text.size());
      const auto word = std::string_view(text).substr(start, end - start);
      start = end + 1;
      if (word.empty()) continue;
      const auto range = genetics::parse_mt_range(word);
      if (!range) {
        columns_.error(Errc::bad_value, row, range_, "the positions that were queried, such as 16024-16365 73-340");
        return std::nullopt;
      }
      ranges.insert(ranges.end(), range.value().begin(), range.value().end());
    }
    if (ranges.empty()) return haplotype;
    genetics::MtHaplotype queried{.ranges = std::move(ranges), .differences = haplotype.differences};
    (void)genetics::normalise(queried);
    if (genetics::covers(haplotype.ranges, queried.ranges)) return queried;
    columns_.error(Errc::bad_value, row, range_,
                   "positions that were read of the subject: " + genetics::to_string(haplotype.ranges));
    return std::nullopt;
  }

  const text::CsvTable& table_;
  const Subjects& subjects_;
  const Lineages& lineages_;
  matching::HaplotypeDatabase& database_;
  TableColumns columns_;
  Column subject_ = columns_.require("subject_id");
  Column system_ = columns_.find("system");
  Column name_ = columns_.require("database");
  Column matches_ = columns_.require("matches");
  Column size_ = columns_.require("size");
  Column range_ = columns_.find("range");
  Column date_ = columns_.find("date");
  std::set<std::pair<SubjectIndex, System>> seen_;
};

}  // namespace

void read_haplotype_counts(const text::CsvTable& table, const Subjects& subjects, const Lineages& lineages,
                           matching::HaplotypeDatabase& database, ProblemLog& log) {
  CountsReader(table, subjects, lineages, database, log).read();
}

}  // namespace kith::intake
