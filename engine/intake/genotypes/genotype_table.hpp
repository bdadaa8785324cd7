// intake/genotypes/genotype_table.hpp — a laboratory's table of genotypes: what was seen of each sample at each marker.
//
//   long  one row per sample and marker: Sample Name, Marker, Allele 1, Allele 2 ... (GeneMapper, eDNA, LRmix,
//         EuroForMix, GENis); heights, sizes and whatever else the program exported are not read
//   wide  one row per sample: Sample Name and the markers, headed as marker_headings.hpp says; a column of cells such
//     as "9/9.3" or
//         "11, 12, , " may be followed by a column Height
//
// Rows whose Sample Type is not `Sample` (ladders, controls) are counted, not read. Every cell that is no allele and
// not empty is a problem: a warning where it is a result that names none ("OL"), else an error.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "genetics/markers/marker.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

/// One sample at one marker, as a row has it.
struct GenotypeCells {
  std::string sample;
  std::string marker;  ///< in the field's spelling
  genetics::MarkerKind kind = genetics::MarkerKind::autosomal;
  /// Distinct, unless there are more than two copies; of mtDNA the cells as they are.
  std::vector<std::string> alleles{};
  bool repeated = false;        ///< an allele stands there twice: a homozygote written in full
  bool incomplete = false;      ///< beside the alleles stands a result that names none
  bool other_not_seen = false;  ///< beside them stands "0", "-" or "NA"
  std::size_t copy = 0;         ///< genetics::marker_copy: one copy of several (DYS385a), whose others stand nowhere
  std::size_t line = 0;
  std::string column{};  ///< the first one with alleles
};

struct GenotypeTable {
  std::vector<GenotypeCells> genotypes;         ///< in the table's order; without alleles where nothing was seen
  std::string sample_column;                    ///< the header of the samples' names
  std::map<std::string, std::size_t> left_out;  ///< rows by Sample Type
};

[[nodiscard]] GenotypeTable read_genotypes(const text::CsvTable& table, ProblemLog& log);

}  // namespace kith::intake
