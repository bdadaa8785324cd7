// tests/support/fake_evidence.hpp — evidence tables with no genetics in them: columns whose values a test chooses.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "matching/candidates/match.hpp"

namespace kith::testing {

inline constexpr double kImpossible = -std::numeric_limits<double>::infinity();

/// values[target][row]; the status is the same for every target but those of `status_of`.
class FakeColumn final : public evidence::Column {
 public:
  explicit FakeColumn(std::vector<std::vector<double>> values, std::size_t n_rows)
      : values_(std::move(values)), n_rows_(n_rows) {}

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::size_t n_rows() const override { return n_rows_; }
  [[nodiscard]] std::string describe_row(std::size_t row) const override { return "row " + std::to_string(row); }
  evidence::ColumnStatus fill(evidence::TargetIndex target, std::span<double> rows) const override {
    std::copy(values_[target].begin(), values_[target].end(), rows.begin());
    const auto found = std::find_if(status_of_.begin(), status_of_.end(), [&](auto& s) { return s.first == target; });
    return found == status_of_.end() ? evidence::ColumnStatus::scored : found->second;
  }
  [[nodiscard]] bool is_incompatible(evidence::TargetIndex target, std::size_t row) const override {
    return values_[target][row] == kImpossible;
  }
  void set_status(evidence::TargetIndex target, evidence::ColumnStatus status) {
    status_of_.emplace_back(target, status);
  }

 private:
  std::string name_ = "fake";
  std::vector<std::vector<double>> values_;
  std::size_t n_rows_;
  std::vector<std::pair<evidence::TargetIndex, evidence::ColumnStatus>> status_of_;
};

/// Where random values come from: few levels make ties, near-ties differ by less than a float can hold; huge ones are
/// as large as is allowed, deep ones are far below 0 with a few good ones among them.
enum class ValueKind : std::uint8_t { continuous, levels, near_ties, all_zero, wild_magnitudes, huge, deep };

struct FakeShape {
  std::size_t n_targets = 0;
  std::size_t n_remains = 0;
  std::size_t n_columns = 0;
  std::size_t most_rows = 1;
  ValueKind kind = ValueKind::continuous;
  double impossible = 0;  ///< share of -infinity
  double duplicates = 0;  ///< share of targets that are copies of the one before
};

inline double fake_value(ValueKind kind, std::mt19937_64& random) {
  const double unit = std::uniform_real_distribution<double>(-1, 1)(random);
  const auto level = static_cast<double>(std::uniform_int_distribution<int>(-2, 2)(random));
  switch (kind) {
    case ValueKind::continuous:
      return 3 * unit;
    case ValueKind::levels:
      return level;
    case ValueKind::near_ties:
      return (unit > 0 ? 0.1 : 0.7) + level * 1e-9;
    case ValueKind::all_zero:
      return 0;
    case ValueKind::wild_magnitudes:
      return unit * std::pow(10.0, 4 * level);
    case ValueKind::huge:
      return unit * 1e9;
    case ValueKind::deep:
      return level < 2 ? level * 150 - unit : unit;
  }
  return 0;
}

inline std::vector<std::vector<double>> fake_values(const FakeShape& shape, std::size_t n_rows,
                                                    const std::vector<bool>& is_copy, std::mt19937_64& random) {
  std::bernoulli_distribution impossible(shape.impossible);
  std::vector<std::vector<double>> values(shape.n_targets, std::vector<double>(n_rows, 0.0));  // row 0: not observed
  for (std::size_t t = 0; t < shape.n_targets; ++t) {
    for (std::size_t row = 1; row < n_rows; ++row) {
      values[t][row] = impossible(random) ? kImpossible : fake_value(shape.kind, random);
    }
    if (is_copy[t] && t > 0) values[t] = values[t - 1];
  }
  return values;
}

inline matching::EvidenceTable fake_evidence(const FakeShape& shape, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::bernoulli_distribution copy(shape.duplicates);
  matching::EvidenceTable evidence;
  evidence.n_targets = shape.n_targets;
  evidence.n_remains = shape.n_remains;
  std::vector<bool> is_copy(shape.n_targets);
  for (std::size_t t = 0; t < shape.n_targets; ++t) is_copy[t] = copy(random);
  for (std::size_t c = 0; c < shape.n_columns; ++c) {
    const auto n_rows = std::uniform_int_distribution<std::size_t>(1, shape.most_rows)(random);
    evidence.columns.push_back(std::make_unique<FakeColumn>(fake_values(shape, n_rows, is_copy, random), n_rows));
  }
  for (std::size_t i = 0; i < shape.n_remains * shape.n_columns; ++i) {
    const std::size_t n_rows = evidence.columns[i % shape.n_columns]->n_rows();
    evidence.codes.push_back(
        std::uniform_int_distribution<std::uint32_t>(0, static_cast<std::uint32_t>(n_rows - 1))(random));
  }
  return evidence;
}

/// Says of the missing persons at random how many close relatives they have, so that tiles do not take them in order.
inline void shuffle_tiles(matching::EvidenceTable& evidence, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  evidence.close_relatives.resize(evidence.n_targets);
  for (std::uint8_t& n : evidence.close_relatives) {
    n = static_cast<std::uint8_t>(std::uniform_int_distribution<int>(0, 3)(random));
  }
}

/// The first missing persons, `width` at most.
inline std::vector<matching::TargetIndex> first_targets(const matching::EvidenceTable& evidence, std::size_t width) {
  std::vector<matching::TargetIndex> targets(std::min(evidence.n_targets, width));
  std::iota(targets.begin(), targets.end(), matching::TargetIndex{0});
  return targets;
}

}  // namespace kith::testing
