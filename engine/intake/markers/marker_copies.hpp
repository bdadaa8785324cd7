// intake/markers/marker_copies.hpp — rows that hold the copies of one marker one by one (DYS385a, DYS385b), joined to
// one result.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace kith::intake {

class CopyJoiner {
 public:
  /// The row of the result that `row`, with copy `copy` (from 1), is part of: the first of those of `whose` (sample and
  /// marker) that lacks this copy; `row` itself where none does. So a copy that is there twice makes two results, which
  /// are then compared.
  [[nodiscard]] std::size_t join(const std::string& whose, std::size_t copy, std::size_t row) {
    auto& results = results_[whose];
    for (auto& result : results) {
      if (result.copies.insert(copy).second) return result.row;
    }
    results.push_back({row, {copy}});
    return row;
  }

 private:
  struct Result {
    std::size_t row = 0;
    std::set<std::size_t> copies{};
  };
  std::map<std::string, std::vector<Result>> results_;
};

}  // namespace kith::intake
