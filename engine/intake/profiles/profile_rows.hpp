// intake/profiles/profile_rows.hpp — profiles.csv, long or wide, as typings: one amplification's result at one marker.
//
// Long: sample_id, subject_id, marker, allele_1, allele_2 [, allele_3 ...], one row a marker. Wide: sample_id,
// subject_id and columns of markers, one row a sample. Both may carry replicate, partial, dropout, dropout_homozygote
// and drop_in.
//
// Threads: oneTBB. Pieces of a large table are read side by side as far as they need nothing of one another: ids,
// markers and alleles that are known beforehand. Then they are joined in the table's order. Consecutive rows of one
// sample with anything else in them, a new allele or a problem, are only read there; so numbers, and problems, are
// those of a reading from first to last. Whether homozygotes are written in full is looked up in all pieces before the
// first row is read.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "genetics/markers/observation.hpp"
#include "intake/markers/marker_directory.hpp"
#include "intake/people/subjects.hpp"
#include "intake/profiles/lineage_profiles.hpp"

namespace kith::intake {

/// Why a single allele is partial though its row does not say so.
enum class LostAllele : std::uint8_t {
  no,
  sign,   ///< "?", "0", "-", "OL" stands beside it
  alone,  ///< the table writes homozygotes in full (17, 17) elsewhere
};

/// Alleles are LabelIndex values, distinct and ascending; a single one in both places means that one was seen.
struct Typing {
  std::uint32_t line = 0;   ///< of profiles.csv
  std::uint16_t locus = 0;  ///< of the MarkerDirectory
  LabelIndex first = 0;
  LabelIndex second = 0;
  bool partial = false;
  LostAllele lost = LostAllele::no;
  std::uint32_t model = 0;  ///< position in TypingStore::models
  std::uint32_t many = 0;   ///< position + 1 in TypingStore::many where more than two alleles were seen; else 0
};

/// Typings, and what some of them refer to.
struct TypingStore {
  std::vector<Typing> typings;
  std::vector<genetics::DropModel> models{{}};  ///< the first loses and gains nothing
  std::vector<std::vector<LabelIndex>> many;    ///< alleles, distinct and ascending, of typings with more than two
};

/// The typings [first, last) of a store: those of consecutive rows of one sample and replicate.
struct TypingRun {
  SubjectIndex subject = 0;
  SampleIndex sample = 0;
  std::uint16_t replicate = 0;  ///< numbered in order of appearance
  std::uint32_t store = 0;      ///< position in ProfileRows::stores
  std::size_t first = 0;
  std::size_t last = 0;
};

struct ProfileRows {
  std::vector<TypingStore> stores;
  std::vector<TypingRun> runs;  ///< in the table's order; nothing seen: no typing
  std::vector<std::string> samples;
  std::vector<SubjectIndex> sample_subjects;  ///< one per sample
  std::vector<LineageRow> lineages;           ///< Y-STR and mtDNA markers
  bool homozygotes_in_full = false;           ///< some row has the same autosomal allele twice
};

/// `settings`: one per locus of `directory`, then amelogenin's, for dropout and drop-in of remains and of partial
/// samples where the rows do not say. `partial_dropout`: CaseOptions::partial_dropout. @pre `pieces` are those of one
/// table, at least one.
[[nodiscard]] ProfileRows read_profiles(std::span<const text::CsvTable> pieces, MarkerDirectory& directory,
                                        const std::vector<const MarkerSettings*>& settings,
                                        std::optional<double> partial_dropout, Subjects& subjects, ProblemLog& log);

}  // namespace kith::intake
