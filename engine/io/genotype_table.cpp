#include "io/genotype_table.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "genetics/allele.hpp"
#include "genetics/marker_names.hpp"
#include "io/cell_values.hpp"
#include "io/genotype_cells.hpp"
#include "io/header_words.hpp"
#include "io/marker_directory.hpp"
#include "io/profile_layout.hpp"

namespace kith::io {
namespace {

using genetics::MarkerKind;

/// Where no other column names the sample, UD1 does (eDNA).
constexpr std::array<std::string_view, 8> kSampleNames{"Sample Name", "Sample", "Sample ID",   "Specimen ID",
                                                       "Specimen",    "ID",     "Sample File", "UD1"};
constexpr std::array<std::string_view, 3> kMarkerNames{"Marker", "Locus", "System"};

/// "Allele 1", "Allele1", "allele_12", "Alelo 2".
bool is_allele_column(std::string_view name) {
  const auto stem = name.find_last_not_of("0123456789") + 1;
  return stem < name.size() && is_header(name.substr(0, stem), HeaderWord::allele);
}

bool is_control(std::string_view lower_case_type) {
  return lower_case_type.find("ladder") != std::string_view::npos ||
         lower_case_type.find("control") != std::string_view::npos;
}

/// Markers that say nothing of who somebody is, or that Kith has no model for.
bool is_left_out(std::string_view marker) {
  constexpr std::array<std::string_view, 5> keys{"YINDEL", "QS1", "QS2", "IQCS", "IQCL"};
  return std::find(keys.begin(), keys.end(), genetics::marker_key(marker)) != keys.end();
}

class GenotypeReader {
 public:
  GenotypeReader(const CsvTable& table, ProblemLog& log)
      : table_(table), log_(log), columns_(table, log), decimal_comma_(table.delimiter() != ',') {}

  GenotypeTable read() {
    sample_ = first_of(kSampleNames, HeaderWord::sample);
    type_ = columns_.find("Sample Type");
    if (!sample_.present())
      missing_column("Sample Name", "a column Sample Name, Sample, Sample ID, ID, Sample File or UD1");
    const auto marker = first_of(kMarkerNames, HeaderWord::marker);
    result_.sample_column = sample_.name;
    marker.present() ? read_long(marker) : read_wide();
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
      auto genotype = genotype_at(row, *sample, *name, alleles.front());
      bool ok = true;
      for (const auto& column : alleles) ok = add_cell(row, column, columns_.text(row, column), genotype) && ok;
      if (ok) result_.genotypes.push_back(std::move(genotype));
    }
  }

  void read_wide() {
    for (std::size_t i = 0; i < table_.n_columns(); ++i) {
      const auto key = column_key(table_.header()[i]);
      const bool is_known = key == "height" || key == "samplefile" || leaves_out(table_.header()[i], 1, "");
      if (is_known) columns_.claim(i);
    }
    auto pairs = find_marker_columns(columns_, directory_);
    columns_.warn_unclaimed("not read; if it is a marker, rename it");
    if (pairs.empty()) {
      missing_column("Marker",
                     "a column Marker, Locus or System (one row a marker), or columns named after markers (one "
                     "row a sample)");
    }
    if (pairs.empty() || !sample_.present() || !columns_.complete()) return;
    std::erase_if(pairs, [&](const auto& pair) { return leaves_out(pair.marker, 1, ""); });
    for (auto& pair : pairs) {
      if (is_blank_column(pair.second)) pair.second = {};
    }
    for (std::size_t row = 0; row < table_.n_rows(); ++row) {
      if (!is_sample(row)) continue;
      const auto sample = columns_.required_text(row, sample_, "the name of the sample");
      if (!sample) continue;
      for (const auto& pair : pairs) read_pair(row, *sample, pair);
    }
  }

  /// A delimiter at the end of every line makes one; it is no second allele's.
  [[nodiscard]] bool is_blank_column(const Column& column) const {
    if (!column.present() || !table_.header()[*column.index].empty()) return false;
    for (std::size_t row = 0; row < table_.n_rows(); ++row) {
      if (!columns_.text(row, column).empty()) return false;
    }
    return true;
  }

  void read_pair(std::size_t row, std::string_view sample, const MarkerColumnPair& pair) {
    auto genotype = genotype_at(row, sample, pair.marker, pair.first);
    const auto cell = columns_.text(row, pair.first);
    bool ok = true;
    if (pair.second.present() || genotype.kind == MarkerKind::mitochondrial) {
      ok = add_cell(row, pair.first, cell, genotype);
      ok = add_cell(row, pair.second, columns_.text(row, pair.second), genotype) && ok;
    } else {
      const auto items = split_allele_list(cell);
      if (!items) {
        return columns_.error(Errc::bad_value, row, pair.first,
                              "two alleles as 9/9.3 or 9, 9.3, or a decimal point in an allele");
      }
      for (const auto item : *items) ok = add_cell(row, pair.first, item, genotype) && ok;
    }
    if (ok) result_.genotypes.push_back(std::move(genotype));
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
            .line = table_.line(row),
            .column = column.name};
  }

  /// False if the cell cannot be read.
  bool add_cell(std::size_t row, const Column& column, std::string_view text, GenotypeCells& genotype) {
    if (genotype.kind == MarkerKind::mitochondrial) {
      if (!genetics::is_missing_allele(text)) genotype.alleles.emplace_back(text);
      return true;
    }
    auto cell = read_allele_cell(text, decimal_comma_);
    const auto where = genotype.marker + " of sample " + genotype.sample;
    auto& alleles = genotype.alleles;
    switch (cell.content) {
      case CellContent::nothing:
        break;
      case CellContent::allele:
        if (cell.flagged) {
          columns_.report(Severity::warning, Errc::bad_allele_label, row, column,
                          "an allele without a flag, at " + where + "; it is taken as " + cell.label);
        }
        if (std::find(alleles.begin(), alleles.end(), cell.label) != alleles.end()) {
          genotype.repeated = true;
        } else {
          alleles.push_back(std::move(cell.label));
        }
        break;
      case CellContent::unusable:
        genotype.incomplete = true;
        columns_.report(Severity::warning, Errc::unknown_allele, row, column,
                        "an allele, at " + where +
                            "; it is not used: an autosomal allele alone beside it is written as partial, any other "
                            "result of the marker is left out");
        break;
      case CellContent::unreadable:
        columns_.error(Errc::bad_allele_label, row, column, "an allele such as 9 or 9.3, OL, or nothing, at " + where);
        return false;
    }
    return true;
  }

  const CsvTable& table_;
  ProblemLog& log_;
  TableColumns columns_;
  bool decimal_comma_;
  FrequencyTables no_frequencies_;
  MarkerTable no_settings_;
  MarkerDirectory directory_{no_frequencies_, no_settings_};
  Column sample_;
  Column type_;
  std::set<std::string> told_;
  GenotypeTable result_;
};

}  // namespace

GenotypeTable read_genotypes(const CsvTable& table, ProblemLog& log) { return GenotypeReader(table, log).read(); }

}  // namespace kith::io
