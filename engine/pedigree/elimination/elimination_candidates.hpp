// pedigree/elimination/elimination_candidates.hpp — what a search for an elimination order works with: moves under
// consideration, and the tables that are left. `N` bits hold every variable: most families need one word, not sixteen.
#pragma once

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <vector>

#include "pedigree/elimination/elimination_order.hpp"

namespace kith::pedigree {

/// A move under consideration.
template <std::size_t N>
struct CandidateMove {
  using VariableSet = std::bitset<N>;

  Move::Kind kind = Move::Kind::sum;
  VariableSet eliminated;
  VariableSet result;
  std::vector<std::uint32_t> inputs;
  std::vector<std::uint32_t> selections;
  double work = 0;
  double product_size = 0;   ///< gather: entries of the product of its inputs, where there are several
  bool wide_gather = false;  ///< a gather whose table is better left to a later scatter

  /// Keeps the memory of the lists.
  void start(Move::Kind new_kind, std::size_t variable) {
    kind = new_kind;
    eliminated.reset();
    eliminated.set(variable);
    inputs.clear();
    selections.clear();
    product_size = 0;
    wide_gather = false;
  }
};

/// The tables that no move has multiplied yet, by number; lists of numbers ascend.
template <std::size_t N>
class TablesLeft {
  using VariableSet = std::bitset<N>;

 public:
  using Numbers = std::vector<std::uint32_t>;

  void clear() {
    tables_.clear();
    next_number_ = 0;
  }

  void add(const VariableSet& variables, double size) { tables_.push_back({next_number_++, variables, size}); }

  /// Lists the tables that hold any of `variables`; returns the union of what these tables hold.
  VariableSet holding(const VariableSet& variables, Numbers& numbers) const {
    VariableSet reach;
    for (const Table& table : tables_) {
      if ((table.variables & variables).none()) continue;
      numbers.push_back(table.number);
      reach |= table.variables;
    }
    return reach;
  }

  /// What the tables that are not among `numbers` hold.
  [[nodiscard]] VariableSet held_by_others(const Numbers& numbers) const {
    VariableSet held;
    auto number = numbers.begin();
    for (const Table& table : tables_) {
      if (number != numbers.end() && *number == table.number) {
        ++number;
      } else {
        held |= table.variables;
      }
    }
    return held;
  }

  /// `value` less the sizes of these tables, one after the other.
  [[nodiscard]] double less_sizes(double value, const Numbers& numbers) const {
    auto table = tables_.begin();
    for (const std::uint32_t number : numbers) {
      while (table->number != number) ++table;
      value -= table->size;
    }
    return value;
  }

  /// Returns the union of what these tables held.
  VariableSet remove(const Numbers& numbers) {
    VariableSet held;
    auto number = numbers.begin();
    const auto is_gone = [&](const Table& table) {
      if (number == numbers.end() || *number != table.number) return false;
      ++number;
      held |= table.variables;
      return true;
    };
    tables_.erase(std::remove_if(tables_.begin(), tables_.end(), is_gone), tables_.end());
    return held;
  }

  [[nodiscard]] Numbers numbers() const {
    Numbers numbers;
    for (const Table& table : tables_) numbers.push_back(table.number);
    return numbers;
  }

 private:
  struct Table {
    std::uint32_t number = 0;
    VariableSet variables;
    double size = 0;  ///< entries
  };

  std::vector<Table> tables_;
  std::uint32_t next_number_ = 0;
};

}  // namespace kith::pedigree
