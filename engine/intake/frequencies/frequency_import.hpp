// intake/frequencies/frequency_import.hpp — published tables of allele frequencies as a frequencies.csv.
//
//   long       marker, allele, frequency [, chromosomes] [, population], one allele a row
//   ladder     alleles down, markers across: EuroForMix, LRmix, STRbase, FBI, NIST (a last row N), strvalidator
//   strider    the XML of STRidER / STRbase: one population per origin, n counts persons (2N = 2 n)
//   familias   blocks of a marker's name and "allele TAB frequency" lines, as Familias exports a database
//   counts     marker and chromosomes (2N) without frequencies: completes the table read before it
//
// Alleles are brought to one spelling; frequencies are kept as they are. What a later reader would refuse is mended
// only where a warning says so: a sum below 1 gets a `Rest allele` (or is scaled, if that is wanted). Markers that are
// not inherited allele by allele (Y, mtDNA, sex tests) are left out, with a warning.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/problem.hpp"

namespace kith::intake {

enum class FrequencyFormat : std::uint8_t { automatic, long_table, ladder, strider, familias, counts };

/// "auto", "long", "ladder", "strider", "familias"; none for other words.
[[nodiscard]] std::optional<FrequencyFormat> parse_frequency_format(std::string_view word);
[[nodiscard]] std::string_view to_string(FrequencyFormat format);

/// One marker of one population.
struct ImportedMarker {
  std::string population;  ///< empty: the only one, without a name
  std::string name;        ///< in the field's spelling
  std::vector<std::string> alleles;
  std::vector<double> frequencies;
  std::optional<std::uint32_t> chromosomes{};  ///< 2N
  std::string file;
  std::size_t line = 0;  ///< where the marker first appears
};

struct FrequencyImportOptions {
  FrequencyFormat format = FrequencyFormat::automatic;
  /// Names the population of a table that does not name it; of a table with several, the one to take.
  std::optional<std::string> population{};
  std::optional<std::uint32_t> chromosomes{};  ///< 2N of markers whose table does not tell
  bool scale = false;  ///< divide by the sum where it is more than 0.001 away from 1, instead of completing it
};

struct FrequencyImport {
  std::vector<ImportedMarker> markers;  ///< by order of appearance; populations in one run each
  ProblemLog problems;
};

/// Adds the table `text` to `import`. `file`: the name problems are reported under. Its populations must be new.
void add_frequencies(std::string_view text, const std::string& file, const FrequencyImportOptions& options,
                     FrequencyImport& import);

/// Completes the chromosome counts, checks every marker (sum, counts times frequency, heterozygosity) and sorts
/// alleles.
void finish_frequencies(const FrequencyImportOptions& options, FrequencyImport& import);

/// The table as frequencies.csv holds it; with a column population where one has a name.
[[nodiscard]] std::string frequencies_text(const std::vector<ImportedMarker>& markers);

}  // namespace kith::intake
