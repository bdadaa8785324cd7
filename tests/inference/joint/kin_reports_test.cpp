// Reports of kin who are missed together: the mixture by hand, and whom it leaves alone.
#include "inference/joint/kin_reports.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "matching/candidates/match.hpp"

namespace kith::testing {
namespace {

/// values[target][row], log10; targets without a report have none.
class Reports final : public evidence::Column {
 public:
  Reports(std::string name, std::vector<std::vector<double>> values)
      : name_(std::move(name)), values_(std::move(values)) {}
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::size_t n_rows() const override { return 2; }
  [[nodiscard]] std::string describe_row(std::size_t row) const override { return std::to_string(row); }
  [[nodiscard]] evidence::ColumnKind kind() const override { return evidence::ColumnKind::attribute; }
  evidence::ColumnStatus fill(evidence::TargetIndex target, std::span<double> rows) const override {
    std::fill(rows.begin(), rows.end(), 0.0);
    if (values_[target].empty()) return evidence::ColumnStatus::no_reference;
    std::copy(values_[target].begin(), values_[target].end(), rows.begin());
    return evidence::ColumnStatus::scored;
  }

 private:
  std::string name_;
  std::vector<std::vector<double>> values_;
};

}  // namespace

TEST_CASE("kin reports: differing places of one family count half for each other") {
  // Family 0 misses 0, 1 and 2 (who has no report); family 1 misses 3 alone.
  matching::Case data;
  data.families.resize(2);
  for (const std::uint32_t family : {0U, 0U, 0U, 1U}) data.missing.push_back({"M", family, 0});
  data.remains.resize(1);
  const std::vector<std::vector<double>> values{{0, 2}, {0, -1}, {}, {0, 1}};
  matching::EvidenceTable evidence;
  evidence.n_targets = 4;
  evidence.n_remains = 1;
  std::vector<matching::CodedColumn> columns;
  columns.push_back({std::make_unique<Reports>("place", values), {1}});
  columns.push_back({std::make_unique<Reports>("age", values), {1}});
  matching::set_columns(evidence, std::move(columns));
  const inference::KinReports reports(data, evidence);
  const double mean = (100 + 0.1) / 2;
  CHECK(reports.log10_lr(0, 0, 0) == doctest::Approx(std::log10(50 + mean / 2)));
  CHECK(reports.log10_lr(0, 1, 0) == doctest::Approx(std::log10(0.05 + mean / 2)));
  CHECK(reports.log10_lr(0, 2, 0) == 0);  // no report of his own
  CHECK(reports.log10_lr(0, 3, 0) == 1);  // nobody else is missed
  CHECK(reports.log10_lr(1, 0, 0) == 2);  // another column
  std::vector<double> rows(2);
  reports.fill(0, 0, rows);
  CHECK(rows[0] == 0);  // nothing found says nothing
}

}  // namespace kith::testing
