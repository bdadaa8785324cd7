#include "report/pedigree/wiring.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/check.hpp"
#include "report/pedigree/lanes.hpp"
#include "report/pedigree/tracks.hpp"

namespace kith::report {
namespace {

constexpr double kApart = 3;         ///< of two verticals, at least
constexpr double kUnder = 2.5;       ///< from the middle of a symbol, where lines at its side begin under it
constexpr double kStep = 4;          ///< by which a vertical moves aside
constexpr double kPartnerTrack = 7;  ///< from one line between partners to the next
constexpr double kChildTrack = 9;    ///< from one bar to the next
constexpr double kAboveZones = 8;    ///< below the labels
constexpr double kBetweenZones = 8;
constexpr double kBelowZones = 12;  ///< above the next row's symbols

/// Where a branch comes from above, and what it hangs on.
struct Root {
  double x = 0;
  double low = 0;  ///< it may stand anywhere between `low` and `high`
  double high = 0;
};

class Wires {
 public:
  Wires(const Figures& figures, const Branches& branches, const RowOrder& order, const HalfWidths& half,
        std::vector<double> x, const std::vector<double>& label_height)
      : figures_(figures),
        branches_(branches),
        half_(half),
        x_(std::move(x)),
        label_height_(label_height),
        lanes_(figures, order, half, x_),
        root_(branches.branches.size()) {}

  Wiring run() {
    by_row_.resize(branches_.n_rows);
    for (std::size_t i = 0; i < branches_.branches.size(); ++i) by_row_[branches_.branches[i].row].push_back(i);
    for (std::uint32_t row = branches_.n_rows; row-- > 0;) find_roots(row);
    double y = kSymbolHalf;
    for (std::uint32_t row = 0; row < branches_.n_rows; ++row) {
      made_.row_y.push_back(y);
      made_.height = y + kSymbolHalf + label_height_[row];
      y = draw_row(row, made_.height + kAboveZones) + kBelowZones + kSymbolHalf;
    }
    return std::move(made_);
  }

 private:
  [[nodiscard]] const Branch& branch(std::size_t i) const { return branches_.branches[i]; }
  [[nodiscard]] const DrawnCouple& couple(std::size_t i) const { return figures_.couples[branch(i).couple]; }
  [[nodiscard]] bool is_routed(std::size_t i) const { return branch(i).is_of_partners() && !couple(i).beside; }

  /// Lines first, which have least room, then partners side by side, then the others.
  void find_roots(std::uint32_t row) {
    std::vector<double> taken;
    for (const DrawnCouple& drawn : figures_.couples) {
      if (drawn.beside || figures_.figures[drawn.father].generation != row) continue;
      const auto [left, right] = lanes_.of(drawn);
      taken.insert(taken.end(), {left.x, right.x});
    }
    for (const int kind : {0, 1, 2}) {
      for (const auto i : by_row_[row]) {
        if ((!branch(i).is_of_partners() ? 0 : couple(i).beside ? 1 : 2) != kind) continue;
        root_[i] = free_root(i, taken);
        taken.push_back(root_[i].x);
        if (kind == 0) x_[branch(i).from.front()] = root_[i].x;
      }
    }
  }

  [[nodiscard]] Root wanted_root(std::size_t i) const {
    const Branch& at = branch(i);
    if (!at.is_of_partners()) {
      const double x = x_[at.from.front()];
      return {x, x - half_[at.from.front()], x + half_[at.from.front()]};
    }
    if (is_routed(i)) {
      const auto [left, right] = lanes_.of(couple(i));
      return {std::round((left.x + right.x) / 2), left.x + kApart, right.x - kApart};
    }
    const auto left = x_[at.from[0]] < x_[at.from[1]] ? at.from[0] : at.from[1];
    const auto right = left == at.from[0] ? at.from[1] : at.from[0];
    const double low = lanes_.right_edge(left) + kApart;
    const double high = lanes_.left_edge(right) - kApart;
    return {std::clamp(std::round((x_[left] + x_[right]) / 2), low, high), low, high};
  }

  /// Straight above an only child where it can be; nowhere that another vertical is.
  [[nodiscard]] Root free_root(std::size_t i, const std::vector<double>& taken) const {
    Root root = wanted_root(i);
    const auto& to = branch(i).to;
    if (to.size() == 1 && x_[to[0]] >= root.low && x_[to[0]] <= root.high) root.x = x_[to[0]];
    std::vector<double> foreign = taken;
    for (const auto other : by_row_[branch(i).row]) {
      if (other == i) continue;
      for (const auto item : branch(other).to) foreign.push_back(x_[item]);
    }
    for (double aside = 0; aside <= root.high - root.low; aside += aside < 40 ? 1 : kStep) {
      for (const double x : {root.x + aside, root.x - aside}) {
        const bool is_free = std::all_of(foreign.begin(), foreign.end(),
                                         [&](double other) { return std::abs(other - x) >= kApart; });
        if (is_free && x >= root.low && x <= root.high) return {x, root.low, root.high};
      }
    }
    KITH_CHECK(false);
    return root;
  }

  /// The lines between this row and the next; where they end.
  double draw_row(std::uint32_t row, double top) {
    Tracks partners;
    std::map<std::size_t, std::size_t> partner_track;
    for (const auto i : routed_shortest_first(row)) {
      const auto [left, right] = lanes_.of(couple(i));
      partner_track[i] = partners.take(left.x, right.x);
    }
    const double middle = top + kPartnerTrack * static_cast<double>(partners.size());
    const double first_bar = middle + kBetweenZones;
    Tracks bars;
    double end = partners.size() == 0 ? top : middle;
    for (const auto i : by_row_[row]) {
      const Stretch stretch = stretch_of(i);
      const double bar = first_bar + (stretch.is_point()
                                          ? 0
                                          : kChildTrack * static_cast<double>(bars.take(stretch.low, stretch.high)));
      const double partner_y = partner_track.count(i) == 0
                                   ? 0
                                   : top + kPartnerTrack * static_cast<double>(partner_track[i]);
      bars_.push_back({i, bar, partner_y});
      end = first_bar + kChildTrack * static_cast<double>(bars.size());
    }
    const double next_row = end + kBelowZones + kSymbolHalf;
    for (const Bar& bar : bars_) draw_branch(bar, next_row);
    bars_.clear();
    return end;
  }

  struct Stretch {
    double low = 0;
    double high = 0;
    [[nodiscard]] bool is_point() const { return low == high; }
  };

  [[nodiscard]] Stretch stretch_of(std::size_t i) const {
    Stretch stretch{root_[i].x, root_[i].x};
    for (const auto item : branch(i).to) {
      stretch.low = std::min(stretch.low, x_[item]);
      stretch.high = std::max(stretch.high, x_[item]);
    }
    return stretch;
  }

  [[nodiscard]] std::vector<std::size_t> routed_shortest_first(std::uint32_t row) const {
    std::vector<std::size_t> routed;
    for (const auto i : by_row_[row]) {
      if (is_routed(i)) routed.push_back(i);
    }
    const auto length = [&](std::size_t i) {
      const auto [left, right] = lanes_.of(couple(i));
      return right.x - left.x;
    };
    std::stable_sort(routed.begin(), routed.end(), [&](auto a, auto b) { return length(a) < length(b); });
    return routed;
  }

  struct Bar {
    std::size_t branch;
    double y;
    double partner_y;
  };

  void draw_branch(const Bar& bar, double next_row) {
    const Branch& at = branch(bar.branch);
    const double row_y = made_.row_y[at.row];
    if (at.is_of_partners()) draw_partners(bar, row_y);
    const double root_x = root_[bar.branch].x;
    const Stretch stretch = stretch_of(bar.branch);
    const double from = is_routed(bar.branch) ? bar.partner_y : row_y;
    if (stretch.is_point()) {
      stroke({{root_x, from}, {root_x, next_row - end_of(at.to.front())}});
      return;
    }
    stroke({{root_x, from}, {root_x, bar.y}});
    stroke({{stretch.low, bar.y}, {stretch.high, bar.y}});
    for (const auto item : at.to) stroke({{x_[item], bar.y}, {x_[item], next_row - end_of(item)}});
  }

  /// Lines reach a symbol's upper edge, and the next piece of a line at the row's middle.
  [[nodiscard]] double end_of(ItemIndex item) const { return branches_.items[item].is_line ? 0 : kSymbolHalf; }

  void draw_partners(const Bar& bar, double row_y) {
    const DrawnCouple& drawn = couple(bar.branch);
    if (drawn.beside) {
      const auto [low, high] = std::minmax({x_[drawn.father], x_[drawn.mother]});
      stroke({{low + kSymbolHalf, row_y}, {high - kSymbolHalf, row_y}}, drawn.related);
      return;
    }
    const auto [left, right] = lanes_.of(drawn);
    stroke({{x_[left.figure] + kUnder, row_y + left.port},
            {left.x, row_y + left.port},
            {left.x, bar.partner_y},
            {right.x, bar.partner_y},
            {right.x, row_y + right.port},
            {x_[right.figure] - kUnder, row_y + right.port}},
           drawn.related);
  }

  void stroke(std::vector<Point> corners, bool doubled = false) {
    made_.strokes.push_back({.corners = std::move(corners), .doubled = doubled});
  }

  const Figures& figures_;
  const Branches& branches_;
  const HalfWidths& half_;
  std::vector<double> x_;
  const std::vector<double>& label_height_;
  Lanes lanes_;
  std::vector<Root> root_;  ///< per branch
  std::vector<std::vector<std::size_t>> by_row_;
  std::vector<Bar> bars_;
  Wiring made_;
};

}  // namespace

Wiring find_wiring(const Figures& figures, const Branches& branches, const RowOrder& order, const HalfWidths& half,
                   const std::vector<double>& x, const std::vector<double>& label_height) {
  return Wires(figures, branches, order, half, x, label_height).run();
}

}  // namespace kith::report
