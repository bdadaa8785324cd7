// evidence/column/table_store.hpp — a place where what took long to compute for a costly family outlives the run.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace kith::evidence {

/// Lists of numbers by key: bytes that hold all that the numbers depend on. Called from many threads at once.
class TableStore {
 public:
  TableStore() = default;
  TableStore(const TableStore&) = delete;
  TableStore& operator=(const TableStore&) = delete;
  virtual ~TableStore() = default;

  /// What costs less than this many multiplications is computed faster than it is kept.
  [[nodiscard]] virtual double least_cost() const = 0;
  /// @return whether there was anything under the key; then it is in `values`.
  virtual bool load(std::string_view key, std::vector<double>& values) = 0;
  virtual void save(std::string_view key, std::span<const double> values) = 0;
};

}  // namespace kith::evidence
