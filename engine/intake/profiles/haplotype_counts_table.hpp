// intake/profiles/haplotype_counts_table.hpp — haplotype_counts.csv: how often a database outside shows the haplotype
// of somebody of the case, as YHRD and EMPOP answer a query.
//
// Columns: subject_id (a person or remains), system (Y or mt; may be empty where the subject has one of them),
// database, matches, size and, optional, range (mtDNA: the positions that were queried; else all that were read) and
// date. One row for subject and system. What was queried is the subject's haplotype as profiles.csv has it.
#pragma once

#include "intake/people/subjects.hpp"
#include "intake/profiles/lineage_profiles.hpp"
#include "matching/case/case.hpp"
#include "text/csv_table.hpp"

namespace kith::intake {

/// Adds the counts to `database`. `lineages`: the haplotypes of profiles.csv by SubjectIndex.
void read_haplotype_counts(const text::CsvTable& table, const Subjects& subjects, const Lineages& lineages,
                           matching::HaplotypeDatabase& database, ProblemLog& log);

}  // namespace kith::intake
