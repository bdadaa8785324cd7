#include "intake/markers/marker_builder.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <span>

#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_names.hpp"
#include "genetics/markers/mutation_rates.hpp"
#include "intake/markers/mutation_matrix_table.hpp"
#include "intake/profiles/lost_alleles.hpp"
#include "text/csv_writer.hpp"

namespace kith::intake {
namespace {

using genetics::MarkerKind;
using genetics::MarkerSpec;
using genetics::MutationKind;
using genetics::MutationSpec;

constexpr double kLeastRounding = 1e-6;  ///< sums closer to 1 than this are never worth a word

/// Decimals of the shortest text that is this number.
int decimals(double number) {
  std::array<char, 400> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed).ptr;
  const auto* point = std::find(text.data(), end, '.');
  return point == end ? 0 : static_cast<int>(end - point) - 1;
}

/// What rounding to the printed decimals can take from, or add to, the sum of a table: half a unit of the last for
/// each.
double rounding_of_sum(std::span<const double> frequencies) {
  int most = 0;
  for (const double frequency : frequencies) most = std::max(most, decimals(frequency));
  return 0.5 * static_cast<double>(frequencies.size()) * std::pow(10.0, -most);
}

struct Minimum {
  double frequency = 0;
  std::string rule;
};

Minimum minimum_of(const MarkerSettings& settings, std::optional<std::uint32_t> chromosomes, double of_run) {
  if (settings.min_frequency) return {*settings.min_frequency, "markers.csv min_frequency"};
  if (chromosomes) return {5.0 / *chromosomes, "5/2N (2N = " + std::to_string(*chromosomes) + ")"};
  return {of_run, "the run's min_frequency"};
}

/// "found 0.93": a sum for people.
std::string short_number(double number) {
  const double rounded = std::round(number * 1e9) / 1e9;
  return text::number_text(rounded);
}

class MarkerBuilder {
 public:
  MarkerBuilder(const MarkerFrequencies& frequencies, const MarkerSettings& settings, const AlleleLabels& labels,
                const AddedAlleles& added, ProblemLog& log)
      : frequencies_(frequencies), settings_(settings), labels_(labels), added_(added), log_(log) {}

  BuiltMarker build() {
    BuiltMarker result;
    const bool sum_is_fine = check_sum();
    const auto listed_share = add_alleles();
    if (!sum_is_fine || !listed_share) return result;
    order_alleles(*listed_share);
    result.index_of_label.assign(labels_.labels().size(), genetics::kNoAllele);
    for (std::size_t i = 0; i < order_.size(); ++i) {
      result.index_of_label[order_[i]] = static_cast<genetics::AlleleIndex>(i);
    }
    MarkerSpec spec = base_spec();
    const bool matrices_fit = place_matrix(spec.mutation_male, settings_.matrix_male) &&
                              place_matrix(spec.mutation_female, settings_.matrix_female);
    if (!matrices_fit) return result;
    auto marker = genetics::Marker::make(std::move(spec));
    if (marker) {
      result.marker = std::move(marker).value();
    } else {
      refuse(marker.error());
    }
    return result;
  }

 private:
  /// The listed frequencies must sum to 1 or, beside a silent allele, to what that one leaves.
  bool check_sum() {
    const double sum = std::accumulate(frequencies_.frequencies.begin(), frequencies_.frequencies.end(), 0.0);
    const double silent = settings_.silent_frequency;
    const double off = std::min(std::abs(sum - 1), std::abs(sum - (1 - silent)));
    const bool fatal = off > genetics::Marker::kSumTolerance;
    const double of_binary_numbers = 1e-12;
    if (!fatal && off <= std::max(kLeastRounding, rounding_of_sum(frequencies_.frequencies)) + of_binary_numbers)
      return true;
    std::string message = "the frequencies of the " + std::to_string(frequencies_.alleles.size()) + " alleles of " +
                          frequencies_.name + " sum to " + short_number(sum) + ", not to 1";
    if (silent > 0) message += " (or to " + short_number(1 - silent) + ", beside the silent allele)";
    if (!fatal) message += "; they were divided by the sum";
    if (fatal && sum < 1)
      message += "; a row 'Rest allele' with " + short_number(1 - sum) + " would complete the table";
    log_.add({.severity = fatal ? Severity::error : Severity::warning,
              .code = Errc::frequencies_do_not_sum_to_one,
              .file = "frequencies.csv",
              .row = frequencies_.first_line,
              .column = "frequency",
              .message = std::move(message)});
    return !fatal;
  }

  /// Takes note of every allele that was seen and is not listed. The share left to the listed ones; none if nothing is.
  std::optional<double> add_alleles() {
    const auto chromosomes = settings_.chromosomes ? settings_.chromosomes : frequencies_.chromosomes;
    const auto minimum = minimum_of(settings_, chromosomes, added_.min_frequency);
    minimum_ = minimum.frequency;
    rule_ = minimum.rule;
    double sum = 0;
    for (std::size_t label = labels_.n_listed(); label < labels_.labels().size(); ++label) {
      if (!added_.used[label]) continue;
      sum += minimum.frequency;
      const auto& text = labels_.labels()[label];
      added_.record.push_back({frequencies_.name, text, minimum.frequency, minimum.rule});
      log_.add({.severity = Severity::warning,
                .code = Errc::unknown_allele,
                .file = "frequencies.csv",
                .row = frequencies_.first_line,
                .column = "allele",
                .message = "no allele " + text + " of " + frequencies_.name + ", which a profile has" +
                           place_of(label) + ": it counts with a frequency of " + short_number(minimum.frequency) +
                           " (" + minimum.rule + ") and the others are scaled down"});
    }
    const double left = 1 - settings_.silent_frequency - sum;
    if (left > 0) return left;
    log_.add({.code = Errc::bad_frequency,
              .file = "frequencies.csv",
              .row = frequencies_.first_line,
              .column = "frequency",
              .message = "the unlisted and silent alleles of " + frequencies_.name + " have a frequency of " +
                         short_number(sum + settings_.silent_frequency) +
                         " together, which must be less than 1: take a larger table or a smaller minimum frequency"});
    return std::nullopt;
  }

  /// " (row 12 of profiles.csv, sample S1); 93 is far outside the published range ...".
  [[nodiscard]] std::string place_of(std::size_t label) const {
    std::string text;
    if (label < added_.seen.size() && !added_.seen[label].empty()) text = " (" + added_.seen[label] + ")";
    const auto far = far_outside_text(labels_.range(), labels_.labels()[label]);
    return far.empty() ? text : text + " and which is " + far;
  }

  void order_alleles(double listed_share) {
    const double sum = std::accumulate(frequencies_.frequencies.begin(), frequencies_.frequencies.end(), 0.0);
    frequency_.assign(labels_.labels().size(), minimum_);
    for (std::size_t i = 0; i < labels_.n_listed(); ++i)
      frequency_[i] = frequencies_.frequencies[i] / sum * listed_share;
    if (added_.minimum_for_all) raise_listed(listed_share);
    for (std::size_t label = 0; label < labels_.labels().size(); ++label) {
      if (label < labels_.n_listed() || added_.used[label]) order_.push_back(label);
    }
    const auto before = [&](std::size_t a, std::size_t b) {
      const auto x = genetics::repeat_number(labels_.labels()[a]);
      const auto y = genetics::repeat_number(labels_.labels()[b]);
      if (x.has_value() != y.has_value()) return x.has_value();
      return x.has_value() ? *x < *y : labels_.labels()[a] < labels_.labels()[b];
    };
    std::stable_sort(order_.begin(), order_.end(), before);
  }

  /// Listed alleles that are used get the minimum at least; what the others are scaled by may bring another one below
  /// it.
  void raise_listed(double share) {
    const std::size_t n = labels_.n_listed();
    const std::vector<double> listed(frequency_.begin(), frequency_.begin() + static_cast<std::ptrdiff_t>(n));
    std::vector<bool> raised(n, false);
    double scale = 1;
    for (bool more = true; more;) {
      more = false;
      for (std::size_t i = 0; i < n; ++i) {
        if (raised[i] || !added_.used[i] || listed[i] * scale >= minimum_) continue;
        raised[i] = more = true;
      }
      double of_raised = 0, of_others = 0;
      for (std::size_t i = 0; i < n; ++i) (raised[i] ? of_raised : of_others) += raised[i] ? minimum_ : listed[i];
      if (of_raised > share / 2 || of_others <= 0) return;
      scale = (share - of_raised) / of_others;
    }
    for (std::size_t i = 0; i < n; ++i) {
      frequency_[i] = raised[i] ? minimum_ : listed[i] * scale;
      if (raised[i]) {
        added_.raised.push_back({frequencies_.name, labels_.labels()[i], listed[i], minimum_, rule_});
      }
    }
  }

  /// The model that is stated, or the published one with what is stated of its rates.
  [[nodiscard]] MutationSpec mutation_of(const MarkerSpec& marker, genetics::Sex parent) const {
    const bool male = parent == genetics::Sex::male;
    const MutationSpec& stated = male ? settings_.mutation_male : settings_.mutation_female;
    if (!(male ? settings_.published_male : settings_.published_female)) return stated;
    MutationSpec spec = genetics::published_mutation(marker.name, marker.kind, marker.alleles, parent);
    if (stated.rate > 0) spec.rate = stated.rate;
    if (stated.rate2 > 0) spec.rate2 = stated.rate2;
    spec.stationary = stated.stationary;
    return spec;
  }

  [[nodiscard]] MarkerSpec base_spec() const {
    MarkerSpec spec{.name = frequencies_.name, .alleles = {}, .frequencies = {}};
    spec.kind = settings_.kind ? *settings_.kind
                               : genetics::known_marker_kind(frequencies_.name).value_or(MarkerKind::autosomal);
    for (const auto label : order_) {
      spec.alleles.push_back(labels_.labels()[label]);
      spec.frequencies.push_back(frequency_[label]);
    }
    spec.silent_frequency = settings_.silent_frequency;
    spec.mutation_male = mutation_of(spec, genetics::Sex::male);
    spec.mutation_female = mutation_of(spec, genetics::Sex::female);
    spec.theta = settings_.theta;
    spec.dropout = settings_.dropout;
    spec.dropout_homozygote = settings_.dropout_homozygote;
    spec.drop_in = settings_.drop_in;
    spec.chromosomes = settings_.chromosomes ? settings_.chromosomes : frequencies_.chromosomes;
    return spec;
  }

  bool place_matrix(MutationSpec& spec, const std::optional<LabelledMatrix>& matrix) {
    if (spec.kind != MutationKind::custom) return true;
    if (!matrix) return false;  // reported where the file was read
    std::vector<std::string> ordered;
    for (const auto label : order_) ordered.push_back(labels_.labels()[label]);
    auto arranged = arrange(*matrix, ordered);
    if (arranged) {
      spec.matrix = std::move(arranged).value();
      return true;
    }
    refuse(arranged.error());
    return false;
  }

  void refuse(const Error& error) {
    std::string message = frequencies_.name + " cannot have these parameters: " + error.message;
    if (error.code == Errc::bad_allele_label) {
      message += "; for this marker, take mutation_model equal or proportional, or give its alleles as repeat numbers";
    }
    log_.add({.code = error.code,
              .file = settings_.line > 0 ? "markers.csv" : "frequencies.csv",
              .row = settings_.line > 0 ? settings_.line : frequencies_.first_line,
              .column = "marker",
              .message = std::move(message)});
  }

  const MarkerFrequencies& frequencies_;
  const MarkerSettings& settings_;
  const AlleleLabels& labels_;
  const AddedAlleles& added_;
  ProblemLog& log_;
  double minimum_ = 0;
  std::string rule_{};
  std::vector<double> frequency_;   ///< one per label
  std::vector<std::size_t> order_;  ///< labels of the marker's alleles, in the marker's order
};

}  // namespace

BuiltMarker build_marker(const MarkerFrequencies& frequencies, const MarkerSettings& settings,
                         const AlleleLabels& labels, const AddedAlleles& added, ProblemLog& log) {
  return MarkerBuilder(frequencies, settings, labels, added, log).build();
}

}  // namespace kith::intake
