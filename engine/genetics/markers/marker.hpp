// genetics/markers/marker.hpp — one genetic marker (locus): its alleles, their population frequencies, how they mutate,
// and how they are observed. A Marker that exists is valid: Marker::make refuses everything else.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/error.hpp"
#include "genetics/markers/allele.hpp"
#include "genetics/markers/mutation.hpp"

namespace kith::genetics {

enum class Sex : std::uint8_t { unknown, male, female };

enum class MarkerKind : std::uint8_t { autosomal, x_linked, y_linked, mitochondrial, sex_test };

/// What a frequency table and a laboratory say of a marker. Every field beyond the name and the table has a default.
struct MarkerSpec {
  std::string name;
  MarkerKind kind = MarkerKind::autosomal;
  std::vector<std::string> alleles{};  ///< canonical labels, distinct
  std::vector<double> frequencies{};   ///< as long as `alleles`, each > 0; with `silent_frequency` they sum to 1
  double silent_frequency = 0;         ///< frequency of an allele that is never seen; 0: none exists
  MutationSpec mutation_male{};
  MutationSpec mutation_female{};
  double theta = 0;                            ///< coancestry (Fst), in [0, 1)
  double dropout = 0;                          ///< probability that a heterozygote's allele is not seen
  std::optional<double> dropout_homozygote{};  ///< probability that a homozygote is not seen; default dropout^2
  double drop_in = 0;                          ///< probability that one foreign allele is seen
  std::optional<std::uint32_t> chromosomes{};  ///< 2N: chromosomes counted for the frequency table
};

class Marker {
 public:
  /// Frequencies must sum to 1 within kSumTolerance and are then divided by their sum (printed tables are rounded).
  static constexpr double kSumTolerance = 1e-3;
  static constexpr std::size_t kMaxAlleles = 1000;

  /// Errors: see Errc 2xx. The message names the marker.
  [[nodiscard]] static Result<Marker> make(MarkerSpec spec);

  [[nodiscard]] const std::string& name() const { return spec_.name; }
  [[nodiscard]] MarkerKind kind() const { return spec_.kind; }
  [[nodiscard]] const MarkerSpec& spec() const { return spec_; }
  /// Labels of the visible alleles.
  [[nodiscard]] std::span<const std::string> alleles() const { return spec_.alleles; }
  [[nodiscard]] std::size_t n_visible() const { return spec_.alleles.size(); }
  /// Visible alleles and, where one exists, the silent allele as the last.
  [[nodiscard]] std::size_t n_alleles() const { return frequencies_.size(); }
  [[nodiscard]] bool has_silent_allele() const { return spec_.silent_frequency > 0; }
  /// One per allele, the silent one last; sums to 1.
  [[nodiscard]] std::span<const double> frequencies() const { return frequencies_; }
  /// n_alleles x n_alleles, row = parental allele; null where this parent's meioses never mutate.
  [[nodiscard]] const MutationMatrix* mutation(Sex parent) const {
    const auto& matrix = parent == Sex::female ? female_ : male_;
    return matrix.empty() ? nullptr : &matrix;
  }
  [[nodiscard]] bool mutates() const { return !male_.empty() || !female_.empty(); }
  [[nodiscard]] double theta() const { return spec_.theta; }
  /// Index of a canonical label; kNoAllele if the marker does not list it.
  [[nodiscard]] AlleleIndex find(std::string_view label) const;

 private:
  Marker() = default;

  MarkerSpec spec_;
  std::vector<double> frequencies_;
  MutationMatrix male_;
  MutationMatrix female_;
  std::unordered_map<std::string, AlleleIndex> index_;
};

/// "autosomal", "x", "y", "mt" or "sex"; the inverse of `to_string`.
[[nodiscard]] Result<MarkerKind> parse_marker_kind(std::string_view name);
[[nodiscard]] std::string_view to_string(MarkerKind kind);

}  // namespace kith::genetics
