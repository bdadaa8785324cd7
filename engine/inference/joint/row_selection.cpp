#include "inference/joint/row_selection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

namespace kith::inference {
namespace {

/// Compares each assignment with its best part: with some of its pairs taken away.
class Selector {
 public:
  Selector(const UnitTable& table, double log_odds) : table_(table), log_odds_(log_odds) {
    for (std::uint32_t i = 0; i < table.size(); ++i) row_of_.emplace(assignment_key(table.assignment(i)), i);
    best_part_.resize(table.size());
    std::vector<std::uint32_t> rows(table.size());
    std::iota(rows.begin(), rows.end(), std::uint32_t{0});
    std::stable_sort(rows.begin(), rows.end(), [&](auto a, auto b) { return n_placed(a) < n_placed(b); });
    for (const auto row : rows) find_best_part(row);
  }

  [[nodiscard]] Selection select(double least_mass) const {
    Selection selection;
    for (std::uint32_t i = 0; i < table_.size(); ++i) {
      const double ratio = std::exp(std::max(by_prior(i) - best_part_[i].by_prior, by_lr(i) - best_part_[i].by_lr));
      if (ratio >= least_mass) {
        selection.rows.push_back(i);
      } else {
        selection.mass_left_out += std::exp(by_prior(i) - best_part_[i].by_prior);
      }
    }
    return selection;
  }

 private:
  /// Of the assignment without one pair or more.
  struct BestPart {
    double by_prior = kImpossible;
    double by_lr = kImpossible;
  };

  [[nodiscard]] double by_lr(std::uint32_t row) const { return table_.log_lr[row]; }
  [[nodiscard]] double by_prior(std::uint32_t row) const {
    return table_.log_lr[row] + table_.log_joins_of(row) + log_odds_ * static_cast<double>(n_placed(row));
  }
  [[nodiscard]] std::ptrdiff_t n_placed(std::uint32_t row) const {
    const auto bodies = table_.assignment(row);
    return std::count_if(bodies.begin(), bodies.end(), [](BodyIndex body) { return body != kNoBody; });
  }

  /// @pre done for all that place fewer bodies.
  void find_best_part(std::uint32_t row) {
    std::u32string part = assignment_key(table_.assignment(row));
    BestPart& best = best_part_[row];
    for (char32_t& body : part) {
      if (body == static_cast<char32_t>(kNoBody)) continue;
      const char32_t taken = std::exchange(body, static_cast<char32_t>(kNoBody));
      const auto found = row_of_.find(part);
      body = taken;
      if (found == row_of_.end()) continue;
      const std::uint32_t shorter = found->second;
      best.by_prior = std::max({best.by_prior, by_prior(shorter), best_part_[shorter].by_prior});
      best.by_lr = std::max({best.by_lr, by_lr(shorter), best_part_[shorter].by_lr});
    }
  }

  const UnitTable& table_;
  double log_odds_;
  std::unordered_map<std::u32string, std::uint32_t> row_of_{};
  std::vector<BestPart> best_part_{};
};

}  // namespace

Selection select_all_rows(const UnitTable& table) {
  Selection selection;
  selection.rows.resize(table.size());
  std::iota(selection.rows.begin(), selection.rows.end(), std::uint32_t{0});
  return selection;
}

Selection select_rows(const UnitTable& table, double log_odds, double least_mass) {
  return Selector(table, log_odds).select(least_mass);
}

std::unordered_map<BodyIndex, double> strongest_gain(const UnitTable& table, double log_odds) {
  std::unordered_map<std::u32string, std::uint32_t> row_of;
  for (std::uint32_t i = 0; i < table.size(); ++i) row_of.emplace(assignment_key(table.assignment(i)), i);
  std::unordered_map<BodyIndex, double> gains;
  for (const auto& [text, row] : row_of) {
    const auto n_placed = std::count_if(text.begin(), text.end(),
                                        [](char32_t b) { return b != static_cast<char32_t>(kNoBody); });
    std::u32string part = text;
    for (char32_t& body : part) {
      if (body == static_cast<char32_t>(kNoBody)) continue;
      const char32_t taken = std::exchange(body, static_cast<char32_t>(kNoBody));
      const auto found = row_of.find(part);
      const double whole = table.log_lr[row] + table.log_joins_of(row);
      const double gain = found == row_of.end()
                              ? whole + log_odds * static_cast<double>(n_placed)
                              : whole - table.log_lr[found->second] - table.log_joins_of(found->second) + log_odds;
      body = taken;
      auto& known = gains.emplace(static_cast<BodyIndex>(taken), kImpossible).first->second;
      known = std::max(known, gain);
    }
  }
  return gains;
}

}  // namespace kith::inference
