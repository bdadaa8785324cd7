#include "matching/table/rejected_pairs.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace kith::matching {
namespace {

/// Tables have no control characters.
constexpr std::string_view kMark = "\x1Fnot ";

/// The targets that remains are not.
std::set<TargetIndex> rejected_of(const Remains& remains, const std::map<std::string, TargetIndex>& targets) {
  std::set<TargetIndex> rejected;
  for (const auto& [name, text] : remains.attributes) {
    if (!name.starts_with(kMark)) continue;
    const auto target = targets.find(name.substr(kMark.size()));
    if (target != targets.end()) rejected.insert(target->second);
  }
  return rejected;
}

/// Row k: remains that are not these targets; row 0: nobody has decided on them.
class RejectedColumn final : public evidence::Column {
 public:
  RejectedColumn(std::vector<std::set<TargetIndex>> rows, const Case& data) : rows_(std::move(rows)) {
    for (const auto& row : rows_) {
      std::string words;
      for (const TargetIndex target : row) words += (words.empty() ? "not " : ", ") + data.missing[target].id;
      words_.push_back(std::move(words));
    }
  }

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] evidence::ColumnKind kind() const override { return evidence::ColumnKind::attribute; }
  [[nodiscard]] std::string_view group() const override { return name_; }
  [[nodiscard]] std::size_t n_rows() const override { return rows_.size(); }
  [[nodiscard]] std::string describe_row(std::size_t row) const override { return words_[row]; }
  evidence::ColumnStatus fill(TargetIndex target, std::span<double> rows) const override {
    bool any = false;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const bool is_out = rows_[row].count(target) > 0;
      rows[row] = is_out ? -std::numeric_limits<double>::infinity() : 0.0;
      any = any || is_out;
    }
    return any ? evidence::ColumnStatus::scored : evidence::ColumnStatus::no_reference;
  }

 private:
  std::string name_ = "decision";
  std::vector<std::set<TargetIndex>> rows_;
  std::vector<std::string> words_;
};

std::string mark_of(std::string_view missing_id) { return std::string(kMark).append(missing_id); }

}  // namespace

void set_rejected(Remains& remains, std::string_view missing_id) {
  remains.attributes.emplace_back(mark_of(missing_id), "rejected");
}

bool is_rejected(const Remains& remains, std::string_view missing_id) {
  return std::any_of(remains.attributes.begin(), remains.attributes.end(),
                     [mark = mark_of(missing_id)](const auto& attribute) { return attribute.first == mark; });
}

std::optional<CodedColumn> rejected_pairs(const Case& data) {
  std::map<std::string, TargetIndex> targets;
  for (const MissingPerson& missing : data.missing)
    targets.emplace(missing.id, static_cast<TargetIndex>(targets.size()));
  std::vector<std::set<TargetIndex>> rows{{}};
  CodedColumn made;
  for (const Remains& remains : data.remains) {
    const auto rejected = rejected_of(remains, targets);
    const auto known = std::find(rows.begin(), rows.end(), rejected);
    made.codes.push_back(static_cast<std::uint32_t>(known - rows.begin()));
    if (known == rows.end()) rows.push_back(rejected);
  }
  if (rows.size() == 1) return std::nullopt;
  made.column = std::make_unique<RejectedColumn>(std::move(rows), data);
  return made;
}

}  // namespace kith::matching
