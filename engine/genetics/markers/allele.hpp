// genetics/markers/allele.hpp — allele labels as laboratories write them, and the indices the engine computes with.
//
// A label names a repeat count ("9", "9.3"), an off-ladder bin ("<6", ">15") or the remainder of a frequency table
// ("Rest allele"). Inside a marker an allele is its index in the marker's list.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace kith::genetics {

/// Position in Marker::alleles(). A marker has fewer than kNoAllele alleles.
using AlleleIndex = std::uint16_t;
inline constexpr AlleleIndex kNoAllele = std::numeric_limits<AlleleIndex>::max();

/// The one spelling Kith compares: blanks trimmed, decimal comma to point, "14.0" to "14", "9.30" to "9.3";
/// any spelling of the remainder becomes "Rest allele". Other text is returned trimmed.
[[nodiscard]] std::string canonical_allele(std::string_view label);

/// Repeat number of a ladder label ("9.3" -> 9.3: nine repeats and three bases); none for bins, rest and text.
[[nodiscard]] std::optional<double> repeat_number(std::string_view canonical_label);

/// True for labels that stand for "nothing was observed": "", "NA", "NN", "-", "0", "?", "NULL".
[[nodiscard]] bool is_missing_allele(std::string_view label);

/// True if the label can name an allele: a repeat number with one decimal at most, "<n", ">n", X, Y, or "Rest allele";
/// SNP bases A C G T and indices such as "1" are repeat numbers or single letters and accepted too.
[[nodiscard]] bool is_allele_label(std::string_view canonical_label);

}  // namespace kith::genetics
