#include "report/pedigree/row_places.hpp"

#include <algorithm>
#include <cmath>

namespace kith::report {
namespace {

constexpr int kRounds = 12;
constexpr double kWeightOfNoWish = 0.02;  ///< keeps a place that nothing asks for
constexpr double kWeightOfPartner = 0.3;  ///< of who only follows a neighbour

double mean_of(const std::vector<double>& x, const std::vector<ItemIndex>& items) {
  double sum = 0;
  for (const auto item : items) sum += x[item];
  return sum / static_cast<double>(items.size());
}

class Placement {
 public:
  Placement(const Branches& branches, const RowOrder& order, const Separations& separations)
      : branches_(branches), order_(order), separations_(separations), x_(branches.items.size()) {
    for (std::size_t row = 0; row < order.size(); ++row) {
      for (std::size_t i = 1; i < order[row].size(); ++i)
        x_[order[row][i]] = x_[order[row][i - 1]] + separations[row][i - 1];
    }
  }

  std::vector<double> run() {
    for (int round = 0; round < kRounds; ++round) {
      for (std::size_t row = 1; row < order_.size(); ++row) place(row, /*downwards=*/true);
      for (std::size_t row = order_.size() - 1; row-- > 0;) place(row, /*downwards=*/false);
    }
    round_off();
    return std::move(x_);
  }

 private:
  struct Wish {
    double sum = 0;
    double weight = 0;
  };

  void place(std::size_t row, bool downwards) {
    std::vector<Wish> wishes(x_.size());
    for (const Branch& branch : branches_.branches) {
      if (branch.row + (downwards ? 1 : 0) != row) continue;
      downwards ? wish_below(branch, wishes) : wish_above(branch, wishes);
    }
    const auto& items = order_[row];
    std::vector<double> wish(items.size()), weight(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Wish& own = wishes[items[i]];
      weight[i] = own.weight > 0 ? own.weight : kWeightOfNoWish;
      wish[i] = own.weight > 0 ? own.sum / own.weight : x_[items[i]];
    }
    if (downwards) follow_partners(row, wishes, wish, weight);
    const auto placed = place_apart(wish, weight, separations_[row]);
    for (std::size_t i = 0; i < items.size(); ++i) x_[items[i]] = placed[i];
  }

  void wish_below(const Branch& branch, std::vector<Wish>& wishes) const {
    const double centre = mean_of(x_, branch.from);
    for (const auto item : branch.to) {
      wishes[item].sum += centre;
      wishes[item].weight += 1;
    }
  }

  /// The middle of the two above the middle of the children.
  void wish_above(const Branch& branch, std::vector<Wish>& wishes) const {
    const double shift = mean_of(x_, branch.to) - mean_of(x_, branch.from);
    const double half = branch.is_of_partners() ? least_half(branch) : 0;
    for (const auto item : branch.from) {
      const bool left = branch.is_of_partners() && x_[item] == std::min(x_[branch.from[0]], x_[branch.from[1]]);
      const double centre = mean_of(x_, branch.from) + shift;
      wishes[item].sum += half == 0 ? x_[item] + shift : centre + (left ? -half : half);
      wishes[item].weight += 1;
    }
  }

  /// Half the least distance of two neighbours; 0 for others.
  [[nodiscard]] double least_half(const Branch& branch) const {
    const auto& row = order_[branch.row];
    for (std::size_t i = 1; i < row.size(); ++i) {
      if ((row[i - 1] == branch.from[0] && row[i] == branch.from[1]) ||
          (row[i - 1] == branch.from[1] && row[i] == branch.from[0]))
        return separations_[branch.row][i - 1] / 2;
    }
    return 0;
  }

  /// Partners from elsewhere stay close to whom they stand beside.
  void follow_partners(std::size_t row, const std::vector<Wish>& wishes, std::vector<double>& wish,
                       std::vector<double>& weight) const {
    const auto& items = order_[row];
    const auto follows = [&](std::size_t i, std::size_t other) {
      return wishes[items[i]].weight == 0 && weight[i] == kWeightOfNoWish && wishes[items[other]].weight > 0 &&
             are_partners(items[i], items[other]);
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0 && follows(i, i - 1)) {
        wish[i] = wish[i - 1] + separations_[row][i - 1];
        weight[i] = kWeightOfPartner;
      } else if (i + 1 < items.size() && follows(i, i + 1)) {
        wish[i] = wish[i + 1] - separations_[row][i];
        weight[i] = kWeightOfPartner;
      }
    }
  }

  [[nodiscard]] bool are_partners(ItemIndex a, ItemIndex b) const {
    return std::any_of(branches_.branches.begin(), branches_.branches.end(), [&](const Branch& branch) {
      return branch.is_of_partners() &&
             ((branch.from[0] == a && branch.from[1] == b) || (branch.from[0] == b && branch.from[1] == a));
    });
  }

  void round_off() {
    for (std::size_t row = 0; row < order_.size(); ++row) {
      const auto& items = order_[row];
      for (std::size_t i = 0; i < items.size(); ++i) {
        x_[items[i]] = std::round(x_[items[i]]);
        if (i > 0) x_[items[i]] = std::max(x_[items[i]], x_[items[i - 1]] + separations_[row][i - 1]);
      }
    }
  }

  const Branches& branches_;
  const RowOrder& order_;
  const Separations& separations_;
  std::vector<double> x_;
};

}  // namespace

std::vector<double> place_apart(std::span<const double> wishes, std::span<const double> weights,
                                std::span<const double> separations) {
  struct Pool {
    double sum, weight;
    std::size_t n;
    [[nodiscard]] double mean() const { return sum / weight; }
  };
  std::vector<double> offset(wishes.size(), 0);
  for (std::size_t i = 1; i < wishes.size(); ++i) offset[i] = offset[i - 1] + separations[i - 1];
  std::vector<Pool> pools;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    pools.push_back({(wishes[i] - offset[i]) * weights[i], weights[i], 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back().sum += last.sum;
      pools.back().weight += last.weight;
      pools.back().n += last.n;
    }
  }
  std::vector<double> x;
  for (const Pool& pool : pools) {
    for (std::size_t i = 0; i < pool.n; ++i) x.push_back(pool.mean() + offset[x.size()]);
  }
  return x;
}

std::vector<double> place_items(const Branches& branches, const RowOrder& order, const Separations& separations) {
  return Placement(branches, order, separations).run();
}

}  // namespace kith::report
