#include "intake/frequencies/frequency_sink.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_names.hpp"
#include "genetics/markers/marker_ranges.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/case/folded_word.hpp"
#include "intake/profiles/genotype_cells.hpp"

namespace kith::intake {
namespace {

using genetics::MarkerKind;

constexpr auto kCountExpected = "the number of chromosomes counted (2N), a whole number above 0";

std::optional<std::uint32_t> parse_count(std::string_view text) {
  const auto number = parse_number(text);
  if (!number || *number < 1 || *number > 4e9 || *number != std::floor(*number)) return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

/// Whether every frequency is a whole number of `count` chromosomes, up to the rounding of a printed table.
bool gives_counts(const ImportedMarker& marker, double count) {
  for (const double p : marker.frequencies) {
    if (std::abs(p * count - std::round(p * count)) > 0.01 + count * 1e-6) return false;
  }
  return true;
}

}  // namespace

FrequencySink::FrequencySink(std::string file, const FrequencyImportOptions& options, FrequencyImport& import)
    : file_(std::move(file)), options_(options), import_(import), n_before_(import.markers.size()) {}

void FrequencySink::problem(Severity severity, Errc code, FrequencyPlace place, std::string_view found,
                            std::string expected) {
  import_.problems.add({.severity = severity,
                        .code = code,
                        .file = file_,
                        .row = place.line,
                        .column = std::string(place.column),
                        .found = std::string(found),
                        .expected = std::move(expected)});
}

void FrequencySink::refuse(FrequencyPlace place, Errc code, std::string message) {
  import_.problems.add({.code = code,
                        .file = file_,
                        .row = place.line,
                        .column = std::string(place.column),
                        .message = std::move(message)});
}

bool is_null_allele(std::string_view label) {
  return is_one_of(folded_word(trimmed(label)), "0|null|silent|nulo|nula|nul|nullo");
}

void FrequencySink::leave_out_null_allele(const ImportedMarker& marker, std::string_view frequency,
                                          FrequencyPlace place) {
  std::string number(frequency);
  std::replace(number.begin(), number.end(), ',', '.');
  import_.problems.add({.severity = Severity::warning,
                        .code = Errc::bad_allele_label,
                        .file = file_,
                        .row = place.line,
                        .column = std::string(place.column),
                        .message = "the null allele of " + marker.name + ", with " + number +
                                   ", is left out; to have it count, give " + marker.name + " a silent_frequency of " +
                                   number + " in markers.csv"});
}

void FrequencySink::add(std::string_view population, std::string_view marker, std::string_view allele,
                        std::string_view frequency, FrequencyPlace place) {
  if (frequency.empty() || genetics::is_missing_allele(frequency)) return;
  const auto number = parse_number(frequency, true);
  if (!number || *number < 0 || *number > 1)
    return problem(Severity::error, Errc::bad_frequency, place, frequency, "a frequency from 0 to 1");
  if (*number == 0) return;
  if (is_null_allele(allele)) {
    if (const auto* target = entry(population, marker, place)) leave_out_null_allele(*target, frequency, place);
    return;
  }
  const auto* range = genetics::find_marker_range(marker);
  const auto read = read_listed_allele(allele, range);
  if (!read) {
    return problem(Severity::error, Errc::bad_allele_label, place, allele,
                   expected_allele(allele, {true, range}, "an allele label such as 9, 9.3, <6 or Rest allele"));
  }
  const std::string& label = *read;
  auto* target = entry(population, marker, place);
  if (target == nullptr) return;
  const auto key = std::to_string(target - import_.markers.data()) + '\n' + label;
  if (const auto [first, is_new] = lines_.emplace(key, place.line); !is_new) {
    return problem(Severity::error, Errc::duplicate_allele, place, allele,
                   "every allele of " + target->name + " once (row " + std::to_string(first->second) + " has it too)");
  }
  target->alleles.push_back(label);
  target->frequencies.push_back(*number);
}

void FrequencySink::set_chromosomes(std::string_view population, std::string_view marker, std::string_view count,
                                    FrequencyPlace place) {
  if (count.empty() || genetics::is_missing_allele(count)) return;
  const auto number = parse_count(count);
  if (!number) return problem(Severity::error, Errc::bad_number, place, count, kCountExpected);
  auto* target = entry(population, marker, place);
  if (target == nullptr) return;
  if (target->chromosomes && *target->chromosomes != *number) {
    return problem(
        Severity::error, Errc::bad_value, place, count,
        "the same number for all of " + target->name + " (" + std::to_string(*target->chromosomes) + " above)");
  }
  target->chromosomes = number;
}

void FrequencySink::set_persons(std::string_view population, std::string_view marker, std::string_view count,
                                FrequencyPlace place) {
  if (genetics::known_marker_kind(marker) == MarkerKind::x_linked) return;  // men have one
  const auto number = parse_count(count);
  set_chromosomes(population, marker, number ? std::to_string(2 * std::uint64_t{*number}) : std::string(count), place);
}

void FrequencySink::set_count(std::string_view population, std::string_view marker, std::string_view count,
                              FrequencyPlace place) {
  if (count.empty() || genetics::is_missing_allele(count)) return;
  const auto number = parse_count(count);
  if (!number) return problem(Severity::error, Errc::bad_number, place, count, kCountExpected);
  auto* target = entry(population, marker, place);
  if (target == nullptr || target->alleles.empty()) return;
  target->chromosomes = number;
  if (gives_counts(*target, *number) || !gives_counts(*target, 2.0 * *number)) return;
  target->chromosomes = 2 * *number;
  problem(Severity::warning, Errc::bad_value, place, count,
          "chromosomes (2N); the frequencies of " + target->name +
              " are counts of twice as many: taken as persons, 2N = " + std::to_string(*target->chromosomes));
}

ImportedMarker* FrequencySink::entry(std::string_view population, std::string_view marker, FrequencyPlace place) {
  std::string name(population);
  if (options_.population) {
    if (!name.empty() && name != *options_.population) {
      populations_.insert(name);
      return nullptr;
    }
    name = *options_.population;
  }
  const auto found = by_key_.find(name + '\n' + genetics::marker_key(marker));
  if (found != by_key_.end()) return &import_.markers[found->second];
  return make_entry(std::move(name), marker, place);
}

ImportedMarker* FrequencySink::make_entry(std::string population, std::string_view marker, FrequencyPlace place) {
  const auto kind = genetics::known_marker_kind(marker).value_or(MarkerKind::autosomal);
  if (kind != MarkerKind::autosomal && kind != MarkerKind::x_linked) {
    if (left_out_.emplace(marker).second) {
      problem(Severity::warning, Errc::unknown_marker, place, marker,
              "an autosomal or X-linked marker; this one is left out");
    }
    return nullptr;
  }
  const auto key = genetics::marker_key(marker);
  for (std::size_t i = 0; i < n_before_; ++i) {
    const auto& other = import_.markers[i];
    if (other.population != population || genetics::marker_key(other.name) != key) continue;
    if (left_out_.insert(population + '\n' + key).second) {
      problem(Severity::error, Errc::duplicate_id, place, marker,
              "a marker that population '" + population + "' does not have yet (it has it from " + other.file + ")");
    }
    return nullptr;
  }
  by_key_.emplace(population + '\n' + key, import_.markers.size());
  import_.markers.push_back({.population = std::move(population),
                             .name = genetics::canonical_marker(marker),
                             .alleles = {},
                             .frequencies = {},
                             .file = file_,
                             .line = place.line});
  return &import_.markers.back();
}

void FrequencySink::finish() {
  bool any = false;
  for (std::size_t i = n_before_; i < import_.markers.size(); ++i) any = any || !import_.markers[i].alleles.empty();
  if (any || import_.problems.has_errors()) return;
  if (populations_.empty())
    return problem(Severity::error, Errc::missing_value, {}, "no frequency", "alleles and their frequencies");
  std::string names;
  for (const auto& name : populations_) names += (names.empty() ? "" : ", ") + name;
  problem(Severity::error, Errc::unknown_id, {}, *options_.population, "one of the table's populations: " + names);
}

}  // namespace kith::intake
