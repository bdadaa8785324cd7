// intake/markers/marker_headings.hpp — the header of a wide table as a whole: which columns hold the copies of which
// marker.
//
// A marker has one column, whose cells hold whole genotypes ("9/9.3"), or one column for each copy, wherever they
// stand:
//   TH01_1, TH01_2, TH01_3                      numbered in any way that marker_heading_name.hpp lists
//   TH01, TH01.1                                as R and others make a repeated name unique
//   TH01, TH01                                  the name repeated
//   TH01, (nothing), (nothing)                  blank headings after a name, as merged cells are exported
// Copies are in the order of their numbers. A lone TH01_1 or TH01_2 is an error (a single copy would pass for a
// homozygote), except copy 1 of a Y-STR with one copy and of mtDNA; so are gaps, and a copy that is there twice.
#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/case/table_columns.hpp"
#include "intake/markers/marker_lexicon.hpp"

namespace kith::intake {

struct MarkerHeading {
  std::string marker;          ///< as the header has it, without what tells the copies apart
  std::vector<Column> copies;  ///< one: its cells hold whole genotypes

  [[nodiscard]] bool holds_genotypes() const { return copies.size() == 1; }
};

struct HeadingProblem {
  Severity severity = Severity::error;
  std::size_t column = 0;
  std::string expected{};
  std::string unlisted{};  ///< of a warning: the key of the marker that no list has
};

struct MarkerHeadings {
  std::vector<MarkerHeading> markers{};    ///< in the order of their first columns
  std::vector<HeadingProblem> problems{};  ///< in the order of the columns
  std::vector<std::size_t> unusable{};     ///< columns that are a marker's, or like one's, and go no further
  std::vector<std::size_t> unnamed{};      ///< blank headings behind the columns of a marker that are numbered
};

/// What is expected instead of a Y-STR or X-STR number that no list has, and what becomes of it.
[[nodiscard]] std::string unlisted_marker(std::string_view marker, const MarkerLexicon& lexicon);

/// `taken`: per column, whether it is something else's.
[[nodiscard]] MarkerHeadings read_marker_headings(const std::vector<std::string>& header,
                                                  const std::vector<bool>& taken, const MarkerLexicon& lexicon);

/// Keys of markers that no list has and that were told of.
using UnlistedTold = std::set<std::string>;

/// The marker columns of a table, which come in `pieces` with one header; they are claimed, and what is wrong with them
/// goes to `log`. Blank headings without a cell in the whole table are columns of no copy: a delimiter at the end of
/// every line makes them.
[[nodiscard]] std::vector<MarkerHeading> find_marker_headings(TableColumns& columns,
                                                              std::span<const text::CsvTable> pieces,
                                                              const MarkerLexicon& lexicon, UnlistedTold& told,
                                                              ProblemLog& log);

}  // namespace kith::intake
