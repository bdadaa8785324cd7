// evidence/column/column.hpp — one column of evidence: whatever was observed of remains takes few distinct values, so
// each column keeps a dictionary of them (its rows), and each missing person (a target) becomes one log10 LR per row.
//
//   score(target, remains) = sum over columns of  log10_lr[column][ row of the remains ][ target ]
//
// Everything hard lives in filling these values; the scan only adds them up.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "pedigree/elimination/cost_forecast.hpp"

namespace kith::evidence {

/// Position of a missing person in the run's list of targets.
using TargetIndex = std::uint32_t;

/// What a column could say of one target.
enum class ColumnStatus : std::uint8_t {
  scored,               ///< the rows hold likelihood ratios
  no_reference,         ///< nothing on the AM side bears on this column: every row is 0
  inconsistent_family,  ///< the relatives' data are impossible under their pedigree: every row is 0, reported
  too_costly,           ///< the exact computation exceeds the cost limit: every row is 0, reported
};

/// "scored", "no_reference", "inconsistent_family", "too_costly": as the tables have it.
[[nodiscard]] std::string_view to_string(ColumnStatus status);

/// What a column's log10 LR is a part of: that of the DNA, or that of the descriptions.
enum class ColumnKind : std::uint8_t { dna, attribute };

class Column {
 public:
  Column() = default;
  Column(const Column&) = delete;
  Column& operator=(const Column&) = delete;
  virtual ~Column() = default;

  /// What users call it: a marker's name, "age", "tooth 36".
  [[nodiscard]] virtual const std::string& name() const = 0;
  [[nodiscard]] virtual ColumnKind kind() const { return ColumnKind::dna; }
  /// Columns that overlap in what they say belong to one group ("age"); of DNA: "dna".
  [[nodiscard]] virtual std::string_view group() const { return "dna"; }
  /// Distinct PM observations; row 0 is "not observed" and scores 0 for every target.
  [[nodiscard]] virtual std::size_t n_rows() const = 0;
  /// The observation of a row as a person reads it ("9/9.3").
  [[nodiscard]] virtual std::string describe_row(std::size_t row) const = 0;
  /// What the AM side says of a target, as a person reads it; empty where the column compares with a whole family.
  [[nodiscard]] virtual std::string describe_target(TargetIndex /*target*/) const { return {}; }
  /// log10 LR of every row for one target; -infinity where the row is impossible for him, never NaN nor +infinity.
  /// Reentrant. @pre rows.size() == n_rows().
  virtual ColumnStatus fill(TargetIndex target, std::span<double> rows) const = 0;
  /// What filling will cost for this target; 0 where that needs no prediction.
  [[nodiscard]] virtual pedigree::CostForecast forecast_cost(TargetIndex /*target*/) const { return {}; }
  /// True if the row cannot come from this target without mutation, dropout or error; false where that is not defined.
  [[nodiscard]] virtual bool is_incompatible(TargetIndex /*target*/, std::size_t /*row*/) const { return false; }
  /// is_incompatible() of several rows, for columns to which they come cheaper together. @pre as long as each other.
  virtual void find_incompatible(TargetIndex target, std::span<const std::uint32_t> rows,
                                 std::span<bool> incompatible) const {
    for (std::size_t i = 0; i < rows.size(); ++i) incompatible[i] = is_incompatible(target, rows[i]);
  }
  /// What would make a row that is_incompatible() possible, in words; empty: nothing is known.
  [[nodiscard]] virtual std::string needs(TargetIndex /*target*/, std::size_t /*row*/) const { return {}; }
  /// Recognising a column, a target and a row in another run of the same program: each appends bytes, and where all
  /// three are equal the values of fill() and is_incompatible() are. False: the column cannot say, its values have to
  /// be looked at.
  [[nodiscard]] virtual bool append_key(std::string& /*key*/) const { return false; }
  virtual void append_target_key(TargetIndex /*target*/, std::string& /*key*/) const {}
  virtual void append_row_key(std::size_t /*row*/, std::string& /*key*/) const {}
  /// How the row compares with this target, in words, where the number alone does not say it; empty: nothing to add.
  [[nodiscard]] virtual std::string explain(TargetIndex /*target*/, std::size_t /*row*/) const { return {}; }
};

}  // namespace kith::evidence
