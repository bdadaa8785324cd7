#include "report/pedigree/layout.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "report/pedigree/wiring.hpp"
#include "text/shown_text.hpp"

namespace kith::report {
namespace {

using pedigree::Pedigree;
using pedigree::PersonIndex;
using Labels = std::span<const std::vector<std::string>>;

constexpr double kMargin = 12;
constexpr double kNumeralWidth = 30;
constexpr double kHalfLine = 6;  ///< room for a line that passes through a row
constexpr double kBetweenParts = 24;

std::vector<std::string> label_of(Labels labels, PersonIndex person, bool again) {
  const auto place = static_cast<std::size_t>(person);
  auto label = place < labels.size() ? labels[place] : std::vector<std::string>{};
  if (again) label.emplace_back("(again)");
  return label;
}

/// One connected part, from 0, 0 on.
Layout lay_out_part(const Pedigree& family, std::span<const PersonIndex> part, Labels labels) {
  const Figures figures = find_figures(family, part);
  const Branches branches = find_branches(figures);
  const RowOrder order = order_rows(figures, branches);
  HalfWidths half(branches.items.size(), kHalfLine);
  std::vector<double> heights(branches.n_rows, 0);
  Layout layout;
  for (FigureIndex i = 0; i < figures.figures.size(); ++i) {
    const Figure& figure = figures.figures[i];
    layout.persons.push_back({figure.person, figure.again, {}, label_of(labels, figure.person, figure.again)});
    half[i] = std::max(kSymbolHalf, label_half_width(layout.persons[i].label));
    heights[figure.generation] = std::max(heights[figure.generation], label_height(layout.persons[i].label));
  }
  auto x = place_items(branches, order, find_separations(figures, order, half));
  double left = x[0] - half[0];
  for (std::size_t i = 0; i < x.size(); ++i) left = std::min(left, x[i] - half[i]);
  for (double& value : x) value = value - std::floor(left) + kNumeralWidth;
  Wiring wiring = find_wiring(figures, branches, order, half, x, heights);
  for (FigureIndex i = 0; i < figures.figures.size(); ++i) {
    layout.persons[i].centre = {x[i], wiring.row_y[figures.figures[i].generation]};
    layout.width = std::max(layout.width, x[i] + half[i]);
  }
  for (std::uint32_t row = 0; row < branches.n_rows; ++row)
    layout.generations.push_back({.at = {kNumeralWidth / 3, wiring.row_y[row]}, .generation = row});
  layout.strokes = std::move(wiring.strokes);
  layout.height = wiring.height;
  for (const Stroke& stroke : layout.strokes) {
    for (const Point& corner : stroke.corners) layout.width = std::max(layout.width, corner.x);
  }
  return layout;
}

void shift(Layout& layout, Point by) {
  const auto move = [&](Point& point) { point = {point.x + by.x, point.y + by.y}; };
  for (DrawnPerson& person : layout.persons) move(person.centre);
  for (GenerationMark& mark : layout.generations) move(mark.at);
  for (Stroke& stroke : layout.strokes) {
    for (Point& corner : stroke.corners) move(corner);
  }
}

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Parts side by side, like words of a text.
class Shelves {
 public:
  void add(Layout part) {
    if (x_ > kMargin && x_ + part.width > kWidestLine) {
      x_ = kMargin;
      y_ += tallest_ + kBetweenParts;
      tallest_ = 0;
    }
    shift(part, {x_, y_});
    x_ += part.width + kBetweenParts;
    tallest_ = std::max(tallest_, part.height);
    all_.width = std::max(all_.width, x_ - kBetweenParts + kMargin);
    append(all_.persons, part.persons);
    append(all_.strokes, part.strokes);
    append(all_.generations, part.generations);
  }

  Layout finish() {
    all_.height = y_ + tallest_ + kMargin;
    return std::move(all_);
  }

 private:
  Layout all_;
  double x_ = kMargin;
  double y_ = kMargin;
  double tallest_ = 0;
};

}  // namespace

double label_half_width(const std::vector<std::string>& label) {
  double widest = 0;
  for (const std::string& line : label) widest = std::max(widest, text::width_of(line));
  return widest * kLetterWidth / 2;
}

double label_height(const std::vector<std::string>& label) {
  return label.empty() ? 0 : 5 + kLabelLine * static_cast<double>(label.size());
}

Layout lay_out(const Pedigree& family, Labels labels) {
  Shelves shelves;
  std::vector<bool> done(family.size(), false);
  for (std::size_t i = 0; i < family.size(); ++i) {
    if (done[i]) continue;
    const auto part = family.connected_to(static_cast<PersonIndex>(i));
    for (const auto person : part) done[static_cast<std::size_t>(person)] = true;
    shelves.add(lay_out_part(family, part, labels));
  }
  return shelves.finish();
}

}  // namespace kith::report
