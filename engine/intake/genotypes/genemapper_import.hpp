// intake/genotypes/genemapper_import.hpp — laboratories' genotype tables (GeneMapper and its like) as results for
// profiles.csv.
//
// What a table leaves open is settled here, once all of its rows are known:
//
//   one autosomal allele alone   a homozygote written once; but where the table writes homozygotes in full elsewhere
//                                (17, 17), the second allele was not called: partial
//   an allele beside "OL"        partial; with more alleles, or at another kind of marker, the marker is left out
//   an allele beside "0" or "-"  partial
//   the same sample and marker   equal results are one, different ones an error that names both rows (of mtDNA,
//                                rows add up)
//
// Subjects come from a table with the columns sample_id and subject_id, or are called as their samples are.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "intake/case/table_columns.hpp"
#include "intake/draft/case_draft.hpp"
#include "intake/genotypes/genotype_table.hpp"

namespace kith::intake {

class GenotypeImport {
 public:
  /// Of a file's bytes, in any encoding decode_foreign() knows. `file`: the name problems are reported under.
  void add_table(std::string_view bytes, const std::string& file);
  /// Gives each sample its subject; a sample the table does not name is an error. After all tables were added.
  void map_subjects(std::string_view bytes, const std::string& file);
  /// All results of these samples are partial. A sample that no table has is an error. After all tables were added.
  void mark_samples_partial(const std::vector<std::string>& samples);
  /// The same of samples with too many single alleles (genetics/markers/single_alleles.hpp) in tables that write
  /// homozygotes once; each is named in a warning. Homozygosities are those of genetics/markers/marker_ranges.hpp.
  void mark_improbable_samples_partial();

  [[nodiscard]] const std::vector<DraftTyping>& typings() const { return typings_; }
  /// Samples of all tables, those without a result too.
  [[nodiscard]] std::size_t n_samples() const { return samples_.size(); }
  /// Rows that were not read, by their Sample Type.
  [[nodiscard]] const std::map<std::string, std::size_t>& left_out() const { return left_out_; }
  [[nodiscard]] const ProblemLog& problems() const { return problems_; }

 private:
  /// A cell, for messages.
  struct Place {
    std::string file;
    std::size_t line = 0;
    std::string column;
  };

  [[nodiscard]] text::CsvTable parse(std::string_view bytes, const std::string& file);
  /// The table of mtDNA that GENis writes.
  void add_mtdna(std::string_view bytes, const std::string& file);
  /// Whether the table writes homozygotes in full.
  bool mark_partial(std::vector<GenotypeCells>& genotypes, const std::string& file);
  void add(GenotypeCells genotype, const Place& place, bool written_once);
  void report(Severity severity, Errc code, const Place& place, std::string found, std::string expected);

  std::vector<DraftTyping> typings_;
  std::vector<Place> places_;       ///< of each typing
  std::vector<bool> written_once_;  ///< of each typing: its table writes no autosomal homozygote in full
  std::map<std::pair<std::string, std::string>, std::size_t> typing_at_;  ///< by sample and marker key
  std::map<std::string, Place> samples_;                                  ///< where each first stands
  std::map<std::string, std::size_t> left_out_;
  ProblemLog problems_;
};

}  // namespace kith::intake
