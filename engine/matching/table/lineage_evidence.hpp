// matching/table/lineage_evidence.hpp — the Y-STR and mtDNA columns of a case: who speaks for a missing person's line,
// and which haplotypes stand for the population.
//
// The reference of a line is its typed member with the fewest meioses to the missing person, himself included; of
// several, the first by index. The population is the case's haplotypes.csv. Without one it is the case's own lines, one
// haplotype each, a missing person's own line among them: few, so the counting bound is wide, and his own match counts
// once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "evidence/lineage/lineage.hpp"
#include "evidence/lineage/lineage_column.hpp"
#include "matching/case/case.hpp"

namespace kith::matching {

struct LineageEvidence {
  std::vector<std::unique_ptr<evidence::Column>> columns;  ///< of the systems that some remains are typed with
  std::vector<std::vector<std::uint32_t>> codes;           ///< per column and remains its row
  std::vector<std::string> remarks;                        ///< per column: estimator, database and its size
};

/// The case outlives the columns.
[[nodiscard]] LineageEvidence build_lineages(const Case& data, const evidence::LineageOptions& options);

/// What remains say of each other: target t is somebody of one line with whoever left the haplotype of row t, so many
/// meioses away. Null: no remains have a haplotype of this line. `codes`: per remains its row.
[[nodiscard]] std::unique_ptr<evidence::Column> build_kin_column(const Case& data, evidence::Line line,
                                                                 unsigned meioses,
                                                                 const evidence::LineageOptions& options,
                                                                 std::vector<std::uint32_t>& codes);

/// The typed members of a person's line, nearest first; empty where nobody is.
[[nodiscard]] std::vector<evidence::LineMember> typed_members(const Family& family, pedigree::PersonIndex person,
                                                              evidence::Line line);

/// The haplotypes that stand for the population: the case's database, or its own lines.
[[nodiscard]] std::vector<genetics::YHaplotype> population_y(const Case& data);
[[nodiscard]] std::vector<genetics::MtHaplotype> population_mt(const Case& data);

/// One typed person per line of the family: who is met first by index.
[[nodiscard]] std::vector<pedigree::PersonIndex> line_representatives(const Family& family, evidence::Line line);

}  // namespace kith::matching
