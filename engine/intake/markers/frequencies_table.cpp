#include "intake/markers/frequencies_table.hpp"

#include <algorithm>
#include <cmath>

#include "genetics/markers/marker_names.hpp"
#include "genetics/markers/marker_ranges.hpp"
#include "intake/people/dna_populations.hpp"
#include "intake/profiles/genotype_cells.hpp"

namespace kith::intake {
namespace {

struct FrequencyColumns {
  explicit FrequencyColumns(TableColumns& columns)
      : marker(columns.require("marker")),
        allele(columns.require("allele")),
        frequency(columns.require("frequency")),
        chromosomes(columns.find("chromosomes")),
        population(columns.find("population")) {}
  Column marker, allele, frequency, chromosomes, population;
};

std::vector<std::string> names_of_populations(const TableColumns& columns, const Column& column) {
  std::vector<std::string> names;
  if (!column.present()) return names;
  for (std::size_t row = 0; row < columns.table().n_rows(); ++row) {
    const auto name = columns.text(row, column);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  }
  return names;
}

/// The population whose rows count; none: all rows do. Says which there are where the choice is wrong.
std::optional<std::string> choose_population(const std::string& file, const CaseOptions& options,
                                             FrequencyTables& tables, ProblemLog& log) {
  const auto& names = tables.populations;
  if (options.population) {
    const bool known = std::find(names.begin(), names.end(), *options.population) != names.end();
    if (!known) {
      log.add({.code = Errc::unknown_id,
               .file = file,
               .column = "population",
               .message = "population '" + *options.population + "' was chosen, but the table has none" +
                          (names.empty() ? " (no column population)"
                                         : " of that name: choose one of " + list_populations(names))});
    }
    if (known) return options.population;
    // Read on with the first one: an unknown name is one mistake, not one for every marker that somebody is typed at.
  }
  if (names.empty()) return std::nullopt;
  tables.choice_open = names.size() > 1 && !options.any_population;
  return names.front();
}

class FrequencyReader {
 public:
  FrequencyReader(const text::CsvTable& table, ProblemLog& log) : columns_(table, log), column_(columns_) {
    columns_.warn_unclaimed("ignored");
  }

  FrequencyTables read(const CaseOptions& options, ProblemLog& log) {
    if (!columns_.complete()) return {};
    tables_.populations = names_of_populations(columns_, column_.population);
    const auto population = choose_population(columns_.table().file(), options, tables_, log);
    tables_.population = population.value_or("");
    for (std::size_t row = 0; row < columns_.table().n_rows(); ++row) {
      if (!population || columns_.text(row, column_.population) == *population) read_row(row);
    }
    if (tables_.populations.size() > 1) order_as_in_table();
    return std::move(tables_);
  }

 private:
  /// Markers in the order of the whole table: it is the same for every population.
  void order_as_in_table() {
    TextMap<std::size_t> place;
    for (std::size_t row = 0; row < columns_.table().n_rows(); ++row) {
      place.emplace(genetics::marker_key(columns_.text(row, column_.marker)), place.size());
    }
    const auto place_of = [&](const MarkerFrequencies& marker) {
      return place.find(genetics::marker_key(marker.name))->second;
    };
    std::sort(tables_.markers.begin(), tables_.markers.end(),
              [&](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
    for (std::size_t i = 0; i < tables_.markers.size(); ++i) {
      tables_.by_key[genetics::marker_key(tables_.markers[i].name)] = i;
    }
  }

  void read_row(std::size_t row) {
    const auto marker = columns_.required_text(row, column_.marker, "the name of a marker");
    const auto allele = columns_.required_text(row, column_.allele, "an allele label such as 9 or 9.3");
    const auto frequency_cell = columns_.required_text(row, column_.frequency, "a frequency from 0 to 1");
    if (!marker || !allele || !frequency_cell) return;
    auto& entry = entry_of(*marker, row);
    read_chromosomes(entry, row);
    const auto* range = range_of_last_;
    const auto read = read_listed_allele(*allele, range);
    if (!read) {
      columns_.error(Errc::bad_allele_label, row, column_.allele,
                     expected_allele(*allele, {true, range}, "an allele label such as 9, 9.3, <6 or Rest allele"));
      return;
    }
    const std::string& label = *read;
    const auto frequency = columns_.number(row, column_.frequency, 0, 1, "a frequency from 0 to 1");
    if (!frequency) return;
    if (const auto [first, is_new] = lines_.emplace(entry.name + '\n' + label, columns_.table().line(row)); !is_new) {
      columns_.error(
          Errc::duplicate_allele, row, column_.allele,
          "every allele of " + entry.name + " once (it is in row " + std::to_string(first->second) + " too)");
      return;
    }
    if (*frequency == 0) {
      columns_.report(Severity::warning, Errc::bad_frequency, row, column_.frequency,
                      "a frequency above 0; allele " + label + " of " + entry.name + " counts as not listed");
      return;
    }
    entry.alleles.push_back(label);
    entry.frequencies.push_back(*frequency);
  }

  MarkerFrequencies& entry_of(std::string_view marker, std::size_t row) {
    if (marker == last_marker_) return tables_.markers[last_entry_];
    const auto [found, is_new] = tables_.by_key.emplace(genetics::marker_key(marker), tables_.markers.size());
    if (is_new) {
      tables_.markers.push_back({.name = genetics::canonical_marker(marker),
                                 .alleles = {},
                                 .frequencies = {},
                                 .first_line = columns_.table().line(row)});
    }
    range_of_last_ = genetics::find_marker_range(marker);
    last_marker_ = marker;
    last_entry_ = found->second;
    return tables_.markers[last_entry_];
  }

  void read_chromosomes(MarkerFrequencies& entry, std::size_t row) {
    constexpr auto expected = "the number of chromosomes counted (2N), a whole number above 0";
    const auto count = columns_.number(row, column_.chromosomes, 1, 4e9, expected);
    if (!count) return;
    const auto whole = static_cast<std::uint32_t>(*count);
    if (static_cast<double>(whole) != *count)
      return columns_.error(Errc::bad_number, row, column_.chromosomes, expected);
    if (entry.chromosomes && *entry.chromosomes != whole) {
      return columns_.error(
          Errc::bad_value, row, column_.chromosomes,
          "the same number in every row of " + entry.name + " (" + std::to_string(*entry.chromosomes) + " above)");
    }
    entry.chromosomes = whole;
  }

  TableColumns columns_;
  FrequencyColumns column_;
  FrequencyTables tables_;
  TextMap<std::size_t> lines_;  ///< "marker LF allele" -> line
  std::string_view last_marker_{};
  std::size_t last_entry_ = 0;
  const genetics::MarkerRange* range_of_last_ = nullptr;
};

}  // namespace

FrequencyTables read_frequencies(const text::CsvTable& table, const CaseOptions& options, ProblemLog& log) {
  return FrequencyReader(table, log).read(options, log);
}

}  // namespace kith::intake
