// intake/profiles/lineage_profiles.hpp — Y-STR and mtDNA rows, of profiles.csv or of haplotypes.csv, as one haplotype
// per owner.
//
//   Y-STR   alleles as everywhere; one of DYS385 or DYF387S1 alone stands for both copies (in a partial sample for
//           nothing). Rows of DYS385a and DYS385b of one sample are one result. DYS389II is kept as DYS389II-I where
//             DYS389I is typed too.
//   mtDNA   each cell holds differences from the rCRS and ranges, in any number: "16126C 263G", "RANGE 16024-16365",
//           "rCRS" for no difference. The marker (HV1, HV2, HV3, CR, mtDNA) only tells the standard range where no
//           range is given; HV1_RANGE and its like hold a range, as one cell or as two (from, to). Several entries of
//           one site are a mixture, the rCRS's base too. The list becomes the spelling of
//             genetics/haplotypes/mt_alignment.hpp.
//
// The rows of one owner are joined over his samples. Results that disagree are set aside: at one marker (Y-STR), as a
// whole (mtDNA). What cannot be read is an error; in a database it sets that haplotype aside, which is counted and
// said.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/problem.hpp"
#include "genetics/haplotypes/mt_haplotype.hpp"
#include "genetics/haplotypes/y_haplotype.hpp"
#include "intake/case/case_reader.hpp"
#include "intake/markers/markers_table.hpp"

namespace kith::intake {

using SampleIndex = std::uint32_t;

struct LineageRow {
  std::uint32_t owner = 0;  ///< SubjectIndex, or a haplotype of a database
  SampleIndex sample = 0;
  std::size_t line = 0;
  bool mitochondrial = false;
  bool partial = false;
  bool whole_cell = false;     ///< one cell of a wide table holds all alleles
  bool decimal_comma = false;  ///< as the table's delimiter allows
  std::size_t copy = 0;        ///< genetics::marker_copy: the row has one copy of several
  std::string marker{};        ///< the field's spelling
  std::vector<std::string> cells{};
};

/// Where rows come from, for problems.
struct LineageSource {
  std::string file;
  std::function<std::string(std::uint32_t)> owner_id;
  std::function<std::string(const LineageRow&)> sample_text;  ///< "sample S1", for messages about one row
  ProblemLog& log;
  std::vector<SetAside>& set_aside;
  bool is_database = false;  ///< unrelated people: one who cannot be read does not stop the others
};

struct Lineages {
  std::map<std::uint32_t, genetics::YHaplotype> y;  ///< by owner, of those with at least one typed locus
  std::map<std::uint32_t, genetics::MtHaplotype> mt;
};

/// Markers that `y_markers` lacks are added, with the rates of `markers` where it states them.
[[nodiscard]] Lineages read_lineages(const std::vector<LineageRow>& rows, const MarkerTable& markers,
                                     std::vector<genetics::YMarker>& y_markers, const LineageSource& source);

}  // namespace kith::intake
