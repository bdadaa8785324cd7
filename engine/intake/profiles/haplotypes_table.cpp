#include "intake/profiles/haplotypes_table.hpp"

#include "genetics/markers/marker_names.hpp"
#include "intake/case/cell_values.hpp"
#include "intake/markers/marker_headings.hpp"

namespace kith::intake {
namespace {

/// The system a row belongs to; none, with an error, where it cannot be told or the table contradicts itself.
std::optional<MarkerUse> system_of(std::size_t row, const Column& system, const Column& marker, std::string_view name,
                                   TableColumns& columns, MarkerDirectory& directory) {
  const auto known = directory.find(name).use;
  const bool is_lineage = known == MarkerUse::y_haplotype || known == MarkerUse::mt_haplotype;
  const auto text = lower_case(columns.text(row, system));
  std::optional<MarkerUse> stated;
  if (text == "y" || text == "y-str") stated = MarkerUse::y_haplotype;
  if (text == "mt" || text == "mtdna") stated = MarkerUse::mt_haplotype;
  if (!text.empty() && (!stated || (is_lineage && *stated != known))) {
    columns.error(Errc::bad_value, row, system, is_lineage ? "the marker's own system" : "Y or mt");
    return std::nullopt;
  }
  if (is_lineage) return known;
  if (!stated) columns.error(Errc::unknown_marker, row, marker, "a Y-STR or mtDNA marker, or its system beside it");
  return stated;
}

class HaplotypeReader {
 public:
  HaplotypeReader(const text::CsvTable& table, MarkerDirectory& directory, ProblemLog& log)
      : table_(table),
        directory_(directory),
        log_(log),
        columns_(table, log),
        id_(columns_.require("haplotype_id")),
        system_(columns_.find("system")),
        marker_(columns_.find("marker")) {}

  /// False where the header is not one of haplotypes.
  bool read() {
    if (marker_.present()) return read_long();
    return read_wide();
  }

  [[nodiscard]] const std::vector<LineageRow>& rows() const { return rows_; }
  [[nodiscard]] const std::string& id(std::uint32_t owner) const { return ids_[owner]; }

 private:
  bool read_long() {
    std::vector<Column> alleles{columns_.require("allele_1")};
    for (int k = 2;; ++k) {
      auto column = columns_.find("allele_" + std::to_string(k));
      if (!column.present()) break;
      alleles.push_back(std::move(column));
    }
    columns_.warn_unclaimed("ignored");
    if (!columns_.complete()) return false;
    for (std::size_t row = 0; row < table_.n_rows(); ++row) {
      const auto owner = columns_.required_text(row, id_, "the id of a haplotype");
      const auto name = columns_.required_text(row, marker_, "the name of a marker");
      if (!owner || !name) continue;
      const auto use = system_of(row, system_, marker_, *name, columns_, directory_);
      if (!use) continue;
      tell_unlisted(row, *name);
      add(row, *owner, *name, *use, alleles);
    }
    return true;
  }

  bool read_wide() {
    const auto n_errors = log_.n_errors();
    auto headings = find_marker_headings(columns_, {&table_, 1}, directory_.lexicon(), directory_.unlisted_told(),
                                         log_);
    if (!headings.empty()) columns_.warn_unclaimed("ignored");
    if (columns_.complete() && headings.empty() && log_.n_errors() == n_errors) {
      log_.add(
          {.code = Errc::missing_column,
           .file = table_.file(),
           .row = 1,
           .column = "marker",
           .message = "the header names no marker: it needs a column named marker (one row a marker) or columns named "
                      "after Y-STR or mtDNA markers (one row a haplotype)"});
    }
    std::erase_if(headings, [&](const MarkerHeading& heading) { return !is_lineage(heading); });
    if (!columns_.complete()) return false;
    for (std::size_t row = 0; row < table_.n_rows(); ++row) {
      const auto owner = columns_.required_text(row, id_, "the id of a haplotype");
      if (!owner) continue;
      for (const auto& heading : headings) {
        add(row, *owner, heading.marker, directory_.find(heading.marker).use, heading.copies);
        rows_.back().whole_cell = heading.holds_genotypes();
      }
    }
    return true;
  }

  /// An error where it is another kind of marker.
  bool is_lineage(const MarkerHeading& heading) {
    const auto use = directory_.find(heading.marker).use;
    if (use == MarkerUse::y_haplotype || use == MarkerUse::mt_haplotype) return true;
    const auto& column = heading.copies.front().name;
    log_.add({.code = Errc::unknown_marker,
              .file = table_.file(),
              .row = 1,
              .column = column,
              .found = column,
              .expected = "a Y-STR or mtDNA marker"});
    return false;
  }

  void tell_unlisted(std::size_t row, std::string_view name) {
    if (directory_.find(name).is_listed) return;
    if (!directory_.unlisted_told().insert(genetics::marker_key(name)).second) return;
    columns_.report(Severity::warning, Errc::unknown_marker, row, marker_, unlisted_marker(name, directory_.lexicon()));
  }

  void add(std::size_t row, std::string_view owner, std::string_view marker, MarkerUse use,
           const std::vector<Column>& alleles) {
    const auto [place, is_new] = index_.emplace(owner, static_cast<std::uint32_t>(ids_.size()));
    if (is_new) ids_.emplace_back(owner);
    rows_.push_back({.owner = place->second,
                     .line = table_.line(row),
                     .mitochondrial = use == MarkerUse::mt_haplotype,
                     .decimal_comma = table_.delimiter() != ',',
                     .copy = genetics::marker_copy(marker),
                     .marker = genetics::canonical_marker(marker)});
    for (const auto& column : alleles) rows_.back().cells.emplace_back(columns_.text(row, column));
  }

  const text::CsvTable& table_;
  MarkerDirectory& directory_;
  ProblemLog& log_;
  TableColumns columns_;
  Column id_, system_, marker_;
  std::vector<std::string> ids_;
  TextMap<std::uint32_t> index_;
  std::vector<LineageRow> rows_;
};

}  // namespace

matching::HaplotypeDatabase read_haplotypes(const text::CsvTable& table, MarkerDirectory& directory,
                                            const MarkerTable& markers, std::vector<genetics::YMarker>& y_markers,
                                            std::vector<SetAside>& set_aside, ProblemLog& log) {
  HaplotypeReader reader(table, directory, log);
  matching::HaplotypeDatabase result;
  if (!reader.read()) return result;
  const LineageSource source{.file = table.file(),
                             .owner_id = [&](std::uint32_t owner) { return reader.id(owner); },
                             .sample_text = [&](const LineageRow& row) { return "haplotype " + reader.id(row.owner); },
                             .log = log,
                             .set_aside = set_aside,
                             .is_database = true};
  auto lineages = read_lineages(reader.rows(), markers, y_markers, source);
  for (auto& [owner, haplotype] : lineages.y) result.y.push_back(std::move(haplotype));
  for (auto& [owner, haplotype] : lineages.mt) result.mt.push_back(std::move(haplotype));
  return result;
}

}  // namespace kith::intake
