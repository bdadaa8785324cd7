// intake/frequencies/frequency_sink.hpp — where the readers of frequency tables (frequency_import.hpp) put what they
// find.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "intake/case/table_columns.hpp"
#include "intake/frequencies/frequency_import.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

/// A cell of a table, for problems.
struct FrequencyPlace {
  std::size_t line = 0;
  std::string_view column{};
};

/// Takes one table. Everything wrong with a cell is said here, so that every format is checked alike.
class FrequencySink {
 public:
  FrequencySink(std::string file, const FrequencyImportOptions& options, FrequencyImport& import);

  /// One frequency as written; an empty or missing one, and 0, mean that the allele was not seen.
  void add(std::string_view population, std::string_view marker, std::string_view allele, std::string_view frequency,
           FrequencyPlace place);
  /// Chromosomes counted (2N), as written.
  void set_chromosomes(std::string_view population, std::string_view marker, std::string_view count,
                       FrequencyPlace place);
  /// Persons counted, as written: 2N is twice as many. X-linked markers are left without.
  void set_persons(std::string_view population, std::string_view marker, std::string_view count, FrequencyPlace place);
  /// The number of persons or of chromosomes (tables call both N): whichever makes the frequencies counts.
  void set_count(std::string_view population, std::string_view marker, std::string_view count, FrequencyPlace place);

  void problem(Severity severity, Errc code, FrequencyPlace place, std::string_view found, std::string expected);
  /// An error in a sentence of its own.
  void refuse(FrequencyPlace place, Errc code, std::string message);
  [[nodiscard]] const FrequencyImportOptions& options() const { return options_; }
  /// An error if nothing was taken.
  void finish();

 private:
  /// Null for a marker or population that is left out.
  ImportedMarker* entry(std::string_view population, std::string_view marker, FrequencyPlace place);
  void leave_out_null_allele(const ImportedMarker& marker, std::string_view frequency, FrequencyPlace place);
  ImportedMarker* make_entry(std::string population, std::string_view marker, FrequencyPlace place);

  std::string file_;
  const FrequencyImportOptions& options_;
  FrequencyImport& import_;
  std::size_t n_before_;               ///< markers of earlier tables
  TextMap<std::size_t> by_key_;        ///< "population LF marker key" -> position
  TextMap<std::size_t> lines_;         ///< "position LF allele" -> line
  std::set<std::string> left_out_;     ///< markers told of
  std::set<std::string> populations_;  ///< seen and not asked for
};

void read_long_frequencies(const text::CsvTable& table, FrequencySink& sink);
void read_ladder(const text::CsvTable& table, FrequencySink& sink);
void read_strider(std::string_view text, FrequencySink& sink);
void read_frequency_lists(std::string_view text, FrequencySink& sink);

/// "0", "null", "silent": an allele that is never seen.
[[nodiscard]] bool is_null_allele(std::string_view label);

/// The column that holds the alleles of a ladder; none if the table is no ladder.
[[nodiscard]] std::optional<std::size_t> ladder_allele_column(const text::CsvTable& table);

}  // namespace kith::intake
