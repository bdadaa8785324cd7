#include "report/pedigree/row_order.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kith::report {
namespace {

constexpr int kSweeps = 8;
constexpr int kPasses = 6;

using Cluster = std::vector<ItemIndex>;              ///< items that stay side by side
using Clusters = std::vector<std::vector<Cluster>>;  ///< per row, from left to right

std::vector<std::vector<ItemIndex>> find_neighbours(const Figures& figures, std::size_t n_items) {
  std::vector<std::vector<ItemIndex>> of_item(n_items);
  for (const DrawnCouple& couple : figures.couples) {
    if (!couple.beside) continue;
    of_item[couple.father].push_back(couple.mother);
    of_item[couple.mother].push_back(couple.father);
  }
  return of_item;
}

/// From an item to the end of its chain and back: the whole chain in order.
Cluster chain_of(const std::vector<std::vector<ItemIndex>>& neighbours, ItemIndex item) {
  const auto walk = [&](ItemIndex start, std::optional<ItemIndex> before) {
    Cluster steps{start};
    for (;;) {
      const auto& next = neighbours[steps.back()];
      const auto step = std::find_if(next.begin(), next.end(), [&](ItemIndex i) { return i != before; });
      if (step == next.end()) return steps;
      before = steps.back();
      steps.push_back(*step);
    }
  };
  const Cluster to_an_end = walk(item, neighbours[item].empty() ? std::nullopt : std::optional(neighbours[item][0]));
  return walk(to_an_end.back(), std::nullopt);
}

/// Clusters as a walk through the family meets them: brothers and sisters side by side.
class Walk {
 public:
  Walk(const Figures& figures, const Branches& branches)
      : branches_(branches),
        neighbours_(find_neighbours(figures, branches.items.size())),
        above_(branches.items.size()),
        below_(branches.items.size()),
        seen_(branches.items.size(), false),
        rows_(branches.n_rows) {
    for (const Branch& branch : branches.branches) {
      for (const auto item : branch.from) below_[item].push_back(&branch);
      for (const auto item : branch.to) above_[item].push_back(&branch);
    }
  }

  Clusters run() {
    for (ItemIndex item = 0; item < branches_.items.size(); ++item) visit(item);
    return std::move(rows_);
  }

 private:
  void visit(ItemIndex item) {
    if (seen_[item]) return;
    const Cluster cluster = chain_of(neighbours_, item);
    for (const auto member : cluster) seen_[member] = true;
    rows_[branches_.items[item].row].push_back(cluster);
    for (const auto member : cluster) {
      for (const Branch* branch : below_[member]) visit_all(branch->to);
      for (const Branch* branch : below_[member]) visit_all(branch->from);
    }
    for (const auto member : cluster) {
      for (const Branch* branch : above_[member]) visit_all(branch->from);
    }
  }

  void visit_all(const std::vector<ItemIndex>& items) {
    for (const auto item : items) visit(item);
  }

  const Branches& branches_;
  std::vector<std::vector<ItemIndex>> neighbours_;
  std::vector<std::vector<const Branch*>> above_;
  std::vector<std::vector<const Branch*>> below_;
  std::vector<bool> seen_;
  Clusters rows_;
};

std::vector<double> places_of(const Clusters& rows, std::size_t n_items) {
  std::vector<double> places(n_items);
  for (const auto& row : rows) {
    double place = 0;
    for (const Cluster& cluster : row) {
      for (const auto item : cluster) places[item] = place++;
    }
  }
  return places;
}

double mean_place(const std::vector<double>& places, const std::vector<ItemIndex>& items) {
  double sum = 0;
  for (const auto item : items) sum += places[item];
  return sum / static_cast<double>(items.size());
}

std::size_t crossings_at(const Figures& figures, const Branches& branches, const std::vector<double>& places) {
  struct Link {
    std::uint32_t row;
    double from, to;
  };
  std::vector<Link> links;
  for (const Branch& branch : branches.branches) {
    const double from = mean_place(places, branch.from);
    for (const auto item : branch.to) links.push_back({branch.row, from, places[item]});
  }
  std::size_t n = 0;
  for (std::size_t i = 0; i < links.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (links[i].row == links[j].row && (links[i].from - links[j].from) * (links[i].to - links[j].to) < 0) ++n;
    }
  }
  for (const DrawnCouple& couple : figures.couples) {
    if (!couple.beside) n += static_cast<std::size_t>(std::abs(places[couple.father] - places[couple.mother])) - 1;
  }
  return n;
}

/// Sorts and exchanges, and keeps the best order.
class Improvement {
 public:
  Improvement(const Figures& figures, const Branches& branches, Clusters start)
      : figures_(figures), branches_(branches), now_(std::move(start)), best_(now_), fewest_(count(now_)) {}

  Clusters run() {
    for (int sweep = 0; sweep < kSweeps && fewest_ > 0; ++sweep) {
      sort_rows(/*downwards=*/sweep % 2 == 0);
      keep_if_better();
    }
    now_ = best_;
    for (int pass = 0; pass < kPasses && fewest_ > 0; ++pass) {
      const auto before = fewest_;
      for (auto& row : now_) exchange(row);
      if (fewest_ == before) break;
    }
    return std::move(now_);
  }

 private:
  [[nodiscard]] std::size_t count(const Clusters& rows) const {
    return crossings_at(figures_, branches_, places_of(rows, branches_.items.size()));
  }

  void keep_if_better() {
    const auto n = count(now_);
    if (n >= fewest_) return;
    fewest_ = n;
    best_ = now_;
  }

  void sort_rows(bool downwards) {
    for (std::size_t i = 1; i < now_.size(); ++i) sort_row(downwards ? i : now_.size() - 1 - i, downwards);
  }

  /// By the mean place of what each cluster is linked to in the row before.
  void sort_row(std::size_t row, bool downwards) {
    const auto places = places_of(now_, branches_.items.size());
    std::vector<double> sum(branches_.items.size(), 0);
    std::vector<double> n(branches_.items.size(), 0);
    for (const Branch& branch : branches_.branches) {
      if (branch.row + (downwards ? 1 : 0) != row) continue;
      const double other = mean_place(places, downwards ? branch.from : branch.to);
      for (const auto item : downwards ? branch.to : branch.from) {
        sum[item] += other;
        ++n[item];
      }
    }
    const auto key = [&](const Cluster& cluster) {
      double total = 0, weight = 0;
      for (const auto item : cluster) {
        total += sum[item];
        weight += n[item];
      }
      return weight > 0 ? total / weight : mean_place(places, cluster);
    };
    std::vector<std::pair<double, Cluster>> keyed;
    for (Cluster& cluster : now_[row]) keyed.emplace_back(key(cluster), std::move(cluster));
    std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < keyed.size(); ++i) now_[row][i] = std::move(keyed[i].second);
  }

  /// Keeps what `change` does where fewer lines cross; it undoes itself when done twice.
  template <class Change>
  void try_change(Change change) {
    change();
    const auto n = count(now_);
    if (n < fewest_) {
      fewest_ = n;
    } else {
      change();
    }
  }

  void exchange(std::vector<Cluster>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].size() > 1) try_change([&] { std::reverse(row[i].begin(), row[i].end()); });
      if (i > 0) try_change([&] { std::swap(row[i - 1], row[i]); });
    }
  }

  const Figures& figures_;
  const Branches& branches_;
  Clusters now_;
  Clusters best_;
  std::size_t fewest_;
};

}  // namespace

RowOrder order_rows(const Figures& figures, const Branches& branches) {
  const Clusters rows = Improvement(figures, branches, Walk(figures, branches).run()).run();
  RowOrder order(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (const Cluster& cluster : rows[row]) order[row].insert(order[row].end(), cluster.begin(), cluster.end());
  }
  return order;
}

std::size_t count_crossings(const Figures& figures, const Branches& branches, const RowOrder& order) {
  std::vector<double> places(branches.items.size());
  for (const auto& row : order) {
    for (std::size_t i = 0; i < row.size(); ++i) places[row[i]] = static_cast<double>(i);
  }
  return crossings_at(figures, branches, places);
}

}  // namespace kith::report
