#include "intake/genotypes/genotype_table.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "genetics/markers/allele.hpp"
#include "genetics/markers/marker_names.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/case/header_words.hpp"
#include "intake/markers/marker_copies.hpp"
#include "intake/markers/marker_headings.hpp"
#include "intake/profiles/genotype_cells.hpp"

namespace kith::intake {
namespace {

using genetics::MarkerKind;

/// Where no other column names the sample, UD1 does (eDNA).
constexpr std::array<std::string_view, 8> kSampleNames{"Sample Name", "Sample", "Sample ID",   "Specimen ID",
                                                       "Specimen",    "ID",     "Sample File", "UD1"};
constexpr std::array<std::string_view, 3> kMarkerNames{"Marker", "Locus", "System"};

/// "Allele 1", "Allele1", "allele_12", "Allele#1" (GeneMarker), "Alelo 2".
bool is_allele_column(std::string_view name) {
  const auto stem = name.find_last_not_of("0123456789") + 1;
  return stem < name.size() && is_header(name.substr(0, stem), HeaderWord::allele);
}

bool is_control(std::string_view lower_case_type) {
  return lower_case_type.find("ladder") != std::string_view::npos ||
         lower_case_type.find("control") != std::string_view::npos;
}

/// Markers that say nothing of who somebody is, or that Kith has no model for.
constexpr std::array<std::string_view, 5> kLeftOut{"YINDEL", "QS1", "QS2", "IQCS", "IQCL"};

bool is_left_out(std::string_view marker) {
  return std::find(kLeftOut.begin(), kLeftOut.end(), genetics::marker_key(marker)) != kLeftOut.end();
}

/// "Height", "TH01 Height 2", "Size 1", "Peak Area", "RFU".
bool is_measurement(std::string_view heading) {
  const auto key = text::column_key(heading);
  constexpr std::array<std::string_view, 5> words{"height", "peakarea", "rfu", "datapoint", "size"};
  return std::any_of(words.begin(), words.end(), [&](auto word) { return key.find(word) != std::string::npos; });
}

class GenotypeReader {
 public:
  GenotypeReader(const text::CsvTable& table, ProblemLog& log)
      : table_(table),
        log_(log),
        columns_(table, log, TableColumns::Origin::other_program),
        decimal_comma_(table.delimiter() != ',') {}

  GenotypeTable read() {
    sample_ = first_of(kSampleNames, HeaderWord::sample);
    type_ = columns_.find("Sample Type");
    if (!sample_.present())
      missing_column("Sample Name", "a column Sample Name, Sample, Sample ID, ID, Sample File or UD1");
    const auto marker = first_of(kMarkerNames, HeaderWord::marker);
    result_.sample_column = sample_.name;
    marker.present() ? read_long(marker) : read_wide();
    for (auto& genotype : result_.genotypes) mark_single_copy(genotype);
    return std::move(result_);
  }

 private:
  Column first_of(std::span<const std::string_view> names, HeaderWord word) {
    for (const auto name : names) {
      if (auto column = columns_.find(name); column.present()) return column;
    }
    const auto foreign = find_header(table_, word);
    return foreign ? columns_.find(table_.header()[*foreign]) : Column{};
  }

  void missing_column(std::string column, std::string expected) {
    log_.add({.code = Errc::missing_column,
              .file = table_.file(),
              .row = 1,
              .column = std::move(column),
              .expected = std::move(expected)});
  }

  void read_long(const Column& marker) {
    std::vector<Column> alleles;
    for (std::size_t i = 0; i < table_.n_columns(); ++i) {
      const auto& name = table_.header()[i];
      if (is_allele_column(name) && !columns_.is_claimed(i)) alleles.push_back(columns_.find(name));
    }
    if (alleles.empty()) missing_column("Allele 1", "columns Allele 1, Allele 2 ... with one allele a cell");
    if (alleles.empty() || !sample_.present() || !columns_.complete()) return;
    for (std::size_t row = 0; row < table_.n_rows(); ++row) {
      if (!is_sample(row)) continue;
      const auto sample = columns_.required_text(row, sample_, "the name of the sample");
      const auto name = columns_.required_text(row, marker, "the name of a marker");
      if (!sample || !name || leaves_out(*name, table_.line(row), marker.name)) continue;
      tell_unlisted(*name, table_.line(row), marker.name);
      auto genotype = genotype_at(row, *sample, *name, alleles.front());
      bool ok = true;
      for (const auto& column : alleles) ok = add_cell(row, column, columns_.text(row, column), genotype) && ok;
      if (ok) add_genotype(std::move(genotype));
    }
  }

  void read_wide() {
    for (std::size_t i = 0; i < table_.n_columns(); ++i) {
      const auto& heading = table_.header()[i];
      if (text::column_key(heading) == "samplefile" || is_measurement(heading)) columns_.claim(i);
    }
    MarkerLexicon lexicon;
    for (const auto marker : kLeftOut) lexicon.add(marker);
    const auto n_errors = log_.n_errors();
    auto headings = find_marker_headings(columns_, {&table_, 1}, lexicon, unlisted_told_, log_);
    columns_.warn_unclaimed("not read; if it is a marker, rename it");
    if (headings.empty() && log_.n_errors() == n_errors) {
      missing_column("Marker",
                     "a column Marker, Locus or System (one row a marker), or columns named after markers (one "
                     "row a sample)");
    }
    if (headings.empty() || !sample_.present() || !columns_.complete()) return;
    std::erase_if(headings, [&](const auto& heading) { return leaves_out(heading.marker, 1, ""); });
    for (std::size_t row = 0; row < table_.n_rows(); ++row) {
      if (!is_sample(row)) continue;
      const auto sample = columns_.required_text(row, sample_, "the name of the sample");
      if (!sample) continue;
      for (const auto& heading : headings) read_heading(row, *sample, heading);
    }
  }

  void read_heading(std::size_t row, std::string_view sample, const MarkerHeading& heading) {
    const auto& first = heading.copies.front();
    auto genotype = genotype_at(row, sample, heading.marker, first);
    bool ok = true;
    if (!heading.holds_genotypes() || genotype.kind == MarkerKind::mitochondrial) {
      for (const auto& column : heading.copies) ok = add_cell(row, column, columns_.text(row, column), genotype) && ok;
    } else {
      const auto items = split_allele_list(columns_.text(row, first), genetics::find_marker_range(genotype.marker));
      if (!items) {
        return columns_.error(Errc::bad_value, row, first,
                              "two alleles as 9/9.3 or 9, 9.3, or a decimal point in an allele");
      }
      for (const auto item : *items) ok = add_cell(row, first, item, genotype) && ok;
    }
    if (ok) add_genotype(std::move(genotype));
  }

  /// Rows of the copies of one marker (DYS385a, DYS385b) are one genotype.
  void add_genotype(GenotypeCells genotype) {
    auto& all = result_.genotypes;
    if (genotype.copy == 0) return all.push_back(std::move(genotype));
    const auto place = joiner_.join(genotype.sample + '\n' + genotype.marker, genotype.copy, all.size());
    if (place == all.size()) return all.push_back(std::move(genotype));
    auto& joined = all[place];
    joined.copy = 0;
    joined.incomplete = joined.incomplete || genotype.incomplete;
    for (auto& allele : genotype.alleles) add_allele(std::move(allele), joined);
  }

  static void add_allele(std::string allele, GenotypeCells& genotype) {
    auto& alleles = genotype.alleles;
    const bool is_repeated = std::find(alleles.begin(), alleles.end(), allele) != alleles.end();
    genotype.repeated = genotype.repeated || is_repeated;
    if (!is_repeated || genetics::n_marker_copies(genotype.marker) > 2) alleles.push_back(std::move(allele));
  }

  /// One copy of DYS385, of which the table has no other, is no result of the marker.
  void mark_single_copy(GenotypeCells& genotype) {
    if (genotype.copy == 0 || genotype.alleles.size() != 1) return;
    genotype.incomplete = true;
    log_.add({.severity = Severity::warning,
              .code = Errc::missing_value,
              .file = table_.file(),
              .row = genotype.line,
              .column = genotype.column,
              .found = genotype.alleles.front(),
              .expected = "the other copy of " + genotype.marker + " of sample " + genotype.sample +
                          " as well; the marker is left out"});
  }

  void tell_unlisted(std::string_view marker, std::size_t line, const std::string& column) {
    const MarkerLexicon lexicon;
    if (!is_y_or_x_number(marker) || lexicon.has(marker)) return;
    if (!unlisted_told_.insert(genetics::marker_key(marker)).second) return;
    log_.add({.severity = Severity::warning,
              .code = Errc::unknown_marker,
              .file = table_.file(),
              .row = line,
              .column = column,
              .found = std::string(marker),
              .expected = unlisted_marker(marker, lexicon)});
  }

  /// Whether the row is a sample's; of other rows each unknown type is told of once.
  bool is_sample(std::size_t row) {
    const auto type = columns_.text(row, type_);
    const auto word = lower_case(type);
    if (word.empty() || word == "sample") return true;
    const bool is_new = ++result_.left_out[std::string(type)] == 1;
    if (is_new && !is_control(word)) {
      columns_.report(Severity::warning, Errc::bad_value, row, type_,
                      "Sample, Allelic Ladder, Positive Control or Negative Control; such rows are left out");
    }
    return false;
  }

  /// Whether the marker is not wanted; each of those is told of once.
  bool leaves_out(std::string_view marker, std::size_t line, const std::string& column) {
    if (!is_left_out(marker)) return false;
    if (!told_.insert(genetics::marker_key(marker)).second) return true;
    log_.add({.severity = Severity::warning,
              .code = Errc::unknown_marker,
              .file = table_.file(),
              .row = line,
              .column = column,
              .found = std::string(marker),
              .expected = "a marker that tells persons apart; this one is left out"});
    return true;
  }

  [[nodiscard]] GenotypeCells genotype_at(std::size_t row, std::string_view sample, std::string_view marker,
                                          const Column& column) const {
    return {.sample = std::string(sample),
            .marker = genetics::canonical_marker(marker),
            .kind = genetics::known_marker_kind(marker).value_or(MarkerKind::autosomal),
            .copy = genetics::marker_copy(marker),
            .line = table_.line(row),
            .column = column.name};
  }

  /// False if the cell cannot be read.
  bool add_cell(std::size_t row, const Column& column, std::string_view text, GenotypeCells& genotype) {
    if (genotype.kind == MarkerKind::mitochondrial) {
      if (!genetics::is_missing_allele(text)) genotype.alleles.emplace_back(text);
      return true;
    }
    const AlleleRule rule{decimal_comma_, genetics::find_marker_range(genotype.marker)};
    auto cell = read_allele_cell(text, rule);
    const auto where = genotype.marker + " of sample " + genotype.sample;
    switch (cell.content) {
      case CellContent::nothing:
        break;
      case CellContent::not_seen:
        genotype.other_not_seen = true;
        break;
      case CellContent::allele:
        if (cell.flagged) {
          columns_.report(Severity::warning, Errc::bad_allele_label, row, column,
                          "an allele without a flag, at " + where + "; it is taken as " + cell.label);
        }
        add_allele(std::move(cell.label), genotype);
        break;
      case CellContent::unusable:
      case CellContent::wildcard:
        genotype.incomplete = true;
        columns_.report(Severity::warning, Errc::unknown_allele, row, column,
                        "an allele, at " + where +
                            "; it is not used: an autosomal allele alone beside it is written as partial, any other "
                            "result of the marker is left out");
        break;
      case CellContent::two_alleles:
      case CellContent::either:
      case CellContent::unreadable:
        columns_.error(Errc::bad_allele_label, row, column,
                       expected_allele(text, rule, "an allele such as 9 or 9.3, OL, or nothing") + ", at " + where);
        return false;
    }
    return true;
  }

  const text::CsvTable& table_;
  ProblemLog& log_;
  TableColumns columns_;
  bool decimal_comma_;
  Column sample_;
  Column type_;
  std::set<std::string> told_;
  UnlistedTold unlisted_told_;
  CopyJoiner joiner_;
  GenotypeTable result_;
};

}  // namespace

GenotypeTable read_genotypes(const text::CsvTable& table, ProblemLog& log) { return GenotypeReader(table, log).read(); }

}  // namespace kith::intake
