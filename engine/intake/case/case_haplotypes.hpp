// intake/case/case_haplotypes.hpp — the Y-STR and mtDNA rows of profiles.csv, haplotypes.csv and haplotype_counts.csv.
#pragma once

#include <string>

#include "intake/case/case_files.hpp"
#include "intake/case/case_parts.hpp"
#include "intake/profiles/profile_rows.hpp"

namespace kith::intake {

/// `rows`: those of profiles.csv, which is called `file`. Without an error the haplotypes are put where they belong.
void read_case_haplotypes(const ProfileRows& rows, const std::string& file, CaseFiles& files, CaseParts& parts);

}  // namespace kith::intake
