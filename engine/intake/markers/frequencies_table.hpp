// intake/markers/frequencies_table.hpp — frequencies.csv: marker, allele, frequency [, chromosomes] [, population].
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "intake/case/case_reader.hpp"
#include "intake/case/table_columns.hpp"

namespace kith::intake {

/// What frequencies.csv says of one marker. Alleles of frequency 0 are left out.
struct MarkerFrequencies {
  std::string name;  ///< the field's spelling where the marker is known
  std::vector<std::string> alleles;
  std::vector<double> frequencies;
  std::optional<std::uint32_t> chromosomes{};
  std::size_t first_line = 0;  ///< in frequencies.csv
};

struct FrequencyTables {
  std::vector<MarkerFrequencies> markers;  ///< in order of first appearance
  TextMap<std::size_t> by_key;             ///< genetics::marker_key -> position in `markers`
  std::vector<std::string> populations;    ///< all that the table names
  std::string population{};                ///< the one that was read
  bool choice_open = false;                ///< several are named and nobody chose: the first was read
};

/// Reads the rows of one population: options.population, else the first. Sums are checked when the markers are made,
/// where silent frequencies are known too.
[[nodiscard]] FrequencyTables read_frequencies(const text::CsvTable& table, const CaseOptions& options,
                                               ProblemLog& log);

}  // namespace kith::intake
