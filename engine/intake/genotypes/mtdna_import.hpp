// intake/genotypes/mtdna_import.hpp — tables of mtDNA haplotypes as programs write them, as rows of profiles.csv or
// haplotypes.csv.
//
//   EMPOP  "#! 16024-576" gives the ranges of the lines below it, other lines with # are comments; a line is sample,
//          haplogroup, number of persons (0: leave it out), differences, with tabs between them
//   HSD    sample, range ("16024-16569;1-576;"), haplogroup, differences, with tabs between them; the header may be
//     missing
//   GENis  a table with Sample Name, Range From, Range To, Mut1, Mut2 ...; the rows of a sample add up
//
// Every sample becomes one cell: its ranges and differences in the spelling of genetics/haplotypes/mt_alignment.hpp. An
// entry that cannot be read is a problem with its row: an error, or, in a database, a warning and that sample does not
// count.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/problem.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

struct MtdnaSample {
  std::string id;
  std::string cell;           ///< "16024-16365 16126C 16294T"
  std::size_t n_persons = 1;  ///< who show it; EMPOP files only
};

struct MtdnaImport {
  std::vector<MtdnaSample> samples;  ///< in the order of the file
  std::size_t n_left_out = 0;        ///< lines of EMPOP with the number 0, and what a database had to set aside
  std::string format;                ///< "EMPOP", "HSD" or "GENis"
};

/// Whether this is the header of GENis' table of mtDNA.
[[nodiscard]] bool is_genis_mtdna(const text::CsvTable& table);

/// Of a file's bytes, in any encoding decode_foreign() knows.
[[nodiscard]] MtdnaImport import_mtdna(std::string_view bytes, const std::string& file, bool is_database,
                                       ProblemLog& log);

}  // namespace kith::intake
