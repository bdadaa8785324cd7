#include "genetics/markers/marker.hpp"

#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace kith::genetics {
namespace {

constexpr std::array<std::pair<MarkerKind, std::string_view>, 5> kKindNames{{
    {MarkerKind::autosomal, "autosomal"},
    {MarkerKind::x_linked, "x"},
    {MarkerKind::y_linked, "y"},
    {MarkerKind::mitochondrial, "mt"},
    {MarkerKind::sex_test, "sex"},
}};

Error error_at(const MarkerSpec& spec, Errc code, const std::string& text) {
  return Error{code, "marker " + spec.name + ": " + text};
}

bool is_probability(double value) { return value >= 0 && value < 1; }

std::optional<Error> check_alleles(const MarkerSpec& spec) {
  if (spec.alleles.size() > Marker::kMaxAlleles) {
    return error_at(spec, Errc::too_many_alleles,
                    std::to_string(spec.alleles.size()) + " alleles; at most " + std::to_string(Marker::kMaxAlleles) +
                        " are possible");
  }
  if (spec.alleles.empty() || spec.alleles.size() != spec.frequencies.size()) {
    return error_at(spec, Errc::bad_frequency,
                    std::to_string(spec.alleles.size()) + " alleles and " + std::to_string(spec.frequencies.size()) +
                        " frequencies");
  }
  for (const auto& label : spec.alleles) {
    if (is_missing_allele(label) || canonical_allele(label) != label) {
      return error_at(spec, Errc::bad_allele_label, "'" + label + "' is no allele label in canonical form");
    }
  }
  for (std::size_t i = 0; i < spec.frequencies.size(); ++i) {
    if (!(spec.frequencies[i] > 0 && std::isfinite(spec.frequencies[i]))) {
      return error_at(spec, Errc::bad_frequency,
                      "allele " + spec.alleles[i] + " has frequency " + std::to_string(spec.frequencies[i]) +
                          ", which is not above 0");
    }
  }
  return std::nullopt;
}

std::optional<Error> check_parameters(const MarkerSpec& spec) {
  if (!is_probability(spec.silent_frequency)) {
    return error_at(spec, Errc::bad_frequency, "silent allele frequency is not in [0, 1)");
  }
  if (!is_probability(spec.theta)) return error_at(spec, Errc::bad_parameter, "theta is not in [0, 1)");
  if (!is_probability(spec.dropout)) return error_at(spec, Errc::bad_parameter, "dropout is not in [0, 1)");
  if (!is_probability(spec.dropout_homozygote.value_or(0))) {
    return error_at(spec, Errc::bad_parameter, "dropout of a homozygote is not in [0, 1)");
  }
  if (!is_probability(spec.drop_in)) return error_at(spec, Errc::bad_parameter, "drop-in is not in [0, 1)");
  if (spec.chromosomes && *spec.chromosomes == 0) {
    return error_at(spec, Errc::bad_parameter, "the frequency table counts 0 chromosomes");
  }
  return std::nullopt;
}

/// Empty where nothing mutates; otherwise the visible alleles' matrix and, for a silent allele, an identity row and
/// column.
Result<MutationMatrix> full_matrix(const MarkerSpec& spec, const MutationSpec& mutation) {
  const bool has_rate = mutation.rate != 0 || mutation.kind == MutationKind::custom ||
                        (mutation.rate2 != 0 && mutation.kind == MutationKind::stepwise);
  if (mutation.kind == MutationKind::none || !has_rate) return MutationMatrix{};
  auto visible = mutation_matrix(mutation, spec.alleles, spec.frequencies);
  if (!visible) return error_at(spec, visible.error().code, visible.error().message);
  const auto& matrix = visible.value();
  const auto n = matrix.n_alleles();
  if (matrix == MutationMatrix::identity(n)) return MutationMatrix{};
  if (spec.silent_frequency == 0) return matrix;
  auto full = MutationMatrix::identity(n + 1);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) full(i, j) = matrix(i, j);
  }
  return full;
}

}  // namespace

Result<Marker> Marker::make(MarkerSpec spec) {
  if (const auto error = check_alleles(spec)) return *error;
  if (const auto error = check_parameters(spec)) return *error;

  Marker marker;
  for (std::size_t i = 0; i < spec.alleles.size(); ++i) {
    if (!marker.index_.emplace(spec.alleles[i], static_cast<AlleleIndex>(i)).second) {
      return error_at(spec, Errc::duplicate_allele, "allele " + spec.alleles[i] + " is listed twice");
    }
  }
  const double total = std::accumulate(spec.frequencies.begin(), spec.frequencies.end(), spec.silent_frequency);
  if (std::abs(total - 1) > kSumTolerance) {
    return error_at(spec, Errc::frequencies_do_not_sum_to_one, "allele frequencies sum to " + std::to_string(total));
  }
  for (auto& frequency : spec.frequencies) frequency /= total;
  spec.silent_frequency /= total;

  auto male = full_matrix(spec, spec.mutation_male);
  if (!male) return male.error();
  auto female = full_matrix(spec, spec.mutation_female);
  if (!female) return female.error();
  marker.male_ = std::move(male).value();
  marker.female_ = std::move(female).value();
  marker.frequencies_ = spec.frequencies;
  if (spec.silent_frequency > 0) marker.frequencies_.push_back(spec.silent_frequency);
  marker.spec_ = std::move(spec);
  return marker;
}

AlleleIndex Marker::find(std::string_view label) const {
  const auto found = index_.find(std::string(label));
  return found == index_.end() ? kNoAllele : found->second;
}

Result<MarkerKind> parse_marker_kind(std::string_view name) {
  for (const auto& [kind, text] : kKindNames) {
    if (text == name) return kind;
  }
  return Error{Errc::bad_value,
               "'" + std::string(name) + "' is no kind of marker; known are autosomal, x, y, mt and sex"};
}

std::string_view to_string(MarkerKind kind) {
  for (const auto& [value, text] : kKindNames) {
    if (value == kind) return text;
  }
  KITH_CHECK(false);
  return {};
}

}  // namespace kith::genetics
