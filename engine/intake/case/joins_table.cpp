#include "intake/case/joins_table.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "core/disjoint_sets.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/case/date_cells.hpp"
#include "intake/case/table_columns.hpp"

namespace kith::intake {
namespace {

using matching::JoinStatement;

/// Remains that are one body so far, and why: the row of joins.csv, or 0 for identifications.csv.
class StatedBodies {
 public:
  StatedBodies(std::size_t n_remains, std::span<const attributes::Identification> identifications)
      : sets_(n_remains), person_(n_remains) {
    std::map<std::uint32_t, std::uint32_t> first_of;
    for (const auto& identified : identifications) {
      const auto [first, is_new] = first_of.emplace(identified.missing, identified.remains);
      if (!is_new) unite(first->second, identified.remains);
      person_[find(identified.remains)] = identified.missing;
    }
  }

  [[nodiscard]] std::uint32_t find(std::uint32_t remains) { return sets_.find(remains); }
  [[nodiscard]] bool are_two_persons(std::uint32_t a, std::uint32_t b) {
    const auto x = person_[find(a)], y = person_[find(b)];
    return x && y && *x != *y;
  }
  void unite(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = find(a), y = find(b);
    if (!person_[std::min(x, y)]) person_[std::min(x, y)] = person_[std::max(x, y)];
    sets_.unite(x, y);
  }

 private:
  DisjointSets sets_;
  std::vector<std::optional<std::uint32_t>> person_;  ///< per set, by its name
};

class JoinsReader {
 public:
  JoinsReader(const text::CsvTable& table, std::span<const matching::Remains> remains, ProblemLog& log)
      : columns_(table, log),
        first_(columns_.require("remains_id_1")),
        second_(columns_.require("remains_id_2")),
        statement_(columns_.require("statement")),
        by_(columns_.find("by")),
        why_(columns_.find("why")),
        date_(columns_.find("date")) {
    for (std::uint32_t r = 0; r < remains.size(); ++r) positions_.emplace(remains[r].id, r);
    columns_.warn_unclaimed("not used");
  }

  std::vector<JoinStatement> read(std::span<const attributes::Identification> identifications) {
    if (!columns_.complete()) return {};
    for (std::size_t row = 0; row < columns_.table().n_rows(); ++row) read_row(row);
    check(StatedBodies(positions_.size(), identifications));
    return std::move(joins_);
  }

 private:
  std::optional<std::uint32_t> remains_at(std::size_t row, const Column& column) {
    const auto id = columns_.required_text(row, column, "a remains_id of the case");
    if (!id) return std::nullopt;
    const auto found = positions_.find(*id);
    if (found != positions_.end()) return found->second;
    columns_.error(Errc::unknown_id, row, column, "a remains_id of the case");
    return std::nullopt;
  }

  void read_row(std::size_t row) {
    const auto first = remains_at(row, first_), second = remains_at(row, second_);
    const auto word = lower_case(columns_.text(row, statement_));
    if (word != "same" && word != "different") {
      columns_.error(word.empty() ? Errc::missing_value : Errc::bad_value, row, statement_, "same or different");
      return;
    }
    if (!first || !second) return;
    if (*first == *second) {
      columns_.error(Errc::bad_value, row, second_, "other remains than remains_id_1");
      return;
    }
    const std::string_view date = columns_.text(row, date_);
    if (!date.empty() && !parse_date_span(date).ok())
      columns_.error(Errc::bad_value, row, date_, parse_date_span(date).error().message);
    joins_.push_back({.first = *first,
                      .second = *second,
                      .is_same = word == "same",
                      .by = std::string(columns_.text(row, by_)),
                      .why = std::string(columns_.text(row, why_)),
                      .date = std::string(date)});
    rows_.push_back(row);
  }

  /// First everything that is one body, then whether something said to be different is among it.
  void check(StatedBodies bodies) {
    for (std::size_t i = 0; i < joins_.size(); ++i) {
      if (!joins_[i].is_same) continue;
      if (bodies.are_two_persons(joins_[i].first, joins_[i].second)) {
        columns_.error(Errc::bad_value, rows_[i], statement_,
                       "no 'same' here: identifications.csv has these remains, or what is the same as them, as two "
                       "persons");
      } else {
        bodies.unite(joins_[i].first, joins_[i].second);
      }
    }
    for (std::size_t i = 0; i < joins_.size(); ++i) {
      if (joins_[i].is_same || bodies.find(joins_[i].first) != bodies.find(joins_[i].second)) continue;
      columns_.error(Errc::bad_value, rows_[i], statement_,
                     "no 'different' here: other rows, or identifications.csv, make one body of these remains");
    }
  }

  TableColumns columns_;
  Column first_, second_, statement_, by_, why_, date_;
  TextMap<std::uint32_t> positions_;
  std::vector<JoinStatement> joins_;
  std::vector<std::size_t> rows_;  ///< of joins_
};

}  // namespace

std::vector<JoinStatement> read_joins(const text::CsvTable& table, std::span<const matching::Remains> remains,
                                      std::span<const attributes::Identification> identifications, ProblemLog& log) {
  return JoinsReader(table, remains, log).read(identifications);
}

}  // namespace kith::intake
