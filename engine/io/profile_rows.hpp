// io/profile_rows.hpp — profiles.csv, long or wide, as typings: one amplification's result at one marker.
//
// Long: sample_id, subject_id, marker, allele_1, allele_2 [, allele_3 ...], one row a marker. Wide: sample_id,
// subject_id and
// columns of markers, one row a sample. Both may carry replicate, partial, dropout, dropout_homozygote and drop_in.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "genetics/observation.hpp"
#include "io/lineage_profiles.hpp"
#include "io/marker_directory.hpp"
#include "io/subjects.hpp"

namespace kith::io {

/// Alleles are LabelIndex values, distinct and ascending; a single one in both places means that one was seen.
struct Typing {
  SubjectIndex subject = 0;
  SampleIndex sample = 0;
  std::uint32_t line = 0;   ///< of profiles.csv
  std::uint16_t locus = 0;  ///< of the MarkerDirectory
  LabelIndex first = 0;
  LabelIndex second = 0;
  std::uint16_t replicate = 0;  ///< position in ProfileRows::replicates
  std::uint32_t model = 0;      ///< position in ProfileRows::models
  std::uint32_t many = 0;       ///< position + 1 in ProfileRows::many where more than two alleles were seen; else 0
  bool partial = false;
};

struct ProfileRows {
  std::vector<Typing> typings;  ///< in the table's order; nothing seen: no typing
  std::vector<std::string> samples;
  std::vector<SubjectIndex> sample_subjects;  ///< one per sample
  std::vector<std::string> replicates;
  std::vector<genetics::DropModel> models{{}};  ///< the first loses and gains nothing
  std::vector<std::vector<LabelIndex>> many;    ///< alleles, distinct and ascending, of typings with more than two
  std::vector<LineageRow> lineages;             ///< Y-STR and mtDNA markers
};

/// `settings`: one per locus of `directory`, for dropout and drop-in of remains and of partial samples where the rows do
/// not say. `partial_dropout`: CaseOptions::partial_dropout.
[[nodiscard]] ProfileRows read_profiles(const CsvTable& table, MarkerDirectory& directory,
                                        const std::vector<const MarkerSettings*>& settings,
                                        std::optional<double> partial_dropout, Subjects& subjects, ProblemLog& log);

}  // namespace kith::io
