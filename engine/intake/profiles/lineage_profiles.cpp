#include "intake/profiles/lineage_profiles.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <utility>

#include "core/text.hpp"
#include "genetics/haplotypes/mt_alignment.hpp"
#include "genetics/haplotypes/mt_notation.hpp"
#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_names.hpp"
#include "genetics/markers/marker_ranges.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/markers/marker_copies.hpp"
#include "intake/profiles/genotype_cells.hpp"
#include "intake/profiles/lost_alleles.hpp"

namespace kith::intake {
namespace {

using genetics::MtHaplotype;
using genetics::YAllele;
using genetics::YHaplotype;
using genetics::YMarker;

constexpr std::string_view kRangeSuffix = "_RANGE";

class Reporter {
 public:
  explicit Reporter(const LineageSource& source) : source_(source) {}

  void report(Severity severity, Errc code, const LineageRow& row, std::string found, std::string expected) const {
    source_.log.add({.severity = severity,
                     .code = code,
                     .file = source_.file,
                     .row = row.line,
                     .column = row.marker,
                     .found = std::move(found),
                     .expected = std::move(expected)});
  }

  [[nodiscard]] std::string sample_text(const LineageRow& row) const { return source_.sample_text(row); }

  /// A result that cannot be read. In a database its owner does not count; three are named, the others counted.
  void refuse(Errc code, const LineageRow& row, std::string found, std::string expected) {
    if (!source_.is_database) return report(Severity::error, code, row, std::move(found), std::move(expected));
    if (!unreadable_.insert(row.owner).second) return;
    const std::string owner = source_.owner_id(row.owner);
    source_.set_aside.push_back({.subject = owner, .marker = row.marker, .found = found, .reason = expected});
    if (unreadable_.size() > 3) return;
    report(Severity::warning, code, row, std::move(found), expected + "; haplotype " + owner + " does not count");
  }

  [[nodiscard]] bool is_unreadable(std::uint32_t owner) const { return unreadable_.contains(owner); }

  void count_unreadable(std::size_t n_owners) const {
    if (unreadable_.size() <= 3) return;
    source_.log.add(
        {.severity = Severity::warning,
         .code = Errc::bad_value,
         .file = source_.file,
         .found = std::to_string(unreadable_.size()) + " of " + std::to_string(n_owners) +
                  " haplotypes that cannot be read",
         .expected = "haplotypes as the warnings above say; these do not count (run.json, set_aside, lists them)"});
  }

  /// Not used, said in a warning and in the record.
  void set_aside(const LineageRow& row, const std::string& found, const std::string& reason) const {
    const std::string owner = source_.owner_id(row.owner);
    report(Severity::warning, Errc::bad_value, row, found, reason + "; not used for " + owner);
    source_.set_aside.push_back({.subject = owner, .marker = row.marker, .found = found, .reason = reason});
  }

 private:
  const LineageSource& source_;
  std::set<std::uint32_t> unreadable_{};  ///< owners
};

std::string joined(const std::vector<std::string>& cells) {
  std::string text;
  for (const auto& cell : cells) {
    if (!cell.empty()) text += (text.empty() ? "" : " ") + cell;
  }
  return text;
}

// ---- Y-STR

std::string text_of(const std::vector<YAllele>& alleles) {
  std::string text;
  for (const YAllele allele : alleles) text += (text.empty() ? "" : "/") + genetics::y_allele_text(allele);
  return text;
}

class YReader {
 public:
  YReader(const MarkerTable& markers, std::vector<YMarker>& y_markers, Reporter& reporter)
      : markers_(markers), y_markers_(y_markers), reporter_(reporter) {}

  void add(const LineageRow& row) {
    const std::size_t n_before = y_markers_.size();
    const std::size_t locus = genetics::find_or_add(y_markers_, row.marker);
    if (y_markers_.size() > n_before) {
      const auto* settings = markers_.find(genetics::marker_key(row.marker));
      if (settings != nullptr && settings->stated_rate_male)
        y_markers_[locus].mutation_rate = *settings->stated_rate_male;
    }
    const auto alleles = alleles_of(row, y_markers_[locus]);
    if (!alleles || alleles->empty()) return;
    const auto [place, is_new] = seen_.try_emplace({row.owner, locus}, Seen{*alleles, &row});
    if (is_new || place->second.alleles.empty()) return;
    const Seen& first = place->second;
    const bool same_sample = first.row->sample == row.sample;
    const std::string where = "row " + std::to_string(first.row->line);
    if (first.alleles == *alleles) {
      if (same_sample) {
        reporter_.report(Severity::warning, Errc::malformed_row, row, text_of(*alleles),
                         "one row for sample and marker; the same result is in " + where + " and counts once");
      }
    } else if (same_sample) {
      reporter_.refuse(
          Errc::malformed_row, row, text_of(*alleles),
          "the result of " + where + " (" + text_of(first.alleles) + "), which is of the same sample and marker");
    } else {
      reporter_.set_aside(row, text_of(*alleles) + " against " + text_of(first.alleles) + " in " + where,
                          "results of one person that agree");
      place->second.alleles.clear();
    }
  }

  [[nodiscard]] std::map<std::uint32_t, YHaplotype> take() {
    std::map<std::uint32_t, YHaplotype> result;
    for (const auto& [key, seen] : seen_) {
      if (seen.alleles.empty() || reporter_.is_unreadable(key.first)) continue;
      auto& haplotype = result[key.first];
      haplotype.resize(y_markers_.size());
      haplotype[key.second] = seen.alleles;
    }
    for (auto& [owner, haplotype] : result) genetics::subtract_dys389i(y_markers_, haplotype);
    return result;
  }

 private:
  struct Seen {
    std::vector<YAllele> alleles;  ///< empty: disagreed on
    const LineageRow* row;
  };

  /// What the cells of a row hold.
  struct Content {
    std::vector<YAllele> alleles{};
    bool not_known = false;   ///< "?", "0", "-" beside them
    bool is_refused = false;  ///< a cell is no allele, which is said
  };

  /// Ascending; none where a cell is no allele, which is said, or where one of two copies is not known.
  [[nodiscard]] std::optional<std::vector<YAllele>> alleles_of(const LineageRow& row, const YMarker& marker) {
    const auto* range = genetics::find_marker_range(marker.name);
    Content content;
    for (const auto& cell : row.cells) add_cell(cell, row, range, content);
    if (content.is_refused) return std::nullopt;
    auto& alleles = content.alleles;
    std::sort(alleles.begin(), alleles.end());
    if (marker.copies == 1) alleles.erase(std::unique(alleles.begin(), alleles.end()), alleles.end());
    if (alleles.size() == 1 && marker.copies > 1) {
      if (row.partial || content.not_known) return std::nullopt;
      if (row.copy > 0) {
        reporter_.set_aside(row, text_of(alleles), "the other copy of " + marker.name + " as well");
        return std::nullopt;
      }
      alleles.assign(marker.copies, alleles.front());
    }
    for (const YAllele allele : alleles) warn_if_far(row, allele, range);
    return std::move(alleles);
  }

  /// Two alleles in one cell are split where it is the only one with any.
  void add_cell(const std::string& cell, const LineageRow& row, const genetics::MarkerRange* range, Content& content) {
    const AlleleRule rule{row.decimal_comma, range};
    if (!row.whole_cell && read_allele_cell(cell, rule).content != CellContent::two_alleles)
      return add_label(cell, row, rule, content);
    const auto split = split_genotype(cell, range);
    if (!split) {
      content.is_refused = true;
      return reporter_.refuse(Errc::bad_value, row, cell, "alleles as 11/14, or a decimal point in an allele");
    }
    const auto n_full = std::count_if(row.cells.begin(), row.cells.end(), [&](const std::string& other) {
      return !other.empty() && !genetics::is_missing_allele(other);
    });
    if (!row.whole_cell && n_full > 1) {
      content.is_refused = true;
      return reporter_.refuse(Errc::bad_allele_label, row, cell, expected_allele(cell, rule));
    }
    // Beside a clear separator a comma is a decimal sign.
    for (const auto label : *split) add_label(label, row, {true, range}, content);
  }

  void add_label(std::string_view label, const LineageRow& row, const AlleleRule& rule, Content& content) {
    const auto read = read_allele_cell(label, rule);
    if (read.content == CellContent::nothing) return;
    if (read.content == CellContent::not_seen || trimmed(label) == "?") {
      content.not_known = true;
      return;
    }
    const auto allele = read.content == CellContent::allele && !read.flagged ? genetics::parse_y_allele(read.label)
                                                                             : std::nullopt;
    if (allele) return content.alleles.push_back(*allele);
    content.is_refused = true;
    refuse(row, label, rule);
  }

  void warn_if_far(const LineageRow& row, YAllele allele, const genetics::MarkerRange* range) const {
    const auto text = genetics::y_allele_text(allele);
    const auto far = far_outside_text(range, text);
    if (far.empty()) return;
    reporter_.report(Severity::warning, Errc::unknown_allele, row,
                     "allele " + text + " of " + reporter_.sample_text(row),
                     "an allele in its range; this one is " + far);
  }

  void refuse(const LineageRow& row, std::string_view label, const AlleleRule& rule) {
    const auto folded = lower_case(label);
    const bool off_ladder = folded.starts_with("ol") || folded.starts_with("off") || folded.starts_with('<') ||
                            folded.starts_with('>');
    if (off_ladder) {
      return reporter_.report(Severity::warning, Errc::unknown_allele, row, std::string(label),
                              "a repeat number; the marker counts as untyped in this sample");
    }
    reporter_.refuse(Errc::bad_allele_label, row, std::string(label),
                     expected_allele(label, rule, "a repeat number such as 14 or 17.2, or nothing"));
  }

  const MarkerTable& markers_;
  std::vector<YMarker>& y_markers_;
  Reporter& reporter_;
  std::map<std::pair<std::uint32_t, std::size_t>, Seen> seen_;  ///< by owner and locus
};

// ---- mtDNA

/// Whether the '/' at `place` is that of a mixture, 16093C/T, and not one between two entries.
bool is_in_mixture(std::string_view cell, std::size_t place) {
  const auto is_letter = [&](std::size_t i) {
    return i < cell.size() && (cell[i] == '-' || std::isalpha(static_cast<unsigned char>(cell[i])) != 0);
  };
  return place > 0 && is_letter(place - 1) && is_letter(place + 1) &&
         (place + 2 == cell.size() || std::isalnum(static_cast<unsigned char>(cell[place + 2])) == 0);
}

std::vector<std::string_view> words_of(std::string_view cell) {
  std::vector<std::string_view> words;
  const auto separates = [&](std::size_t i) {
    const char c = cell[i];
    if (c == '/') return !is_in_mixture(cell, i);
    return c == ';' || c == ',' || c == '|' || std::isspace(static_cast<unsigned char>(c)) != 0;
  };
  std::size_t start = 0;
  for (std::size_t i = 0; i <= cell.size(); ++i) {
    if (i < cell.size() && !separates(i)) continue;
    if (i > start) words.push_back(cell.substr(start, i - start));
    start = i + 1;
  }
  return words;
}

bool is_number(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool is_number_pair(std::string_view word) {
  const auto dash = word.find('-');
  return dash != std::string_view::npos && is_number(word.substr(0, dash)) && is_number(word.substr(dash + 1));
}

/// "16024-16365", whatever the numbers.
bool looks_like_range(std::string_view word) {
  return std::count_if(word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c) != 0; }) > 1 &&
         (genetics::parse_mt_range(word).ok() || is_number_pair(word));
}

/// What one sample shows of one region ("HV1", with the rows of HV1_RANGE).
struct Region {
  const LineageRow* row = nullptr;  ///< the first
  MtHaplotype read{};
  bool any_word = false;
};

class MtReader {
 public:
  explicit MtReader(Reporter& reporter) : reporter_(reporter) {}

  void add(const LineageRow& row) {
    std::string_view name = row.marker;
    const bool is_range = name.ends_with(kRangeSuffix);
    if (is_range) name.remove_suffix(kRangeSuffix.size());
    Region& region = regions_[{row.owner, row.sample, std::string(name)}];
    if (region.row == nullptr) region.row = &row;
    std::vector<std::string_view> words;
    for (const auto& cell : row.cells) {
      for (const auto word : words_of(cell)) words.push_back(word);
    }
    std::string both;
    if (is_range && words.size() == 2 && is_number(words[0]) && is_number(words[1])) {
      both = std::string(words[0]) + "-" + std::string(words[1]);
      words = {both};
    }
    for (const auto word : words) add_word(word, row, region, is_range);
  }

  [[nodiscard]] std::map<std::uint32_t, MtHaplotype> take() {
    std::map<std::pair<std::uint32_t, SampleIndex>, std::pair<MtHaplotype, const LineageRow*>> samples;
    for (auto& [key, region] : regions_) {
      const auto& [owner, sample, name] = key;
      if (!finish(region, name)) continue;
      auto& [haplotype, row] = samples[{owner, sample}];
      if (row == nullptr) row = region.row;
      const auto& read = region.read;
      haplotype.ranges.insert(haplotype.ranges.end(), read.ranges.begin(), read.ranges.end());
      haplotype.differences.insert(haplotype.differences.end(), read.differences.begin(), read.differences.end());
    }
    std::map<std::uint32_t, MtHaplotype> result;
    std::set<std::uint32_t> disagree;
    for (auto& [key, sample] : samples) {
      auto& [haplotype, row] = sample;
      if (disagree.contains(key.first) || reporter_.is_unreadable(key.first)) continue;
      (void)genetics::normalise(haplotype);
      genetics::canonicalise(haplotype);
      const auto [place, is_new] = result.try_emplace(key.first, haplotype);
      if (is_new) continue;
      const auto common = genetics::common_ranges(place->second.ranges, haplotype.ranges);
      std::vector<std::string> sites;
      if (genetics::count_differences(haplotype, place->second, common, &sites) > 0) {
        reporter_.set_aside(*row, joined(sites) + " between two samples", "sequences of one person that agree");
        disagree.insert(key.first);
        result.erase(place);
      } else {
        place->second = genetics::merge(place->second, haplotype);
        genetics::canonicalise(place->second);
      }
    }
    return result;
  }

 private:
  void add_word(std::string_view word, const LineageRow& row, Region& region, bool is_range) {
    const auto folded = lower_case(word);
    if (folded == "range" || (genetics::is_missing_allele(word) && !folded.empty())) return;
    region.any_word = true;
    if (folded == "rcrs" || folded == "crs") return;
    if (is_range || looks_like_range(word)) {
      const auto ranges = genetics::parse_mt_range(word);
      if (!ranges) return refuse(row, word, ranges.error().message);
      region.read.ranges.insert(region.read.ranges.end(), ranges.value().begin(), ranges.value().end());
      return;
    }
    const auto entry = genetics::parse_mt_entry(word);
    if (!entry) return refuse(row, word, entry.error().message);
    const auto& [differences, note] = entry.value();
    region.read.differences.insert(region.read.differences.end(), differences.begin(), differences.end());
    if (note.empty() || !notes_told_.insert(note.front()).second) return;
    reporter_.report(Severity::warning, Errc::bad_value, row, std::string(word),
                     "a notation of one meaning; " + note + ", here and in further entries");
  }

  void refuse(const LineageRow& row, std::string_view word, const std::string& reason) {
    reporter_.refuse(Errc::bad_value, row, std::string(word),
                     "a difference from the rCRS such as 16126C, 315.1C, 249- or 523-524del, a range such as "
                     "16024-16365, or rCRS (" +
                         reason + ")");
  }

  /// A list in small letters throughout says of every base that it may be missing.
  void warn_of_small_letters(const Region& region) {
    const auto& differences = region.read.differences;
    const auto is_small = [](const genetics::MtDifference& d) {
      return (d.bases & genetics::kGap) != 0 && d.bases != genetics::kGap;
    };
    if (differences.size() < 2 || !std::all_of(differences.begin(), differences.end(), is_small)) return;
    reporter_.report(Severity::warning, Errc::bad_value, *region.row, genetics::differences_text(region.read),
                     "capital letters for bases; a small one is read as a mixture of that base and a deletion");
  }

  /// Gives the region its range; false where it says nothing or cannot be used.
  bool finish(Region& region, const std::string& name) {
    if (!region.any_word) return false;
    if (region.read.ranges.empty()) {
      region.read.ranges = genetics::standard_mt_range(name);
      if (region.read.ranges.empty()) {
        reporter_.set_aside(*region.row, genetics::differences_text(region.read),
                            "a range: without it nobody knows what was read");
        return false;
      }
      if (told_.insert(name).second) {
        reporter_.report(Severity::warning, Errc::missing_value, *region.row, "no range",
                         "the range that was read; taken for " + genetics::to_string(region.read.ranges) +
                             ", here and in further rows of " + name);
      }
    }
    for (const auto& outside : genetics::normalise(region.read)) {
      reporter_.report(Severity::warning, Errc::bad_value, *region.row, genetics::to_string(outside),
                       "a position inside " + genetics::to_string(region.read.ranges) + "; not used");
    }
    warn_of_small_letters(region);
    const auto gap = genetics::insertion_without_first(region.read);
    if (gap.position != 0) {
      const std::string first = std::to_string(gap.position) + "." + std::to_string(gap.insertion - 1);
      reporter_.refuse(Errc::bad_value, *region.row, genetics::to_string(gap),
                       "the insertion before it too, at " + first);
      return false;
    }
    return true;
  }

  Reporter& reporter_;
  std::map<std::tuple<std::uint32_t, SampleIndex, std::string>, Region> regions_;
  std::set<std::string> told_;
  std::set<char> notes_told_;  ///< by their first letter
};

/// The rows, with those of single copies (DYS385a, DYS385b) of one sample as one row each.
std::vector<LineageRow> with_joined_copies(const std::vector<LineageRow>& rows) {
  std::vector<LineageRow> result;
  result.reserve(rows.size());
  CopyJoiner joiner;
  for (const LineageRow& row : rows) {
    if (row.copy == 0) {
      result.push_back(row);
      continue;
    }
    const std::string whose = std::to_string(row.owner) + ' ' + std::to_string(row.sample) + ' ' + row.marker;
    const auto place = joiner.join(whose, row.copy, result.size());
    const bool is_first = place == result.size();
    if (is_first) result.push_back(row);
    LineageRow& joined = result[place];
    auto cells = row.cells;
    std::sort(cells.begin(), cells.end());  // one copy has one allele, however often it is written
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    if (is_first) {
      joined.cells = std::move(cells);
      continue;
    }
    joined.cells.insert(joined.cells.end(), cells.begin(), cells.end());
    joined.copy = 0;
    joined.partial = joined.partial || row.partial;
    joined.whole_cell = joined.whole_cell || row.whole_cell;
  }
  return result;
}

}  // namespace

Lineages read_lineages(const std::vector<LineageRow>& separate, const MarkerTable& markers,
                       std::vector<YMarker>& y_markers, const LineageSource& source) {
  const bool any_copy = std::any_of(separate.begin(), separate.end(), [](const auto& row) { return row.copy > 0; });
  const auto joined = any_copy ? with_joined_copies(separate) : std::vector<LineageRow>{};
  const auto& rows = any_copy ? joined : separate;
  Reporter reporter(source);
  YReader y(markers, y_markers, reporter);
  MtReader mt(reporter);
  std::set<std::uint32_t> owners;
  for (const LineageRow& row : rows) {
    row.mitochondrial ? mt.add(row) : y.add(row);
    owners.insert(row.owner);
  }
  Lineages result{y.take(), mt.take()};
  reporter.count_unreadable(owners.size());
  for (const std::uint32_t owner : owners) {  // what was found unreadable last counts in neither system
    if (!reporter.is_unreadable(owner)) continue;
    result.y.erase(owner);
    result.mt.erase(owner);
  }
  return result;
}

}  // namespace kith::intake
