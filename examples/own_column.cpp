// An evidence column of your own, and the scan of all pairs: three missing persons and three sets of remains, compared
// by shoe size, as if families and forms gave one. The LR of a difference of d sizes is made up here: 10 / 2^d for d up
// to 3, else 0.1; a real column states its two hypotheses and their source (see engine/evidence/column/column.hpp).
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "matching/candidates/match.hpp"

namespace {

using kith::evidence::Column;
using kith::evidence::ColumnStatus;
using kith::evidence::TargetIndex;

class ShoeSizeColumn final : public Column {
 public:
  /// `reported`: one size per missing person. `found`: the distinct sizes of remains, as rows 1, 2, ...; row 0 is "not
  /// known".
  ShoeSizeColumn(std::vector<int> reported, std::vector<int> found)
      : reported_(std::move(reported)), found_(std::move(found)) {}

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::size_t n_rows() const override { return found_.size() + 1; }
  [[nodiscard]] std::string describe_row(std::size_t row) const override {
    return row == 0 ? "" : "size " + std::to_string(found_[row - 1]);
  }
  /// log10 LR of every row for one missing person. Called from several threads at once.
  ColumnStatus fill(TargetIndex target, std::span<double> rows) const override {
    rows[0] = 0;  // what was not observed says nothing
    for (std::size_t row = 1; row < rows.size(); ++row) {
      const int difference = std::abs(found_[row - 1] - reported_[target]);
      rows[row] = difference <= 3 ? std::log10(10.0) - difference * std::log10(2.0) : -1;
    }
    return ColumnStatus::scored;
  }

 private:
  std::string name_ = "shoe size";
  std::vector<int> reported_;
  std::vector<int> found_;
};

}  // namespace

int main() {
  kith::matching::EvidenceTable evidence;
  evidence.n_targets = 3;
  evidence.n_remains = 3;
  evidence.columns.push_back(std::make_unique<ShoeSizeColumn>(std::vector{41, 44, 39}, std::vector{41, 43}));
  evidence.codes = {1, 2, 0};  // remains 0 show 41, remains 1 show 43, of remains 2 nothing is known

  kith::matching::MatchOptions options;
  options.top = 1;  // the best missing person of every set of remains, and the best remains of every missing person
  options.threshold = 4;  // no pair is kept for its LR alone
  for (const auto& pair : match(evidence, options).pairs) {
    std::printf("remains %u, missing person %u: log10 LR %.3f\n", pair.remains, pair.target, pair.log10_lr);
  }
}
