// intake/markers/marker_heading_name.hpp — what one heading of a wide table says: a marker, and which of its copies.
//
//   TH01                                        a marker
//   TH01_1, TH01-1, TH01.1, TH01 (1), TH01:1    its copy 1; also 'a', 'A', 'I' behind a separator
//   TH01_A1, TH01 Allele 1, TH01 first          as well
//   allele_1_TH01, A1.TH01                      as well (tidyr, R, SPSS)
//   TH01...5                                    a name that readr made unique: the column's number tells no copy
//   DYS385a, TH01a, TH011                       copy 1 if the table has the other copies too: `glued`
//   TH01 Height, TH01_RFU                       no alleles
//
// The longest marker that the lexicon knows wins: D3S1358_1 is copy 1 of D3S1358. Where two readings have known
// markers, a built-in name goes first (GATA H4.1), then a name of the case as it is written, then a marker and its
// copy.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "intake/markers/marker_lexicon.hpp"

namespace kith::intake {

enum class HeadingKind : std::uint8_t {
  blank,       ///< nothing, or what a program wrote for nothing ("...5", "Unnamed: 5", "X.1")
  marker,      ///< a marker of the lexicon, or a Y-STR or X-STR number that it lacks
  glued,       ///< a marker if other columns name the copies beside this one
  no_alleles,  ///< beside a marker, or for all: a height, a comment
  doubtful,    ///< like a marker's, but none the lexicon knows
  numbered,    ///< copy of something unknown; a marker's by the looks if other copies are there too
  other,
};

struct HeadingName {
  HeadingKind kind = HeadingKind::other;
  std::string marker{};            ///< as written, without the copy
  std::optional<unsigned> copy{};  ///< from 0; none: the heading names no copy
  bool is_position = false;        ///< `copy` is a column's number, not a copy's
  bool is_listed = true;           ///< the lexicon has the marker
};

[[nodiscard]] bool is_blank_heading(std::string_view heading);
[[nodiscard]] HeadingName read_heading_name(std::string_view heading, const MarkerLexicon& lexicon);
/// As a known marker with a copy's mark behind a separator, even where the whole is a name: "GATA H4.1", "DYS389I_I".
[[nodiscard]] std::optional<HeadingName> read_copy_heading(std::string_view heading, const MarkerLexicon& lexicon);

}  // namespace kith::intake
