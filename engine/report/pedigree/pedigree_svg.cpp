#include "report/pedigree/pedigree_svg.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "report/pedigree/layout.hpp"
#include "text/shown_text.hpp"

namespace kith::report {
namespace {

using genetics::Sex;
using pugi::xml_node;

constexpr std::size_t kLongestLine = 12;  ///< characters
constexpr double kLegendColumn = 170;
constexpr std::size_t kLegendColumns = 4;
constexpr double kLegendRow = 34;

constexpr std::string_view kHatch = "kith-hatch";

std::string number(double value) {
  const auto tenths = std::lround(value * 10);
  const std::string whole = std::to_string(std::abs(tenths) / 10);
  const auto rest = std::abs(tenths) % 10;
  return (tenths < 0 ? "-" : "") + whole + (rest == 0 ? "" : "." + std::to_string(rest));
}

void set(xml_node node, const char* name, double value) { node.append_attribute(name) = number(value).c_str(); }
void set(xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name) = std::string(value).c_str();
}

xml_node append_text(xml_node parent, Point at, const std::string& words, std::string_view anchor) {
  xml_node text = parent.append_child("text");
  set(text, "x", at.x);
  set(text, "y", at.y);
  set(text, "text-anchor", anchor);
  text.text() = words.c_str();
  return text;
}

xml_node append_line(xml_node parent, Point from, Point to) {
  xml_node line = parent.append_child("line");
  set(line, "x1", from.x);
  set(line, "y1", from.y);
  set(line, "x2", to.x);
  set(line, "y2", to.y);
  return line;
}

xml_node append_rectangle(xml_node parent, Point centre, double half) {
  xml_node square = parent.append_child("rect");
  set(square, "x", centre.x - half);
  set(square, "y", centre.y - half);
  set(square, "width", 2 * half);
  set(square, "height", 2 * half);
  return square;
}

xml_node append_outline(xml_node parent, Sex sex, Point centre) {
  if (sex == Sex::male) return append_rectangle(parent, centre, kSymbolHalf);
  if (sex == Sex::female) {
    xml_node circle = parent.append_child("circle");
    set(circle, "cx", centre.x);
    set(circle, "cy", centre.y);
    set(circle, "r", kSymbolHalf);
    return circle;
  }
  xml_node diamond = parent.append_child("polygon");
  const auto corner = [&](double x, double y) { return number(centre.x + x) + "," + number(centre.y + y) + " "; };
  set(diamond, "points",
      corner(0, -kSymbolHalf) + corner(kSymbolHalf, 0) + corner(0, kSymbolHalf) + corner(-kSymbolHalf, 0));
  return diamond;
}

/// The outline on white, so that no line shows through, then what marks it.
void append_symbol(xml_node parent, Sex sex, Point centre, const PersonMark& mark, bool again) {
  set(append_outline(parent, sex, centre), "fill", "#fff");
  xml_node outline = append_outline(parent, sex, centre);
  set(outline, "fill", mark.found ? "#000" : mark.typed ? "url(#" + std::string(kHatch) + ")" : "none");
  set(outline, "stroke", "#000");
  set(outline, "stroke-width", "1.5");
  if (again) set(outline, "stroke-dasharray", "3 2");
  if (mark.missing) {
    xml_node sign = append_text(parent, {centre.x, centre.y + 6}, "?", "middle");
    set(sign, "class", "sign");
    set(sign, "fill", mark.found ? "#fff" : "#000");
  }
  if (mark.found) {
    append_line(parent, {centre.x - kSymbolHalf - 5, centre.y + kSymbolHalf + 5},
                {centre.x + kSymbolHalf + 5, centre.y - kSymbolHalf - 5});
  }
}

std::string path_of(const Stroke& stroke) {
  std::string path;
  for (const Point& corner : stroke.corners)
    path += (path.empty() ? "M" : "L") + number(corner.x) + " " + number(corner.y);
  return path;
}

/// A double line is a broad black one with white in its middle.
void append_strokes(xml_node parent, const Layout& layout) {
  for (const bool doubled : {true, false}) {
    for (const Stroke& stroke : layout.strokes) {
      if (stroke.doubled != doubled) continue;
      xml_node path = parent.append_child("path");
      set(path, "d", path_of(stroke));
      set(path, "class", doubled ? "link double" : "link");
      if (!doubled) continue;
      xml_node inner = parent.append_child("path");
      set(inner, "d", path_of(stroke));
      set(inner, "class", "inner");
    }
  }
}

void append_person(xml_node parent, const DrawnPerson& person, Sex sex, const PersonMark& mark) {
  xml_node group = parent.append_child("g");
  set(group, "class", "person");
  append_symbol(group, sex, person.centre, mark, person.again);
  double y = person.centre.y + kLabelDrop + 3;
  for (const std::string& line : person.label) {
    xml_node text = append_text(group, {person.centre.x, y}, line, "middle");
    const bool fits = std::all_of(line.begin(), line.end(),
                                  [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!fits) {
      set(text, "textLength", text::width_of(line) * kLetterWidth);
      set(text, "lengthAdjust", "spacingAndGlyphs");
    }
    y += kLabelLine;
  }
}

std::string roman(std::uint32_t value) {
  constexpr std::array<std::pair<std::uint32_t, const char*>, 7> kSigns{
      {{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}}};
  std::string text;
  for (const auto& [worth, sign] : kSigns) {
    for (; value >= worth; value -= worth) text += sign;
  }
  return text;
}

void append_style(xml_node svg) {
  svg.append_child("style").text() =
      ".link{fill:none;stroke:#000;stroke-width:1.2}.double{stroke-width:4.2}.inner{fill:none;stroke:#fff;stroke-width:"
      "1.8}"
      ".person text,.legend text{font:9px 'DejaVu Sans Mono','Liberation Mono',monospace;unicode-bidi:isolate}"
      ".person line,.legend line{stroke:#000;stroke-width:1.2}"
      ".person .sign,.legend .sign{font:bold 17px 'DejaVu Sans','Liberation Sans',sans-serif}"
      ".generation{font:12px 'DejaVu Serif','Liberation Serif',serif}";
  xml_node pattern = svg.append_child("defs").append_child("pattern");
  set(pattern, "id", kHatch);
  set(pattern, "width", "5");
  set(pattern, "height", "5");
  set(pattern, "patternUnits", "userSpaceOnUse");
  set(pattern, "patternTransform", "rotate(45)");
  xml_node line = append_line(pattern, {0, 0}, {0, 5});
  set(line, "stroke", "#000");
  set(line, "stroke-width", "1.4");
}

struct LegendEntry {
  const char* words;
  Sex sex;
  PersonMark mark;
  bool again = false;
};

void append_legend_symbols(xml_node legend, double top) {
  const std::array<LegendEntry, 7> entries{{{"male", Sex::male, {}},
                                            {"female", Sex::female, {}},
                                            {"sex not known", Sex::unknown, {}},
                                            {"DNA profile", Sex::male, {.typed = true}},
                                            {"missing", Sex::male, {.missing = true}},
                                            {"found: dead", Sex::male, {.missing = true, .found = true}},
                                            {"drawn elsewhere, too", Sex::male, {}, true}}};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::size_t row = i / kLegendColumns;
    const Point at{kLegendColumn * static_cast<double>(i % kLegendColumns) + 30,
                   top + kLegendRow * static_cast<double>(row)};
    append_symbol(legend, entries[i].sex, at, entries[i].mark, entries[i].again);
    append_text(legend, {at.x + 22, at.y + 3}, entries[i].words, "start");
  }
}

void append_legend(xml_node svg, double top) {
  xml_node legend = svg.append_child("g");
  set(legend, "class", "legend");
  append_legend_symbols(legend, top);
  const Point at{kLegendColumn * 3 + 17, top + kLegendRow};
  for (const double y : {-1.5, 1.5}) append_line(legend, {at.x, at.y + y}, {at.x + 26, at.y + y});
  append_text(legend, {at.x + 35, at.y + 3}, "related by blood", "start");
}

std::vector<std::vector<std::string>> labels_of(const std::vector<PersonMark>& marks) {
  std::vector<std::vector<std::string>> labels;
  for (const PersonMark& mark : marks) {
    auto& lines = labels.emplace_back();
    if (!mark.name.empty()) lines = text::lines_of(text::shown_text(mark.name), kLongestLine);
    for (const std::string& note : mark.notes) {
      for (std::string& line : text::lines_of(text::shown_text(note), kLongestLine)) lines.push_back(std::move(line));
    }
  }
  return labels;
}

}  // namespace

void append_pedigree(pugi::xml_node parent, const pedigree::Pedigree& family, const std::vector<PersonMark>& marks) {
  const Layout layout = lay_out(family, labels_of(marks));
  const double width = std::max(layout.width, 4 * kLegendColumn + 20);
  const double legend_top = layout.height + 24;
  const double height = legend_top + 2 * kLegendRow;
  xml_node svg = parent.append_child("svg");
  set(svg, "xmlns", "http://www.w3.org/2000/svg");
  set(svg, "role", "img");
  set(svg, "aria-label", "Pedigree");
  set(svg, "class", "pedigree");
  set(svg, "viewBox", "0 0 " + number(width) + " " + number(height));
  set(svg, "width", width);
  set(svg, "height", height);
  append_style(svg);
  append_strokes(svg, layout);
  for (const GenerationMark& mark : layout.generations)
    set(append_text(svg, {mark.at.x, mark.at.y + 4}, roman(mark.generation + 1), "middle"), "class", "generation");
  for (const DrawnPerson& person : layout.persons) {
    const auto place = static_cast<std::size_t>(person.person);
    append_person(svg, person, family.sex(person.person), place < marks.size() ? marks[place] : PersonMark{});
  }
  append_legend(svg, legend_top);
}

}  // namespace kith::report
