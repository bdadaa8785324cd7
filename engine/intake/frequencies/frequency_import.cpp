#include "intake/frequencies/frequency_import.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <sstream>

#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker.hpp"
#include "genetics/markers/marker_names.hpp"
#include "intake/case/header_words.hpp"
#include "intake/frequencies/frequency_sink.hpp"
#include "text/csv_writer.hpp"
#include "text/encoding.hpp"
#include "text/foreign_format.hpp"
#include "text/text_encoding.hpp"

namespace kith::intake {
namespace {

constexpr double kMinHeterozygosity = 0.5;

constexpr std::array kFormats{std::pair{FrequencyFormat::automatic, std::string_view("auto")},
                              std::pair{FrequencyFormat::long_table, std::string_view("long")},
                              std::pair{FrequencyFormat::ladder, std::string_view("ladder")},
                              std::pair{FrequencyFormat::strider, std::string_view("strider")},
                              std::pair{FrequencyFormat::familias, std::string_view("familias")},
                              std::pair{FrequencyFormat::counts, std::string_view("counts")}};

/// Formats that are no tables, by the first line with something in it.
FrequencyFormat format_of_text(std::string_view text) {
  const auto start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return FrequencyFormat::automatic;
  text.remove_prefix(start);
  if (text.front() == '<') return FrequencyFormat::strider;
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return FrequencyFormat::automatic;
  const auto first = text.substr(0, end);
  const auto second = text.substr(end + 1, text.find('\n', end + 1) - end - 1);
  const bool is_name = first.find_first_of("\t,;") == std::string_view::npos;
  return is_name && second.find('\t') != std::string_view::npos ? FrequencyFormat::familias
                                                                : FrequencyFormat::automatic;
}

FrequencyFormat format_of_table(const text::CsvTable& table) {
  const bool has_frequency = find_header(table, HeaderWord::frequency).has_value();
  const bool has_marker = find_header(table, HeaderWord::marker).has_value();
  const bool has_allele = ladder_allele_column(table).has_value();
  if (has_marker && has_frequency) return FrequencyFormat::long_table;
  if (has_marker && !has_allele && find_header(table, HeaderWord::chromosomes)) return FrequencyFormat::counts;
  return has_allele ? FrequencyFormat::ladder : FrequencyFormat::automatic;
}

/// Completes the markers of the table read last.
void read_counts(const text::CsvTable& table, FrequencyImport& import) {
  const auto marker = find_header(table, HeaderWord::marker);
  const auto count = find_header(table, HeaderWord::chromosomes);
  const auto problem = [&](std::size_t line, std::string column, std::string_view found, std::string expected) {
    import.problems.add({.code = Errc::bad_value,
                         .file = table.file(),
                         .row = line,
                         .column = std::move(column),
                         .found = std::string(found),
                         .expected = std::move(expected)});
  };
  if (import.markers.empty()) {
    import.problems.add(
        {.code = Errc::bad_value,
         .file = table.file(),
         .message = "a table of counts completes the table of frequencies before it, and there is none"});
    return;
  }
  const auto last = import.markers.back();
  for (std::size_t row = 0; marker && count && row < table.n_rows(); ++row) {
    const auto text = table.cell(row, *count);
    if (text.empty()) continue;
    std::uint32_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || number == 0) {
      problem(table.line(row), table.header()[*count], text, "the number of chromosomes counted (2N)");
      continue;
    }
    const auto key = genetics::marker_key(table.cell(row, *marker));
    for (auto& entry : import.markers) {
      if (entry.file == last.file && genetics::marker_key(entry.name) == key) entry.chromosomes = number;
    }
  }
}

class Finisher {
 public:
  Finisher(const FrequencyImportOptions& options, FrequencyImport& import) : options_(options), import_(import) {}

  void finish(ImportedMarker& marker) {
    if (!marker.chromosomes) marker.chromosomes = options_.chromosomes;
    sort_alleles(marker);
    check_counts(marker);
    check_sum(marker);
    check_variety(marker);
  }

 private:
  void say(Severity severity, Errc code, const ImportedMarker& marker, std::string message) {
    import_.problems.add({.severity = severity,
                          .code = code,
                          .file = marker.file,
                          .row = marker.line,
                          .column = marker.name,
                          .message = std::move(message)});
  }

  static void sort_alleles(ImportedMarker& marker) {
    std::vector<std::size_t> order(marker.alleles.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&](std::size_t i) { return genetics::repeat_number(marker.alleles[i]).value_or(1e9); };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    const auto unsorted = marker;
    for (std::size_t i = 0; i < order.size(); ++i) {
      marker.alleles[i] = unsorted.alleles[order[i]];
      marker.frequencies[i] = unsorted.frequencies[order[i]];
    }
  }

  /// Counts that are no whole numbers: the table was rounded, or small frequencies were raised.
  void check_counts(const ImportedMarker& marker) {
    if (!marker.chromosomes) return;
    const double n = *marker.chromosomes;
    std::string labels;
    for (std::size_t i = 0; i < marker.alleles.size(); ++i) {
      const double count = marker.frequencies[i] * n;
      if (std::abs(count - std::round(count)) > 0.01 + n * 1e-6)
        labels += (labels.empty() ? "" : ", ") + marker.alleles[i];
    }
    if (labels.empty()) return;
    say(Severity::warning, Errc::bad_frequency, marker,
        "the frequencies of " + labels + " are no whole numbers of " + std::to_string(*marker.chromosomes) +
            " chromosomes: the table was rounded, or small frequencies were raised");
  }

  void check_sum(ImportedMarker& marker) {
    const double sum = std::accumulate(marker.frequencies.begin(), marker.frequencies.end(), 0.0);
    if (std::abs(sum - 1) <= genetics::Marker::kSumTolerance) return;
    const auto found = "the frequencies have a sum of " + text::number_text(std::round(sum * 1e9) / 1e9) + ", not 1; ";
    if (options_.scale) {
      for (auto& p : marker.frequencies) p /= sum;
      return say(Severity::warning, Errc::frequencies_do_not_sum_to_one, marker,
                 found + "all of them were divided by the sum");
    }
    const bool has_rest = std::find(marker.alleles.begin(), marker.alleles.end(), "Rest allele") !=
                          marker.alleles.end();
    if (sum > 1 || has_rest) {
      return say(Severity::error, Errc::frequencies_do_not_sum_to_one, marker, found + "--scale divides by the sum");
    }
    const double rest = std::round((1 - sum) * 1e9) / 1e9;
    marker.alleles.emplace_back("Rest allele");
    marker.frequencies.push_back(rest);
    say(Severity::warning, Errc::frequencies_do_not_sum_to_one, marker,
        found + "completed by a 'Rest allele' of " + text::number_text(rest) +
            ", which allows the mutation models equal and proportional only (--scale divides by the sum instead)");
  }

  /// Of 0.5 or more only for STRs: two alleles cannot give more, and SNPs (letters for alleles) and InDels seldom do.
  void check_variety(const ImportedMarker& marker) {
    double homozygosity = 0;
    for (const double p : marker.frequencies) homozygosity += p * p;
    const auto n_repeats = std::count_if(marker.alleles.begin(), marker.alleles.end(),
                                         [](const auto& label) { return genetics::repeat_number(label).has_value(); });
    if (marker.alleles.size() < 2) {
      say(Severity::warning, Errc::bad_frequency, marker, "there is one allele only: this marker tells nothing");
    } else if (n_repeats > 2 && 1 - homozygosity < kMinHeterozygosity) {
      say(Severity::warning, Errc::bad_frequency, marker,
          "the expected heterozygosity of " + text::number_text(std::round((1 - homozygosity) * 1000) / 1000) +
              " is below the 0.5 that forensic STRs have at least: is this the right column?");
    }
  }

  const FrequencyImportOptions& options_;
  FrequencyImport& import_;
};

}  // namespace

std::optional<FrequencyFormat> parse_frequency_format(std::string_view word) {
  for (const auto& [format, name] : kFormats) {
    if (name == word) return format;
  }
  return std::nullopt;
}

std::string_view to_string(FrequencyFormat format) {
  for (const auto& [known, name] : kFormats) {
    if (known == format) return name;
  }
  return "auto";
}

void add_frequencies(std::string_view text, const std::string& file, const FrequencyImportOptions& options,
                     FrequencyImport& import) {
  text = text::without_byte_order_mark(text);
  FrequencySink sink(file, options, import);
  if (const auto foreign = text::foreign_format(text, text::Reads::frequencies)) {
    return sink.problem(Severity::error, Errc::unsupported_format, {}, std::string(foreign->what),
                        std::string(foreign->todo));
  }
  auto format = options.format == FrequencyFormat::automatic ? format_of_text(text) : options.format;
  if (format == FrequencyFormat::strider || format == FrequencyFormat::familias) {
    if (const auto bad = text::first_bad_byte(text)) return import.problems.add(text::not_utf8(text, *bad, file));
    format == FrequencyFormat::strider ? read_strider(text, sink) : read_frequency_lists(text, sink);
    return sink.finish();
  }
  const auto table = text::CsvTable::parse(text, file, import.problems);
  if (table.n_columns() == 0) return;
  if (format == FrequencyFormat::automatic) format = format_of_table(table);
  switch (format) {
    case FrequencyFormat::counts:
      return read_counts(table, import);
    case FrequencyFormat::long_table:
      read_long_frequencies(table, sink);
      break;
    case FrequencyFormat::ladder:
      read_ladder(table, sink);
      break;
    default:
      return sink.problem(Severity::error, Errc::unsupported_format, {1, ""}, table.header().front() + " ...",
                          "columns marker, allele and frequency; or a column Allele and one for each marker; or the "
                          "XML of STRidER; or lists of allele and frequency under the names of markers");
  }
  sink.finish();
}

void finish_frequencies(const FrequencyImportOptions& options, FrequencyImport& import) {
  std::erase_if(import.markers, [](const ImportedMarker& m) { return m.alleles.empty(); });
  Finisher finisher(options, import);
  for (auto& marker : import.markers) finisher.finish(marker);
  std::vector<std::string> populations;
  for (const auto& marker : import.markers) {
    if (std::find(populations.begin(), populations.end(), marker.population) == populations.end())
      populations.push_back(marker.population);
  }
  const auto rank = [&](const ImportedMarker& m) {
    return std::find(populations.begin(), populations.end(), m.population) - populations.begin();
  };
  std::stable_sort(import.markers.begin(), import.markers.end(),
                   [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

std::string frequencies_text(const std::vector<ImportedMarker>& markers) {
  const bool named = std::any_of(markers.begin(), markers.end(), [](const auto& m) { return !m.population.empty(); });
  const bool counted = std::any_of(markers.begin(), markers.end(), [](const auto& m) { return m.chromosomes; });
  std::ostringstream out;
  text::CsvWriter csv(out);
  csv.cell("marker").cell("allele").cell("frequency");
  if (counted) csv.cell("chromosomes");
  if (named) csv.cell("population");
  csv.end_row();
  for (const auto& marker : markers) {
    for (std::size_t i = 0; i < marker.alleles.size(); ++i) {
      csv.cell(marker.name).cell(marker.alleles[i]).cell(marker.frequencies[i]);
      if (counted) csv.cell(marker.chromosomes ? std::to_string(*marker.chromosomes) : std::string());
      if (named) csv.cell(marker.population);
      csv.end_row();
    }
  }
  return out.str();
}

}  // namespace kith::intake
