#include "inference/learning/learning.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <memory>
#include <random>
#include <string>

#include "attributes/frame/attribute_column.hpp"

using namespace kith::inference;
using kith::attributes::AttributeColumn;
using kith::attributes::AttributeParts;
using kith::attributes::LevelSpec;
using kith::matching::EvidenceTable;

namespace {

constexpr std::size_t kPersons = 400;

/// DNA that knows: log10 LR +12 for the pair (i, i), -12 for every other.
class KnowingDna final : public kith::evidence::Column {
 public:
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::size_t n_rows() const override { return kPersons + 1; }
  [[nodiscard]] std::string describe_row(std::size_t) const override { return {}; }
  kith::evidence::ColumnStatus fill(kith::evidence::TargetIndex target, std::span<double> rows) const override {
    for (std::size_t row = 1; row < rows.size(); ++row) rows[row] = row == target + 1 ? 12 : -12;
    rows[0] = 0;
    return kith::evidence::ColumnStatus::scored;
  }

 private:
  std::string name_ = "DNA";
};

constexpr std::array<LevelSpec, 3> kLevels{{{"same", 1}, {"near", 0.5}, {"far", 0}}};

/// A trait of 5 values: level 1 where report and finding are equal, 2 where they are neighbours, 3 else. Of remains of
/// the same person the finding is the report with probability 0.85, a neighbour of it with 0.1, any other value with
/// 0.05.
std::unique_ptr<AttributeColumn> trait(const std::vector<std::uint32_t>& reports, const std::string& name) {
  AttributeParts parts;
  parts.name = name;
  parts.group = "test";
  parts.n_rows = 6;
  parts.n_reports = 5;
  parts.report_of = reports;
  parts.fill = [](std::uint32_t, std::span<double> rows) {
    for (double& row : rows) row = 0;
  };
  parts.log10_lr = [](std::uint32_t, std::size_t) { return 0.0; };
  parts.levels = kLevels;
  parts.level = [](std::uint32_t report, std::size_t row) -> std::uint8_t {
    const int distance = std::abs(static_cast<int>(report) - static_cast<int>(row - 1));
    return distance == 0 ? 1 : distance == 1 ? 2 : 3;
  };
  parts.all_levels = [level = parts.level](std::uint32_t report, std::span<std::uint8_t> rows) {
    for (std::size_t row = 1; row < rows.size(); ++row) rows[row] = level(report, row);
  };
  return std::make_unique<AttributeColumn>(std::move(parts));
}

struct Planted {
  EvidenceTable table;
  std::array<double, 3> m{};  ///< as drawn
};

Planted planted(unsigned seed, std::size_t n_traits) {
  std::mt19937 random(seed);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  Planted result;
  result.table.n_targets = result.table.n_remains = kPersons;
  const std::size_t n_columns = n_traits + 1;
  result.table.codes.assign(kPersons * n_columns, 0);
  result.table.columns.push_back(std::make_unique<KnowingDna>());
  for (std::size_t i = 0; i < kPersons; ++i) result.table.codes[i * n_columns] = static_cast<std::uint32_t>(i + 1);
  for (std::size_t c = 1; c < n_columns; ++c) {
    std::vector<std::uint32_t> reports;
    for (std::size_t i = 0; i < kPersons; ++i) {
      const std::uint32_t value = below(5);
      reports.push_back(value);
      std::uint32_t found = value;
      const std::uint32_t draw = below(100);
      if (draw >= 95)
        found = below(5);
      else if (draw >= 85)
        found = value == 0 ? 1 : value == 4 ? 3 : value - 1 + 2 * below(2);
      result.table.codes[i * n_columns + c] = below(10) == 0 ? 0 : found + 1;
      if (c != 1 || result.table.codes[i * n_columns + c] == 0) continue;
      const int distance = std::abs(static_cast<int>(found) - static_cast<int>(value));
      result.m[static_cast<std::size_t>(std::min(distance, 2))] += 1;
    }
    result.table.columns.push_back(trait(reports, "trait " + std::to_string(c)));
  }
  const double sum = result.m[0] + result.m[1] + result.m[2];
  for (double& share : result.m) share /= sum;
  return result;
}

bool same(const Learning& a, const Learning& b) {
  for (std::size_t i = 0; i < a.attributes.size(); ++i) {
    if (a.attributes[i].learned.m != b.attributes[i].learned.m) return false;
    if (a.attributes[i].learned.u != b.attributes[i].learned.u) return false;
  }
  return a.mixture.lambda == b.mixture.lambda && a.n_patterns == b.n_patterns;
}

}  // namespace

TEST_CASE("Pairs that DNA decided give m by counting") {
  const Planted planted_case = planted(1, 1);
  const Learning learning = learn(planted_case.table, {.method = LearningMethod::decided});
  REQUIRE(learning.attributes.size() == 1);
  CHECK(learning.n_pairs == kPersons * kPersons);
  CHECK(learning.n_decided == kPersons);
  CHECK(learning.mixture.trace.empty());
  CHECK(weights_of(learning).find("trait 1") != nullptr);
  const AttributeLearning& trait = learning.attributes.front();
  for (std::size_t k = 0; k < 3; ++k) {
    // Counted, but for half a pair that smoothing adds to each of three levels.
    CHECK(trait.learned.m[k] == doctest::Approx(planted_case.m[k]).epsilon(0.02));
  }
  // Equal shares of five values: 5 of 25 pairs are equal, 8 are neighbours.
  CHECK(trait.learned.u[0] == doctest::Approx(0.2).epsilon(0.05));
  CHECK(trait.learned.u[1] == doctest::Approx(0.32).epsilon(0.05));
}

TEST_CASE("With DNA as other evidence the mixture finds the same") {
  const Planted planted_case = planted(2, 1);
  const Learning learning = learn(planted_case.table, {.method = LearningMethod::with_dna});
  CHECK(learning.mixture.converged);
  CHECK(learning.mixture.expected_matches == doctest::Approx(kPersons).epsilon(1e-6));
  for (std::size_t k = 0; k < 3; ++k) {
    CHECK(learning.attributes.front().learned.m[k] == doctest::Approx(planted_case.m[k]).epsilon(0.02));
  }
}

TEST_CASE("Descriptions alone: eight traits recover m without any label") {
  const Planted planted_case = planted(3, 8);
  const Learning learning = learn(planted_case.table, {.method = LearningMethod::unlabelled});
  CHECK(learning.mixture.converged);
  CHECK(learning.n_decided == 0);
  // 400 matches among 160 000 pairs. Standard error of a share of 400: up to 0.025; thrice that for not knowing them.
  for (std::size_t k = 0; k < 3; ++k) {
    CHECK(std::abs(learning.attributes.front().learned.m[k] - planted_case.m[k]) < 0.075);
  }
  CHECK(learning.mixture.expected_matches == doctest::Approx(kPersons).epsilon(0.25));
}

TEST_CASE("Any number of threads learns the same, from all pairs and from some") {
  const Planted planted_case = planted(4, 3);
  for (const std::uint64_t max_pairs : {std::uint64_t{5'000'000}, std::uint64_t{20'000}}) {
    LearnOptions options;
    options.max_pairs = max_pairs;
    options.threads = 1;
    const Learning one = learn(planted_case.table, options);
    options.threads = 3;
    CHECK(same(one, learn(planted_case.table, options)));
    CHECK(one.n_used <= kPersons * kPersons);
    if (max_pairs == 20'000) CHECK(std::abs(static_cast<double>(one.n_used) - 20'000) < 1'000);
  }
}

TEST_CASE("An attribute with few matches is left to its model") {
  Learning learning;
  learning.attributes.push_back(
      {.name = "age", .levels = {"a"}, .pairs = {}, .decided_pairs = {}, .learned = {{1}, {1}}});
  learning.attributes.back().matches = 9;
  CHECK(weights_of(learning).find("age") == nullptr);
  learning.attributes.back().matches = 10;
  CHECK(weights_of(learning).find("age") != nullptr);
}

TEST_CASE("Ways to learn have names") {
  for (const char* name : {"em", "em-dna", "decided"}) CHECK(to_string(parse_learning_method(name).value()) == name);
  CHECK_FALSE(parse_learning_method("guess"));
}
