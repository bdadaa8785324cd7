#include "intake/markers/marker_headings.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "genetics/markers/marker_names.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/markers/marker_heading_name.hpp"

namespace kith::intake {
namespace {

using genetics::MarkerKind;

/// The columns of one marker.
struct Group {
  std::vector<std::size_t> whole;     ///< headed by its name alone
  std::vector<std::size_t> numbered;  ///< by a copy's number; then in its order
  std::vector<std::size_t> glued;
};

/// A man has one copy of these, so that a column for the first is all of them.
bool has_one_copy(std::string_view marker) {
  const auto kind = genetics::known_marker_kind(marker);
  if (kind == MarkerKind::sex_test) return genetics::marker_key(marker) != "AMEL";
  return kind == MarkerKind::mitochondrial || (kind == MarkerKind::y_linked && genetics::n_marker_copies(marker) == 1);
}

class HeaderReader {
 public:
  HeaderReader(const std::vector<std::string>& header, const std::vector<bool>& taken, const MarkerLexicon& lexicon)
      : header_(header), taken_(taken), lexicon_(lexicon) {}

  MarkerHeadings read() {
    names_.resize(header_.size());
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (!taken_[i]) names_[i] = read_heading_name(header_[i], lexicon_);
    }
    prefer_copies();
    for (std::size_t i = 0; i < header_.size(); ++i) sort_in(i);
    for (auto& [key, group] : groups_) settle_glued(group);
    for (auto& [key, group] : groups_) add_marker(group);
    for (const auto& [key, columns] : unknown_) add_unknown(columns);
    const auto first = [](const MarkerHeading& marker) { return *marker.copies.front().index; };
    std::sort(result_.markers.begin(), result_.markers.end(),
              [&](const auto& a, const auto& b) { return first(a) < first(b); });
    std::sort(result_.problems.begin(), result_.problems.end(),
              [](const auto& a, const auto& b) { return a.column < b.column; });
    return std::move(result_);
  }

 private:
  /// "YGATAH4_1" and "DYS389I_I" are names as a whole, but beside YGATAH4_2 and DYS389I_II they are copies.
  void prefer_copies() {
    std::map<std::string, std::vector<std::pair<std::size_t, HeadingName>>> by_stem;
    std::map<std::string, std::set<unsigned>> copies;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (names_[i].kind != HeadingKind::marker) continue;
      auto name = read_copy_heading(header_[i], lexicon_);
      if (!name || !name->copy || name->is_position) continue;
      const auto stem = lower_case(name->marker);
      copies[stem].insert(*name->copy);
      by_stem[stem].emplace_back(i, std::move(*name));
    }
    for (auto& [stem, columns] : by_stem) {
      if (copies[stem].size() < 2) continue;
      for (auto& [column, name] : columns) names_[column] = std::move(name);
    }
  }

  void sort_in(std::size_t column) {
    const HeadingName& name = names_[column];
    switch (name.kind) {
      case HeadingKind::marker:
        (name.copy ? group_of(name).numbered : group_of(name).whole).push_back(column);
        break;
      case HeadingKind::glued:
        group_of(name).glued.push_back(column);
        break;
      case HeadingKind::numbered:
        unknown_[genetics::marker_key(name.marker)].push_back(column);
        break;
      case HeadingKind::doubtful:
        add_doubtful(column);
        break;
      case HeadingKind::blank:
      case HeadingKind::no_alleles:
      case HeadingKind::other:
        break;
    }
  }

  /// Columns of DYS385a_1 and DYS385b_1 are numbered within their copy.
  Group& group_of(const HeadingName& name) {
    const auto own_copy = name.copy ? genetics::marker_copy(name.marker) : 0;
    return groups_[{genetics::marker_key(name.marker), own_copy}];
  }

  /// "TH01a" is a copy where "TH01b" stands, too; alone it is like a marker's name.
  void settle_glued(Group& group) {
    if (group.glued.empty()) return;
    sort_by_copy(group.glued);
    bool is_complete = group.glued.size() > 1 && group.whole.empty() && group.numbered.empty();
    for (std::size_t i = 0; i < group.glued.size(); ++i) is_complete &= names_[group.glued[i]].copy == i + 1;
    for (const auto column : group.glued) {
      if (is_complete) {
        group.numbered.push_back(column);
      } else if (names_[column].is_listed) {
        names_[column].marker = header_[column];
        names_[column].is_listed = false;
        add_doubtful(column);
      } else {  // a DYS number with a letter that no list has
        names_[column] = {HeadingKind::marker, header_[column], std::nullopt, false, false};
        add_whole({column});
      }
    }
  }

  void sort_by_copy(std::vector<std::size_t>& columns) const {
    std::stable_sort(columns.begin(), columns.end(),
                     [&](std::size_t a, std::size_t b) { return names_[a].copy < names_[b].copy; });
  }

  void add_marker(Group& group) {
    if (group.numbered.empty()) return add_repeated(group.whole);
    sort_by_copy(group.numbered);
    if (!numbers_fit(group)) {
      for (const auto* columns : {&group.whole, &group.numbered}) {
        result_.unusable.insert(result_.unusable.end(), columns->begin(), columns->end());
      }
      return;
    }
    auto columns = group.whole;
    columns.insert(columns.end(), group.numbered.begin(), group.numbered.end());
    for (const auto column : columns) {
      if (column + 1 < header_.size() && !taken_[column + 1] && header_[column + 1].empty()) {
        result_.unnamed.push_back(column + 1);
      }
    }
    add(std::move(columns));
  }

  /// Whether the numbers name every copy once; an error says what is amiss.
  bool numbers_fit(const Group& group) {
    const auto& columns = group.numbered;
    const HeadingName& first = names_[columns.front()];
    if (group.whole.size() > 1) return refuse(columns.front(), twice(header_[group.whole.back()]));
    for (std::size_t i = 1; i < columns.size(); ++i) {
      if (names_[columns[i]].copy == names_[columns[i - 1]].copy) return refuse(columns[i], twice(header_[columns[i]]));
    }
    if (first.is_position) return columns.size() > 1 || !group.whole.empty() || refuse(columns.front(), alone(first));
    const unsigned lowest = *first.copy;
    if (columns.size() == 1 && group.whole.empty()) {
      return (lowest == 1 && has_one_copy(first.marker)) || refuse(columns.front(), alone(first));
    }
    const bool starts_well = group.whole.empty() ? lowest <= 1 : lowest == 1 || lowest == 2;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const bool follows = starts_well && names_[columns[i]].copy == lowest + i;
      if (!follows) return refuse(columns[i], "a column for every copy of " + first.marker + " up to this one");
    }
    return true;
  }

  static std::string twice(const std::string& heading) { return "one column " + heading + " (the header has two)"; }

  static std::string alone(const HeadingName& name) {
    return "a column for the other copy of " + name.marker + " as well (one alone would pass for a homozygote); " +
           name.marker + " alone heads cells with whole genotypes";
  }

  bool refuse(std::size_t column, std::string expected) {
    result_.problems.push_back({Severity::error, column, std::move(expected)});
    return false;
  }

  /// Columns with the same name are copies; with two spellings, apart, they are two results of one marker.
  void add_repeated(const std::vector<std::size_t>& columns) {
    std::vector<std::size_t> copies;
    for (const auto column : columns) {
      if (!copies.empty() && header_[column] != header_[copies.front()] && blanks_end(copies.back()) != column) {
        add_whole(copies);
        copies.clear();
      }
      copies.push_back(column);
    }
    if (!copies.empty()) add_whole(copies);
  }

  /// With the blank headings behind each.
  void add_whole(const std::vector<std::size_t>& columns) {
    std::vector<std::size_t> copies;
    for (const auto column : columns) {
      for (auto i = column; i < blanks_end(column); ++i) copies.push_back(i);
    }
    add(std::move(copies));
  }

  /// The first column behind `column` that has a name.
  [[nodiscard]] std::size_t blanks_end(std::size_t column) const {
    auto end = column + 1;
    while (end < header_.size() && !taken_[end] && names_[end].kind == HeadingKind::blank) ++end;
    return end;
  }

  void add(std::vector<std::size_t> columns) {
    const HeadingName& name = names_[columns.front()];
    MarkerHeading heading{.marker = name.marker, .copies = {}};
    for (const auto column : columns) {
      const auto& text = names_[column].kind == HeadingKind::blank ? header_[columns.front()] : header_[column];
      heading.copies.push_back({.name = text, .index = column});
    }
    if (!name.is_listed) warn_unlisted(columns.front(), name.marker);
    result_.markers.push_back(std::move(heading));
  }

  void warn_unlisted(std::size_t column, const std::string& marker) {
    result_.problems.push_back(
        {Severity::warning, column, unlisted_marker(marker, lexicon_), genetics::marker_key(marker)});
  }

  void add_doubtful(std::size_t column) {
    const HeadingName& name = names_[column];
    const bool two_markers = genetics::marker_key(name.marker).starts_with("DYS389");
    std::string expected;
    if (two_markers) {
      expected = "DYS389I and DYS389II in columns of their own";
    } else if (name.is_listed) {
      expected = "only what tells the copies apart behind " + name.marker + ", such as " + name.marker + "_1";
    } else {
      expected = "a marker of the built-in list, of frequencies.csv or of markers.csv" + lexicon_.hint(name.marker);
    }
    refuse(column, std::move(expected));
    result_.unusable.push_back(column);
  }

  /// Numbered columns of something unknown: one is a word with a number, several are copies.
  void add_unknown(const std::vector<std::size_t>& columns) {
    if (columns.size() < 2) return;
    const auto& name = names_[columns.front()].marker;
    refuse(columns.front(), "a marker of the built-in list, of frequencies.csv or of markers.csv, which " + name +
                                " is not" + lexicon_.hint(name));
    result_.unusable.insert(result_.unusable.end(), columns.begin(), columns.end());
  }

  const std::vector<std::string>& header_;
  const std::vector<bool>& taken_;
  const MarkerLexicon& lexicon_;
  std::vector<HeadingName> names_;
  std::map<std::pair<std::string, std::size_t>, Group> groups_;  ///< by key and own copy
  std::map<std::string, std::vector<std::size_t>> unknown_;
  MarkerHeadings result_;
};

bool is_empty(std::span<const text::CsvTable> pieces, std::size_t column) {
  return std::all_of(pieces.begin(), pieces.end(), [&](const text::CsvTable& table) {
    for (std::size_t row = 0; row < table.n_rows(); ++row) {
      if (!table.cell(row, column).empty()) return false;
    }
    return true;
  });
}

/// Takes the blank headings away if none of them has a cell.
void drop_empty_copies(std::vector<MarkerHeading>& markers, const std::vector<std::string>& header,
                       std::span<const text::CsvTable> pieces) {
  const auto is_blank = [&](const Column& column) { return is_blank_heading(header[*column.index]); };
  for (const auto& marker : markers) {
    for (const auto& column : marker.copies) {
      if (is_blank(column) && !is_empty(pieces, *column.index)) return;
    }
  }
  for (auto& marker : markers) std::erase_if(marker.copies, is_blank);
}

}  // namespace

std::string unlisted_marker(std::string_view marker, const MarkerLexicon& lexicon) {
  const bool is_x = genetics::marker_key(marker).starts_with("DX");
  return (is_x ? "an X-STR of the built-in list, of markers.csv or of frequencies.csv; it counts only with frequencies "
                 "under this name"
               : "a Y-STR of the built-in list or of markers.csv; it is kept as a marker of its own, which is compared "
                 "with nothing that has another name") +
         lexicon.hint(marker);
}

MarkerHeadings read_marker_headings(const std::vector<std::string>& header, const std::vector<bool>& taken,
                                    const MarkerLexicon& lexicon) {
  return HeaderReader(header, taken, lexicon).read();
}

std::vector<MarkerHeading> find_marker_headings(TableColumns& columns, std::span<const text::CsvTable> pieces,
                                                const MarkerLexicon& lexicon, UnlistedTold& told, ProblemLog& log) {
  const auto& header = columns.table().header();
  std::vector<bool> taken(header.size());
  for (std::size_t i = 0; i < header.size(); ++i) taken[i] = columns.is_claimed(i);
  auto headings = read_marker_headings(header, taken, lexicon);
  for (const auto column : headings.unnamed) {
    if (!is_empty(pieces, column)) {
      headings.problems.push_back({Severity::error, column,
                                   "a heading for column " + std::to_string(column + 1) +
                                       ", which has cells and stands behind " + header[column - 1]});
    }
  }
  for (const auto& problem : headings.problems) {
    if (!problem.unlisted.empty() && !told.insert(problem.unlisted).second) continue;
    log.add({.severity = problem.severity,
             .code = Errc::unknown_marker,
             .file = columns.table().file(),
             .row = 1,
             .column = header[problem.column],
             .found = header[problem.column],
             .expected = problem.expected});
  }
  for (const auto column : headings.unusable) columns.claim(column);
  for (const auto& marker : headings.markers) {
    for (const auto& column : marker.copies) columns.claim(*column.index);
  }
  drop_empty_copies(headings.markers, header, pieces);
  return std::move(headings.markers);
}

}  // namespace kith::intake
