// report/pedigree/layout.hpp — a pedigree as symbols, labels and lines on a plane, in pixels; what they look like is
// not known here (pedigree_svg.hpp).
//
// Each connected part of a family is laid out by itself: who is drawn in which generation (figures), who stands left
// of whom (row_order), how far to the right (row_places), where lines run (wiring). The parts stand side by side, in
// lines of kWidestLine. What holds of every layout, and is tested on random pedigrees: each couple is joined by one
// line, each child hangs on the line of its own parents, lines of different couples cross at most and never touch, and
// no symbol or label covers another.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pedigree/family/pedigree.hpp"

namespace kith::report {

inline constexpr double kSymbolHalf = 13;     ///< half the side of a square, the radius of a circle
inline constexpr double kLabelLine = 11;      ///< from one line of a label to the next
inline constexpr double kLetterWidth = 5.42;  ///< of a 9 px monospaced font (0.602 em)
inline constexpr double kWidestLine = 1000;

struct Point {
  double x = 0;
  double y = 0;
};

/// A person as drawn: a symbol around `centre`, the lines of his label centred below it.
struct DrawnPerson {
  pedigree::PersonIndex person = pedigree::kNobody;
  bool again = false;  ///< drawn elsewhere, too, with his parents
  Point centre{};
  std::vector<std::string> label{};
};

/// Horizontal and vertical pieces from corner to corner, with the two of whom it is.
struct Stroke {
  std::vector<Point> corners{};
  bool doubled = false;  ///< between two who are related by blood
};

/// "I", "II" ... at the left of a generation.
struct GenerationMark {
  Point at{};
  std::uint32_t generation = 0;
};

struct Layout {
  std::vector<DrawnPerson> persons{};
  std::vector<Stroke> strokes{};
  std::vector<GenerationMark> generations{};
  double width = 0;
  double height = 0;
};

/// `labels`: per person of the pedigree the lines below the symbol, as text::lines_of() makes them; persons without an
/// entry have none.
[[nodiscard]] Layout lay_out(const pedigree::Pedigree& family, std::span<const std::vector<std::string>> labels);

/// Half the width of the widest line, and the height of all.
[[nodiscard]] double label_half_width(const std::vector<std::string>& label);
[[nodiscard]] double label_height(const std::vector<std::string>& label);

/// From a symbol's centre down to the middle of the label's first line.
inline constexpr double kLabelDrop = kSymbolHalf + 10;

}  // namespace kith::report
