// intake/markers/marker_directory.hpp — which marker a name in profiles.csv means, and which allele a label means, at
// the price of one hash look-up each: names and labels are resolved once and remembered as they were written.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_ranges.hpp"
#include "intake/markers/frequencies_table.hpp"
#include "intake/markers/marker_headings.hpp"
#include "intake/markers/markers_table.hpp"

namespace kith::intake {

/// What becomes of a marker's genotypes.
enum class MarkerUse : std::uint8_t {
  scored,        ///< autosomal or X-linked, with frequencies: a locus of the panel
  y_haplotype,   ///< part of the Y-STR haplotype
  mt_haplotype,  ///< part of the mtDNA haplotype
  amelogenin,    ///< tells the sex
  unscored,      ///< X-linked without frequencies, other sex tests: set aside
  unknown,       ///< autosomal by all that is known, but without frequencies
};

/// A name resolved. `locus`: position among the scored markers; kAmelogeninLocus for that one; without meaning for
/// others.
struct MarkerRef {
  MarkerUse use = MarkerUse::unknown;
  std::uint16_t locus = 0;
  bool is_listed = true;  ///< false: a Y-STR or X-STR number that no list has
};
inline constexpr std::uint16_t kAmelogeninLocus = std::numeric_limits<std::uint16_t>::max();

/// Number of an allele label among those seen of one marker: the frequency table's alleles first, then the others in
/// order
/// of appearance. Values from kTwoAlleles on are no alleles.
using LabelIndex = std::uint16_t;
inline constexpr LabelIndex kNothingSeen = std::numeric_limits<LabelIndex>::max();  ///< "-", "0", "NA"
inline constexpr LabelIndex kOffLadder = kNothingSeen - 1;  ///< "OL", "?": something that names no allele
inline constexpr LabelIndex kNoLabel = kNothingSeen - 2;    ///< the text can be no allele
inline constexpr LabelIndex kTwoAlleles = kNothingSeen - 3;

class AlleleLabels {
 public:
  /// `range`: of the marker; null: not known.
  explicit AlleleLabels(std::vector<std::string> listed, const genetics::MarkerRange* range = nullptr);

  /// The label's number; a label not met before gets the next one. genotype_cells.hpp says what a text means.
  [[nodiscard]] LabelIndex find_or_add(std::string_view text, bool decimal_comma = false);
  [[nodiscard]] const genetics::MarkerRange* range() const { return range_; }
  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }
  [[nodiscard]] std::size_t n_listed() const { return n_listed_; }

 private:
  [[nodiscard]] LabelIndex resolve(std::string_view text, bool decimal_comma);
  [[nodiscard]] LabelIndex add(const std::string& label);

  std::vector<std::string> labels_;
  std::size_t n_listed_;
  const genetics::MarkerRange* range_;
  TextMap<LabelIndex> canonical_;
  std::array<TextMap<LabelIndex>, 2> as_written_;  ///< the second: in tables with decimal commas
};

class MarkerDirectory {
 public:
  /// Scored loci are the autosomal and X-linked markers of `frequencies`, in its order.
  MarkerDirectory(const FrequencyTables& frequencies, const MarkerTable& markers);

  [[nodiscard]] MarkerRef find(std::string_view name);
  /// The names that are markers in this case.
  [[nodiscard]] MarkerLexicon lexicon() const;
  [[nodiscard]] UnlistedTold& unlisted_told() { return unlisted_told_; }

  [[nodiscard]] std::size_t n_loci() const { return scored_.size(); }
  /// Position in FrequencyTables::markers of a locus.
  [[nodiscard]] std::size_t frequency_entry(std::size_t locus) const { return scored_[locus]; }
  [[nodiscard]] bool is_x_linked(std::uint16_t locus) const { return x_linked_[locus]; }
  /// Field's spelling of the marker; for Amelogenin too.
  [[nodiscard]] const std::string& name(std::uint16_t locus) const;
  [[nodiscard]] AlleleLabels& labels(std::uint16_t locus) {
    return locus == kAmelogeninLocus ? amelogenin_ : labels_[locus];
  }

 private:
  [[nodiscard]] genetics::MarkerKind kind_of(std::string_view key, std::string_view name) const;
  [[nodiscard]] MarkerRef resolve(std::string_view name) const;

  const FrequencyTables& frequencies_;
  const MarkerTable& markers_;
  std::vector<std::size_t> scored_;
  std::vector<bool> x_linked_;  ///< per scored marker
  TextMap<std::uint16_t> locus_by_key_;
  std::vector<AlleleLabels> labels_;
  AlleleLabels amelogenin_;
  TextMap<MarkerRef> as_written_;
  UnlistedTold unlisted_told_;
};

}  // namespace kith::intake
