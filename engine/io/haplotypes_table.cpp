#include "io/haplotypes_table.hpp"

#include "genetics/marker_names.hpp"
#include "io/cell_values.hpp"

namespace kith::io {
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

}  // namespace

matching::HaplotypeDatabase read_haplotypes(const CsvTable& table, MarkerDirectory& directory,
                                            const MarkerTable& markers, std::vector<genetics::YMarker>& y_markers,
                                            std::vector<SetAside>& set_aside, ProblemLog& log) {
  TableColumns columns(table, log);
  const auto id = columns.require("haplotype_id");
  const auto system = columns.find("system");
  const auto marker = columns.require("marker");
  std::vector<Column> alleles{columns.require("allele_1")};
  for (int k = 2;; ++k) {
    auto column = columns.find("allele_" + std::to_string(k));
    if (!column.present()) break;
    alleles.push_back(std::move(column));
  }
  columns.warn_unclaimed("ignored");
  matching::HaplotypeDatabase result;
  if (!columns.complete()) return result;
  std::vector<std::string> ids;
  TextMap<std::uint32_t> index;
  std::vector<LineageRow> rows;
  for (std::size_t row = 0; row < table.n_rows(); ++row) {
    const auto owner = columns.required_text(row, id, "the id of a haplotype");
    const auto name = columns.required_text(row, marker, "the name of a marker");
    if (!owner || !name) continue;
    const auto use = system_of(row, system, marker, *name, columns, directory);
    if (!use) continue;
    const auto [place, is_new] = index.emplace(*owner, static_cast<std::uint32_t>(ids.size()));
    if (is_new) ids.emplace_back(*owner);
    rows.push_back({.owner = place->second,
                    .line = table.line(row),
                    .mitochondrial = *use == MarkerUse::mt_haplotype,
                    .marker = genetics::canonical_marker(*name)});
    for (const auto& column : alleles) rows.back().cells.emplace_back(columns.text(row, column));
  }
  const LineageSource source{table.file(), [&](std::uint32_t owner) { return ids[owner]; }, log, set_aside, true};
  auto lineages = read_lineages(rows, markers, y_markers, source);
  for (auto& [owner, haplotype] : lineages.y) result.y.push_back(std::move(haplotype));
  for (auto& [owner, haplotype] : lineages.mt) result.mt.push_back(std::move(haplotype));
  return result;
}

}  // namespace kith::io
