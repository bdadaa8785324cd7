// intake/case/case_profiles.hpp — from the rows of profiles.csv to the markers of a case, with the alleles that are
// listed or seen, and to everybody's genotypes.
#pragma once

#include <cstddef>
#include <vector>

#include "intake/case/case_files.hpp"
#include "intake/case/case_parts.hpp"
#include "matching/candidates/match.hpp"

namespace kith::intake {

/// Fills in the panel and the profiles, and elimination.csv and the haplotypes with them. `pieces`: profiles.csv as
/// CsvTable::read_pieces() gives it; `n_samples`: whose results are merged side by side; `report`: how much is done,
/// 0.4 to 1.
/// @pre read_case_people() was called.
void read_case_profiles(std::vector<text::CsvTable> pieces, std::size_t n_samples, const matching::Progress& report,
                        CaseFiles& files, CaseParts& parts);

}  // namespace kith::intake
