#include "report/pedigree/drawn_links.hpp"

#include <algorithm>
#include <cmath>

#include "core/disjoint_sets.hpp"

namespace kith::testing {
namespace {

using report::DrawnPerson;
using report::kSymbolHalf;
using report::Layout;
using report::Point;
using report::Stroke;

constexpr double kTouch = 0.9;  ///< px: what looks like touching

struct Box {
  double left, top, right, bottom;
};

Box symbol_box(const DrawnPerson& person) {
  return {person.centre.x - kSymbolHalf, person.centre.y - kSymbolHalf, person.centre.x + kSymbolHalf,
          person.centre.y + kSymbolHalf};
}

Box label_box(const DrawnPerson& person) {
  const double half = report::label_half_width(person.label);
  const double top = person.centre.y + kSymbolHalf + 2;
  return {person.centre.x - half, top, person.centre.x + half, top + report::label_height(person.label) - 3};
}

bool overlap(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

bool lies_on(Point point, Point a, Point b) {
  return point.x >= std::min(a.x, b.x) - kTouch && point.x <= std::max(a.x, b.x) + kTouch &&
         point.y >= std::min(a.y, b.y) - kTouch && point.y <= std::max(a.y, b.y) + kTouch;
}

bool touches(const Stroke& stroke, const Stroke& other) {
  for (const Point& corner : stroke.corners) {
    for (std::size_t i = 1; i < other.corners.size(); ++i) {
      if (lies_on(corner, other.corners[i - 1], other.corners[i])) return true;
    }
  }
  return false;
}

Box extent(const Stroke& stroke) {
  Box box{stroke.corners[0].x, stroke.corners[0].y, stroke.corners[0].x, stroke.corners[0].y};
  for (const Point& corner : stroke.corners) {
    box = {std::min(box.left, corner.x), std::min(box.top, corner.y), std::max(box.right, corner.x),
           std::max(box.bottom, corner.y)};
  }
  return {box.left - 1, box.top - 1, box.right + 1, box.bottom + 1};
}

bool runs_through(const Stroke& stroke, const Box& box) {
  for (std::size_t i = 1; i < stroke.corners.size(); ++i) {
    const Point a = stroke.corners[i - 1];
    const Point b = stroke.corners[i];
    if (overlap(
            {std::min(a.x, b.x) - 0.1, std::min(a.y, b.y) - 0.1, std::max(a.x, b.x) + 0.1, std::max(a.y, b.y) + 0.1},
            box))
      return true;
  }
  return false;
}

bool is_top(const DrawnPerson& person, Point point) {
  return std::abs(point.x - person.centre.x) < 0.01 && std::abs(point.y - (person.centre.y - kSymbolHalf)) < 0.01;
}

/// At the side of the symbol, or under it.
bool is_inside(const DrawnPerson& person, Point point) {
  const Box box = symbol_box(person);
  return point.x >= box.left && point.x <= box.right && point.y > box.top && point.y < box.bottom;
}

struct Joined {
  std::vector<PersonIndex> partners;
  std::vector<PersonIndex> children;
};

/// What the two ends of a stroke say.
void read_ends(const Layout& layout, const Stroke& stroke, Joined& joined, std::vector<std::string>& faults) {
  for (const DrawnPerson& person : layout.persons) {
    bool ends_here = false;
    for (const Point& end : {stroke.corners.front(), stroke.corners.back()}) {
      if (is_top(person, end)) joined.children.push_back(person.person);
      if (is_inside(person, end)) joined.partners.push_back(person.person);
      ends_here = ends_here || is_top(person, end) || is_inside(person, end);
      if (is_top(person, end) && person.again) faults.push_back("parents of somebody drawn again");
    }
    if (!ends_here && runs_through(stroke, symbol_box(person))) faults.push_back("a line through a symbol");
    if (runs_through(stroke, label_box(person))) faults.push_back("a line through a label");
  }
}

}  // namespace

DrawnLinks read_links(const Layout& layout, std::vector<std::string>& faults) {
  DisjointSets lines(layout.strokes.size());
  std::vector<Box> extents;
  for (const Stroke& stroke : layout.strokes) extents.push_back(extent(stroke));
  for (std::uint32_t i = 0; i < layout.strokes.size(); ++i) {
    for (std::uint32_t j = 0; j < i; ++j) {
      if (overlap(extents[i], extents[j]) &&
          (touches(layout.strokes[i], layout.strokes[j]) || touches(layout.strokes[j], layout.strokes[i])))
        lines.unite(i, j);
    }
  }
  std::map<std::uint32_t, Joined> joined;
  for (std::uint32_t i = 0; i < layout.strokes.size(); ++i)
    read_ends(layout, layout.strokes[i], joined[lines.find(i)], faults);
  DrawnLinks links;
  for (auto& [name, line] : joined) {
    if (line.partners.size() != 2) {
      faults.push_back("a line with " + std::to_string(line.partners.size()) + " partners");
      continue;
    }
    std::sort(line.partners.begin(), line.partners.end());
    std::sort(line.children.begin(), line.children.end());
    links.emplace(Partners{line.partners[0], line.partners[1]}, line.children);
  }
  return links;
}

DrawnLinks links_of(const pedigree::Pedigree& family) {
  std::map<Partners, std::vector<PersonIndex>> children;
  for (std::size_t i = 0; i < family.size(); ++i) {
    const auto child = static_cast<PersonIndex>(i);
    if (family.is_founder(child)) continue;
    const PersonIndex father = family.father(child);
    const PersonIndex mother = family.mother(child);
    children[{std::min(father, mother), std::max(father, mother)}].push_back(child);
  }
  return {children.begin(), children.end()};
}

std::vector<std::string> find_overlaps(const Layout& layout) {
  std::vector<Box> boxes;
  for (const DrawnPerson& person : layout.persons) {
    boxes.push_back(symbol_box(person));
    boxes.push_back(label_box(person));
  }
  std::vector<std::string> faults;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (overlap(boxes[i], boxes[j]))
        faults.push_back("figures " + std::to_string(j / 2) + " and " + std::to_string(i / 2));
    }
    if (boxes[i].left < 0 || boxes[i].top < 0 || boxes[i].right > layout.width || boxes[i].bottom > layout.height)
      faults.push_back("figure " + std::to_string(i / 2) + " outside");
  }
  return faults;
}

}  // namespace kith::testing
